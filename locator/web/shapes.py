"""The shapes of the API's answers, for its description and for the tests that hold the answers to it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from locator.station import Honour, Listing, Precision, Provenance, Visits, Word


class Shape(BaseModel):
    """An answer's part; no member beside the named ones."""

    model_config = ConfigDict(extra="forbid")


class Point(Shape):
    """A GeoJSON point: WGS84 longitude, latitude."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2)]


class Place(Shape):
    """How exactly the position is known: within `uncertainty_m` metres with 95 %."""

    precision: Precision | None
    uncertainty_m: float | None
    position_source: str | None


class NearestProperties(Place):
    """What a person needs to choose a station and to go there. Distances are metres, geodesic, from the point asked."""

    name: str
    address: str
    landmark: str | None
    status: Annotated[str, Word("status")]
    distance_m: float
    distance_min_m: float
    distance_max_m: float
    bearing_deg: float
    open_state: Annotated[str, Word("open_state")]
    open_until: datetime | None = None
    opens_at: datetime | None = None
    opening_hours: str | None
    opening_hours_text: str | None
    amenities: dict[str, Literal["yes", "no"]]
    amenity_names: dict[str, str]
    entry: Annotated[str, Word("entry")] | None
    verified_on: date | None
    navigate: dict[str, str]


class NearestFeature(Shape):
    """One station found."""

    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: NearestProperties


class NearestCollection(Shape):
    """The stations found, best first."""

    type: Literal["FeatureCollection"]
    features: list[NearestFeature]


class StationProperties(Place):
    """Every public field of a station's record."""

    name: str
    other_names: list[str]
    brand: str | None
    province: str | None
    city: str | None
    district: str | None
    township: str | None
    adcode: str | None
    address: str | None
    landmark: str | None
    floor: str | None
    entrance: str | None
    build_mode: Annotated[str, Word("build_mode")] | None
    host_type: Annotated[str, Word("host_type")] | None
    host: str | None
    operator: str | None
    form: Annotated[str, Word("form")] | None
    area_m2: float | None
    capacity: int | None
    opening_hours: str | None
    opening_hours_text: str | None
    holidays: Literal["closed", "open", "unknown"]
    entry: Annotated[str, Word("entry")] | None
    entry_note: str | None
    registration_required: bool | None
    audience: list[str]
    amenities: dict[str, Literal["yes", "no"]]
    broken: list[str]
    services: list[str]
    status: Annotated[str, Word("status")]
    stars: int | None
    honours: list[Honour]
    open_24h: bool | None
    smart: bool | None
    opened: str | None
    cost_yuan: float | None
    visits: list[Visits]
    qualifiers: dict[str, str]
    listings: list[Listing]
    notes: str | None
    provenance: list[Provenance]
    verified_on: date | None


class StationFeature(Shape):
    """One station with all that is public; a null geometry where nobody knows the place."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: StationProperties


class Link(Shape):
    """Where to go on."""

    rel: str
    href: str
    type: str


class StationCollection(Shape):
    """A page of stations."""

    type: Literal["FeatureCollection"]
    numberMatched: int  # noqa: N815 - the name that OGC API Features gives it
    numberReturned: int  # noqa: N815 - the name that OGC API Features gives it
    features: list[StationFeature]
    links: list[Link] = []


class StationFile(Shape):
    """A download."""

    type: Literal["FeatureCollection"]
    features: list[StationFeature]


class Located(Shape):
    """An address's position; `candidates` are there where it is ambiguous."""

    lon: float
    lat: float
    precision: Precision
    uncertainty_m: float
    source: str
    parts: dict[str, str]
    candidates: list[dict[str, Any]]


class WordNames(Shape):
    """A word's names."""

    zh: str
    en: str


class Vocabulary(BaseModel):
    """Every vocabulary by kind, every word by key."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, dict[str, WordNames]]


class Health(Shape):
    """The process answers."""

    status: Literal["ok"]


class FaultShape(Shape):
    """One faulty parameter and what is wrong with it, in both languages."""

    parameter: str
    zh: str
    en: str


class Problem(Shape):
    """What went wrong (RFC 9457): `title` for people, `parameter` and `errors` name what to mend."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None
    errors: list[FaultShape] = []

"""The shapes of the API's answers, for its description and for the tests that hold the answers to it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from locator.notice import Kind as NoticeKind
from locator.station import Honour, Listing, Precision, Provenance, Visits, Word
from locator.walk import WalkBy


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


class NoticeShape(Shape):
    """What holds at a station from `starts` on and before `ends`, which is null while nobody knows.

    `kind` tells what it does to the hours: `closed` and `open` all the time, `hours` other ones, `info` nothing.
    """

    id: str
    kind: NoticeKind
    text: str
    starts: datetime
    ends: datetime | None


class CardProperties(Place):
    """What a person needs to choose a station and to go there, and whether it is open now."""

    name: str
    address: str
    landmark: str | None
    status: Annotated[str, Word("status")]
    open_state: Annotated[str, Word("open_state")]
    open_until: datetime | None = None
    opens_at: datetime | None = None
    unknown_from: datetime | None = None
    notices: list[NoticeShape]
    opening_hours: str | None
    opening_hours_text: str | None
    amenities: dict[str, Literal["yes", "no"]]
    amenity_names: dict[str, str]
    entry: Annotated[str, Word("entry")] | None
    entry_name: str | None
    entry_note: str | None
    registration_required: bool | None
    audience: list[str]
    audience_names: dict[str, str]
    broken: list[str]
    holidays: Literal["closed", "open", "unknown"]
    verified_on: date | None
    navigate: dict[str, str]


class CardFeature(Shape):
    """One station as a list shows it; a null geometry where nobody knows the place."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: CardProperties


class NearestProperties(CardProperties):
    """The same, with distances: metres, geodesic, from the point asked.

    `walk_m` and `walk_min` are the way on foot, along the streets or estimated from the straight line as `walk_by`
    tells; null where the station's place is known too vaguely.
    """

    distance_m: float
    distance_min_m: float
    distance_max_m: float
    bearing_deg: float
    walk_m: float | None
    walk_min: float | None
    walk_by: WalkBy | None


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


class RecordProperties(Place):
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


class RecordFeature(Shape):
    """One station with all that is public; a null geometry where nobody knows the place."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: RecordProperties


class StationProperties(RecordProperties):
    """The record, and the notices about the station that are in force or begin within seven days."""

    notices: list[NoticeShape]


class StationFeature(RecordFeature):
    """One station with all that is public and the notices about it."""

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
    features: list[RecordFeature]


class Line(Shape):
    """A GeoJSON line: WGS84 longitude, latitude of its points."""

    type: Literal["LineString"]
    coordinates: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]], Field(min_length=2)
    ]


class RouteProperties(Shape):
    """How long a way is, from the spot to the street and from the street to the door included."""

    station: str
    metres: float
    minutes: float
    by: Literal["streets"]


class Route(Shape):
    """A way on foot, from the spot asked about to the station."""

    type: Literal["Feature"]
    geometry: Line
    properties: RouteProperties


class ClusterProperties(Shape):
    """How many stations a mark stands for, and how many of them are open; what is known of a single one."""

    count: int
    open: int
    name: str | None = None
    open_state: Annotated[str, Word("open_state")] | None = None
    precision: Precision | None = None
    uncertainty_m: float | None = None


class ClusterFeature(Shape):
    """One mark; a single station has its id."""

    type: Literal["Feature"]
    id: str | None = None
    geometry: Point
    properties: ClusterProperties


class ClusterCollection(Shape):
    """The marks of a map's view."""

    type: Literal["FeatureCollection"]
    features: list[ClusterFeature]


class Timeline(Shape):
    """The states of a schedule: at first, then flat pairs of minutes since the flip before and the state from it on."""

    first: int
    flips: list[int]


class Pack(Shape):
    """What a phone keeps of a neighbourhood; the columns are described in `locator.packs`."""

    cell: str
    centre: Annotated[list[float], Field(min_length=2, max_length=2)]
    complete_within_m: float | None
    at: datetime
    version: int
    from_minute: int
    until_minute: int
    states: list[str]
    timelines: list[Timeline]
    notice_days: int
    size: int
    stations: dict[str, dict[str, Any]]


class VectorTile(RootModel[bytes]):
    """A Mapbox Vector Tile with the layers `stations` and `clusters`, as far as there are any."""


class BatchFound(Shape):
    """The stations found for each point asked, best first, in columns of one shape; metres."""

    ids: list[list[str]]
    distance_m: list[list[float]]
    uncertainty_m: list[list[float]]
    open_state: list[list[Annotated[str, Word("open_state")]]]


class Located(Shape):
    """An address's position; `candidates` are there where it is ambiguous."""

    lon: float
    lat: float
    precision: Precision
    uncertainty_m: float
    source: str
    parts: dict[str, str]
    candidates: list[dict[str, Any]]


class PlaceFound(Shape):
    """Somewhere to go: a station (with its `id`), a division or a place; no position where nobody knows it."""

    kind: Literal["station", "division", "place"]
    name: str
    where: str
    lon: float | None
    lat: float | None
    uncertainty_m: float | None
    id: str | None


class PlacesFound(Shape):
    """What has the name asked for, best first."""

    places: list[PlaceFound]


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

"""What a rest station is: its record, checked once when it is made.

Positions are WGS84 everywhere past this file. The datum and the coordinates as they were given are kept
beside the position, so that a wrongly labelled list can be found and mended later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from locator import hours, vocabulary
from locator.errors import InvalidPosition


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the ground, in WGS84 degrees.

    Raises:
        InvalidPosition: the degrees are not finite or nowhere on the globe.
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise InvalidPosition(
                f"lon {self.lon}, lat {self.lat} is nowhere on the globe",
                field="lat" if -180 <= self.lon <= 180 else "lon",
                remedy="longitude -180 to 180 first, then latitude -90 to 90; are they swapped?",
            )


class Precision(StrEnum):
    """How finely a position is known, finest first."""

    ROOFTOP = "rooftop"
    STREET = "street"
    TOWNSHIP = "township"
    DISTRICT = "district"
    CITY = "city"

    @property
    def is_exact(self) -> bool:
        """Whether one may walk there: the building or its street is known."""
        return self in (Precision.ROOFTOP, Precision.STREET)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a source that say so: `text[start:end] == quote`, offsets in characters."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a field whose text, or each of whose texts, is a key of one vocabulary."""

    kind: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The field's own check, then the vocabulary's."""
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The words themselves, for whoever reads the API's description."""
        described = handler(schema)
        described.get("items", described)["enum"] = list(vocabulary.terms(self.kind))
        return described

    def _known(self, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if isinstance(value, str):
            return vocabulary.known(self.kind, value)
        return tuple(dict.fromkeys(vocabulary.known(self.kind, key) for key in value))


def _amenity_table(table: Mapping[str, str]) -> dict[str, str]:
    return {vocabulary.known("amenity", key): value for key, value in table.items()}


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{1,39}$")]
Adcode = Annotated[str, StringConstraints(pattern=r"^(\d{6}|\d{9})$")]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Rule = Annotated[str, AfterValidator(hours.validate)]
Qualifier = Literal["about", "at_least"]


class Record(BaseModel):
    """A value that never changes once made, and takes no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Placement(Record):
    """Where a station is, how surely, and who said so.

    `uncertainty_m` is the radius round the position within which the true place lies with 95 %.
    `datum_given`, `lon_given`, `lat_given` are the coordinates as the source had them, if it had any.
    """

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    precision: Precision
    uncertainty_m: float = Field(ge=0, le=20_100_000)
    source: Text
    checked_on: date | None = None
    datum_given: Literal["wgs84", "gcj02", "bd09", "cgcs2000"] | None = None
    lon_given: float | None = None
    lat_given: float | None = None


class Visits(Record):
    """How many visits a source counted, and over what time."""

    count: int = Field(ge=0, le=10**12)
    period: Text
    qualifier: Qualifier | None = None


class Honour(Record):
    """A title somebody gave the station, with the year where it is known."""

    name: Name
    year: int | None = Field(default=None, ge=1949, le=2100)


class Listing(Record):
    """A map app on which somebody looked for the station; `listed` is false where it was not there."""

    app: Annotated[str, Word("map_app")]
    listed: bool = True
    poi_id: Text | None = None
    checked_on: date | None = None


class Provenance(Record):
    """Which source spoke of the station, and in which words of ours or its own."""

    source: Code
    note: Text | None = None


class Station(Record):
    """A room, vehicle or cabinet where outdoor workers may rest.

    Amenities are `yes` or `no`; one that is not in the table is unknown. `opening_hours` is in the grammar of
    OpenStreetMap's key of that name, `opening_hours_text` is what the source said. `holidays` tells how the
    weekly rule holds on public holidays. `qualifiers` mark numbers that a source gave as "about" or "over".
    `steward`, `contact` and `verified_by` are personal data: they stay out of whatever `public_fields` names.

    Raises:
        pydantic.ValidationError: a field is wrong; each error names its field.
    """

    id: Code
    name: Name
    other_names: tuple[Name, ...] = ()
    brand: Text | None = None

    province: Text | None = None
    city: Text | None = None
    district: Text | None = None
    township: Text | None = None
    adcode: Adcode | None = None
    address: Text | None = None
    landmark: Text | None = None
    floor: Text | None = None
    entrance: Text | None = None
    placement: Placement | None = None

    build_mode: Annotated[str, Word("build_mode")] | None = None
    host_type: Annotated[str, Word("host_type")] | None = None
    host: Text | None = None
    operator: Text | None = None
    steward: Text | None = None
    form: Annotated[str, Word("form")] | None = None
    area_m2: float | None = Field(default=None, gt=0)
    capacity: int | None = Field(default=None, gt=0, le=100_000)

    opening_hours: Rule | None = None
    opening_hours_text: Text | None = None
    holidays: Literal["closed", "open", "unknown"] = "unknown"
    entry: Annotated[str, Word("entry")] | None = None
    entry_note: Text | None = None
    registration_required: bool | None = None
    audience: Annotated[tuple[str, ...], Word("audience")] = ()

    amenities: Annotated[dict[str, Literal["yes", "no"]], AfterValidator(_amenity_table)] = Field(
        default_factory=dict
    )
    broken: Annotated[tuple[str, ...], Word("amenity")] = ()
    services: Annotated[tuple[str, ...], Word("service")] = ()
    status: Annotated[str, Word("status")] = "operating"
    stars: int | None = Field(default=None, ge=1, le=5)
    honours: tuple[Honour, ...] = ()
    open_24h: bool | None = None
    smart: bool | None = None

    opened: PartialDate | None = None
    cost_yuan: float | None = Field(default=None, ge=0)
    visits: tuple[Visits, ...] = ()
    qualifiers: dict[Literal["area_m2", "cost_yuan", "capacity"], Qualifier] = Field(default_factory=dict)
    listings: tuple[Listing, ...] = ()
    notes: Text | None = None

    provenance: tuple[Provenance, ...] = ()
    verified_on: date | None = None
    verified_by: Text | None = None
    contact: Text | None = None

    @property
    def full_address(self) -> str:
        """The address as one writes it on a letter: divisions first, then street and number; may be empty."""
        parts = (self.province, self.city, self.district, self.township)
        divisions = "".join(dict.fromkeys(part for part in parts if part))
        street = self.address or ""
        return street if divisions and street.startswith(divisions) else divisions + street

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        missing = [key for key in self.broken if self.amenities.get(key) != "yes"]
        if missing:
            raise ValueError(f"broken names {missing[0]}, which amenities does not say is there")
        return self


CROSS_CHECKED = frozenset({"broken"})
"""Fields that a record holds against others of its fields, not each by itself."""

PRIVATE_FIELDS = frozenset({"steward", "contact", "verified_by"})
"""Fields that hold personal data; no public page, API or export shows them."""

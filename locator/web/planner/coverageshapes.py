"""The document of a coverage question. Shares are 0 to 1 of the people in the area, null where nobody is."""

from datetime import date
from typing import Literal

from locator.web.planner.documentshapes import BandKind, Head, MomentShape
from locator.web.shapes import Shape

Day = Literal["workday", "weekend", "holiday"]
Box = tuple[float, float, float, float]


class DemandLayer(Shape):
    """One layer of demand; `weight` is its factor, `hours` those at which it counts, null for all."""

    name: str
    kind: str
    total: float
    places: int
    extent: Box | None
    weight: float
    hours: list[int] | None
    is_indicative: bool
    notes: list[str]


class DemandTold(Shape):
    """People in all, in the area and outside it."""

    total: float
    inside: float
    outside: float
    outside_share: float | None
    is_indicative: bool
    layers: list[DemandLayer]


class StationsTold(Shape):
    """Stations that count, and those left out; at a moment how many are open."""

    counted: int
    coarse: int
    coarse_counted: bool
    without_position: int
    open: int | None = None
    closed: int | None = None
    unknown_hours: int | None = None


class Unreachable(Shape):
    """People too far from every street, and on streets that lead to no station."""

    off_street: float
    cut_off: float


class Method(Shape):
    """Who says how far it is, for how many people each."""

    streets_people: float
    straight_line_people: float
    straight_line: str
    unreachable: Unreachable
    networks: list[str]


class BandShares(Shape):
    """Who has one station, two, or one of unknown hours near enough."""

    band: str
    share: float | None
    twice_share: float | None
    unknown_hours_share: float | None


class BandTold(BandShares):
    """The same with people."""

    kind: BandKind
    limit: float
    people: float
    uncovered: float
    places_per_10000: float | None


class HourTold(Shape):
    """One hour of one kind of day."""

    day: Day
    date: date
    hour: int
    open: int
    closed: int
    unknown_hours: int
    people: float
    bands: list[BandShares]


class DistrictBand(BandShares):
    """A district's shares within one band."""

    places_per_10000: float | None


class DistrictTold(Shape):
    """One district."""

    name: str
    code: str | None
    people: float
    km2: float
    stations: float
    stations_per_10000: float | None
    stations_per_km2: float | None
    bands: list[DistrictBand]


class Spacing(Shape):
    """Metres from a station to the nearest other one."""

    p10: float | None
    median: float | None
    p90: float | None
    max: float | None
    alone: int


class AccessTold(Shape):
    """How many stations tell their room, and what the others were given."""

    capacity_known: int
    capacity_assumed: float


class ClosingTold(Shape):
    """What closing a station would lose, by band."""

    id: str
    name: str
    would_lose: dict[str, float]
    people_near: dict[str, float]


class CellsTold(Shape):
    """H3 cells of the layer."""

    resolution: int
    count: int


class EmptyCircle(Shape):
    """The largest circle round a centre in the gap without a station in it."""

    lon: float
    lat: float
    radius_m: float


class GapTold(Shape):
    """People without a station who hang together."""

    people: float
    near: str | None
    near_m: int
    lon: float
    lat: float
    cells: int
    largest_empty_circle: EmptyCircle | None


class CoverageDocument(Head):
    """Who has a station near enough, at which hour, and who has not."""

    moment: MomentShape | None
    demand: DemandTold
    stations: StationsTold
    method: Method
    bands: list[BandTold]
    hours: list[HourTold]
    districts: list[DistrictTold]
    spacing_m: Spacing
    access: AccessTold
    closing: list[ClosingTold]
    cells: CellsTold | None
    gaps: list[GapTold]
    uncovered_elsewhere: float

"""The document of a suggest question."""

from locator.web.planner.coverageshapes import Unreachable
from locator.web.planner.documentshapes import BandKind, BothLanguages, Head, MomentShape
from locator.web.shapes import Shape


class ModelTold(BothLanguages):
    """The model and its name."""

    key: str


class SuggestLayer(Shape):
    """One layer of demand."""

    name: str
    kind: str
    weight: float
    hours: list[int] | None
    is_indicative: bool
    notes: list[str]


class SuggestDemand(Shape):
    """People that count, and those outside the area."""

    total: float
    places: int
    outside: float
    is_indicative: bool
    layers: list[SuggestLayer]


class Standing(Shape):
    """The stations that stand."""

    counted: int
    coarse: int
    coarse_counted: bool
    without_position: int
    open: int
    unknown_hours: int


class CandidatesTold(Shape):
    """Where sites might have been."""

    source: str
    count: int
    outside_area: int
    notes: list[str]


class QuotaTold(Shape):
    """Of one district."""

    district: str
    least: int
    most: int | None


class Wishes(Shape):
    """What was wished for."""

    sites: int | None
    share: float | None
    budget: float | None
    cost: float | None
    spacing_m: float | None
    quotas: list[QuotaTold]
    forbidden: list[str] | None
    capacity: float | None
    time_limit_s: float


class SuggestMethod(Shape):
    """What near enough means, and who says how far it is."""

    band: str
    by: str
    networks: list[str]
    streets_people: float
    straight_line_people: float
    unreachable: Unreachable


class Objective(BothLanguages):
    """What the sites achieve, and what no choice of sites can beat: proved. `gap` is how far apart they are."""

    value: float
    bound: float | None
    gap: float | None
    unit: str
    unit_zh: str
    status: str


class BeforeAfter(Shape):
    """People covered within one band without the new sites and with them."""

    band: str
    kind: BandKind
    limit: float
    before: float
    after: float
    before_share: float
    after_share: float


class PlaceCounts(Shape):
    """People by the nearest known place."""

    place: str | None
    people: float
    within_m: int


class SiteTold(Shape):
    """A proposed site, the one that gains most first."""

    rank: int
    candidate: int
    name: str
    lon: float
    lat: float
    place: str | None
    place_m: int
    district: str
    cost: float | None
    gain: float
    people: float
    near: float
    serves: list[PlaceCounts]


class RemainingTold(BothLanguages):
    """Who stays uncovered, for one reason."""

    why: str
    people: float
    places: int
    mostly: list[PlaceCounts]


class ConflictTold(BothLanguages):
    """A wish that can't hold together with the others."""

    rule: str
    name: str | None
    asked: float
    possible: float


class SuggestDocument(Head):
    """Where new stations gain most, whom each brings one, who stays without and why."""

    version: int
    model: ModelTold
    moment: MomentShape | None
    demand: SuggestDemand
    stations: Standing | None
    candidates: CandidatesTold
    asked: Wishes
    method: SuggestMethod
    objective: Objective
    bands: list[BeforeAfter]
    sites: list[SiteTold]
    idle_sites: int
    uncovered: list[RemainingTold]
    conflicts: list[ConflictTold]

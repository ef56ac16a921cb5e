"""What a planner may ask, as the API takes it: of who is covered, and of where the next stations go."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from locator.planning.scenario import Scenario
from locator.station import Adcode, Record

TOWNS = "towns"
RADII_M = (500.0, 1000.0)
MOST_BANDS, MOST_LAYERS, MOST_QUOTAS = 4, 8, 500
DayKind = Literal["workday", "weekend", "holiday"]
FileName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f.][^/\\\x00-\x1f]*$")]
Model = Literal["mclp", "lscp", "pmedian", "pcenter", "backup"]


def _number(value: object) -> object:
    if isinstance(value, (bool, str)):
        raise PydanticCustomError("float_type", "must be a number")
    return value


def _flag(value: object) -> object:
    if not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "must be true or false")
    return value


Number = Annotated[float, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Metres = Annotated[Number, Field(gt=0, le=100_000)]
Minutes = Annotated[Number, Field(gt=0, le=120)]


class Question(Record):
    """Which people, which stations, what near enough means, and when."""

    demand: tuple[FileName, ...] = Field(
        default=(TOWNS,),
        min_length=1,
        max_length=MOST_LAYERS,
        description='需求图层 layers of demand: ["towns"], or files of the operator\'s folder',
    )
    areas: FileName | None = Field(
        default=None, description="区划边界的名称 name of added boundaries, or null"
    )
    radii_m: tuple[Metres, ...] = Field(
        default=(),
        max_length=MOST_BANDS,
        description="直线距离(米),默认 [500, 1000] straight-line metres, above 0 up to 100000, at most four",
    )
    minutes: tuple[Minutes, ...] = Field(
        default=(),
        max_length=MOST_BANDS,
        description="步行分钟,与 radii_m 二选一 minutes on foot in place of radii_m, above 0 up to 120, at most four",
    )
    hour: Whole | None = Field(
        default=None,
        ge=0,
        le=23,
        description="0–23 点开放的站点才算 count stations open at this hour; null: any time",
    )
    day: DayKind | None = Field(
        default=None, description="哪类日子,默认工作日 kind of day of that hour; workday unless told"
    )
    include_coarse: Flag = Field(
        default=False,
        description="true 或 false:位置粗略的站点也算 true or false: count coarse positions too",
    )
    scenario: Scenario = Field(
        default_factory=Scenario,
        description="假设 what if: {added: [{id, lon, lat, name, opening_hours}], moved: [{id, lon, lat}],"
        " removed: [id]}; ids, WGS84",
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.radii_m and self.minutes:
            raise _clash("radii_m", "radii_m 与 minutes 只能用一种 give radii_m or minutes, not both")
        if self.day is not None and self.hour is None:
            raise _clash("hour", "有 day 时须有 hour with day, hour is needed")
        return self


class CoverageQuestion(Question):
    """Who has a station near enough, at which hour, and who has not."""


class SuggestQuestion(Question):
    """Where new stations gain most."""

    model: Model = Field(default="mclp", description="模型 model: mclp, lscp, pmedian, pcenter, backup")
    sites: Whole | None = Field(default=None, ge=1, le=10_000, description="新增几处 how many new sites")
    share: Number | None = Field(
        default=None,
        gt=0,
        le=1,
        description="覆盖比例,lscp 用 share to be covered, above 0 up to 1; for lscp",
    )
    candidates: FileName = Field(
        default="demand", description='候选地点 "demand", "grid", or a file of the operator\'s folder'
    )
    spacing_m: Number = Field(
        default=0.0, ge=0, le=100_000, description="最小间距(米) least metres between sites"
    )
    budget: Number | None = Field(default=None, ge=0, description="预算 what new sites may cost together")
    quotas: dict[Adcode, Annotated[Whole, Field(ge=0, le=10_000)]] = Field(
        default_factory=dict,
        max_length=MOST_QUOTAS,
        description='每区最多几处 most new sites by district: {"460204": 3}',
    )
    forbidden: FileName | None = Field(
        default=None, description="不可选址的边界 name of added boundaries in which no site may be"
    )
    time_limit_s: Number = Field(default=30.0, gt=0, le=120, description="最长求解秒数 seconds, up to 120")


def _clash(field: str, why: str) -> PydanticCustomError:
    return PydanticCustomError("clash", "{why}", {"field": field, "why": why})

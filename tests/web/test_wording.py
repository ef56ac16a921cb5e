"""What the pages say of hours and places."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from locator.hours import OpenState
from locator.web.wording import distance_words, moment_words, opening_words, place_words
from tests.made_up import station

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=CHINA)  # a Monday


def words_for(state: str, until: datetime | None = None, then: str | None = None) -> str:
    return opening_words(OpenState(state, until, then), NOON).zh  # type: ignore[arg-type]


def test_an_open_door_tells_when_it_closes_and_what_is_left() -> None:
    assert words_for("open", NOON + timedelta(hours=2, minutes=50), "closed") == "14:50 关门,还有 2 小时"
    assert words_for("open", NOON + timedelta(minutes=40), "closed") == "12:40 关门,只剩 40 分钟"
    assert words_for("open", NOON + timedelta(hours=10), "closed") == "22:00 关门"
    assert words_for("open") == "全天开放"


def test_a_closed_door_tells_when_it_opens() -> None:
    assert words_for("closed", NOON + timedelta(hours=20, minutes=30), "open") == "明天 08:30 开门"
    assert words_for("closed") == ""


def test_nobody_promises_that_a_door_opens_whose_hours_are_not_known() -> None:
    assert words_for("closed", NOON + timedelta(hours=1), "unknown") == "13:00 后不确定"
    assert words_for("unknown", NOON + timedelta(hours=1), "open") == ""


@pytest.mark.parametrize(
    ("days", "words"), [(0, "12:00"), (1, "明天 12:00"), (6, "周日 12:00"), (7, "11月30日 12:00")]
)
def test_a_coming_day_is_named_as_one_says_it(days: int, words: str) -> None:
    assert moment_words(NOON + timedelta(days=days), NOON).zh == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (4, "0 米"),
        (430, "430 米"),
        (994, "990 米"),
        (996, "1.0 公里"),
        (9_940, "9.9 公里"),
        (37_400, "37 公里"),
    ],
)
def test_distances_are_in_a_persons_units(metres: float, words: str) -> None:
    assert distance_words(metres).zh == words


def test_a_vague_place_tells_its_radius_and_an_unknown_one_says_so() -> None:
    vague = station(1, 109.5, 18.25, precision="district", uncertainty_m=17_000)
    assert place_words(vague.placement).zh == "约在此区 (±17 公里)"
    assert place_words(station(2).placement).zh == "位置未知"

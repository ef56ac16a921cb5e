"""What the pages say of hours, places and checks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from locator.hours import OpenState
from locator.web.cards import audience_words, entry_words
from locator.web.wording import checked_words, distance_words, moment_words, opening_words, place_words
from tests.made_up import station

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=CHINA)  # a Monday


@pytest.fixture
def english(client: FlaskClient) -> Iterator[None]:
    with client.application.app_context(), force_locale("en"):
        yield


def words_for(
    state: str, until: datetime | None = None, then: str | None = None, *, is_now: bool = True
) -> str:
    return opening_words(OpenState(state, until, then), NOON, is_now=is_now)  # type: ignore[arg-type]


def test_an_open_door_tells_what_is_left_and_when_it_closes() -> None:
    assert words_for("open", NOON + timedelta(hours=2, minutes=50), "closed") == "还有 2 小时关门 (14:50)"
    assert words_for("open", NOON + timedelta(minutes=40), "closed") == "还有 40 分钟关门 (12:40)"
    assert words_for("open", NOON + timedelta(hours=10), "closed") == "22:00 关门"
    assert words_for("open") == "全天开放"


def test_a_closed_door_tells_when_it_opens() -> None:
    assert words_for("closed", NOON + timedelta(hours=20, minutes=30), "open") == "明天 08:30 开门"
    assert words_for("closed") == ""


def test_nobody_promises_that_a_door_opens_whose_hours_are_not_known() -> None:
    assert words_for("closed", NOON + timedelta(hours=1), "unknown") == "13:00 后不确定"
    assert words_for("unknown", NOON + timedelta(hours=1), "open") == ""


def test_of_another_moment_nobody_says_tomorrow_or_what_is_left() -> None:
    assert words_for("open", NOON + timedelta(minutes=40), "closed", is_now=False) == "12:40 关门"
    assert words_for("closed", NOON + timedelta(hours=20), "open", is_now=False) == "周二 08:00 开门"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "12:00"), (1, "明天 12:00"), (6, "周日 12:00"), (7, "11月30日 12:00"), (-1, "11月22日 12:00")],
)
def test_a_day_is_named_as_one_says_it(days: int, words: str) -> None:
    assert moment_words(NOON + timedelta(days=days), NOON) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (4, "0 米"),
        (430, "430 米"),
        (994, "990 米"),
        (996, "1 公里"),
        (9_940, "9.9 公里"),
        (37_400, "37 公里"),
    ],
)
def test_distances_are_in_a_persons_units(metres: float, words: str) -> None:
    assert distance_words(metres) == words


def test_a_vague_place_tells_its_radius_and_an_unknown_one_says_so() -> None:
    vague = station(1, 109.5, 18.25, precision="district", uncertainty_m=17_000)
    assert place_words(vague.placement) == "约在此区 (±17 公里)"
    assert place_words(station(2).placement) == "位置未知"


def test_a_check_of_long_ago_is_old_and_says_how_old() -> None:
    assert checked_words(date(2026, 11, 3), NOON.date()) == ("2026-11-03 现场核实", False)
    assert checked_words(date(2026, 5, 27), NOON.date()).is_old is False
    assert checked_words(date(2026, 5, 26), NOON.date()) == ("2026-05-26 现场核实,过去 6 个月了", True)
    assert checked_words(None, NOON.date()) == ("还没有人现场核实过", True)


def test_how_one_gets_in_is_said_in_one_line() -> None:
    told = station(1, entry="code", entry_note="密码问前台", registration_required=False)
    assert entry_words(told) == "输密码 · 不用登记 · 密码问前台"
    assert entry_words(station(2)) == ""


def test_whom_a_station_serves_is_named_unless_it_is_everybody() -> None:
    assert audience_words(station(1, audience=("courier", "driver"))) == "服务对象:快递员、司机"
    assert audience_words(station(2, audience=("courier", "public"))) == "谁都可以进"
    assert audience_words(station(3)) == ""


@pytest.mark.usefixtures("english")
def test_the_same_in_english() -> None:
    assert words_for("open", NOON + timedelta(minutes=40), "closed") == "closes in 40 min (12:40)"
    assert words_for("closed", NOON + timedelta(hours=20, minutes=30), "open") == "opens tomorrow 08:30"
    assert moment_words(NOON + timedelta(days=7), NOON) == "30 Nov 12:00"
    assert distance_words(1_240) == "1.2 km"
    assert audience_words(station(1, audience=("courier", "driver"))) == "For: Couriers, Drivers"

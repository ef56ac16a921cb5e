from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from locator.hours import CHINA, Override
from locator.notice import Notice
from tests.made_up import notice

START = datetime(2026, 7, 16, 8, tzinfo=CHINA)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "shut"}, "kind"),
        ({"kind": "hours"}, "opening_hours"),
        ({"kind": "hours", "opening_hours": "9 to 5"}, "opening_hours"),
        ({"kind": "closed", "opening_hours": "10:00-16:00"}, "opening_hours"),
        ({"starts": datetime(2026, 7, 16)}, "starts"),  # noqa: DTZ001 - that is the mistake
        ({"starts": datetime(1949, 10, 1, tzinfo=UTC)}, "starts"),
        ({"ends": START}, "ends"),
        ({"ends": START - DAY}, "ends"),
        ({"text_zh": "  "}, "text_zh"),
        ({"text_zh": "演\x00示"}, "text_zh"),
        ({"text_en": "x" * 501}, "text_en"),
        ({"adcode": "4602"}, "adcode"),
        ({"stations": ("no id",)}, "stations"),
        ({"stations": (), "everywhere": False}, "stations"),
        ({"stations": ("a-1",), "everywhere": True}, "stations"),
        ({"adcode": "460200", "everywhere": True}, "stations"),
        ({"id": "no id"}, "id"),
        ({"withdrawn_at": "yesterday"}, "withdrawn_at"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_refused_and_the_field_named(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        notice(**fields)
    assert {error["loc"][0] for error in refused.value.errors()} == {field}


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValidationError) as refused:
        Notice.model_validate({})
    assert {error["loc"][0] for error in refused.value.errors()} >= {"kind", "starts", "text_zh", "stations"}


def test_every_notice_has_an_id_of_its_own() -> None:
    assert len({notice().id for _ in range(100)}) == 100


def test_moments_come_back_in_china_s_time_and_what_holds_begins_with_a_minute() -> None:
    made = notice(starts=datetime(2026, 7, 16, 10, 0, 59, tzinfo=UTC))
    assert made.starts.isoformat() == "2026-07-16T18:00:00+08:00"


@pytest.mark.parametrize(
    ("fields", "override"),
    [
        ({"kind": "closed"}, Override(START, None, "off")),
        ({"kind": "open", "ends": START + DAY}, Override(START, START + DAY, "24/7")),
        ({"kind": "hours", "opening_hours": "10:00-16:00"}, Override(START, None, "10:00-16:00")),
        ({"kind": "info"}, None),
    ],
)
def test_the_kind_tells_what_it_does_to_the_hours(
    fields: dict[str, object], override: Override | None
) -> None:
    assert notice(**fields).override == override


def test_a_withdrawn_notice_held_up_to_its_withdrawal() -> None:
    withdrawn = notice(ends=START + 3 * DAY).withdrawn(START + DAY)
    assert withdrawn.override == Override(START, START + DAY, "off")
    assert not withdrawn.is_over(START + DAY - timedelta(minutes=1))
    assert withdrawn.is_over(START + DAY)


def test_one_that_was_withdrawn_before_it_began_never_holds() -> None:
    withdrawn = notice().withdrawn(START - DAY)
    assert withdrawn.is_over(START - 2 * DAY)


def test_withdrawing_what_is_over_does_not_make_it_longer() -> None:
    assert notice(ends=START + DAY).withdrawn(START + 2 * DAY).over_at == START + DAY


@pytest.mark.parametrize(
    ("at", "is_current"),
    [
        (START - 7 * DAY - timedelta(minutes=1), False),
        (START - 7 * DAY, True),
        (START, True),
        (START + DAY - timedelta(minutes=1), True),
        (START + DAY, False),
    ],
)
def test_it_is_current_while_it_holds_and_seven_days_before(at: datetime, is_current: bool) -> None:
    assert notice(ends=START + DAY).is_current(at, 7 * DAY) is is_current


def test_its_words_are_chinese_where_nobody_wrote_english() -> None:
    assert notice(text_zh="台风停开").text("en") == "台风停开"
    assert notice(text_zh="台风停开", text_en="Closed: typhoon").text("en") == "Closed: typhoon"
    assert notice(text_zh="台风停开", text_en="Closed: typhoon").text("zh") == "台风停开"

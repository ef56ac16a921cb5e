"""Stations under notices, asked through the catalog."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator import hours
from locator.catalog import Catalog
from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.notice import Notice
from tests.made_up import notice, station

START = datetime(2026, 7, 16, 8, tzinfo=CHINA)
NOON = datetime(2026, 7, 17, 12, tzinfo=CHINA)
DAY = timedelta(days=1)
STATIONS = [
    station(1, 109.50, 18.25, adcode="460204", opening_hours="24/7"),
    station(2, 109.51, 18.25, adcode="460203", opening_hours="08:00-20:00", holidays="open"),
    station(3, 129.56, 48.45, adcode="230723", opening_hours="08:00-20:00", holidays="open"),
    station(4, adcode="460204100"),
    station(5, 109.52, 18.25, opening_hours="24/7"),
]


def states(*notices: Notice, at: datetime = NOON) -> list[str]:
    return [opening.state for opening in Catalog(STATIONS, notices=notices).opening(at)]


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"everywhere": True}, "ccccc"),
        ({"adcode": "460000"}, "cco" + "oc"),
        ({"adcode": "460200"}, "cco" + "oc"),
        ({"adcode": "460204"}, "coo" + "oc"),
        ({"adcode": "460204100"}, "ooo" + "oc"),
        ({"adcode": "230723"}, "ooc" + "ou"),
        ({"stations": ("test-0001", "test-0003")}, "coc" + "ou"),
    ],
)
def test_a_notice_is_about_just_these(about: dict[str, Any], found: str) -> None:
    # rows: those with a position by id, then number 4, whose hours nobody told
    assert "".join(state[0] for state in states(notice(**about))) == found


def test_the_one_issued_last_decides_whatever_order_they_come_in() -> None:
    wide = notice(issued_at=START)
    narrow = notice(adcode="460204", kind="open", issued_at=START + timedelta(seconds=1))
    for order in ((wide, narrow), (narrow, wide)):
        assert states(*order) == ["open", "closed", "closed", "closed", "open"]


def test_a_word_to_people_changes_no_hours() -> None:
    assert states(notice(kind="info")) == states()


def test_what_is_withdrawn_or_over_changes_nothing_any_more() -> None:
    assert states(notice().withdrawn(NOON)) == states()
    assert states(notice(ends=NOON)) == states()
    assert states(notice().withdrawn(NOON + DAY)) == ["closed"] * 5


def test_a_change_to_come_tells_the_notice_s_beginning() -> None:
    catalog = Catalog(STATIONS, notices=[notice(starts=START + 3 * DAY)])
    opening = catalog.opening_of(catalog.station("test-0001"), START)
    assert opening[:3] == ("open", START + 3 * DAY, "closed")


def test_stations_show_the_notices_about_them_the_latest_first() -> None:
    early, late, other, over, far = (
        notice(issued_at=START),
        notice(adcode="460204", kind="info", issued_at=START + DAY),
        notice(stations=("test-0003",)),
        notice(ends=NOON),
        notice(starts=NOON + 7 * DAY + timedelta(minutes=1)),
    )
    catalog = Catalog(STATIONS, notices=[early, late, other, over, far])
    assert catalog.notices_of(catalog.station("test-0001"), NOON) == [late, early]
    assert catalog.notices_of(catalog.station("test-0003"), NOON) == [other, early]
    assert catalog.notices_of(catalog.station("test-0002"), START - 8 * DAY) == []


def test_a_moment_without_a_time_zone_is_refused() -> None:
    catalog = Catalog(STATIONS)
    for _ in range(2):
        with pytest.raises(InvalidInput):
            catalog.opening(datetime(2026, 7, 17, 12))  # noqa: DTZ001 - that is the mistake
        catalog.opening(NOON)


def test_a_catalog_without_stations_has_openings_too() -> None:
    openings = Catalog([], notices=[notice()]).opening(NOON)
    assert list(openings) == []
    assert openings.among(["open"]).tolist() == []


RULES = st.sampled_from([None, "24/7", "08:00-20:00", "Mo-Fr 08:30-12:00,14:00-17:30", "22:00-02:00"])
MOMENTS = st.datetimes(datetime(2026, 9, 1), datetime(2026, 10, 31), timezones=st.just(CHINA))  # noqa: DTZ001
stations = st.builds(
    lambda number, adcode, rule, holidays: station(
        number, 109.5, 18.25, adcode=adcode, opening_hours=rule, holidays=holidays
    ),
    st.integers(0, 99),
    st.sampled_from([None, "460203", "460204", "460204100", "230723"]),
    RULES,
    st.sampled_from(["open", "closed", "unknown"]),
)
abouts = st.sampled_from([{"everywhere": True}, {"adcode": "460200"}, {"adcode": "460204"}]) | st.lists(
    st.integers(0, 99).map(lambda number: f"test-{number:04}"), min_size=1, max_size=5
).map(lambda ids: {"stations": tuple(ids)})
kinds = st.sampled_from(
    [
        {"kind": "closed"},
        {"kind": "open"},
        {"kind": "info"},
        {"kind": "hours", "opening_hours": "10:00-16:00"},
    ]
)


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    starts = draw(MOMENTS)
    length = draw(st.none() | st.timedeltas(timedelta(minutes=1), 20 * DAY))
    issued = starts - draw(st.timedeltas(timedelta(0), 5 * DAY))
    ends = length and starts.replace(second=0, microsecond=0) + length
    made = notice(starts=starts, ends=ends, issued_at=issued, **draw(abouts), **draw(kinds))
    return (
        made.withdrawn(issued + draw(st.timedeltas(timedelta(0), 9 * DAY))) if draw(st.booleans()) else made
    )


def covers(made: Notice, station_id: str, adcode: str | None) -> bool:
    if made.adcode:
        return (adcode or "").startswith({"460200": "4602", "460204": "460204"}[made.adcode])
    return made.everywhere or station_id in made.stations


@settings(deadline=None, max_examples=100)
@given(
    st.lists(stations, max_size=12, unique_by=lambda made: made.id),
    st.lists(notices(), max_size=5),
    st.lists(MOMENTS, min_size=1, max_size=6),
)
def test_every_row_gets_what_its_own_rule_and_notices_give_it_whatever_was_asked_before(
    made, posted, moments
) -> None:
    catalog = Catalog(made, notices=posted)
    in_order = sorted(posted, key=lambda one: (one.issued_at, one.id))
    moments += [moment + timedelta(minutes=1) for moment in moments]
    for at in moments:
        expected = [
            hours.state(
                one.opening_hours,
                at,
                one.holidays,
                [each.override for each in in_order if covers(each, one.id, one.adcode) and each.override],
            )
            for one in catalog.stations
        ]
        assert [catalog.opening_of(one, at) for one in catalog.stations] == expected
        assert list(catalog.opening(at)) == expected == catalog.openings_of(catalog.stations, at)
        is_open = [opening.state == "open" for opening in expected]
        np.testing.assert_array_equal(catalog.opening(at).among(["open"]), np.array(is_open, dtype=bool))

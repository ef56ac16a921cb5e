"""What an import would do, before anything is written."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput, UnknownDatum
from locator.intake.codes import Codes
from locator.intake.draft import Draft, Fault
from locator.intake.plan import Plan, plan
from locator.station import Precision, Station
from tests.made_up import station

LON, LAT = 113.305132, 34.803352


class Told(NamedTuple):
    """Who told a value."""

    source: str | None
    verified: bool = False


def row(line: int = 2, name: str | None = "金苑社区驿站", **values: Any) -> Draft:
    """One row; `lon`, `lat`, `datum`, `raw`, `faults` and `warnings` are the draft's own."""
    own = ("lon", "lat", "datum", "raw", "ref", "faults", "warnings", "file")
    fields: dict[str, Any] = {"file": "list.csv"} | {key: values.pop(key) for key in own if key in values}
    return Draft(line, values=({"name": name} if name else {}) | values, **fields)


def imported(drafts: Sequence[Draft], registry: Sequence[Station] = (), **options: Any) -> Plan:
    return plan(drafts, registry, **{"source": "city-list"} | options)


def only(found: Plan) -> Any:
    (made,) = found.rows
    return made


def after(drafts: Sequence[Draft], registry: Sequence[Station] = (), **options: Any) -> list[Station]:
    return imported(drafts, registry, **options).applied(registry)


def codes(faults: Sequence[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def test_a_row_that_nobody_knows_is_a_new_station_with_its_source() -> None:
    made = only(imported([row(adcode="410106", amenities={"toilet": "no"}, lon=LON, lat=LAT)]))
    assert (made.outcome, made.station_id, made.before) == ("new", "410106-0001", None)
    assert made.after.amenities == {"toilet": "no"}
    assert made.after.provenance[0].source == "city-list"
    assert made.after.placement.source == "city-list"


def test_the_same_list_again_is_the_same() -> None:
    drafts = [row(2, lon=LON, lat=LAT), row(3, "兴隆社区驿站", address="解放路5号", stars=3)]
    found = imported(drafts, after(drafts))
    assert found.counts == {"new": 0, "changed": 0, "same": 2, "duplicate": 0, "rejected": 0}


def test_a_change_names_the_field_with_both_values() -> None:
    registry = after([row(stars=3, address="解放路5号", lon=LON, lat=LAT)])
    made = only(imported([row(stars=4, address="解放路5号", lon=LON, lat=LAT)], registry))
    assert (made.outcome, made.changes) == ("changed", {"stars": (3, 4)})
    assert made.after.stars == 4


def test_what_the_source_does_not_tell_is_left_alone() -> None:
    registry = after([row(stars=3, host="市图书馆", opened="2020", lon=LON, lat=LAT)])
    (kept,) = after([row(stars=4, host=None, lon=LON, lat=LAT)], registry, known_keys={})
    assert (kept.stars, kept.host, kept.opened) == (4, "市图书馆", "2020")


def test_amenities_merge_one_by_one() -> None:
    known = station(1, name="金苑社区驿站", amenities={"toilet": "no", "wifi": "yes"}, adcode="410106")
    (kept,) = after([row(id=known.id, amenities={"toilet": "yes", "microwave": "yes"})], [known])
    assert kept.amenities == {"toilet": "yes", "wifi": "yes", "microwave": "yes"}


def test_equipment_that_is_gone_is_broken_no_more() -> None:
    known = station(1, name="金苑社区驿站", amenities={"microwave": "yes"}, broken=("microwave",))
    (kept,) = after([row(id=known.id, amenities={"microwave": "no"})], [known])
    assert (kept.amenities, kept.broken) == ({"microwave": "no"}, ())


def test_a_new_number_drops_the_word_about_that_qualified_the_old() -> None:
    known = station(
        1, area_m2=80.0, cost_yuan=20_000.0, qualifiers={"area_m2": "about", "cost_yuan": "at_least"}
    )
    (kept,) = after([row(id=known.id, name=None, area_m2=82.5)], [known])
    assert (kept.area_m2, kept.qualifiers) == (82.5, {"cost_yuan": "at_least"})


def test_lists_of_facts_grow_and_a_newer_word_replaces_the_older_of_its_kind() -> None:
    visits = [{"count": 100, "period": "2023"}, {"count": 7, "period": "2024"}]
    known = station(1, visits=visits, services=("haircut",), other_names=("老名字",))
    told: dict[str, Any] = {
        "visits": [{"count": 120, "period": "2023"}],
        "services": ("clinic",),
        "other_names": ("新名字",),
    }
    (kept,) = after([row(id=known.id, name=None, **told)], [known])
    assert [(one.period, one.count) for one in kept.visits] == [("2023", 120), ("2024", 7)]
    assert kept.services == ("haircut", "clinic")
    assert kept.other_names == ("老名字", "新名字")


def test_another_lists_name_becomes_one_of_the_other_names() -> None:
    known = station(1, LON, LAT, name="金苑社区驿站")
    drafts = [row(name="金苑社区户外劳动者驿站", lon=LON, lat=LAT)]
    (kept,) = after(drafts, [known])
    assert (kept.name, kept.other_names) == ("金苑社区驿站", ("金苑社区户外劳动者驿站",))
    assert only(imported(drafts, [kept])).outcome == "same"


def test_the_list_that_named_a_station_may_rename_it() -> None:
    known = station(1, LON, LAT, name="金苑社区驿站")
    origins = {known.id: {"name": Told("city-list")}}
    (kept,) = after([row(name="金苑社区工会驿站", lon=LON, lat=LAT)], [known], field_sources=origins)
    assert (kept.name, kept.other_names) == ("金苑社区工会驿站", ("金苑社区驿站",))


def test_an_address_in_other_words_is_no_change() -> None:
    known = station(1, LON, LAT, name="金苑社区驿站", address="中心路97号")
    assert (
        only(imported([row(address="郑州市上街区中心路97号", lon=LON, lat=LAT)], [known])).outcome == "same"
    )


def test_a_changed_station_keeps_all_its_sources() -> None:
    known = station(1, LON, LAT, name="金苑社区驿站", provenance=[{"source": "paper-2023", "note": "第4版"}])
    drafts = [row(stars=2, lon=LON, lat=LAT)]
    for _ in range(2):
        (known,) = after(drafts, [known])
    assert [(one.source, one.note) for one in known.provenance] == [
        ("paper-2023", "第4版"),
        ("city-list", None),
    ]


@pytest.mark.parametrize("source", ["", "x", "城市名单", "a b"])
def test_a_source_needs_an_id(source: str) -> None:
    with pytest.raises(InvalidInput, match="no id of a source"):
        imported([row()], source=source)


class TestVerifiedValues:
    """What a person stands for."""

    def test_a_list_does_not_overwrite_them(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", stars=5)
        origins = {known.id: {"stars": Told("visit-2024", verified=True)}}
        made = only(imported([row(stars=1, lon=LON, lat=LAT)], [known], field_sources=origins))
        assert (made.outcome, made.after.stars, codes(made.warnings)) == ("same", 5, ["verified_conflict"])
        assert "5" in made.warnings[0].zh
        assert "1" in made.warnings[0].en

    def test_other_fields_of_the_station_change(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", stars=5, capacity=4)
        origins = {known.id: {"stars": Told("visit-2024", verified=True)}}
        (kept,) = after([row(stars=1, capacity=9, lon=LON, lat=LAT)], [known], field_sources=origins)
        assert (kept.stars, kept.capacity) == (5, 9)

    def test_one_amenity_is_protected_and_a_new_one_is_added(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", amenities={"toilet": "no", "wifi": "yes"})
        told = row(amenities={"toilet": "yes", "wifi": "no", "fridge": "yes"}, lon=LON, lat=LAT)
        origins = {known.id: {"amenities.toilet": Told("visit-2024", verified=True)}}
        made = only(imported([told], [known], field_sources=origins))
        assert made.after.amenities == {"toilet": "no", "wifi": "no", "fridge": "yes"}
        assert [fault.field for fault in made.warnings] == ["amenities.toilet"]

    def test_the_whole_table_of_amenities_may_be_verified(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", amenities={"toilet": "no"})
        origins = {known.id: {"amenities": Told(None, verified=True)}}
        told = [row(amenities={"toilet": "yes", "fridge": "yes"}, lon=LON, lat=LAT)]
        assert after(told, [known], field_sources=origins)[0].amenities == {"toilet": "no", "fridge": "yes"}

    def test_nothing_is_no_value_to_protect(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站")
        origins = {known.id: {"stars": Told("visit-2024", verified=True)}}
        assert after([row(stars=1, lon=LON, lat=LAT)], [known], field_sources=origins)[0].stars == 1

    def test_a_conflict_about_a_private_field_shows_neither_value(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", contact="13900001111")
        origins = {known.id: {"contact": Told("visit-2024", verified=True)}}
        made = only(imported([row(contact="13900002222", lon=LON, lat=LAT)], [known], field_sources=origins))
        assert codes(made.warnings) == ["verified_conflict"]
        assert "1390000" not in str(made.warnings)

    def test_a_verified_position_stays_where_it_is(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", address="解放路5号", precision="township")
        origins = {known.id: {"placement": Told("visit-2024", verified=True)}}
        made = only(
            imported([row(address="解放路5号", lon=LON, lat=LAT + 0.01)], [known], field_sources=origins)
        )
        assert made.after.placement == known.placement
        assert codes(made.warnings) == ["verified_conflict"]


class TestPositions:
    """Which of two positions counts."""

    def test_degrees_are_converted_and_kept_as_they_were_given(self) -> None:
        place = only(imported([row(lon=113.305132, lat=34.803352, datum="gcj02")])).after.placement
        assert (place.datum_given, place.lon_given, place.lat_given) == ("gcj02", 113.305132, 34.803352)
        assert 0.004 < place.lon_given - place.lon < 0.008

    def test_the_callers_datum_is_for_rows_that_name_none(self) -> None:
        degrees: dict[str, Any] = {"lon": 113.305132, "lat": 34.803352}
        drafts = [row(2, **degrees), row(3, "兴隆社区驿站", **degrees, datum="wgs84")]
        places = [made.after.placement for made in imported(drafts, datum="bd09").rows if made.after]
        assert [place.datum_given for place in places if place] == ["bd09", "wgs84"]
        assert places[1]
        assert places[1].lon == 113.305132

    def test_an_unknown_datum_is_an_error(self) -> None:
        with pytest.raises(UnknownDatum):
            imported([row(lon=LON, lat=LAT)], datum="mars")

    @pytest.mark.parametrize(
        ("degrees", "uncertainty_m", "precision", "radius_m"),
        [
            ((113.305132, 34.803352), 50.0, Precision.STREET, 50.0),
            ((113.305132, 34.803352), 10.0, Precision.ROOFTOP, 10.0),
            ((113.305, 34.803), 50.0, Precision.STREET, 78.7),
            ((113.3, 34.8), 50.0, Precision.DISTRICT, 7_871.5),
            ((113.3, 34.803352), 50.0, Precision.STREET, 50.0),
        ],
    )
    def test_a_list_is_believed_no_finer_than_its_digits(
        self, degrees: tuple[float, float], uncertainty_m: float, precision: Precision, radius_m: float
    ) -> None:
        made = only(imported([row(lon=degrees[0], lat=degrees[1])], uncertainty_m=uncertainty_m))
        assert (made.after.placement.precision, made.after.placement.uncertainty_m) == (precision, radius_m)

    def test_a_coarse_position_gives_way_to_a_finer_one(self) -> None:
        known = station(
            1, LON, LAT, name="金苑社区驿站", adcode="410106", precision="district", uncertainty_m=9e3
        )
        drafts = [row(adcode="410106", lon=113.305132, lat=34.803352)]
        made = only(imported(drafts, [known]))
        assert (made.outcome, made.after.placement.precision) == ("changed", Precision.STREET)

    def test_a_finer_position_stays_and_a_person_hears_of_the_difference(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站", address="解放路5号", precision="rooftop")
        made = only(imported([row(address="解放路5号", lon=113.300132, lat=34.804352)], [known]))
        assert made.after.placement == known.placement
        assert codes(made.warnings) == ["coarser_position"]

    def test_the_list_that_gave_a_position_may_mend_it(self) -> None:
        registry = after([row(address="解放路5号", lon=113.305132, lat=34.803352)])
        made = only(imported([row(address="解放路5号", lon=113.305132, lat=34.813352)], registry))
        assert made.after.placement.lat == 34.813352
        assert codes(made.warnings) == ["moved"]

    def test_lists_that_agree_within_their_radii_do_not_take_turns(self) -> None:
        registry = after([row(lon=113.305132, lat=34.803352)])
        made = only(imported([row(lon=113.305232, lat=34.803452)], registry, source="other-list"))
        assert (made.outcome, made.warnings) == ("same", ())

    def test_impossible_degrees_reject_the_row_and_name_the_field(self) -> None:
        found = imported(
            [row(2, lon=1120.36, lat=34.8), row(3, lon=112.36, lat=float("nan")), row(4, lon=112.36)]
        )
        assert [(made.outcome, made.reasons[0].field) for made in found.rows] == [
            ("rejected", "lon"),
            ("rejected", "lat"),
            ("rejected", "lat"),
        ]


class TestRejected:
    """Rows that cannot be stations."""

    def test_the_faults_of_a_draft_are_its_reasons(self) -> None:
        fault = Fault("lon", "swapped", "经纬度颠倒", "swapped")
        made = only(imported([row(lon=34.8, lat=113.3, faults=(fault,))]))
        assert (made.outcome, made.reasons, made.after) == ("rejected", (fault,), None)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"stars": 9}, "stars"),
            ({"host_type": "castle"}, "host_type"),
            ({"opening_hours": "Mo-Xx 25:00"}, "opening_hours"),
            ({"amenities": {"swimming_pool": "yes"}}, "amenities"),
            ({"adcode": "4101"}, "adcode"),
            ({"address": "解放路\x005号"}, ""),
            ({"address": "\ud800"}, "address"),
            ({"area_m2": -3}, "area_m2"),
        ],
    )
    def test_a_value_that_no_station_may_have_names_its_field(
        self, values: Mapping[str, Any], field: str
    ) -> None:
        made = only(imported([row(**values)]))
        assert (made.outcome, made.reasons[0].field) == ("rejected", field)
        assert made.reasons[0].zh
        assert made.reasons[0].en

    def test_a_row_without_a_name_is_rejected_unless_its_id_tells_which_station_it_is(self) -> None:
        known = station(1)
        found = imported([row(2, None, stars=3), row(3, None, id=known.id, stars=3)], [known])
        assert [made.outcome for made in found.rows] == ["rejected", "changed"]
        assert found.rows[0].reasons[0].field == "name"

    def test_a_private_value_is_not_repeated(self) -> None:
        made = only(imported([row(contact="1" * 501)]))
        assert made.reasons[0].field == "contact"
        assert "111" not in made.reasons[0].zh

    def test_the_other_rows_are_imported(self) -> None:
        found = imported([row(2, stars=9), row(3, "兴隆社区驿站")])
        assert [made.outcome for made in found.rows] == ["rejected", "new"]


class TestDuplicates:
    """Rows that are one station, and rows that may be."""

    def test_the_later_row_is_a_duplicate_and_fills_gaps_of_the_first(self) -> None:
        drafts = [
            row(2, stars=3, lon=LON + 1e-6, lat=LAT, amenities={"wifi": "yes"}),
            row(
                3,
                "金苑社区工会驿站",
                stars=4,
                capacity=6,
                lon=LON,
                lat=LAT,
                amenities={"wifi": "no", "aed": "yes"},
            ),
        ]
        found = imported(drafts)
        first, second = found.rows
        assert [made.outcome for made in found.rows] == ["new", "duplicate"]
        assert second.station_id == first.station_id
        assert "第 2 行" in second.reasons[0].zh
        assert "line 2" in second.reasons[0].en
        (made,) = found.applied([])
        assert (made.stars, made.capacity, made.amenities) == (3, 6, {"wifi": "yes", "aed": "yes"})
        assert made.other_names == ("金苑社区工会驿站",)
        assert imported(drafts, [made]).counts == {
            "new": 0,
            "changed": 0,
            "same": 1,
            "duplicate": 1,
            "rejected": 0,
        }

    def test_two_rows_that_are_one_station_of_the_registry_are_duplicates_of_each_other(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站")
        rows = [row(2, stars=2, lon=LON, lat=LAT), row(3, "金苑社区爱心驿站", lon=LON, lat=LAT)]
        assert [made.outcome for made in imported(rows, [known]).rows] == ["changed", "duplicate"]

    def test_a_row_of_another_file_is_named_with_its_file(self) -> None:
        rows = [row(2, lon=LON, lat=LAT), row(2, lon=LON, lat=LAT, file="b.csv")]
        assert "list.csv 第 2 行" in imported(rows).rows[1].reasons[0].zh

    def test_a_match_is_explained(self) -> None:
        known = station(1, LON, LAT, name="金苑社区驿站")
        made = only(imported([row(name="金苑社区户外劳动者驿站", lon=LON, lat=LAT, stars=2)], [known]))
        assert made.reasons[0].zh == "与站点 test-0001 为同一站点：名称去掉通用词后相同；相距 0 米"

    def test_a_doubtful_row_is_a_new_station_and_a_question(self) -> None:
        known = station(1, LON, LAT, name="万达广场工会驿站", address="解放路5号")
        drafts = [row(7, "万达广场中国移动驿站", address="解放路5号", lon=LON, lat=LAT, adcode="410106")]
        found = imported(drafts, [known])
        assert only(found).outcome == "new"
        assert codes(only(found).warnings) == ["maybe_duplicate"]
        (doubt,) = found.doubts
        assert (doubt.pair, doubt.lines) == (("410106-0001", known.id), (7, None))
        assert 0.6 < doubt.score < 0.85
        assert "只有一方写明所属企业" in [reason.zh for reason in doubt.reasons]

    def test_a_question_is_asked_once(self) -> None:
        known = station(1, LON, LAT, name="万达广场工会驿站", address="解放路5号")
        drafts = [row(7, "万达广场中国移动驿站", address="解放路5号", lon=LON, lat=LAT)]
        again = imported(drafts, after(drafts, [known]))
        assert (only(again).outcome, again.doubts) == ("same", ())

    def test_a_doubt_between_two_rows_names_both_lines(self) -> None:
        drafts = [
            row(5, "万达广场工会驿站", address="解放路5号", lon=LON, lat=LAT),
            row(9, "万达广场中国移动驿站", address="解放路5号", lon=LON, lat=LAT),
        ]
        (doubt,) = imported(drafts).doubts
        assert set(doubt.lines) == {5, 9}
        assert len(set(doubt.pair)) == 2


class TestIdentity:
    """Which station a row is, and what a new one is called."""

    def test_an_id_of_the_registry_is_that_station_whatever_else_the_row_says(self) -> None:
        known = [station(1, LON, LAT, name="金苑社区驿站"), station(2, LON, LAT, name="兴隆社区驿站")]
        made = only(imported([row(name="兴隆社区驿站", id="test-0001", lon=LON, lat=LAT)], known))
        assert made.station_id == "test-0001"
        assert codes(made.warnings) == ["unlike_its_id"]

    def test_an_id_that_is_unknown_is_kept_by_a_new_station(self) -> None:
        """So an export can be imported into an empty registry, and the QR codes on the doors stay true."""
        assert only(imported([row(id="410106-0042")])).station_id == "410106-0042"

    def test_a_foreign_lists_own_numbers_do_not_become_ids(self) -> None:
        drafts = [row(2, id="ZZ-A01", adcode="410106"), row(3, "兴隆社区驿站", id="ZZ-A02", adcode="410106")]
        first = imported(drafts)
        assert [made.station_id for made in first.rows] == ["410106-0001", "410106-0002"]
        renamed = [row(2, "翠花社区驿站", id="ZZ-A01", adcode="410106")]
        keys = {made.key: str(made.station_id) for made in first.rows}
        assert only(imported(renamed, first.applied([]), known_keys=keys)).station_id == "410106-0001"

    def test_an_unknown_id_that_looks_like_a_known_station_is_a_question(self) -> None:
        """Either code may stand on a door: only a person can say which one is to go."""
        known = station(1, LON, LAT, name="金苑社区驿站")
        found = imported([row(id="410106-0042", name="金苑社区工会驿站", lon=LON, lat=LAT)], [known])
        assert (only(found).station_id, only(found).outcome) == ("410106-0042", "new")
        assert [doubt.pair for doubt in found.doubts] == [("410106-0042", known.id)]

    def test_a_rows_key_finds_its_station_when_people_changed_all_else(self) -> None:
        drafts = [row(name="工会驿站", address="解放路5号", lon=LON, lat=LAT)]
        first = only(imported(drafts))
        edited = station(1, LON + 0.1, LAT, name="金苑书屋")
        made = only(imported(drafts, [edited], known_keys={first.key: edited.id}))
        assert (made.station_id, made.outcome) == (edited.id, "changed")

    def test_the_sources_own_code_is_the_key_where_it_has_one(self) -> None:
        drafts = [row(2, lon=LON, lat=LAT, ref="4101060012"), row(2, "另一个名字", ref="4101060012")]
        first, second = (only(imported([draft])).key for draft in drafts)
        assert first == second

    @pytest.mark.parametrize("refs", [("12", "12"), ("A7", "A7")])
    def test_a_running_number_or_one_that_two_rows_have_is_no_key(self, refs: tuple[str, str]) -> None:
        drafts = [row(2, ref=refs[0]), row(3, "另一个名字", ref=refs[1])]
        first, second = (made.key for made in imported(drafts).rows)
        assert first != second

    def test_a_key_of_a_station_that_is_gone_is_nobodys(self) -> None:
        drafts = [row(lon=LON, lat=LAT)]
        found = imported(
            drafts, known_keys={only(imported(drafts)).key: "410106-0001"}, taken=["410106-0001"]
        )
        assert only(found).outcome == "new"

    def test_codes_count_up_in_their_district_and_fill_no_gap(self) -> None:
        registry = [station(1, id="410106-0003"), station(2, id="410106-0010"), station(3, id="410105-0001")]
        names = ("金苑社区驿站", "兴隆社区驿站", "翠花社区驿站")
        drafts = [
            row(n, name, adcode=code)
            for n, name, code in zip(range(3), names, ("410106", "410106001", None), strict=True)
        ]
        found = imported(drafts, registry, taken=["410106-0012"])
        assert [made.station_id for made in found.rows] == ["410106-0013", "410106-0014", "000000-0001"]

    def test_a_district_may_have_more_than_9999_stations(self) -> None:
        assert Codes(["410106-9999"]).next("410106") == "410106-10000"

    def test_two_rows_with_one_new_id_are_one_station(self) -> None:
        rows = [row(2, id="410106-0042"), row(3, "兴隆社区驿站", id="410106-0042")]
        assert [made.outcome for made in imported(rows).rows] == ["new", "duplicate"]


def test_the_plans_json_is_the_one_of_the_contract() -> None:
    fault = Fault("hours", "hours_unread", "看不懂", "not understood")
    found = imported([row(2, lon=LON, lat=LAT, warnings=(fault,)), row(3, stars=9)])
    document = json.loads(json.dumps(found.as_dict("20240101-1")))
    assert document["import"] == "20240101-1"
    assert document["counts"] == {"new": 1, "changed": 0, "same": 0, "duplicate": 0, "rejected": 1}
    assert [(one["line"], one["name"], one["outcome"]) for one in document["rows"]] == [
        (2, "金苑社区驿站", "new"),
        (3, "金苑社区驿站", "rejected"),
    ]
    assert document["rows"][0]["warnings"][0] == {
        "field": "hours", "code": "hours_unread", "zh": "看不懂", "en": "not understood",
    }  # fmt: skip
    assert document["rows"][1]["reasons"][0]["field"] == "stars"


def test_zhengzhous_list_is_all_new_and_then_all_the_same(shared: Path) -> None:
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8-sig", newline="") as file:
        drafts = [
            row(line, one["name"], address=one["address"], city=one["city"], opening_hours_text=one["hours"],
                lon=float(one["lon_gcj02"]), lat=float(one["lat_gcj02"]), datum="gcj02")
            for line, one in enumerate(csv.DictReader(file), 2)
        ]  # fmt: skip
    first = imported(drafts)
    assert (first.counts["new"], first.doubts) == (82, ())
    assert imported(drafts, first.applied([])).counts["same"] == 82
    assert imported(drafts, first.applied([]), source="other-list").counts["same"] == 82
    wrong = imported(drafts, first.applied([]), datum="wgs84")
    assert wrong.counts["same"] == 82, "each row names its datum"


def test_a_list_in_the_wrong_datum_still_finds_its_stations(shared: Path) -> None:
    """So that the offset between the two can be measured at all."""
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8-sig", newline="") as file:
        drafts = [
            row(
                line,
                one["name"],
                address=one["address"],
                lon=float(one["lon_gcj02"]),
                lat=float(one["lat_gcj02"]),
            )
            for line, one in enumerate(csv.DictReader(file), 2)
        ]
    registry = after(drafts, datum="gcj02")
    found = imported(drafts, registry, datum="wgs84", source="other-list")
    assert found.counts["new"] <= 10


NAMES = st.sampled_from(
    [
        "金苑社区驿站",
        "金苑社区工会驿站",
        "兴隆社区驿站",
        "工会驿站",
        "爱心驿站",
        "第2工会驿站",
        "第二工会驿站",
        "万达广场驿站",
        "万达广场中国移动驿站",
        "中心路工会驿站",
        "建设银行中心路支行驿站",
        "工行中心路支行爱心驿站",
    ]
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "address": st.sampled_from(["中心路97号", "上街区中心路97号", "中心路95号", "中心路97号2楼", ""]),
        "adcode": st.sampled_from(["410106", "410106001", "410105", "410100"]),
        "stars": st.integers(0, 6),
        "floor": st.sampled_from(["1", "B1", "二楼"]),
        "host": st.sampled_from(["市图书馆", "建设银行"]),
        "amenities": st.dictionaries(
            st.sampled_from(["toilet", "wifi", "aed"]), st.sampled_from(["yes", "no"])
        ),
        "services": st.lists(st.sampled_from(["clinic", "haircut"]), max_size=2).map(tuple),
        "id": st.sampled_from(["410106-0001", "410106-0007", "test-0001", "test-0002"]),
        "other_names": st.lists(NAMES, max_size=2).map(tuple),
        "verified_on": st.just(date(2024, 1, 1)),
        "lon": st.sampled_from([113.305132, 113.305632, 113.305, 113.4, 200.0]),
        "datum": st.sampled_from(["gcj02", "wgs84", None]),
    },
)
ROWS = st.lists(st.tuples(NAMES, VALUES), max_size=9).map(
    lambda told: [
        row(line, name, **values | ({"lat": 34.803352} if "lon" in values else {}))
        for line, (name, values) in enumerate(told, 2)
    ]
)
REGISTRY = [
    station(1, 113.305132, 34.803352, name="金苑社区驿站", address="中心路97号", amenities={"toilet": "yes"}),
    station(2, 113.305632, 34.803352, name="万达广场爱心驿站", adcode="410106", precision="street"),
    station(3, name="兴隆社区驿站", adcode="410106"),
]


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from([[], REGISTRY]))
def test_planning_what_was_applied_changes_nothing(drafts: list[Draft], registry: list[Station]) -> None:
    """Without keys that needs a list like most: all of one county, every row tells where it is, none has an id."""
    county = {"adcode": "410106", "id": None, "other_names": (), "floor": None, "host": None}
    rows = [
        row(
            draft.line,
            **{"address": "中心路97号"} | dict(draft.values) | county,
            lon=draft.lon or LON,
            lat=LAT,
        )
        for draft in drafts
    ]
    first = imported(rows, registry)
    assert_nothing_changes(imported(rows, first.applied(registry)), first, registry)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from([[], REGISTRY]))
def test_with_keys_that_holds_for_rows_with_contradictory_ids_and_names_too(
    drafts: list[Draft], registry: list[Station]
) -> None:
    first = imported(drafts, registry)
    keys = {made.key: made.station_id for made in first.rows if made.station_id}
    assert_nothing_changes(imported(drafts, first.applied(registry), known_keys=keys), first, registry)


def assert_nothing_changes(again: Plan, first: Plan, registry: list[Station]) -> None:
    assert {"new", "changed"}.isdisjoint(made.outcome for made in again.rows)
    assert again.applied(first.applied(registry)) == first.applied(registry)
    assert again.counts["rejected"] == first.counts["rejected"]


@settings(deadline=None)
@given(ROWS)
def test_every_row_has_one_outcome_and_every_record_is_valid(drafts: list[Draft]) -> None:
    found = imported(drafts, REGISTRY)
    assert [made.line for made in found.rows] == [draft.line for draft in drafts]
    assert sum(found.counts.values()) == len(drafts)
    for made in found.applied(REGISTRY):
        assert Station.model_validate_json(made.model_dump_json()) == made
    ids = [made.station_id for made in found.rows if made.outcome == "new"]
    assert len(set(ids)) == len(ids)

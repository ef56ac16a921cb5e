"""The divisions that travel with the package, and the names people give them."""

import pytest

from locator.divisions import (
    Division,
    Divisions,
    FormerName,
    Level,
    read_divisions,
    read_former_names,
    short_form,
)
from locator.errors import GeodataMissing, NotFound
from locator.resources import folder

DIVISIONS = Divisions.bundled()


def codes(name: str) -> list[str]:
    return [row.code for row in DIVISIONS.named(name)]


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("黑龙江省", Level.PROVINCE, "黑龙江"),
        ("内蒙古自治区", Level.PROVINCE, "内蒙古"),
        ("新疆维吾尔自治区", Level.PROVINCE, "新疆"),
        ("香港特别行政区", Level.PROVINCE, "香港"),
        ("恩施土家族苗族自治州", Level.PREFECTURE, "恩施"),
        ("克孜勒苏柯尔克孜自治州", Level.PREFECTURE, "克孜勒苏"),
        ("锡林郭勒盟", Level.PREFECTURE, "锡林郭勒"),
        ("天涯区", Level.COUNTY, "天涯"),
        ("浦东新区", Level.COUNTY, "浦东"),
        ("双江拉祜族佤族布朗族傣族自治县", Level.COUNTY, "双江"),
        ("东乡族自治县", Level.COUNTY, "东乡"),
        ("鄂温克族自治旗", Level.COUNTY, "鄂温克"),
        ("管城回族区", Level.COUNTY, "管城"),
        ("碑林区", Level.COUNTY, "碑林"),
        ("神农架林区", Level.COUNTY, "神农架"),
        ("和县", Level.COUNTY, ""),
        ("市中区", Level.COUNTY, ""),
        ("兰州新区", Level.COUNTY, ""),
        ("虎门镇", Level.TOWNSHIP, "虎门"),
    ],
)
def test_the_short_form_is_what_people_say(name: str, level: Level, short: str) -> None:
    assert short_form(name, level) == short


def test_a_division_is_found_by_its_code() -> None:
    assert DIVISIONS.get("460203").name == "吉阳区"


def test_a_code_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound, match="999999"):
        DIVISIONS.get("999999")


def test_the_path_leads_from_the_province_down() -> None:
    assert [row.name for row in DIVISIONS.path("230723")] == ["黑龙江省", "伊春市", "汤旺县"]


def test_the_children_of_sanya_are_its_four_districts() -> None:
    names = {row.name for row in DIVISIONS.children("460200") if row.level is Level.COUNTY}
    assert names == {"海棠区", "吉阳区", "天涯区", "崖州区"}


def test_every_division_but_a_province_has_a_parent_that_exists_and_is_higher() -> None:
    for row in DIVISIONS:
        if row.level is Level.PROVINCE:
            assert row.parent == ""
        else:
            assert DIVISIONS.get(row.parent).level.depth < row.level.depth


@pytest.mark.parametrize(
    ("ancestor", "code", "inside"),
    [
        ("460000", "460203", True),
        ("460203", "460203", True),
        ("460203", "460200", False),
        ("460000", "999999", False),
        ("999999", "999999", False),
        ("", "460000", False),
    ],
)
def test_a_division_contains_itself_and_what_lies_in_it(ancestor: str, code: str, inside: bool) -> None:
    assert DIVISIONS.contains(ancestor, code) is inside


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("三亚", ["460200"]),
        ("三亚市", ["460200"]),
        ("黑龙江", ["230000"]),
        ("内蒙古", ["150000"]),
        ("达州", ["511700"]),
        ("和县", ["340523"]),
        ("粤", ["440000"]),
        ("襄樊市", ["420600"]),
        ("汤旺河区", ["230723"]),
        ("乌伊岭区", ["230723"]),
        ("雄安新区", ["130629", "130632", "130638"]),
        ("不存在", []),
    ],
)
def test_divisions_are_found_by_the_names_people_use(name: str, expected: list[str]) -> None:
    assert codes(name) == expected


def test_a_full_name_hides_what_is_only_called_so_for_short() -> None:
    assert codes("巢湖市") == ["340181"]


def test_an_ambiguous_name_gives_all_higher_levels_first() -> None:
    levels = [row.level.depth for row in DIVISIONS.named("朝阳")]
    assert len(levels) == 4
    assert levels == sorted(levels)


def test_every_former_name_leads_to_a_division_of_today() -> None:
    rows = read_former_names(folder("geodata") / "former_names.csv")
    known = {row.code for row in DIVISIONS}
    assert [row for row in rows if row.code not in known] == []
    assert len({row[:2] for row in rows}) == len(rows)


def test_a_seat_of_the_division_above_is_not_its_own() -> None:
    row = Division("1", "某区", Level.COUNTY, "", 1.0, 2.0, 3.0, None, "list+parent")
    assert not row.is_placed
    assert row._replace(source="list").is_placed


def test_a_former_name_of_no_division_is_left_out() -> None:
    row = Division("110000", "北京市", Level.PROVINCE, "", None, None, None, None, "list")
    divisions = Divisions([row], [FormerName("北平市", "110000", "1949", ""), FormerName("x", "9", "", "")])
    assert divisions.named("北平市") == (row,)
    assert divisions.named("x") == ()


def test_a_missing_file_says_so(tmp_path) -> None:
    with pytest.raises(GeodataMissing, match=r"divisions\.csv"):
        read_divisions(tmp_path / "divisions.csv")

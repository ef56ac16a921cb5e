"""Lists of many kinds and headers come in as drafts."""

import codecs
import io
import sys
from datetime import date, datetime, time

import openpyxl
import pytest

from locator.errors import InvalidInput, UnknownDatum
from locator.intake.reading import read

PLAIN = "名称,地址,经度,纬度\n演示甲站,郑州市工人路1号,113.62,34.74\n演示乙站,郑州市工人路2号,113.63,34.75\n"


def written(tmp_path, data, name="list.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def drafts(tmp_path, data, name="list.csv", **options):
    return list(read(written(tmp_path, data, name), **options).drafts())


def fields(reading):
    return {column.column: column.field for column in reading.recognised}


def codes(remarks):
    return {remark.code for remark in remarks}


def book(tmp_path, fill, name="list.xlsx"):
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    workbook.save(tmp_path / name)
    return tmp_path / name


def test_the_list_of_zhengzhou_is_recognised_wholly(shared):
    reading = read(shared / "data/stations/zhengzhou.csv")
    assert fields(reading) == {
        "city": "city",
        "name": "name",
        "address": "address",
        "lon_gcj02": "lon",
        "lat_gcj02": "lat",
        "coord_origin": None,
        "hours": "opening_hours_text",
        "type": "kind",
        "services": "amenities",
    }
    found = list(reading.drafts())
    assert len(found) == 82
    assert not [draft for draft in found if draft.faults or draft.datum != "gcj02"]
    assert all(112 < draft.lon < 115 and 34 < draft.lat < 35.5 for draft in found)
    assert {"name", "address", "opening_hours_text", "brand", "amenities"} <= set(found[0].values)
    assert [draft.line for draft in found] == list(range(2, 84))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_are_found(tmp_path, encoding, delimiter):
    found = drafts(tmp_path, PLAIN.replace(",", delimiter).encode(encoding))
    assert [draft.values["name"] for draft in found] == ["演示甲站", "演示乙站"]
    assert (found[1].lon, found[1].lat) == (113.63, 34.75)


def test_bars_between_amenities_are_no_delimiter_and_no_header(tmp_path):
    found = drafts(
        tmp_path,
        "名称,设施\n甲站,饮水|空调|座椅|充电|热水|冰箱|微波炉\n乙站,饮水|空调|座椅|充电|热水|冰箱|微波炉\n",
    )
    assert [draft.values["name"] for draft in found] == ["甲站", "乙站"]
    assert found[0].values["amenities"]["microwave"] == "yes"


def test_a_row_of_amenities_under_the_header_names_their_columns(tmp_path):
    found = drafts(tmp_path, "名称,地址,设施,\n,,饮水机,微波炉\n甲站,路1号,有,无\n")
    assert found[0].values["amenities"] == {"drinking_water": "yes", "microwave": "no"}


def test_a_chinese_word_that_comes_late_still_tells_the_encoding(tmp_path):
    rows = "".join(f"name{number},113.1,34.1\n" for number in range(60_000))
    found = drafts(tmp_path, f"name,lon,lat\n{rows}演示站,113.2,34.2\n".encode("gb18030"))
    assert found[-1].values["name"] == "演示站"


def test_one_broken_byte_rejects_its_row_and_no_other(tmp_path):
    found = drafts(tmp_path, PLAIN.encode().replace("乙".encode(), b"\xe4\xb9"))
    assert [codes(draft.faults) for draft in found] == [set(), {"damaged_text"}]
    assert found[0].values["name"] == "演示甲站"


def test_line_breaks_and_delimiters_inside_quotation_marks_belong_to_the_cell(tmp_path):
    found = drafts(tmp_path, '名称,备注\n甲站,"一\n二,三"\n乙站,四\n')
    assert found[0].values["notes"] == "一\n二,三"
    assert [draft.line for draft in found] == [2, 4]


def test_an_open_quotation_mark_rejects_its_row(tmp_path):
    found = drafts(tmp_path, '名称,备注\n甲站,一\n乙站,"二\n丙站,三\n')
    assert [codes(draft.faults) for draft in found] == [set(), {"quote_open"}]


def test_short_rows_are_filled_and_long_ones_rejected(tmp_path):
    found = drafts(tmp_path, "名称,地址,备注\n甲站\n乙站,路1号,好,又一格\n丙站,路2号,,,\n")
    assert [codes(draft.faults) for draft in found] == [set(), {"too_many_cells"}, set()]


def test_a_nul_byte_is_taken_out_and_told(tmp_path):
    found = drafts(tmp_path, "名称,地址\n甲\x00站,路1号\n")
    assert found[0].values["name"] == "甲站"
    assert codes(found[0].warnings) == {"control_characters"}


def test_a_huge_cell_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match=r"list\.csv.*2"):
        drafts(tmp_path, "名称,地址\n甲站," + "长" * 140_000 + "\n")


def test_totals_notes_and_nameless_rows_are_rejected(tmp_path):
    found = drafts(tmp_path, "名称,地址\n甲站,路1号\n合计,1\n注:以现场为准,\n,路2号\n")
    assert [codes(d.faults) for d in found] == [set(), {"not_a_station"}, {"not_a_station"}, {"name_missing"}]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "序号,站点名称,详细地址,高德经度,高德纬度",
            {"站点名称": "name", "高德经度": "lon", "高德纬度": "lat"},
        ),
        ("驿站名称,位置,坐标(百度)", {"驿站名称": "name", "位置": "address", "坐标(百度)": "coordinates"}),
        (
            "*名称(必填),所在区,所属街道,联系电话",
            {"*名称(必填)": "name", "所在区": "district", "联系电话": "contact"},
        ),
        ("Station Name,Address,Longitude,Latitude", {"Station Name": "name", "Longitude": "lon"}),
        ("名称,面积(㎡),容纳人数(人),建成时间", {"面积(㎡)": "area_m2", "容纳人数(人)": "capacity"}),
        ("站名,主办单位,负责人,星级,是否24小时", {"主办单位": "host", "负责人": "steward", "星级": "stars"}),
        ("name,addr,bd09_lng,bd09_lat,facilities", {"bd09_lng": "lon", "facilities": "amenities"}),
        ("站点名称,省份,城市,区县,运营状态,服务对象", {"省份": "province", "运营状态": "status"}),
        ("编号,名称,微波炉,是否有饮水,卫生间", {"编号": "ref", "是否有饮水": "amenities.drinking_water"}),
        (
            "户外劳动者服务站点名称,站点地址,开放时间(周一至周日)",
            {"开放时间(周一至周日)": "opening_hours_text"},
        ),
    ],
)
def test_headers_of_lists_nobody_saw_before_are_recognised(tmp_path, header, expected):
    found = fields(read(written(tmp_path, f"{header}\n{','.join('某' for _ in header.split(','))}\n")))
    assert {column: found[column] for column in expected} == expected


def test_columns_without_a_telling_name_are_known_by_their_values(tmp_path):
    rows = "".join(
        f"工会爱心驿站{n},中原区工人路{n}号,113.6{n}1234,34.7{n}4321,1380000000{n},8:30-17:3{n}\n"
        for n in range(5)
    )
    reading = read(written(tmp_path, f"名称,b,c,d,e,f\n{rows}"))
    assert list(fields(reading).values()) == [
        "name",
        "address",
        "lon",
        "lat",
        "contact",
        "opening_hours_text",
    ]
    assert "按内容" in reading.recognised[2].why_zh


def test_areas_are_not_taken_for_latitudes(tmp_path):
    reading = read(written(tmp_path, "名称,尺寸\n" + "".join(f"站{n},2{n}.125\n" for n in range(9))))
    assert fields(reading)["尺寸"] is None


def test_a_column_of_pairs_is_read_whatever_it_is_called(tmp_path):
    found = drafts(tmp_path, 'name,location\n甲,"113.301,34.801"\n乙,"113.302,34.802"\n丙,"113.303,34.803"\n')
    assert (found[0].lon, found[0].lat) == (113.301, 34.801)


@pytest.mark.parametrize("name", ["坐标", "经纬度", "latlng", "纬经度"])
def test_pairs_with_the_latitude_first_are_turned_as_a_column(tmp_path, name):
    found = drafts(tmp_path, f'名称,{name}\n甲,"34.801,113.301"\n乙,"34.802,113.302"\n丙,"34.803,113.303"\n')
    assert {(draft.lon, draft.lat) for draft in found} >= {(113.301, 34.801)}


def test_degrees_may_have_minutes_seconds_and_quarters(tmp_path):
    found = drafts(tmp_path, "名称\t经度\t纬度\n甲\t113°18′18″E\t北纬34度48分\n乙\tE113.5\t34.5°\n")
    assert found[0].lon == pytest.approx(113.305)
    assert found[0].lat == pytest.approx(34.8)
    assert (found[1].lon, found[1].lat) == (113.5, 34.5)


def test_coordinates_that_are_no_numbers_or_half_there_are_rejected_and_blank_ones_are_not(tmp_path):
    found = drafts(
        tmp_path, "名称,经度,纬度\n甲,113.3o5,34.8\n乙,113.3,\n丙,,\n丁,待定,待定\n戊,1120.36,34.8\n"
    )
    assert [codes(draft.faults) for draft in found] == [
        {"coordinate_unreadable"},
        {"coordinate_incomplete"},
        set(),
        set(),
        set(),
    ]
    assert found[4].lon == 1120.36, "a typing mistake is given on as it is, for the checks to name"


def test_a_datum_named_by_the_user_goes_before_the_columns_and_the_contradiction_is_told(tmp_path):
    reading = read(written(tmp_path, "名称,lon_gcj02,lat_gcj02\n甲,113.3,34.8\n"), datum="bd09")
    assert [draft.datum for draft in reading.drafts()] == ["bd09"]
    assert codes(reading.notices) == {"datum_contradicts"}
    assert not read(written(tmp_path, "名称,lon_gcj02,lat_gcj02\n甲,113.3,34.8\n"), datum="gcj02").notices


def test_a_row_may_name_its_own_datum(tmp_path):
    found = drafts(
        tmp_path, "名称,经度,纬度,坐标系\n甲,113.3,34.8,百度\n乙,113.3,34.8,WGS-84\n丙,113.3,34.8,\n"
    )
    assert [draft.datum for draft in found] == ["bd09", "wgs84", None]


def test_of_coordinates_in_two_datums_one_pair_is_taken(tmp_path):
    text = "名称,百度经度,百度纬度,高德经度,高德纬度\n甲,113.31,34.81,113.30,34.80\n"
    assert [(d.lon, d.lat, d.datum) for d in drafts(tmp_path, text)] == [(113.30, 34.80, "gcj02")]
    assert [(d.lon, d.lat, d.datum) for d in drafts(tmp_path, text, datum="bd09")] == [
        (113.31, 34.81, "bd09")
    ]


def test_a_datum_nobody_knows_is_refused(tmp_path):
    with pytest.raises(UnknownDatum):
        read(written(tmp_path, PLAIN), datum="mars")


def test_mapping_goes_before_names(tmp_path):
    text = "a,名称,c\n甲站,别的,路1号\n"
    found = drafts(tmp_path, text, mapping={"a": "name", "c": "address", "名称": "notes"})
    assert found[0].values == {"name": "甲站", "notes": "别的", "address": "路1号"}


def test_a_list_without_a_column_of_names_says_so_before_all_its_rows_are_rejected(tmp_path):
    reading = read(written(tmp_path, "地址,经度,纬度\n路1号,113,34\n"))
    assert codes(reading.notices) == {"no_name_column"}
    assert [codes(draft.faults) for draft in reading.drafts()] == [{"name_missing"}]


@pytest.mark.parametrize(("cell", "holidays"), [("是", "open"), ("否", "closed"), ("节假日休息", "closed")])
def test_a_column_may_tell_of_holidays(tmp_path, cell, holidays):
    found = drafts(tmp_path, f"名称,开放时间,节假日是否开放\n甲站,8:30-17:00,{cell}\n")
    assert found[0].values["holidays"] == holidays


@pytest.mark.parametrize("mapping", [{"没有": "name"}, {"名称": "nam"}])
def test_a_mapping_of_no_column_or_to_no_field_is_refused(tmp_path, mapping):
    with pytest.raises(InvalidInput) as caught:
        read(written(tmp_path, PLAIN), mapping=mapping)
    assert caught.value.remedy


def test_values_have_the_types_of_the_record(tmp_path):
    header = "名称,面积,容纳人数,建成时间,投入资金,星级,是否24小时,运营状态,服务对象,服务人次,别名,建设方式,单位类型"
    row = "甲站,约80平方米,20人,2019年9月,2万余元,四星级,是,正常,快递员、骑手,3200余人次,乙;丙,共建共享,银行网点"
    values = dict(drafts(tmp_path, f"{header}\n{row}\n")[0].values)
    visits = values.pop("visits")
    assert (visits[0].count, visits[0].period, visits[0].qualifier) == (3200, "服务人次", "at_least")
    assert values == {
        "name": "甲站",
        "area_m2": 80.0,
        "capacity": 20,
        "opened": "2019-09",
        "cost_yuan": 20000.0,
        "qualifiers": {"area_m2": "about", "cost_yuan": "at_least"},
        "stars": 4,
        "open_24h": True,
        "status": "operating",
        "audience": ("courier", "rider"),
        "other_names": ("乙", "丙"),
        "build_mode": "shared",
        "host_type": "bank",
    }


def test_what_is_not_understood_is_warned_of_and_left_out(tmp_path):
    found = drafts(tmp_path, "名称,面积,建成时间,运营状态\n甲站,很大,去年,玄学\n")[0]
    assert found.values == {"name": "甲站"}
    assert {(w.field, w.code) for w in found.warnings} == {
        ("area_m2", "not_understood"),
        ("opened", "not_understood"),
        ("status", "unknown_word"),
    }
    assert all(w.zh and w.en and w.remedy_zh and w.remedy_en for w in found.warnings)


def test_one_amenity_a_column_says_yes_or_no(tmp_path):
    found = drafts(tmp_path, "名称,饮水,空调,amenities.toilet,AED\n甲站,有,×,no,2台\n乙站,,,,\n")
    assert found[0].values["amenities"] == {
        "drinking_water": "yes",
        "cooling": "no",
        "toilet": "no",
        "aed": "yes",
    }
    assert "amenities" not in found[1].values


def test_a_row_number_is_no_id_of_ours(tmp_path):
    found = drafts(tmp_path, "id,编号,名称\n12,A-7,甲站\n")[0]
    assert "id" not in found.values
    assert found.ref in ("12", "A-7")


def test_an_index_or_title_above_the_header_is_passed_over(tmp_path):
    found = drafts(tmp_path, "郑州市户外劳动者站点一览表,,\n截至2024年底,,\n\n序号,名称,地址\n1,甲站,路1号\n")
    assert [(draft.line, draft.values) for draft in found] == [(5, {"name": "甲站", "address": "路1号"})]


def test_a_repeated_header_is_no_row(tmp_path):
    assert len(drafts(tmp_path, "名称,地址\n甲站,路1号\n名称,地址\n乙站,路2号\n")) == 2


def test_a_spreadsheet_with_titles_groups_and_merged_cells_is_read(tmp_path):
    def fill(sheet):
        sheet["A1"] = "三亚市站点汇总表"
        sheet.merge_cells("A1:F1")
        for cell, text in {
            "A3": "区县",
            "B3": "站点名称",
            "C3": "坐标",
            "E3": "建成时间",
            "F3": "开放时间",
        }.items():
            sheet[cell] = text
        sheet.merge_cells("C3:D3")
        sheet["C4"], sheet["D4"] = "经度", "纬度"
        for column in "ABEF":
            sheet.merge_cells(f"{column}3:{column}4")
        sheet["A5"] = "天涯区"
        sheet.merge_cells("A5:A6")
        sheet["B5"], sheet["C5"], sheet["D5"], sheet["E5"] = "甲站", 109.5, 18.25, date(2019, 9, 1)
        sheet["B6"], sheet["C6"], sheet["D6"], sheet["E6"] = "乙站", "109.6", "18.26", datetime(2020, 1, 2)  # noqa: DTZ001
        sheet["F5"] = time(8, 30)
        sheet["A8"], sheet["B8"] = "吉阳区", "丙站"

    found = list(read(book(tmp_path, fill)).drafts())
    assert [(d.line, d.values["name"], d.values["district"]) for d in found] == [
        (5, "甲站", "天涯区"),
        (6, "乙站", "天涯区"),
        (8, "丙站", "吉阳区"),
    ]
    assert [(d.lon, d.lat) for d in found[:2]] == [(109.5, 18.25), (109.6, 18.26)]
    assert [d.values["opened"] for d in found[:2]] == ["2019-09-01", "2020-01-02"]


def test_numbers_that_are_text_and_text_that_is_numbers_come_out_the_same(tmp_path):
    def fill(sheet):
        sheet.append(["名称", "联系电话", "容纳人数", "楼层"])
        sheet.append([101, 13800000000, "20", 1])
        sheet.append(["101", "13800000000", 20, "1"])

    first, second = read(book(tmp_path, fill)).drafts()
    assert (
        first.values
        == second.values
        == {"name": "101", "contact": "13800000000", "capacity": 20, "floor": "1"}
    )


def test_a_sheet_is_read_by_name_and_the_others_are_told(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["名称"])
    workbook.active.append(["甲站"])
    workbook.create_sheet("第二").append(["名称"])
    workbook["第二"].append(["乙站"])
    workbook.save(tmp_path / "list.xlsx")
    reading = read(tmp_path / "list.xlsx")
    assert [draft.values["name"] for draft in reading.drafts()] == ["甲站"]
    assert codes(reading.notices) == {"sheets_unread"}
    assert [d.values["name"] for d in read(tmp_path / "list.xlsx", sheet="第二").drafts()] == ["乙站"]
    with pytest.raises(InvalidInput, match="第三"):
        read(tmp_path / "list.xlsx", sheet="第三")


def test_a_sheet_with_a_stray_cell_far_out_is_refused_before_memory_is(tmp_path):
    def fill(sheet):
        sheet.append(["名称"])
        sheet.cell(1_048_576, 16_384, "x")

    with pytest.raises(InvalidInput, match="1048576"):
        read(book(tmp_path, fill))


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(codecs.BOM_UTF8 + PLAIN.encode())))
    reading = read("-")
    assert [len(list(reading.drafts())) for _ in range(2)] == [2, 2]


def test_a_folder_is_read_file_by_file(tmp_path):
    written(tmp_path, PLAIN, "b.csv")
    written(tmp_path, "name\tnotes\n丙站\t好\n", "a.tsv")
    written(tmp_path, "no list", "readme.md")
    found = [(draft.file, draft.line, draft.values["name"]) for draft in read(tmp_path).drafts()]
    assert found == [("a.tsv", 2, "丙站"), ("b.csv", 2, "演示甲站"), ("b.csv", 3, "演示乙站")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n \n"),
        ("no_header.csv", b"1,2\n3,4\n"),
        ("strangers.csv", b"foo,bar\n1,2\n"),
        ("page.xls", b"<html><table><tr><td>x</td></tr></table></html>"),
        ("broken.xlsx", b"PK\x03\x04 and nothing"),
        ("broken.geojson", b'{"type": "FeatureCollection", "features": [{'),
        ("broken.gpkg", b"SQLite format 3\x00 and nothing"),
        ("noise.gpkg", bytes(range(256)) * 4),
        ("missing.csv", None),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_name_and_a_remedy(tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InvalidInput, match=name) as caught:
        list(read(tmp_path / name).drafts())
    assert caught.value.remedy

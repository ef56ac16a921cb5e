"""Addresses all over China, looked up offline."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from locator.divisions import Division, Divisions, Level, short_form
from locator.errors import NotFound
from locator.geocode.gazetteer import MAX_CANDIDATES, Gazetteer
from locator.geocode.match import Match
from locator.geocode.places import Place, Places
from locator.station import Position, Precision
from tests.geocode.contract import GeocoderContract

DIVISIONS = Divisions.bundled()
GAZETTEER = Gazetteer.bundled()
GEOD = Geod(ellps="WGS84")


def located(address: str, **options: str) -> Match:
    match = GAZETTEER.locate(address, **options)
    assert match is not None, address
    return match


def away_m(match: Match, lon: float, lat: float) -> float:
    return GEOD.inv(match.position.lon, match.position.lat, lon, lat)[2]


class TestGazetteer(GeocoderContract):
    def geocoder(self) -> Gazetteer:
        return GAZETTEER


class TestTheAddressesOfTheArticles:
    def test_a_street_of_tangwang_is_at_the_county_seat_within_the_county_circle(self) -> None:
        match = located("黑龙江省伊春市汤旺县国防路")
        assert away_m(match, 129.56329, 48.45261) < 3_000
        assert match.precision is Precision.DISTRICT
        assert match.uncertainty_m >= 26_000
        expected = {"province": "黑龙江省", "city": "伊春市", "district": "汤旺县", "street": "国防路"}
        assert dict(match.parts) == expected
        assert match.candidates == ()

    def test_hedong_road_in_jiyang_is_in_no_hedong_district(self) -> None:
        match = located("三亚市吉阳区河东路138号")
        assert match.adcode == "460203"
        assert (match.parts["street"], match.parts["number"]) == ("河东路", "138号")

    @pytest.mark.parametrize(
        ("address", "adcode", "precision", "name"),
        [
            ("达州达川区", "511703", Precision.DISTRICT, None),
            ("吉阳区河东路138号", "460203", Precision.DISTRICT, None),
            ("肥城市工人文化宫", "370983", Precision.DISTRICT, "工人文化宫"),
            ("肥城工人文化宫", "370983", Precision.DISTRICT, "肥城工人文化宫"),
            ("三亚湾", "460200", Precision.CITY, "三亚湾"),
            ("三亚湾户外劳动者服务站点", "460200", Precision.CITY, "三亚湾户外劳动者服务站点"),
            (
                "中国人保财险三亚市分公司爱心驿站",
                "460200",
                Precision.CITY,
                "中国人保财险三亚市分公司爱心驿站",
            ),
            ("四川省达州市达川区劳动者大本营", "511703", Precision.DISTRICT, "劳动者大本营"),
            ("宿迁洋河新区", "321300", Precision.CITY, "洋河新区"),
        ],
    )
    def test_they_are_placed(self, address: str, adcode: str, precision: Precision, name: str | None) -> None:
        match = located(address)
        assert (match.adcode, match.precision, match.parts.get("name")) == (adcode, precision, name)

    def test_the_county_named_behind_the_firm_counts(self) -> None:
        match = located("中国人保财险三亚市分公司爱心驿站（吉阳区河东路138号）")
        assert (match.adcode, match.parts["street"]) == ("460203", "河东路")
        assert match.parts["name"] == "中国人保财险三亚市分公司爱心驿站"


class TestTraps:
    def test_tangwang_is_the_county_and_not_the_township_205_km_away(self) -> None:
        for address in ("汤旺", "黑龙江伊春汤旺", "伊春汤旺县"):
            assert located(address).adcode == "230723"

    def test_the_township_of_the_same_name_is_not_the_county(self) -> None:
        for address in ("汤旺朝鲜族乡", "黑龙江汤旺朝鲜族乡", "黑龙江省汤旺朝鲜族乡"):
            assert away_m(located(address), 129.742, 46.608) < 1_000

    @pytest.mark.parametrize(
        "street", ["河东路", "河东路138号", "南京路", "南京东路123号", "新华路", "香港中路", "吉阳大道"]
    )
    def test_a_street_alone_is_nowhere(self, street: str) -> None:
        assert GAZETTEER.locate(street) is None

    @pytest.mark.parametrize(
        "name", ["平安银行", "中山公园", "方正电子", "永和豆浆", "兰州拉面", "沙县小吃", "朝阳公园"]
    )
    def test_a_firm_or_park_with_a_division_in_its_name_is_nowhere(self, name: str) -> None:
        assert GAZETTEER.locate(name) is None

    @pytest.mark.parametrize(
        ("address", "adcode", "street"),
        [
            ("上海南京东路300号", "310000", "南京东路"),
            ("青岛市市南区香港中路10号", "370202", "香港中路"),
            ("武汉江汉路", "420100", "江汉路"),
            ("三亚吉阳大道", "460200", "吉阳大道"),
            ("郑州市金水区花园路", "410105", "花园路"),
        ],
    )
    def test_a_street_named_after_a_place_elsewhere_does_not_move_the_address(
        self, address: str, adcode: str, street: str
    ) -> None:
        match = located(address)
        assert (match.adcode, match.parts["street"]) == (adcode, street)

    def test_a_city_ending_in_city_and_a_district_beginning_with_it_are_parted_right(self) -> None:
        assert located("青岛市南区").parts["district"] == "市南区"
        assert located("乐山市中区").parts["district"] == "市中区"

    def test_a_township_inside_two_short_names_is_not_read(self) -> None:
        assert located("云南普洱镇沅").parts["district"].startswith("镇沅")


class TestWhatPeopleWrite:
    @pytest.mark.parametrize(
        ("address", "adcode"),
        [
            ("上海市徐汇区天钥桥路21号", "310104"),
            ("北京朝阳区建国路", "110105"),
            ("北京市北京市朝阳区建国门外大街1号", "110105"),
            ("北京市市辖区东城区", "110101"),
            ("朝阳区建国路，北京", "110105"),
            ("鼓楼区（南京市）", "320106"),
            ("福州鼓楼区湖东路", "350102"),
            ("浦东新区", "310115"),
            ("上海浦东张江路100号", "310115"),
            ("济南市高新区舜华路1号", "370100"),
            ("东莞市虎门镇", "441900"),
            ("东莞虎门", "441900"),
            ("儋州市那大镇", "460400"),
            ("济源市", "419001"),
            ("河南省省直辖县级行政区划济源市", "419001"),
            ("石河子市", "659001"),
            ("新疆生产建设兵团第八师石河子市", "659001"),
            ("恩施州利川市", "422802"),
            ("内蒙古锡林郭勒盟锡林浩特市", "152502"),
            ("鄂温克旗", "150724"),
            ("通辽科左中旗", "150521"),
            ("乌鲁木齐沙区", "650103"),
            ("粤深圳市南山区", "440305"),
            ("吉林吉林昌邑", "220202"),
            ("义乌稠州北路699号", "330782"),
            ("工商银行达州分行", "511700"),
            ("香港九龙", "810000"),
            ("香港特別行政區沙田區", "810016"),
            ("广 东 省 深 圳 市 南 山 区 科 技 园", "440305"),
            ("香港特别行政区油尖旺区", "810005"),
            ("臺北市", DIVISIONS.named("台北市")[0].code),
            ("澳门", "820000"),
            ("中国海南省三亚市", "460200"),
            ("海南省 三亚市 吉阳区", "460203"),
            ("572000海南省，三亚市，吉阳区（河东路１３８号）", "460203"),
        ],
    )
    def test_it_is_understood(self, address: str, adcode: str) -> None:
        assert located(address).adcode == adcode

    @pytest.mark.parametrize(
        ("old", "adcode"),
        [
            ("黑龙江省伊春市乌伊岭区", "230723"),
            ("伊春汤旺河区", "230723"),
            ("湖北省襄樊市樊城区", "420606"),
            ("思茅", "530800"),
            ("安徽省巢湖市居巢区", "340181"),
            ("四平市公主岭市", "220184"),
            ("济南市章丘市", "370114"),
            ("达县", "511703"),
            ("达川市", "511702"),
            ("北京市崇文区", "110101"),
            ("贵州遵义县", "520304"),
            ("林芝地区", "540400"),
            ("林芝县", "540402"),
            ("浙江省宁波市鄞县", "330212"),
            ("青岛西海岸新区", "370211"),
            ("广州南沙新区", "440115"),
            ("陕西杨凌示范区", "610403"),
            ("大连金州新区", "210213"),
            ("瑷珲", "231102"),
            ("通州市", "320612"),
            ("上海县", "310112"),
            ("珠海横琴新区", "440402"),
        ],
    )
    def test_old_names_are_understood(self, old: str, adcode: str) -> None:
        assert located(old).adcode == adcode

    def test_divisions_are_told_by_their_full_names(self) -> None:
        parts = dict(located("恩施利川").parts)
        assert parts == {"province": "湖北省", "city": "恩施土家族苗族自治州", "district": "利川市"}

    def test_a_zone_that_is_no_county_stands_in_the_name_and_the_city_is_the_place(self) -> None:
        match = located("成都高新区天府大道北段1700号")
        assert match.precision is Precision.CITY
        assert (match.parts["name"], match.parts["street"]) == ("高新区", "天府大道北段")

    def test_a_township_with_a_position_of_its_own_is_a_township(self) -> None:
        match = located("东莞市虎门镇太平路1号")
        assert match.precision is Precision.TOWNSHIP
        assert away_m(match, 113.673, 22.819) < 5_000
        assert match.parts["township"] == "虎门镇"

    def test_a_township_without_a_position_is_named_and_the_county_is_the_place(self) -> None:
        row = next(row for row in DIVISIONS if row.level is Level.TOWNSHIP and not row.is_placed)
        match = located("".join(above.name for above in DIVISIONS.path(row.code)))
        assert match.parts["township"] == row.name
        assert match.precision in (Precision.DISTRICT, Precision.CITY)


class TestAmbiguity:
    @pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "河东区", "通州区", "新华区", "江北区"])
    def test_a_bare_ambiguous_district_lists_its_meanings_and_its_circle_holds_them_all(
        self, name: str
    ) -> None:
        match = located(name)
        assert len(match.candidates) >= 2
        assert match.precision is Precision.CITY
        assert match.adcode in ("", *(row.code for row in DIVISIONS.children("")))
        for candidate in match.candidates:
            away = away_m(match, candidate.position.lon, candidate.position.lat)
            assert away + candidate.uncertainty_m <= match.uncertainty_m + 1

    def test_chaoyang_is_in_beijing_or_in_changchun(self) -> None:
        names = {candidate.name for candidate in located("朝阳区").candidates}
        assert names == {"北京市朝阳区", "吉林省长春市朝阳区"}

    def test_xiongan_is_three_counties_of_one_city(self) -> None:
        match = located("河北雄安新区")
        assert {candidate.adcode for candidate in match.candidates} == {"130629", "130632", "130638"}
        assert match.adcode == "130600"

    def test_the_new_area_named_before_its_county_stays_in_the_name(self) -> None:
        for address in ("雄安新区容城县", "河北省雄安新区容城县容城镇"):
            match = located(address)
            assert (match.adcode, match.parts["name"]) == ("130629", "雄安新区")

    def test_a_name_with_more_meanings_than_anyone_can_choose_from_is_no_answer(self) -> None:
        assert len(DIVISIONS.named("城关镇")) > MAX_CANDIDATES
        assert GAZETTEER.locate("城关镇") is None

    def test_a_province_comes_before_what_is_called_like_it(self) -> None:
        assert located("吉林").adcode == "220000"
        assert located("海南").candidates == ()

    def test_a_province_alone_is_as_uncertain_as_it_is_large(self) -> None:
        match = located("四川省")
        assert match.precision is Precision.CITY
        assert match.uncertainty_m > 200_000


class TestAnAddressAgainstItself:
    @pytest.mark.parametrize(
        ("address", "meanings"),
        [
            ("广东省南京市", ["320100", "440000"]),
            ("四川省三亚市天涯区", ["460204", "510000"]),
            ("海南省海南藏族自治州", ["632500", "460000"]),
            ("广东省广州市南山区科技园", ["440305", "440100"]),
            ("河北省石家庄市朝阳区建国路1号", ["110105", "220104", "130100"]),
            ("四川省万县市", ["500101", "510000"]),
            ("湖北省台州市路桥区", ["331004", "420000"]),
            ("北京大学深圳研究生院", ["440300", "110000"]),
            ("西安交通大学苏州附属中学", ["320500", "610100"]),
            ("哈尔滨工业大学（威海）", ["371000", "230100"]),
            ("吉林省榆林市吴堡县", ["610829", "220000"]),
            ("广西河池市大同市云冈区", ["140214", "451200"]),
            ("四川省达州市石河子市", ["659001", "511700"]),
            ("漳州市和平县", ["441624", "350600"]),
        ],
    )
    def test_it_lists_both_the_later_named_first_and_its_circle_holds_them(
        self, address: str, meanings: list[str]
    ) -> None:
        match = located(address)
        assert [candidate.adcode for candidate in match.candidates] == meanings
        for candidate in match.candidates:
            away = away_m(match, candidate.position.lon, candidate.position.lat)
            assert away + candidate.uncertainty_m <= match.uncertainty_m + 1

    @pytest.mark.parametrize(
        ("address", "adcode"),
        [
            ("许昌市东城区", "411002"),
            ("东营市东城区", "370500"),
            ("中山市东区", "442000"),
            ("云南省昆明市斗南镇", "530100"),
            ("郑州市中原区郑州高新技术产业开发区长椿路11号", "410102"),
            ("温州市滨海新区", "330300"),
            ("朝阳区北京市", "110105"),
            ("上海市西安交通大学校友会", "310000"),
            ("北京市海淀区上海市场", "110108"),
            ("三亚海口路", "460200"),
        ],
    )
    def test_what_only_sounds_like_another_place_is_none(self, address: str, adcode: str) -> None:
        match = located(address)
        assert (match.adcode, match.candidates) == (adcode, ())

    @pytest.mark.parametrize(
        ("address", "adcode"),
        [
            ("山东大学威海校区", "371000"),
            ("浙江大学宁波理工学院", "330200"),
            ("中石化海南三亚加油站", "460200"),
        ],
    )
    def test_the_smaller_of_two_places_one_inside_the_other_is_where_it_is(
        self, address: str, adcode: str
    ) -> None:
        match = located(address)
        assert (match.adcode, match.candidates, match.parts["name"]) == (adcode, (), address)

    def test_the_street_in_a_branchs_name_is_a_street_and_the_name_stays_whole(self) -> None:
        match = located("中国银行上海市分行南京东路支行")
        assert (match.parts["street"], match.parts["name"]) == ("南京东路", "中国银行上海市分行南京东路支行")


class TestNoAnswer:
    @pytest.mark.parametrize(
        "address",
        [
            "", " ", "123456", "0", "hello world", "啊啊啊啊", "随便写点什么", "工会", "人民医院", "劳动者大本营",
            "!!!", "日本东京都", "美国纽约", "韩国首尔特别市", "越南河内", "大阪市", "京",
            "三" * 10_000, "三亚市" * 3_334,
        ],
    )  # fmt: skip
    def test_nonsense_and_places_abroad_are_nowhere(self, address: str) -> None:
        assert GAZETTEER.locate(address) is None

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="三亚市区县河东路北京朝阳12号(), 湾省中国城关镇", max_size=40))
    def test_any_text_gets_an_answer_in_china_or_none(self, text: str) -> None:
        match = GAZETTEER.locate(text)
        if match:
            assert 73 < match.position.lon < 136
            assert 3 < match.position.lat < 54
            assert match.uncertainty_m > 0
            assert all(match.parts.values())


class TestWithin:
    def test_a_street_lies_in_the_division_one_knows(self) -> None:
        match = located("国防路工会户外劳动者服务站点", within="230723")
        assert (match.adcode, match.parts["street"]) == ("230723", "国防路")

    def test_an_ambiguous_name_is_clear_inside_a_city(self) -> None:
        assert located("朝阳区建设街", within="220000").adcode == "220104"

    def test_what_lies_elsewhere_is_no_answer(self) -> None:
        assert GAZETTEER.locate("北京市朝阳区", within="460200") is None
        assert GAZETTEER.locate("湖南省长沙大学", within="350000") is None  # nor in Fujian's town 湖南镇

    def test_a_division_above_leads_down_to_the_one_one_knows(self) -> None:
        assert located("三亚市河东路", within="460203").adcode == "460203"

    def test_an_unknown_code_is_not_found(self) -> None:
        with pytest.raises(NotFound, match="999999"):
            GAZETTEER.locate("三亚市", within="999999")

    @settings(max_examples=100, deadline=None)
    @given(
        st.sampled_from(
            ["三亚市", "吉阳区", "朝阳区", "河东路1号", "天涯镇", "海南", "通州", "解放路", "海棠湾"]
        ),
        st.sampled_from(["460200", "460203", "110000", "220104", "320000"]),
    )
    def test_an_answer_always_lies_within(self, address: str, within: str) -> None:
        match = GAZETTEER.locate(address, within=within)
        if match:
            assert DIVISIONS.contains(within, match.adcode)


def test_equal_addresses_have_equal_answers_that_nobody_can_change() -> None:
    first, second = located("三亚市吉阳区河东路138号"), located("三亚市吉阳区河东路138号")
    assert first == second
    assert first != located("三亚市吉阳区河东路139号")
    assert str(dict(first.parts)) in repr(first)
    with pytest.raises(TypeError):
        first.parts["street"] = "河西路"  # type: ignore[index]


def counties() -> list[Division]:
    return [row for row in DIVISIONS if row.level is Level.COUNTY]


def said_short(row: Division) -> str:
    return short_form(row.name, row.level) or row.name


def lost(addresses: dict[str, str]) -> list[str]:
    """The codes whose address does not lead back to them."""
    return [code for code, address in addresses.items() if located(address).adcode != code]


class TestEveryCounty:
    """Round trips over the whole table of divisions."""

    def test_is_found_by_its_full_path_with_a_street_behind_it(self) -> None:
        paths = {row.code: "".join(above.name for above in DIVISIONS.path(row.code)) for row in counties()}
        assert lost(paths) == []
        for path in paths.values():
            parts = located(f"{path}人民路12号").parts
            assert (parts["street"], parts["number"]) == ("人民路", "12号")

    def test_is_found_without_the_province(self) -> None:
        paths = {row.code: DIVISIONS.path(row.code)[1:] for row in counties()}
        assert (
            lost({code: "".join(row.name for row in path) for code, path in paths.items() if len(path) > 1})
            == []
        )

    def test_is_found_by_short_names_unless_two_counties_of_one_city_share_one(self) -> None:
        paths = {row.code: DIVISIONS.path(row.code) for row in counties()}
        unfound = lost({code: "".join(map(said_short, path)) for code, path in paths.items()})
        shared = [
            code
            for code in unfound
            if any(
                said_short(other) == said_short(DIVISIONS.get(code))
                for other in DIVISIONS.children(DIVISIONS.get(code).parent)
                if other.code != code
            )
        ]
        assert unfound == shared
        assert len(unfound) < 10

    def test_by_its_name_alone_is_found_or_is_among_the_candidates(self) -> None:
        for row in counties():
            match = located(row.name)
            meant = [candidate.adcode for candidate in match.candidates] or [match.adcode]
            assert row.code in meant, row

    def test_without_the_city_is_found_or_is_among_the_candidates(self) -> None:
        for row in counties():
            match = located(DIVISIONS.path(row.code)[0].name + row.name)
            meant = [candidate.adcode for candidate in match.candidates] or [match.adcode]
            assert row.code in meant, row


def test_townships_are_named_in_the_parts() -> None:
    towns = [row for row in DIVISIONS if row.level is Level.TOWNSHIP][::40]
    paths = {row: "".join(above.name for above in DIVISIONS.path(row.code)) for row in towns}
    wrong = [
        row for row, path in paths.items() if located(f"{path}建设街3号").parts.get("township") != row.name
    ]
    assert len(wrong) <= len(towns) // 500


def test_a_township_that_has_moved_counts_to_its_county_of_today() -> None:
    moved = [
        row
        for row in DIVISIONS
        if row.level is Level.TOWNSHIP and row.code[:6] not in (row.parent, row.parent[:6])
    ]
    assert moved
    for row in moved:
        path = "".join(above.name for above in DIVISIONS.path(row.code))
        assert located(path).adcode == row.parent


def test_a_place_is_only_found_inside_the_division_the_address_names() -> None:
    rows = [
        Division("110000", "甲省", Level.PROVINCE, "", 110.0, 30.0, 300_000.0, None, "x"),
        Division("110101", "甲县", Level.COUNTY, "110000", 110.0, 30.0, 20_000.0, None, "x"),
        Division("110102", "乙县", Level.COUNTY, "110000", 112.0, 31.0, 20_000.0, None, "x"),
    ]
    village = Place("枫树", 112.05, 31.05, "110102")
    gazetteer = Gazetteer(Divisions(rows), Places([village]))
    inside, outside = gazetteer.locate("甲省乙县枫树"), gazetteer.locate("甲省甲县枫树")
    assert inside is not None
    assert outside is not None
    assert (inside.precision, inside.position) == (Precision.TOWNSHIP, village.position)
    assert (outside.precision, outside.position) == (Precision.DISTRICT, Position(110.0, 30.0))


def test_two_places_of_one_name_in_one_county_are_none() -> None:
    rows = [Division("110000", "甲省", Level.PROVINCE, "", 110.0, 30.0, 300_000.0, None, "x")]
    places = [Place("枫树", 110.0 + shift, 30.0, "110000") for shift in (0.0, 0.5)]
    match = Gazetteer(Divisions(rows), Places(places)).locate("甲省枫树")
    assert match is not None
    assert match.precision is Precision.CITY


def test_a_division_without_a_seat_is_where_the_one_above_is() -> None:
    rows = [
        Division("110000", "甲省", Level.PROVINCE, "", 110.0, 30.0, 300_000.0, None, "x"),
        Division("110101", "甲县", Level.COUNTY, "110000", None, None, None, None, "x"),
        Division("110102", "乙县", Level.COUNTY, "110000", 110.0, 30.0, 10_000.0, None, "x+parent"),
    ]
    gazetteer = Gazetteer(Divisions(rows), Places([]))
    for address in ("甲省甲县", "甲省乙县"):
        match = gazetteer.locate(address)
        assert match is not None
        assert (match.precision, match.uncertainty_m) == (Precision.CITY, 300_000.0)


def test_the_counties_of_the_census_map_are_found_where_they_are(shared: Path) -> None:
    """Old names included; the seats of Taiwan's counties and of today's cities without counties are coarser."""
    with (shared / "data/gazetteer/cn_counties_osm_pop2010.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Name_Province"] != "台湾省"]
    wrong = []
    for row in rows:
        match = located(row["Name_Province"] + row["Name_Perfecture"] + row["Name_County"])
        if away_m(match, float(row["cx"]), float(row["cy"])) > match.uncertainty_m:
            wrong.append(row["Name_County"])
    assert len(wrong) <= len(rows) // 100

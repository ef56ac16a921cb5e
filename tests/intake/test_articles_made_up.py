from collections.abc import Callable

import pytest

from locator.intake.articles import Extraction, FoundStation, extract
from tests.intake.made_up import TOLD, page

READ: dict[str, Callable[[FoundStation], object]] = {
    "province": lambda s: s.region and s.region.province,
    "city": lambda s: s.region and s.region.city,
    "district": lambda s: s.region and s.region.district,
    "township": lambda s: s.township,
    "host": lambda s: s.host,
    "host_type": lambda s: s.host_type,
    "address": lambda s: s.facts.address,
    "builder": lambda s: s.facts.builder,
    "area": lambda s: s.facts.area_m2 and s.facts.area_m2.value,
    "cost": lambda s: s.facts.cost_yuan and s.facts.cost_yuan.value,
    "capacity": lambda s: s.facts.capacity and s.facts.capacity.value,
    "opened": lambda s: s.facts.opened and s.facts.opened.iso,
    "visits": lambda s: {count.number.value for count in s.facts.visits},
    "listings": lambda s: set(s.facts.listings),
    "contact": lambda s: s.facts.contact,
}
CONTAINS: dict[str, Callable[[FoundStation], str]] = {
    "hours": lambda s: s.facts.opening_hours_text,
    "honour": lambda s: " ".join(s.facts.honours),
}


def figures(found: Extraction) -> set[tuple[str, str, float]]:
    return {(f.region.name if f.region else "", f.kind, f.number.value) for f in found.figures}


@pytest.mark.parametrize("name", TOLD)
def test_exactly_the_stations_a_reader_finds_are_found(name: str) -> None:
    assert {s.name for s in extract(page(name)).stations} == set(TOLD[name].stations)


@pytest.mark.parametrize("name", TOLD)
def test_exactly_the_figures_a_reader_finds_are_found(name: str) -> None:
    assert figures(extract(page(name))) == TOLD[name].figures


@pytest.mark.parametrize("name", TOLD)
def test_exactly_the_venues_a_reader_finds_are_found(name: str) -> None:
    assert {v.name for v in extract(page(name)).venues} == set(TOLD[name].venues)


@pytest.mark.parametrize(
    ("name", "station", "fact"),
    [
        (name, station, fact)
        for name in TOLD
        for station, facts in TOLD[name].stations.items()
        for fact in facts
    ],
)
def test_a_station_has_the_facts_a_reader_finds(name: str, station: str, fact: str) -> None:
    told = TOLD[name].stations[station][fact]
    found = next(s for s in extract(page(name)).stations if s.name == station)
    if fact in READ:
        assert READ[fact](found) == told
    elif fact in CONTAINS:
        assert str(told) in CONTAINS[fact](found)
    else:
        assert {found.facts.amenities.get(key) for key in str(told).split()} == {fact}


@pytest.mark.parametrize(
    "phrase",
    [
        "推进户外劳动者服务站点建设。",
        "工会户外劳动者服务站点不断完善。",
        "全市新添一批户外劳动者服务站点。",
        "走进爱心驿站，喝口热水。",
        "“爱心驿站”让城市更有温度。",
        "荣获全国“最美工会户外劳动者服务站点”称号。",
        "打造户外劳动者的温馨港湾。",
        "真正成为职工之家。",
        "全市新建24小时智能驿站12个。",
        "第三届工会驿站杯技能大赛举行。",
        "在三亚市户外劳动者服务站点，处处暖意融融。",
        "依托社区党群服务中心建设工会驿站。",
        "到菜鸟驿站取快递的外卖小哥越来越多。",
        "各级工会驿站开展送清凉活动。",
        "中国石化爱心驿站品牌走向全国。",
        "这是工会驿站建设的生动写照。",
        "建设银行劳动者港湾遍布全省。",
        "沿街商铺、银行网点的爱心驿站随处可见。",
        "南京市工会驿站统一标识发布。",
        "快递小哥说，驿站就像家一样。",
        "市民提议在东风路口建爱心驿站。",
        "市总工会计划明年在滨江公园建设滨江公园小哥驿站。",
        "人民路地铁站爱心驿站尚未建成。",
        "体育馆附近没有爱心驿站。",
    ],
)
def test_generic_talk_names_no_station(phrase: str) -> None:
    assert extract(f"本报讯 户外劳动者需要关爱。{phrase}").stations == ()


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("位于合肥市庐阳区阜阳路66号的工会驿站今天启用。", "阜阳路66号工会驿站"),
        ("在南宁市青秀区民族广场的这家爱心驿站里，外卖小哥正在充电。", "民族广场爱心驿站"),
        ("长沙市岳麓区望月湖街道“岳麓红”小哥驿站揭牌。", "望月湖街道岳麓红小哥驿站"),
        ("和平路第二环卫驿站里，环卫工人围坐聊天。", "和平路第二环卫驿站"),
        ("记者走进建设路户外劳动者驿站。", "建设路户外劳动者驿站"),
        ("兰州市城关区税务局户外劳动者驿站位于庆阳路。", "城关区税务局户外劳动者驿站"),
        ("太原市万柏林区千峰街道暖“蜂”驿站位于千峰北路，骑手常来。", "千峰街道暖蜂驿站"),
        ("环卫工人来到KFC文昌路店爱心驿站。", "KFC文昌路店爱心驿站"),
        ("The union opened the 滨江路海蜂驿站 at 厦门市思明区, 服务骑手。", "滨江路海蜂驿站"),
        ("金水湾社区爱心接力站24小时开放，环卫工人常来。", "金水湾社区爱心接力站"),
    ],
)
def test_a_station_named_by_its_place_is_found(phrase: str, name: str) -> None:
    assert [s.name for s in extract(f"本报讯 {phrase}").stations] == [name]


@pytest.mark.parametrize(
    "phrase",
    [
        "全市124家企业组建工会，会员7000余名。",
        "决赛吸引2952名职工参赛，直播观看量近23万人次。",
        "工会驿站开展活动，宣传覆盖职工100多万人次。",
        "新区规模以上企业建会21家，建会率达87.5%。",
        "全市5家企业的60余名职工参加工会驿站志愿服务队。",
        "第12个工会驿站揭牌。",
        "以下6个工会驿站免费开放。",
        "五处户外劳动者驿站地址公布。",
        "明年将选树20个最美驿站。",
        "每个站点补助2万元，站点更有活力。",
    ],
)
def test_numbers_of_other_matters_are_no_figures(phrase: str) -> None:
    assert extract(f"本报讯 南京市户外劳动者服务站点受欢迎。{phrase}").figures == ()


@pytest.mark.parametrize(
    ("phrase", "period"),
    [
        ("今年前三季度，南京市各站点服务户外劳动者12万人次。", "今年前三季度"),
        ("截至10月底，南京市已建成工会驿站20个。", "截至10月底"),
        ("截至10月底，各区都在行动，计划再建工会驿站5个。", ""),
        ("截至10月底已有20个，力争到2027年底工会驿站达到80个。", "到2027年底"),
    ],
)
def test_a_figure_has_the_period_of_its_own(phrase: str, period: str) -> None:
    assert extract(f"本报讯 南京市工会驿站受欢迎。{phrase}").figures[-1].period == period


def test_what_is_only_planned_for_a_station_is_no_amenity_of_it() -> None:
    (station,) = extract(
        "本报讯 昆明市金星社区工会驿站配有微波炉、雨伞，计划明年增设淋浴间，以前没有空调。"
    ).stations
    assert station.facts.amenities == {"microwave": "yes", "rain_gear": "yes"}


def test_a_figure_is_of_the_region_whose_union_tells_it() -> None:
    (figure,) = extract("本报讯 南京市总工会在玄武区文化馆宣布，已建成户外劳动者服务站点300个。").figures
    assert figure.region is not None
    assert figure.region.name == "南京市"


@pytest.mark.parametrize(
    ("page_tells", "opened"),
    [
        ("2022年11月16日\n\n", "2022-02"),
        ("发布时间：2022-11-16 08:30\n\n", "2022-02"),
        ("2022年全省工会大会召开。各地在2022年底前达标。\n\n", "2022-02"),
        ("2022年全省工会大会召开。\n\n", "--02"),
        ("2022年全省工会大会召开。各地在2023年底前达标。\n\n", "--02"),
        ("2022年11月16日\n\n2023年5月，站点建成。\n\n", "--02"),
        ("从2020年起，某站于2019年9月打造。\n\n", "--02"),
    ],
)
def test_this_year_is_the_year_that_the_page_surely_tells(page_tells: str, opened: str) -> None:
    (station,) = extract(f"{page_tells}本报讯 户外劳动者有了去处，文昌路小哥驿站今年2月投入使用。").stations
    assert station.facts.opened is not None
    assert station.facts.opened.iso == opened

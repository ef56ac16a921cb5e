import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator import vocabulary
from locator.hours import state, validate
from locator.intake.phrases import amenities, hours, remarks, services
from locator.intake.phrases.lexicon import mentions

READ = {
    "24小时": ("24/7", None),
    "全天": ("24/7", None),
    "7×24小时": ("24/7", None),
    "周一至周日全天开放": ("24/7", None),
    "节假日9:00-17:00": ("unknown; PH 09:00-17:00", None),
    "24小时营业（节假日不休）": ("24/7", "open"),
    "8:30-11:00; 13:00-17:00": ("08:30-11:00,13:00-17:00", None),
    "8：00—17：30": ("08:00-17:30", None),
    "8：00一17：30": ("08:00-17:30", None),
    "0830-1730": ("08:30-17:30", None),
    "8.30-17.30": ("08:30-17:30", None),
    "8-17点": ("08:00-17:00", None),
    "8:00AM-8:00PM": ("08:00-20:00", None),
    "周一至周五8:30-17:00": ("Mo-Fr 08:30-17:00", None),
    "星期一到星期五 7:30-17:00": ("Mo-Fr 07:30-17:00", None),
    "週一至週五 8點-17點": ("Mo-Fr 08:00-17:00", None),
    "周1至5 8:00-18:00": ("Mo-Fr 08:00-18:00", None),
    "Mon-Fri 8:30-17:00": ("Mo-Fr 08:30-17:00", None),
    "Mo-Fr 08:00-17:00; PH off": ("Mo-Fr 08:00-17:00; PH off", None),
    "周一、三、五 9:00-11:00": ("Mo,We,Fr 09:00-11:00", None),
    "周六日9:00-16:00": ("Sa-Su 09:00-16:00", None),
    "9:00-18:00(周一至周五)": ("Mo-Fr 09:00-18:00", None),
    "9:00-21:00(周一至周四)，9:00-22:00(周五至周日)": ("Mo-Th 09:00-21:00; Fr-Su 09:00-22:00", None),
    "工作日9:00—17:30（节假日休息）": ("Mo-Fr 09:00-17:30", "closed"),
    "工作日8:30-17:30，周末及节假日10:00-16:00": ("Mo-Fr 08:30-17:30; Sa-Su,PH 10:00-16:00", None),
    "8:30-17:30，周六、日9:00-16:00": ("08:30-17:30; Sa-Su 09:00-16:00", None),
    "8:00-20:00（周末除外）": ("Mo-Fr 08:00-20:00", None),
    "每天9:00-17:00 周六日休息": ("Mo-Fr 09:00-17:00", None),
    "周一闭馆，其余时间9:00-17:00": ("Tu-Su 09:00-17:00", None),
    "22:00-6:00，周一休息": ("Tu-Su 22:00-06:00", None),
    "9:00-17:00 法定节假日不休": ("09:00-17:00", "open"),
    "除法定节假日外每天8:30-17:30": ("08:30-17:30", "closed"),
    "8:00-20:00（春节除外）": ("08:00-20:00", "unknown"),
    "周一至周五 8:30-17:30 节假日以公告为准": ("Mo-Fr 08:30-17:30", "unknown"),
    "上午8点半至下午5点": ("08:30-17:00", None),
    "上午8:00-12:00下午2:30-5:30": ("08:00-12:00,14:30-17:30", None),
    "早8点-晚8点": ("08:00-20:00", None),
    "早八晚八": ("08:00-20:00", None),
    "中午11:30-1:30": ("11:30-13:30", None),
    "22:00-次日6:00": ("22:00-06:00", None),
    "晚上10:00-6:00": ("22:00-06:00", None),
    "8:00-17:00（12:00-13:30午休）": ("08:00-12:00,13:30-17:00", None),
    "夏季8:00-20:00 冬季8:30-18:00": ("May-Sep 08:00-20:00; Oct-Apr 08:30-18:00", None),
    "8:00-20:00（夏季）8:30-18:00（冬季）": ("May-Sep 08:00-20:00; Oct-Apr 08:30-18:00", None),
    "春夏季8:00-19:00 秋冬季8:30-18:00": ("Mar-Aug 08:00-19:00; Sep-Feb 08:30-18:00", None),
    "夏季（5月1日-9月30日）8:00-20:00；冬季（10月1日-次年4月30日）8:30-18:00": (
        "May 01-Sep 30 08:00-20:00; Oct 01-Apr 30 08:30-18:00", None,
    ),
    "周一至周五 夏季8:00-18:00 冬季8:30-17:30": ("May-Sep Mo-Fr 08:00-18:00; Oct-Apr Mo-Fr 08:30-17:30", None),
    "夏季8:00-20:00": ("unknown; May-Sep 08:00-20:00", None),
    "工作日开放": ("Mo-Fr unknown", "closed"),
    "周末休息": ("unknown; Sa-Su off", None),
    "国家法定节假日休息": (None, "closed"),
}  # fmt: skip
UNTOLD = ["以现场公告为准", "同网点营业时间", "与银行营业时间一致", "电话预约", "/", "无", "", "待定"]
NOT_UNDERSTOOD = [
    "8:00-6:00",
    "9:00-17",
    "8:30-25:00",
    "8:75-17:00",
    "00:00-00:00",
    "6.15-9.30",
    "8:30-12:00 2:00-5:30",
    "约8:00-20:00",
    "24小时自助银行，人工8:30-17:00",
    "12:00-14:00休息",
    "周一至周五：8:30-12:00，14:00-17:30（夏季14:30-18:00）",
    "上午8:00-12:00 夏季下午2:30-5:30 冬季下午2:00-5:00",
    "夏季8:00-20:00，周末9:00-17:00",
    "周一至周五9:00-17:00（含周末）",
    "周一9:00-12:00，周一10:00-15:00",
    "节假日休息，节假日不休 8:00-20:00",
    "2023年5月1日8:00-17:00",
    "白天",
    "周一至周五8:30-17:00，周六全天",
    "每天开放8小时",
    "金苑社区党群服务中心",
]


@pytest.mark.parametrize(("text", "told"), READ.items())
def test_a_phrase_of_hours_becomes_a_rule(text: str, told: tuple[str | None, str | None]) -> None:
    found = hours(text)
    assert (found.rule, found.holidays) == told
    assert found.understood


@pytest.mark.parametrize("text", UNTOLD)
def test_hours_that_are_told_elsewhere_are_unknown_and_understood(text: str) -> None:
    assert hours(text)[:3] == (None, None, True)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_has_two_readings_or_none_is_not_guessed(text: str) -> None:
    assert hours(text)[:3] == (None, None, False)


def test_months_that_nobody_told_and_notices_are_remarked() -> None:
    assert [fault.code for fault in remarks(hours("夏季8:00-20:00 冬季8:30-18:00"))] == ["season_months"]
    assert not hours("5月-9月 8:00-20:00，10月-次年4月 8:30-18:00").assumed
    assert [fault.code for fault in remarks(hours("8:30-17:00（以现场公告为准）"))] == ["subject_to_notice"]


def test_a_rule_means_what_the_phrase_said() -> None:
    found = hours("工作日9:00—17:30（节假日休息）")
    zone = ZoneInfo("Asia/Shanghai")
    expected = {(2026, 1, 1): "closed", (2026, 1, 7): "open", (2026, 1, 10): "closed"}
    for day, told in expected.items():  # New Year, a Wednesday, a Saturday
        assert state(found.rule, datetime(*day, 12, tzinfo=zone), found.holidays or "unknown").state == told


times = st.integers(min_value=0, max_value=23 * 4 + 3)
dashes = st.sampled_from(["-", "—", "–", "～", "至", "到", " - ", "——"])
colons = st.sampled_from([":", "：", "点"])
days = st.sampled_from(["", "每天", "周一至周五", "星期六", "周末", "工作日 ", "周一、周三"])


@given(st.lists(times, min_size=2, max_size=6, unique=True), dashes, colons, days)
def test_spans_in_order_keep_their_times(quarters: list[int], dash: str, colon: str, day: str) -> None:
    def said(quarter: int) -> str:
        return f"{quarter // 4}{colon}{quarter % 4 * 15:02}"

    ordered = sorted(quarters[: len(quarters) // 2 * 2])
    pairs = list(zip(ordered[::2], ordered[1::2], strict=True))
    found = hours(day + "，".join(said(a) + dash + said(b) for a, b in pairs))
    wanted = ",".join(f"{a // 4:02}:{a % 4 * 15:02}-{b // 4:02}:{b % 4 * 15:02}" for a, b in pairs)
    assert found.understood
    assert (found.rule or "").endswith(wanted)


PIECES = """
周一至周五 周末 工作日 节假日 夏季 冬季 8:00-12:00 14:00-17:30 22:00-6:00 24小时 全天 休息 除外 不休 以公告为准
（ ） ， ； 每天 上午9点-11点 5月1日-9月30日 春节 全年无休 周三 含 除 开放 午休 6-9月 下午2:00-5:00 早8-晚8 外
"""
pieces = st.sampled_from(PIECES.split())


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=30), st.lists(pieces, max_size=8).map("".join)))
def test_whatever_comes_out_is_valid(text: str) -> None:
    found = hours(text)
    assert found.rule is None or validate(found.rule) == found.rule
    assert found.understood or (found.rule is None and found.holidays is None)


def test_the_hours_and_services_of_a_real_list_are_understood(shared: Path) -> None:
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(hours(row["hours"]).rule for row in rows)
    assert all(len(amenities(row["services"])) == row["services"].count("|") + 1 for row in rows)


AMENITIES = {
    "饮水|空调|座椅": {"drinking_water": "yes", "cooling": "yes", "seating": "yes"},
    "Wi-Fi|急救包": {"wifi": "yes", "first_aid": "yes"},
    "有微波炉、无卫生间": {"microwave": "yes", "toilet": "no"},
    "提供饮水、充电、应急药品等服务": {"drinking_water": "yes", "phone_charging": "yes", "first_aid": "yes"},
    "没有微波炉和卫生间": {"microwave": "no", "toilet": "no"},
    "卫生间未配备": {"toilet": "no"},
    "微波炉：无；空调：有": {"microwave": "no", "cooling": "yes"},
    "饮水√ 卫生间×": {"drinking_water": "yes", "toilet": "no"},
    "饮水，空调，无卫生间，充电": {"drinking_water": "yes", "cooling": "yes", "toilet": "no", "phone_charging": "yes"},
    "无卫生间（附近50米有公厕）": {"toilet": "no", "toilet_nearby": "yes"},
    "无线网、无障碍卫生间": {"wifi": "yes", "wheelchair_access": "yes", "toilet": "yes"},
    "电动车充电": {"ev_charging": "yes"},
    "冷暖空调": {"cooling": "yes", "heating": "yes"},
    "无空调但有风扇": {"cooling": "yes"},
    "法律援助、心理咨询": {},
    "first aid, drinking water; no toilet": {"first_aid": "yes", "drinking_water": "yes", "toilet": "no"},
    "无": {},
    "防水": {},
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), AMENITIES.items())
def test_amenities_are_told_or_denied(text: str, told: dict[str, str]) -> None:
    assert amenities(text) == told


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("座椅、无冰箱、空调", "cooling"),
        ("无卫生间，饮水", "drinking_water"),
        ("冰箱维修中", "fridge"),
        ("除卫生间外均有", "toilet"),
        ("无空调，有空调", "cooling"),
        ("□微波炉 ☑饮水", "microwave"),
    ],
)
def test_what_may_or_may_not_be_denied_stays_unknown(text: str, unknown: str) -> None:
    assert unknown not in amenities(text)


@pytest.mark.parametrize("term", vocabulary.terms("amenity").values(), ids=lambda term: term.key)
def test_the_vocabularys_own_names_are_understood(term: vocabulary.Term) -> None:
    assert amenities(term.zh) == amenities(term.en) == amenities(term.key) == {term.key: "yes"}


def test_services_are_no_amenities() -> None:
    assert services("饮水、法律援助、就业服务；无理发") == ("legal_aid", "job_info")


def test_words_for_a_need_count_only_in_a_list_of_provisions() -> None:
    assert not list(mentions("喝水、休息", needs=False))
    assert [mention.word for mention in mentions("饮水机和座椅", needs=False)] == ["饮水机", "座椅"]


@given(st.text(max_size=40))
def test_every_amenity_told_is_in_the_vocabulary(text: str) -> None:
    assert set(amenities(text)) <= set(vocabulary.terms("amenity"))

"""What people call a division: its short form (三亚, 内蒙古, 恩施), and a province's one-character sign (粤)."""

from __future__ import annotations

from collections.abc import Mapping

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "province": ("特别行政区", "自治区", "省", "市"),
    "prefecture": ("自治州", "地区", "盟", "市"),
    "county": ("自治县", "自治旗", "特区", "族区", "县", "市", "区", "旗"),
    "township": ("街道办事处", "街道", "民族乡", "民族苏木", "苏木", "镇", "乡"),
}
_PEOPLE_NAMES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡"
    " 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯"
    " 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
)
_BARE_PEOPLES = ("蒙古", "维吾尔", "哈萨克", "柯尔克孜", "锡伯", "塔吉克")
_PEOPLES = (*(f"{people}族" for people in _PEOPLE_NAMES.split()), *_BARE_PEOPLES)
# 市中区, 城西区 and the like without their last character are everyday words, nobody's short form.
_NO_SHORT_FORM = frozenset(f"{word}{side}" for word in "市城" for side in "东西南北中")
# Only these go by the name before 新区 and 林区: 兰州新区 is not called 兰州, nor 碑林区 碑.
_IRREGULAR = {"浦东新区": "浦东", "滨海新区": "滨海", "沈北新区": "沈北", "神农架林区": "神农架"}

PROVINCE_SIGNS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000",
    "吉": "220000", "黑": "230000", "沪": "310000", "申": "310000", "苏": "320000", "浙": "330000",
    "皖": "340000", "闽": "350000", "赣": "360000", "鲁": "370000", "豫": "410000", "鄂": "420000",
    "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000", "渝": "500000", "川": "510000",
    "蜀": "510000", "贵": "520000", "黔": "520000", "云": "530000", "滇": "530000", "藏": "540000",
    "陕": "610000", "秦": "610000", "甘": "620000", "陇": "620000", "青": "630000", "宁": "640000",
    "新": "650000", "台": "710000", "港": "810000", "澳": "820000",
}  # fmt: skip


def short_form(name: str, level: str) -> str:
    """The name without the word for its kind and without the peoples named in it.

    恩施土家族苗族自治州 is 恩施, 浦东新区 is 浦东. Empty where that leaves nothing people say: 和县, 市中区.
    `level` is one of the values of `locator.divisions.Level`.
    """
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    ending = next((e for e in _ENDINGS[level] if name.endswith(e) and name != e), "")
    stem = name.removesuffix(ending)
    if ending == "族区":
        stem = _without_peoples(f"{stem}族")
    elif ending.startswith(("自治", "民族")):
        stem = _without_peoples(stem)
    said = ending and len(stem) > 1 and stem not in _NO_SHORT_FORM and not name[2:].endswith("新区")
    return stem if said else ""


def _without_peoples(stem: str) -> str:
    """延边朝鲜 is 延边; a division named after its people only keeps the name: 东乡, 鄂温克."""
    while people := next((p for p in _PEOPLES if stem.endswith(p) and len(stem) - len(p) > 1), ""):
        stem = stem.removesuffix(people)
    return stem.removesuffix("族")

"""How a division's full name and the short name that people use hang together."""

from __future__ import annotations

import re

_PEOPLES = (
    "阿昌 白 保安 布朗 布依 朝鲜 达斡尔 傣 德昂 东乡 侗 独龙 俄罗斯 鄂伦春 鄂温克 高山 仡佬 哈尼 哈萨克 赫哲 回 "
    "基诺 京 景颇 柯尔克孜 拉祜 黎 傈僳 珞巴 满 毛南 门巴 蒙古 苗 仫佬 纳西 怒 普米 羌 撒拉 畲 水 塔吉克 塔塔尔 "
    "土家 土 佤 维吾尔 乌孜别克 锡伯 瑶 彝 裕固 藏 壮 各"
)
# 大白乡 is no township of the 白: a people of one character always says 族, a longer one may leave it out.
_PEOPLE = "|".join(f"{people}族" if len(people) == 1 else f"{people}族?" for people in _PEOPLES.split())
_ENDING = {
    "township": r"民族乡|苏木|地区|街道|农场|林场|镇|乡",
    "county": r"行政委员会|自治县|自治旗|林区|特区|矿区|新区|区|县|市|旗",
    "prefecture": r"自治州|地区|盟|市",
    "province": r"维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|省|市",
}
_STEM = {
    level: re.compile(rf"(?P<stem>.{{2,}}?)(?:{_PEOPLE})*(?:{ending})") for level, ending in _ENDING.items()
}


def stem(name: str, level: str) -> str:
    """The name without its kind and the peoples it is autonomous for; at least two characters are left.

    >>> stem("通红彝族苗族乡", "township"), stem("总寨镇", "township"), stem("忠县", "county")
    ('通红', '总寨', '忠县')
    """
    match = _STEM[level].fullmatch(name)
    return match["stem"] if match else name

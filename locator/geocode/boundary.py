"""What follows a name decides what it is: 河东 in 河东路 is no district, 三亚 in 三亚湾 is not the whole name.

The word lists are of kinds of things, not of single addresses.
"""

from __future__ import annotations

import re

_SIDE = "[东西南北中上下内外前后一二三四五六七八九十]"
_STREET_NEXT = re.compile(rf"{_SIDE}{{0,2}}(?:路|道(?!里|外)|巷|弄|胡同|高架)|街|大街|大道")
_LANE_NEXT = re.compile(rf"{_SIDE}{{0,2}}(?:路|道(?!里|外)|巷|弄|里|胡同|高架|街(?!道)|大街|大道)")
_STREET = re.compile(r"[^ \d]{2,8}?(?:路|大道|大街|街|巷)")
_FEATURE_NEXT = re.compile(
    r"[湾港岛山河江湖海洲滩门桥村庄屯寨寺庙塔关口岭坡沟峡泉溪]|机场|火车站|高铁站|站|大学|学院|广场|大厦|大酒店|酒店|宾馆|饭店"
    r"|文化|风景|景区|旅游|公园|银行|保险|证券|集团|公司"
)
_BRAND_NEXT = re.compile(
    r"[^ ]{0,2}(?:银行|保险|人寿|证券|集团|公司|药房|药店|大药房|酒楼|酒家|乳业|地产"
    r"|拉面|牛肉面|小吃|米粉|烤鸭|火锅|小面|炒饭|螺蛳粉|饭店|酒店|宾馆|大厦|菜|餐厅|餐馆|会馆|商会|驻)"
)
_DIVISION_NEXT = re.compile(
    r"(?:[^ ]{1,5}族)?(?:乡|镇|村|街道|社区|苏木|新区|新城|开发区|高新区|经开区|工业园|园区)"
)
PUBLIC_BODY = re.compile(
    r"(?:县|市|区)?(?:总工会|工会|工人(?:文化|俱乐)|职工(?:文化|之家|活动)|人民(?:政府|医院|法院|检察)|政府|中医|妇幼|文化[馆宫]|图书馆|博物馆"
    r"|体育[场馆中]|党群|政务|火车站|高铁站|汽车站|客运站|公安|交警|环卫|环境卫生|城管|第?[一二三四五六]中学?(?!路)|市民(?!路)|户外劳动)"
)
BRANCH = re.compile(
    r"市?(?:分公司|支公司|分行|支行|分局|分部|供电公司|烟草公司|公交公司|邮政|移动|联通|电信)"
)

# Divisions' names that streets, parks, firms and schools all over China also carry: alone in front of
# something else they are no evidence.
_EVERYDAY_NAMES = (
    "中山 朝阳 大同 长春 安康 平安 和平 吉安 泰安 永安 新华 长安 东方 白银 黄山 太和 延安"
    " 兴业 光明 新城 城关 南山 海港 红旗 前进 向阳 团结 工农 铁西 铁东 河东 河西 江北 江南"
    " 桥东 桥西 永兴 民和 互助 通道 太平 长乐 宝山 金山 青山 天山 东山 西山 华山 泰山 天桥"
    " 鼓楼 钟楼 兴隆 新建 友谊 胜利 安定 大通 龙泉 温泉 玉泉 开发 正安 德安 海西 海东 东兴"
    " 兴安 万宁 临江 新兴 建设 华容 民丰 滨海 滨江 东湖 西湖 南湖 青云 金水 金牛 七星 北海"
    " 江海 江城 双江 双桥 广丰 新市"
)
EVERYDAY = frozenset(_EVERYDAY_NAMES.split())


def is_longer_name(text: str, end: int, *, city: bool) -> bool:
    """Whether the name up to `end` only begins that of a street, town or zone: 河东|路, 南京|东路, 汤旺|朝鲜族乡.

    After a city's name a zone is the city's (成都|高新区), and 成都|东大街 more likely a street in it than named so.
    """
    if city:
        return bool(_STREET_NEXT.match(text, end))
    return bool(_LANE_NEXT.match(text, end) or _DIVISION_NEXT.match(text, end))


def goes_on_as_feature(text: str, end: int) -> bool:
    """Whether the name up to `end` is the beginning of a feature's name: 三亚|湾, but not 三亚|河东路."""
    return bool(_FEATURE_NEXT.match(text, end)) and not _STREET.match(text, end)


def goes_on_as_brand(text: str, end: int) -> bool:
    """Whether the name up to `end` is the beginning of a firm's or a dish's: 平安|银行, 兰州|拉面."""
    return bool(_BRAND_NEXT.match(text, end))


def ends_inside_a_word(text: str, end: int) -> bool:
    """Whether a full name up to `end` is no name here: 东新区|域, 上海市|场."""
    return text[end - 1 : end + 1] in ("区域", "市场")

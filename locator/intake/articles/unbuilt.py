"""Stations that are only wished for, planned or denied: a sentence that speaks so of one names none."""

from __future__ import annotations

import re

_WISH = (
    r"建议|提议|倡议|呼吁|希望|期待|期盼|盼望?|打算|计划|规划|拟|准备|争取|力争|能否|可否|是否|考虑|如果|要是|假如|有望|预计|"
    r"即将|将(?=[在再]|新建|新增|打造|陆续|继续|建(?!设银|行))|明年|下一步|不妨|提案"
)
_MAKE = r"建|设|增|打造|开|办|布局|落户|配"
_WISHED = re.compile(rf"(?:{_WISH})，?[^，。；！？]{{0,30}}?(?:{_MAKE})[^，。；！？了成好]{{0,14}}$")
_DENIED = re.compile(
    r"(?:没有|尚无|并无|暂无|未有|不是|并非|没建|未建|未设|没设|不存在|缺少|缺)[^，。；！？”]{0,8}$"
)
_BEGUN = r"(?:建|开[建工放业]|动工|启用|投[用入]|投运|落成|完工|竣工|揭牌|运营|营业|落地|实施)"
_NOT_YET_AFTER = re.compile(
    rf"[^。；！？]{{0,24}}?(?:(?:尚未|还未|仍未|并未|未能|没能|迟迟未|还没有?|(?<![从是])没有|暂未|(?<!尚)未){_BEGUN}|"
    rf"(?:计划|预计|拟|有望|即将|将(?:于|在)[^，。；]{{1,10}}){_BEGUN}|"
    r"(?:正在|尚在|还在|仍在)[^，。；]{0,4}(?:建设|筹建|施工|规划|装修|筹备|论证)|(?:成为|停留在)?(?:泡影|纸上))"
)
_WISHED_AT = re.compile(
    rf"(?:{_WISH})[^。；！？]{{0,24}}?在[^，。；]{{2,12}}?(?:建设?|增设|打造|开设)(?![路街银大])[^，。；了成]{{2,16}}$"
)
_DONE = re.compile(r"(?:已经?|正式|顺利|刚刚)(?:全面)?(?:建成|建好|启用|投用|投入使用|揭牌|开放)")


def is_unbuilt(text: str, start: int, end: int) -> bool:
    """Whether a sentence says of the station named at `start` to `end` that it is not there, or not yet."""
    before = text[max(start - 60, 0) : start]
    if _DENIED.search(before) or _NOT_YET_AFTER.match(text, end):
        return True
    return bool(_WISHED.search(before) or _WISHED_AT.search(text, 0, end)) and not _DONE.search(text)

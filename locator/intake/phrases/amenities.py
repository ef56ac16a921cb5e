"""What a cell's free text says of amenities and services: yes, no, or nothing."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from locator.intake.phrases.lexicon import Mention, mentions

Told = Literal["yes", "no"]
_Sign = Literal["yes", "no", "own", "none"]

_LACKS = (
    r"(?:没有?|未|不|无法|不能|暂不|尚未|暂未|还未)(?:能?够?提供|配[备置有]?|设[有置]?|安装|具备|含|包[括含]|支持|开放|带|能|可)"
    r"|没有?|缺[少乏]?|[暂尚并]无|无(?![需偿忧论限菌纺接卡感人法])|禁止|[×✗✘❌]|\bno\b|\bwithout\b"
)
_HAS = r"有|提供|配[备置有齐]|设[有置立]|备有|具备|可(?!不)|安装|放置|含|包括|支持|[√✓✔☑]"
_BEFORE = re.compile(rf"(?P<no>{_LACKS})|(?P<yes>{_HAS})|(?P<none>除(?![湿尘])|[□☐])", re.IGNORECASE)
_AFTER = re.compile(
    r"(?P<none>.*?(?:维修中|损坏|坏|停用|暂停|故障|拟|计划|在建|筹备).*)"
    r"|.*?[::(=\s]*(?:(?P<no>没有|暂?无|否|×|✗|✘|❌|x|n|no|false|0|未?不?(?:提供|配备?|设置?|安装)|缺)|"
    r"(?P<yes>有|是|√|✓|✔|☑|y|yes|true|\d+[台个把张套部组件]?))[)\s。.]*",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(
    r"[;。|\n\r\t!/]+|(?<![无有缺])\((?!\s*(?:无|没?有|是|否|[√✓×✗])\s*\))|(?<=\d)[、.](?=\D)|但是?|不过|然而"
)
_ITEMS = re.compile(r"([,、+\s]|以及|[和及与或])")
_LONE_MARK = re.compile(r"(?<=\S)\s+(?=(?:无|没?有|是|否|[√✓×✗])\s*(?:$|[,;、。|\n)]))")
_NEARBY = re.compile(r"附近|旁边|周边|临近|邻近|紧邻|对面|隔壁|\d+ ?(?:米|m(?![a-z]))|步行")


class _Item(NamedTuple):
    """A piece between separators: the separator before it, its words, and whether it says yes or no itself."""

    joint: str
    mentions: tuple[Mention, ...]
    sign: _Sign
    is_nearby: bool


def amenities(text: str) -> dict[str, Told]:
    """The amenities that a cell names, by vocabulary key; what it does not name is unknown.

    A 无 before a list joined by 、 or 和 denies all of it; where it may or may not (`座椅、无冰箱、空调`), the words
    after it are left unknown. What is broken, planned or excepted is left out too.
    """
    told: dict[str, dict[Told, set[str]]] = {}
    for item, sign in _signed(text):
        for mention in item.mentions:
            for key in sorted(mention.amenities):
                place = "toilet_nearby" if key == "toilet" and item.is_nearby else key
                told.setdefault(place, {"yes": set(), "no": set()})[sign].add(mention.word)
    verdicts = {key: _verdict(words["yes"], words["no"]) for key, words in told.items()}
    return {key: verdict for key, verdict in verdicts.items() if verdict}


def _verdict(there: set[str], missing: set[str]) -> Told | None:
    """One thing that is there is enough (无空调，有风扇); the same thing there and not there tells nothing."""
    if there - missing:
        return "yes"
    return None if there else "no"


def services(text: str) -> tuple[str, ...]:
    """The services that a cell names and does not deny, by vocabulary key."""
    mentioned = (mention for item, sign in _signed(text) if sign == "yes" for mention in item.mentions)
    return tuple(dict.fromkeys(key for mention in mentioned for key in sorted(mention.services)))


def _signed(text: str) -> Iterator[tuple[_Item, Told]]:
    plain = _LONE_MARK.sub("", unicodedata.normalize("NFKC", text))
    for segment in _SEGMENTS.split(plain):
        if segment:
            yield from _resolved(_items(segment))


def _resolved(items: list[_Item]) -> Iterator[tuple[_Item, Told]]:
    """Each item with its yes or no: its own, or the one that reaches it from before."""
    told: _Sign = "yes"
    stood_alone = follows_mark = False
    for item in items:
        if item.sign != "own":
            told = item.sign
        elif follows_mark:
            pass
        elif told == "no" and (item.joint in ", +" or stood_alone):
            told = "yes" if item.joint in ",+" and stood_alone else "none"
        if item.sign == "own" and told == "yes":
            stood_alone = True
        follows_mark = not item.mentions
        if told != "none":
            yield item, "yes" if told == "yes" else "no"
        if item.sign == "none":
            told = "yes"


def _items(segment: str) -> list[_Item]:
    """The items of a segment that name something; words with a separator inside (`first aid`) stay whole."""
    named = list(mentions(segment, needs=True))
    covered = {place for mention in named for place in range(mention.start, mention.end)}
    cuts = [cut for cut in _ITEMS.finditer(segment) if cut.start() not in covered]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(segment)]
    joints = ["", *(cut[0] for cut in cuts)]
    found: list[_Item] = []
    for joint, start, end in zip(joints, starts, ends, strict=True):
        own = tuple(n for n in named if start <= n.start < end and (n.amenities or n.services))
        if own:
            found.append(
                _Item(joint, own, _sign(segment, start, end, own), bool(_NEARBY.search(segment[start:end])))
            )
        elif marked := _BEFORE.search(segment[start:end]):
            found.append(_Item(joint, (), _of(marked), is_nearby=False))
    return found


def _sign(segment: str, start: int, end: int, own: tuple[Mention, ...]) -> _Sign:
    after = _AFTER.fullmatch(segment[own[-1].end : end])
    before = _BEFORE.search(segment[start : own[0].start])
    if after and (before is None or after["none"]):
        return _of(after)
    return _of(before) if before else "own"


def _of(found: re.Match[str]) -> _Sign:
    signs: tuple[_Sign, ...] = ("no", "yes", "none")
    return next(sign for sign in signs if found[sign])

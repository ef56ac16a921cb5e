"""Scanned text made readable: broken lines closed, widths and punctuation unified, usual OCR slips mended.

Every repair keeps the offsets, so that whatever is found can be quoted as it stands in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from locator.intake.articles.columns import reading_order
from locator.intake.articles.passage import Passage

BYLINE = r"(?:本[报网刊台]讯|本报记者|本网记者|中工网讯|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|商报|新闻网)讯)"
_BLOCK_BREAK = re.compile(
    r"\n[ \t\r\f\v　]*\n\s*"  # a blank line
    r"|\f\s*"
    r"|\n(?=　　)"  # a paragraph set in by two spaces
    rf"|\n(?=[ \t　]*{BYLINE})"
    rf"|(?<=[。！？”])\n(?=(?:[^\n。]{{2,45}}\n){{1,3}}[ \t　]*{BYLINE})"  # the headline above a byline
)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_PUNCTUATION = {
    **dict(zip(",:;!?()[]", "，：；！？（）（）", strict=True)),
    **dict(zip("〔〕【】［］﹙﹚", "（）（）（）（）", strict=True)),
    **dict(zip("「」『』〝〞″＂", "“”“”“”””", strict=True)),
    "％": "%",
    "．": ".",
    "～": "~",
    "〜": "~",
    "—": "—",
    "–": "-",
    "－": "-",
    "﹣": "-",
    "･": "·",
    "•": "·",
}
_NUMERIC = {",": ",", "，": ",", ":": ":", "：": ":"}
_SLIPS = (  # as long as what they replace, so that no offset moves; each only where no other reading makes sense
    ("文化官", "文化宫"), ("积极加人", "积极加入"), ("投人使用", "投入使用"), ("投人资金", "投入资金"),
    ("累计投人", "累计投入"), ("接人高德", "接入高德"), ("接人百度", "接入百度"), ("接人地图", "接入地图"),
    ("纳人", "纳入"), ("置人", "置入"), ("融人", "融入"), ("释站", "驿站"), ("译站", "驿站"), ("骤站", "驿站"),
    ("己建成", "已建成"), ("己投入", "已投入"), ("己累计", "已累计"), ("己有", "已有"), ("徽波炉", "微波炉"),
    ("饮永机", "饮水机"), ("户处劳动者", "户外劳动者"), ("户外劳功者", "户外劳动者"), ("平方来", "平方米"),
    ("充申", "充电"),
)  # fmt: skip
_UNITS = {"㎡": "平方米", "ｍ": "m"}


def blocks(source: str) -> tuple[Passage, ...]:
    """The text's blocks in the order they stand: paragraphs, or what the columns left of them."""
    return tuple(chain.from_iterable(_blocks(source, order) for order in reading_order(source)))


def _blocks(source: str, order: Sequence[int]) -> Iterator[Passage]:
    read, start = "".join(source[i] for i in order), 0
    for gap in [*_BLOCK_BREAK.finditer(read), None]:
        end = gap.start() if gap else len(read)
        block = _repaired(source, order[start:end])
        if block.text:
            yield block
        start = gap.end() if gap else end


def _repaired(source: str, order: Sequence[int]) -> Passage:
    kept = [i for i in order if source[i] not in _INVISIBLE]
    kept = [i for n, i in enumerate(kept) if not source[i].isspace() or _parts_words(source, kept, n)]
    text, starts = [], []
    for n, i in enumerate(kept):
        for char in _canonical(source, kept, n):
            text.append(char)
            starts.append(i)
    return Passage(_mended(_paired("".join(text))), tuple(starts), source)


def _parts_words(source: str, kept: list[int], n: int) -> bool:
    """Whether a blank stands between two words or numbers in Latin letters: the only ones that mean something."""
    if n == 0 or n + 1 == len(kept):
        return False
    before, after = source[kept[n - 1]], source[kept[n + 1]]
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    return (char.isalnum() and ord(char) < 0x2E80) or 0xFF10 <= ord(char) <= 0xFF5A


def _canonical(source: str, kept: list[int], n: int) -> str:
    """What the character at `kept[n]` stands for; it may be several (㎡ is 平方米)."""
    char = source[kept[n]]
    if char.isspace():
        return " "
    if char in _NUMERIC:
        return _NUMERIC[char] if _joins_digits(source, kept, n) else _PUNCTUATION.get(char, char)
    return _UNITS.get(char) or _PUNCTUATION.get(char) or chr(_WIDE.get(ord(char), ord(char)))


def _joins_digits(source: str, kept: list[int], n: int) -> bool:
    """Whether a colon stands in a time of day (8:30), or a comma between thousands (1,200)."""
    before = source[kept[n - 1]] if n else ""
    after = "".join(source[i] for i in kept[n + 1 : n + 4])
    if not before.isdecimal() or not after[:1].isdecimal():
        return False
    return source[kept[n]] in ":：" or (len(after) == 3 and after.isdecimal())


def _paired(text: str) -> str:
    """Straight quotes turned into opening and closing ones; a block may begin or end inside a quotation."""
    if '"' not in text:
        return text
    chars, is_open = list(text), False
    for i, char in enumerate(chars):
        if char == '"':
            is_open = _opens(text, i, is_open)
            chars[i] = "“" if is_open else "”"
        elif char in "“”":
            is_open = char == "“"
    return "".join(chars)


def _opens(text: str, i: int, is_open: bool) -> bool:
    """Whether a straight quote opens: it closes the open one, unless what stands beside it says otherwise."""
    if is_open:
        return text[i - 1 : i] in ("：", "（")
    return text[i + 1 : i + 2] not in ("", *"，。、；！？）")


def _mended(text: str) -> str:
    for slip, meant in _SLIPS:
        text = text.replace(slip, meant)
    return text

"""A page's order: which block belongs to which article, and the sentences of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from locator.intake.articles.joins import joined
from locator.intake.articles.labels import record_starts
from locator.intake.articles.passage import Passage
from locator.intake.articles.repair import BYLINE, blocks

_OPENS = re.compile(
    rf"{BYLINE}|（?上接第|（?(?:本报|本网|全媒体|见习|通讯员|特约)*(?:记者|通讯员)(?!了解|获悉|从|在|看到|走进|来到|注意|采访|发现|见到|日前|近日|随|跟|一行|们)|新华社|[^，。]{{0,30}}讯（|[●■▲◆★]|"
    r"来源：|[^，。]{0,16}[\d日]电（"
)
_CAPTION = re.compile(r"[摄图]$")
_HEADLINE_LIMIT = 45
_SENTENCE = re.compile(
    r"[^。！？；]*?(?:[。！？；]+[”’）]*|(?<=[A-Za-z]{2})\.(?=[A-Z\u4e00-\u9fff])|(?<=\d{4})\.(?=[A-Z][a-z])|$)"
)
LONGEST = 400  # characters of a sentence; longer ones are no sentence, and patterns stay quick


@dataclass(frozen=True)
class Sentence:
    """One sentence, the paragraph and the article it stands in, and its number on the page."""

    passage: Passage
    article: int
    paragraph: int
    number: int
    is_headline: bool

    @property
    def text(self) -> str:
        """The repaired words."""
        return self.passage.text


def sentences(source: str) -> tuple[Sentence, ...]:
    """The page's sentences in reading order, those that columns cut apart made whole."""
    found = blocks(source)
    article_of = _articles([block.text for block in found])
    fresh = frozenset(i for i in range(1, len(found)) if article_of[i] != article_of[i - 1])
    result: list[Sentence] = []
    for i, paragraph in joined(found, fresh):
        for part in _parts(paragraph):
            result.append(Sentence(part, article_of[i], i, len(result), is_headline(paragraph.text)))
    return tuple(result)


def is_headline(text: str) -> bool:
    """Whether a block is a headline: short, no full stop."""
    return len(text) <= _HEADLINE_LIMIT and not text.endswith(tuple("。；，、")) and "。" not in text


def _articles(texts: Sequence[str]) -> list[int]:
    """The article of each block: a byline opens one, and the headlines right above belong to it."""
    starts = {0}
    for i, text in enumerate(texts):
        if _OPENS.match(text) and not _CAPTION.search(text):
            starts.add(_first_headline(texts, i))
    numbers, number = [], -1
    for i in range(len(texts)):
        number += i in starts
        numbers.append(number)
    return numbers


def _first_headline(texts: Sequence[str], i: int) -> int:
    above = i
    while (
        above > 0
        and i - above < 4
        and is_headline(texts[above - 1])
        and not _CAPTION.search(texts[above - 1])
    ):
        if _OPENS.match(texts[above - 1]):
            break
        above -= 1
    return above


def _parts(paragraph: Passage) -> Iterator[Passage]:
    ends = {match.end() for match in _SENTENCE.finditer(paragraph.text)}
    for begin, end in pairwise(sorted({0, *ends, *record_starts(paragraph)})):
        for start in range(begin, end, LONGEST):
            yield paragraph.part(
                start, start + len(paragraph.text[start : min(start + LONGEST, end)].rstrip())
            )

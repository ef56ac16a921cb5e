"""Puts a sentence together again that another column cut in two.

A block that ends in mid-sentence is continued by the block that makes a known word at the seam: one of the
domain's own, a number with its measure word, or a run of four characters that the text has whole elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from locator.intake.articles.lexicon import SEAM_WORDS
from locator.intake.articles.passage import Passage

REACH = 60  # blocks; a page's column rarely jumps farther, and the search stays linear
_SENTENCE_END = tuple("。！？；：”）…")
_FRESH = re.compile(
    r"[“（《]|本报|本网|[\u4e00-\u9fff]{2,6}讯|记者|据|目前|截至|近年|今年|去年|日前|近日|此外|同时|为了?|在|当前|"
    r"下一步|接下来|随着|\d{4}年|一是|二是"
)
_TAIL_NUMBER = re.compile(r"\d$")
_HEAD_MEASURE = re.compile(r"[余多]?(?:[万千]?[余多]?(?:人次|平方米|元|[个家座处名人场次]))|[万亿]|年\d|月\d")
_TAIL_COUNTING = re.compile(r"(?:累计|已达|达到?|共|约|超过?|逾|面积|投入|服务|建成)$")
_HEAD_NUMBER = re.compile(r"\d[\d,.]*[余多万千]*(?:人次|平方米|元|[个家座处名人场次])")
_GRAM = 4


def joined(blocks: Sequence[Passage], fresh: frozenset[int]) -> list[tuple[int, Passage]]:
    """The blocks with their continuations, each under the number of its first; `fresh` ones continue nothing."""
    grams = _grams(blocks)
    next_of: dict[int, int] = {}
    taken: set[int] = set()
    for i in range(len(blocks)):
        if not _is_open(blocks[i].text):
            continue
        free = [
            j
            for j in range(i + 1, min(i + REACH, len(blocks)))
            if j not in taken | fresh and not _starts(blocks[j])
        ]
        best = max(((_seam(blocks[i].text, blocks[j].text, grams), -j) for j in free), default=(0, 0))
        if best[0]:
            next_of[i] = -best[1]
            taken.add(-best[1])
    return [(i, _chain(blocks, next_of, i)) for i in range(len(blocks)) if i not in taken]


def _chain(blocks: Sequence[Passage], next_of: dict[int, int], i: int) -> Passage:
    whole = blocks[i]
    while i in next_of:
        i = next_of[i]
        whole = whole.then(blocks[i])
    return whole


def _is_open(text: str) -> bool:
    return len(text) >= 12 and not text.endswith(_SENTENCE_END) and any(sign in text for sign in "，。、；")


def _starts(block: Passage) -> bool:
    return bool(_FRESH.match(block.text)) or not any(sign in block.text for sign in "，。、；")


def _seam(tail: str, head: str, grams: frozenset[str]) -> int:
    """How surely the second text continues the first: 0 is not at all."""
    if _TAIL_NUMBER.search(tail[-3:]):
        return 20 if _HEAD_MEASURE.match(head) else 0
    if _HEAD_NUMBER.match(head):
        return 20 if _TAIL_COUNTING.search(tail[-4:]) else 0
    word = max(
        (len(w) for w, k in _splits(tail[-1:]) if tail.endswith(w[:k]) and head.startswith(w[k:])), default=0
    )
    run = sum(tail[-k:] + head[: _GRAM - k] in grams for k in range(1, _GRAM))
    return 10 + word if word else run


@lru_cache(maxsize=4096)
def _splits(last: str) -> tuple[tuple[str, int], ...]:
    """The domain's words that may be cut right after a character, each with the place of the cut."""
    return tuple((w, k) for w in SEAM_WORDS for k in range(1, len(w)) if w[k - 1] == last)


def _grams(blocks: Sequence[Passage]) -> frozenset[str]:
    return frozenset(b.text[i : i + _GRAM] for b in blocks for i in range(len(b.text) - _GRAM + 1))

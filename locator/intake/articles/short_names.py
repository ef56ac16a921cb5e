"""The short form by which an article goes on calling a station: 禾风驿 for “禾风驿”爱心驿站."""

from __future__ import annotations

import re

from locator.intake.articles.lexicon import GENERIC
from locator.intake.articles.names import Named


def known_by(named: Named) -> tuple[str, ...]:
    """The words by which an article calls a station on: its short name, and its whole one where that is its own."""
    return tuple(word for word in (short_name(named), named.name if named.stem else "") if word)


def short_name(named: Named) -> str:
    """The own word of a name by which an article may call it on: quoted, or ending in 驿; empty where none is."""
    lead = named.said or named.lead
    quoted = re.search(r"“([^“”]{2,12})”", lead)
    ends = re.search(r"[\u4e00-\u9fff]{2,6}驿家?$", GENERIC.sub("", lead))
    word = quoted[1] if quoted else (ends[0] if ends and lead.endswith(ends[0]) else "")
    return word if len(GENERIC.sub("", word)) >= 2 else ""


def is_called(text: str, word: str) -> bool:
    """Whether a sentence speaks of a station by its short name: at the start of a clause, or as this one."""
    no_station = r"[\u4e00-\u9fff]{0,4}(?:杯|品牌|大赛)"
    return bool(word and re.search(rf"(?:^|[，、在该“]){re.escape(word)}[”站]?(?!{no_station})", text))

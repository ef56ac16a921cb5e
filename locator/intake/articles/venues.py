"""Places for workers that are no rest stations: culture squares, workers' palaces, activity centres."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from locator.intake.articles.boundaries import start_of_name
from locator.intake.articles.context import Context
from locator.intake.articles.facts import facts, merged
from locator.intake.articles.layout import Sentence
from locator.intake.articles.lexicon import GENERIC
from locator.intake.articles.model import Facts, FoundVenue, Region
from locator.station import Evidence

_HEAD = re.compile(
    r"(?:职工|工人|劳动者|工会)(?:文化|文体|文体活动|活动|服务|健身|体育|休闲|红色)*(?:广场|文化宫|宫|活动中心|中心|俱乐部|体育馆|公园|书屋|书房|疗养院|运动场|"
    r"体育场|健身馆|图书馆|大学|学校|夜校)|工人文化宫|职工文化广场"
)
_POINTS_BACK = re.compile(
    r"(?:该|这个|这座|这处|这)[^，。]{0,16}(?:广场|文化宫|中心|场馆|俱乐部|公园|书屋|馆)"
)
_NEAR = 40
_TELLING = ("area_m2", "opened", "cost_yuan", "capacity", "opening_hours_text")


@dataclass
class _Entity:
    name: str
    region: Region | None
    article: int
    last: int
    facts: Facts = field(default_factory=Facts)
    evidence: list[Evidence] = field(default_factory=list)


def read_venues(context: Context, published: date | None) -> tuple[FoundVenue, ...]:
    """The venues of which the page tells something: a size, an opening, hours. A mere mention is none."""
    entities: list[_Entity] = []
    for sentence in context.sentences:
        named = _named(context, sentence)
        if named and named not in [e.name for e in entities[-_NEAR:] if e.article == sentence.article]:
            told = context.region_at(sentence, len(sentence.text))
            entities.append(_Entity(named, told.region if told else None, sentence.article, sentence.number))
        entity = _spoken_of(entities, sentence, named)
        if entity:
            _add(entity, sentence, published)
    return tuple(
        FoundVenue(e.name, e.region, e.facts, tuple(e.evidence))
        for e in entities
        if any(getattr(e.facts, name) for name in _TELLING)
    )


def _spoken_of(entities: list[_Entity], sentence: Sentence, named: str) -> _Entity | None:
    if named:
        return next(e for e in entities[-_NEAR:] if e.name == named and e.article == sentence.article)
    recent = [e for e in entities[-_NEAR:] if e.article == sentence.article and sentence.number - e.last <= 3]
    return recent[-1] if recent and _POINTS_BACK.search(sentence.text) else None


def _add(entity: _Entity, sentence: Sentence, published: date | None) -> None:
    told = facts(sentence.text, published=published)
    if any(getattr(told, name) for name in _TELLING) or not entity.evidence:
        kept = Facts(**{name: getattr(told, name) for name in (*_TELLING, "address")})
        entity.facts = merged(entity.facts, kept)
        entity.evidence.extend(sentence.passage.evidence())
        entity.last = sentence.number


def _named(context: Context, sentence: Sentence) -> str:
    inside = frozenset(i for r in context.mentions[sentence.number] for i in range(r.start, r.end))
    for head in _HEAD.finditer(sentence.text):
        start = start_of_name(sentence.text, head.start(), inside)
        raw = sentence.text[start : head.start()]
        if len(GENERIC.sub("", raw)) >= 2:
            return sentence.text[start : head.end()].strip("“”")
    return ""

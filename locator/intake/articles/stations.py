"""Puts together what the sentences of a page tell of each rest station they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from locator.intake.articles.back import deeper, township_in
from locator.intake.articles.context import Context
from locator.intake.articles.facts import facts, honours, merged
from locator.intake.articles.following import GENERAL, GOES_ON, POINTS_BACK
from locator.intake.articles.hosts import host_of, kind_of_host
from locator.intake.articles.layout import Sentence
from locator.intake.articles.lexicon import TOPIC
from locator.intake.articles.model import Facts, FoundStation, Region
from locator.intake.articles.names import Named, station_names
from locator.intake.articles.short_names import is_called, known_by
from locator.station import Evidence

_NEAR = 40
"""How many stations back a shortened name is looked for."""


@dataclass
class _Entity:
    """A station while its sentences are being read."""

    named: Named
    article: int
    region: Region | None
    township: str = ""
    facts: Facts = field(default_factory=Facts)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class StationReading:
    """The stations, and the sentences whose facts are theirs and no region's."""

    stations: tuple[FoundStation, ...]
    sentences: frozenset[int]


def read_stations(context: Context, published: date | None) -> StationReading:
    """All stations that the page names, in the order it names them."""
    reader = _Reader(context, published)
    for sentence in context.sentences:
        reader.read(sentence)
    return StationReading(tuple(_station(entity) for entity in reader.entities), frozenset(reader.used))


class _Reader:
    def __init__(self, context: Context, published: date | None) -> None:
        self.entities: list[_Entity] = []
        self.used: set[int] = set()
        self._by_name: dict[str, _Entity] = {}
        self._context, self._published = context, published
        self._topics = {s.article for s in context.sentences if TOPIC.search(s.text)}
        self._last: tuple[_Entity, Sentence] | None = None

    def read(self, sentence: Sentence) -> None:
        regions = self._context.mentions[sentence.number]
        named = station_names(sentence.text, regions, on_topic=sentence.article in self._topics)
        if named:
            self._name(sentence, named)
        elif called := self._called_short(sentence):
            self._add(called, sentence, None)
        elif self._last and self._continues(sentence, *self._last):
            self._add(self._last[0], sentence, None)

    def _called_short(self, sentence: Sentence) -> _Entity | None:
        """The station of the article that a sentence calls by the own word of its name: 禾风驿 for “禾风驿”爱心驿站."""
        if GENERAL.search(sentence.text):
            return None
        near = [e for e in reversed(self.entities[-_NEAR:]) if e.article == sentence.article]
        return next(
            (e for e in near if any(is_called(sentence.text, word) for word in known_by(e.named))), None
        )

    def _name(self, sentence: Sentence, named: Sequence[Named]) -> None:
        met = [self._entity(sentence, one) for one in named]
        for entity in {id(e): e for e in met}.values():
            self._place(entity, sentence, named[met.index(entity)])
        alone = all(entity is met[0] for entity in met)
        if alone:
            self._add(met[0], sentence, named[0])
        else:
            self._list(sentence, met, named)
        self._last = (met[-1], sentence) if alone else None

    def _list(self, sentence: Sentence, met: Sequence[_Entity], named: Sequence[Named]) -> None:
        """Several stations in one sentence share only the honour that it ends with."""
        shared = Facts(honours=honours(sentence.text[named[-1].end :]))
        for entity, one in zip(met, named, strict=True):
            entity.facts = merged(entity.facts, shared)
            entity.evidence.extend(sentence.passage.evidence(one.start, None if shared.honours else one.end))

    def _entity(self, sentence: Sentence, named: Named) -> _Entity:
        known = [self._by_name[named.name]] if named.name in self._by_name else []
        for entity in [*known, *reversed(self.entities[-_NEAR:])]:
            if _same(entity, sentence.article, named):
                if len(named.name) > len(entity.named.name):
                    entity.named = named
                return entity
        entity = self._by_name[named.name] = _Entity(named, sentence.article, None)
        self.entities.append(entity)
        return entity

    def _place(self, entity: _Entity, sentence: Sentence, named: Named) -> None:
        here = self._context.mentions[sentence.number]
        told = self._context.region_in(sentence, named.end)
        regions = [told.region] if told else []
        regions += [mention.region for mention in here]
        if not regions and entity.region is None:
            around = self._context.region_at(sentence, named.end)
            regions = [around.region] if around else []
        for region in regions:
            if _compatible(entity.region, region):
                entity.region = deeper(entity.region, region)
        entity.region, entity.township = township_in(
            sentence.text[: named.end], entity.region, entity.township
        )

    def _add(self, entity: _Entity, sentence: Sentence, named: Named | None) -> None:
        told = facts(sentence.text, published=self._published, name_at=named.start if named else None)
        if named is None and told == Facts():
            return
        entity.facts = merged(entity.facts, told)
        entity.evidence.extend(sentence.passage.evidence())
        self._last = (entity, sentence)
        if not GENERAL.search(sentence.text) or named is None:
            self.used.add(sentence.number)

    def _continues(self, sentence: Sentence, entity: _Entity, last: Sentence) -> bool:
        """Whether a sentence that names no station still speaks of the last one."""
        if sentence.article != entity.article or sentence.number - last.number > 6 or sentence.is_headline:
            return False
        if GENERAL.search(sentence.text):
            return False
        points = bool(POINTS_BACK.search(sentence.text))
        follows = sentence.paragraph == last.paragraph and sentence.number == last.number + 1
        return points or (
            follows and bool(GOES_ON.match(sentence.text)) and not _other_subject(sentence, self._context)
        )


def _other_subject(sentence: Sentence, context: Context) -> bool:
    """Whether a sentence begins with somebody else: a region, a union, a speaker."""
    starts_elsewhere = any(m.start < 4 for m in context.mentions[sentence.number])
    return starts_elsewhere or "总工会" in sentence.text or sentence.text.startswith("“")


def _same(entity: _Entity, article: int, named: Named) -> bool:
    a, b = entity.named.name, named.name
    if a == b:
        return entity.article == article or bool(named.stem)
    return entity.article == article and (a.endswith(b) or b.endswith(a)) and bool(named.stem)


def _compatible(a: Region | None, b: Region) -> bool:
    if a is None:
        return True
    pairs = ((a.province, b.province), (a.city, b.city), (a.district, b.district))
    return all(x == y or not x or not y for x, y in pairs) and bool(a.province and b.province)


def _station(entity: _Entity) -> FoundStation:
    facts_ = entity.facts
    host, host_type = host_of(entity.named)
    if not host and facts_.host:
        host, host_type = facts_.host, kind_of_host(facts_.host)
    return FoundStation(
        entity.named.name,
        entity.region,
        entity.township,
        host,
        host_type,
        facts_,
        tuple(dict.fromkeys(entity.evidence)),
    )

"""Puts together what the sentences of a page tell of each rest station they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from locator.intake.articles.back import deeper, township_in
from locator.intake.articles.context import Context
from locator.intake.articles.facts import facts, honours, merged
from locator.intake.articles.hosts import host_of
from locator.intake.articles.layout import Sentence
from locator.intake.articles.lexicon import PEOPLE, TOPIC
from locator.intake.articles.model import Facts, FoundStation, Region
from locator.intake.articles.names import Named, station_names
from locator.station import Evidence

_NOUN = (
    rf"(?:{PEOPLE}|工会|爱心|暖心)*(?:服务站点|服务站|服务点|站点|驿站|港湾|大本营|接力站|之家|小屋|小站|站)"
)
_POINTS_BACK = re.compile(
    rf"(?:该|这个|这座|这处|这家|此|这里的)(?:{_NOUN})|(?:站点|驿站|服务站|站|屋|室|港湾|之家)(?:内|里)(?!程)|其(?:改造|升级|建设|配备|运营)|^“?这里|"
    rf"(?:^|[，、])(?:而|同时|此外|目前|现在|如今|为此)?，?将?{_NOUN}"
    r"(?:内|里|的?面积|配|设|占地|总|每天|24|建筑|由|投|位于|开放|自|可|还|信息|累计|日均|的开放|于|有|实行|里面|从|全天|已)"
)
_GENERAL = re.compile(
    r"[省市县区州旗](?:已|共|现)?(?:累计)?(?:建有|建成|共有|各)|全[省市县区州]|各地|各级|各站点|各区|各县|各市|各驿站|"
    r"[\d百千万余多]+\s*[个家座处](?!小时)[^，。]{0,10}(?:站|驿站|阵地)|一批|站点们"
)


_NEAR = 40
"""How many stations back a shortened name is looked for."""
_GOES_ON = re.compile(
    r"(?:据(?:了解|介绍|悉)，|同时，|此外，|另外，|目前，|如今，|而且|还)*(?:约?\d+余?(?:平方?米|㎡)|总?面积|占地|建筑面积|总投资|累计|共|投入|配[备置有]|"
    r"内?[设部]|室内|屋内|里面|站内|每[天日周]|周[一二三四五六日]|24小时|全天|可|还|并|自|于?\d{4}年|[今去]年|\d+月|同时|此外|除了?|为了?|通过|开放|日均|"
    r"不仅|这里|从|采用|实行|最近|上个月|月均|由|将|在这里|联系|咨询|地址|没有|免费)"
)


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
        elif self._last and self._continues(sentence, *self._last):
            self._add(self._last[0], sentence, None)

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
        if not _GENERAL.search(sentence.text) or named is None:
            self.used.add(sentence.number)

    def _continues(self, sentence: Sentence, entity: _Entity, last: Sentence) -> bool:
        """Whether a sentence that names no station still speaks of the last one."""
        if sentence.article != entity.article or sentence.number - last.number > 6 or sentence.is_headline:
            return False
        if _GENERAL.search(sentence.text):
            return False
        points = bool(_POINTS_BACK.search(sentence.text))
        follows = sentence.paragraph == last.paragraph and sentence.number == last.number + 1
        return points or (
            follows and bool(_GOES_ON.match(sentence.text)) and not _other_subject(sentence, self._context)
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
    host, host_type = host_of(entity.named)
    facts_ = entity.facts
    return FoundStation(
        entity.named.name,
        entity.region,
        entity.township,
        host,
        host_type,
        facts_,
        tuple(dict.fromkeys(entity.evidence)),
    )

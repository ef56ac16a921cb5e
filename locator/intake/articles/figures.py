"""Numbers told of whole regions: stations built and planned, visits, sessions, the people a union employs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from locator.intake.articles.context import Context, Told
from locator.intake.articles.counting import kind_of, state_start, tells_of_sessions
from locator.intake.articles.dates import period_before
from locator.intake.articles.layout import Sentence
from locator.intake.articles.model import FoundFigure, Quantity
from locator.intake.articles.numbers import Found, clause_before, quantities
from locator.intake.articles.regions import Mention
from locator.station import Evidence

_CONTEST = re.compile(r"大赛|比赛|竞赛|比武|参赛|决赛|晚会|演出|直播|歌手|观看|选手|座谈会|报名|投票")
_EACH = "分别"
_UNION_WORKER = r"(?:社会化|专职|职业化)工会工作者"
_UNION_WORKERS = re.compile(
    rf"{_UNION_WORKER}(?:队伍)?(?:已?达?|共|约|近|超过?)?(?P<after>\d[\d,]{{0,9}})(?P<more>[余多])?(?:[名人位]|$)"
    rf"|(?P<before>\d[\d,]{{0,9}})(?P<over>[余多])?[名位]?{_UNION_WORKER}"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    kind: str
    number: Quantity
    start: int
    told: Told | None = None


def read_figures(context: Context, of_stations: frozenset[int]) -> tuple[FoundFigure, ...]:
    """The figures of the page; the sentences whose numbers belong to one station are left out."""
    found: dict[tuple[str, str, float], FoundFigure] = {}
    for sentence in context.sentences:
        for reading in _readings(context, sentence, sentence.number in of_stations):
            figure = _figure(context, sentence, reading)
            region = figure.region.name if figure.region else ""
            found.setdefault((region, figure.kind, figure.number.value), figure)
    return tuple(found.values())


def _readings(context: Context, sentence: Sentence, of_station: bool) -> Iterator[_Reading]:
    text = sentence.text
    if _CONTEST.search(text):
        return
    yield from _union_workers(text)
    if of_station:
        return
    counted = list(quantities(text))
    sessions = tells_of_sessions(text, counted)
    earlier = _earlier(context, sentence) if counted else ""
    for found in counted:
        if (
            _EACH in clause_before(text, found.start)
            and len(_named_before_each(context, sentence, found)) > 1
        ):
            yield from _one_of_each(context, sentence, found, counted)
            continue
        kind = kind_of(text, found, earlier, sessions=sessions)
        if kind:
            yield _Reading(kind, found.quantity, found.start)


def _one_of_each(
    context: Context, sentence: Sentence, found: Found, counted: Sequence[Found]
) -> Iterator[_Reading]:
    """The figure of one region in a row, 甲区、乙区分别建成3个、5个; none where regions and numbers differ in count."""
    text = sentence.text
    named = _named_before_each(context, sentence, found)
    each = text.rfind(_EACH, 0, found.start)
    row = [f for f in counted if f.start > each and _EACH in clause_before(text, f.start)]
    kind = kind_of(text, row[0], _earlier(context, sentence), sessions=False)
    if kind and len(named) == len(row):
        yield _Reading(kind, found.quantity, found.start, context.told(sentence, named[row.index(found)]))


def _named_before_each(context: Context, sentence: Sentence, found: Found) -> list[Mention]:
    text = sentence.text
    each = text.rfind(_EACH, 0, found.start)
    opening = each - len(clause_before(text, each))
    return [m for m in context.mentions[sentence.number] if opening <= m.start < each]


def _union_workers(text: str) -> Iterator[_Reading]:
    """A count of union workers; a column that ends right after the digits has cut off the measure word."""
    for match in _UNION_WORKERS.finditer(text):
        value = int((match["after"] or match["before"]).replace(",", ""))
        number = Quantity(value, "名", at_least=bool(match["more"] or match["over"]))
        yield _Reading("union_workers", number, match.start())


def _earlier(context: Context, sentence: Sentence) -> str:
    """The two sentences before, in the same paragraph."""
    before = context.sentences[max(sentence.number - 2, 0) : sentence.number]
    return "".join(s.text for s in before if s.paragraph == sentence.paragraph)


def _figure(context: Context, sentence: Sentence, reading: _Reading) -> FoundFigure:
    told = reading.told or context.region_at(sentence, reading.start)
    evidence = sentence.passage.evidence()
    return FoundFigure(
        told.region if told else None,
        reading.kind,
        reading.number,
        period_before(sentence.text, reading.start, state_start(sentence.text, reading.start)),
        (*evidence, *_elsewhere(told, evidence)),
    )


def _elsewhere(told: Told | None, evidence: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """The words that name the region, where they are not in the sentence itself."""
    for quote in told.evidence if told else ():
        if not any(e.start <= quote.start and quote.end <= e.end for e in evidence):
            yield quote

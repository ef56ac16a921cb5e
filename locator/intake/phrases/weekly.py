"""Clauses composed into one weekly rule, or refused where two of them can't both hold.

A rule has to mean what the phrase meant, so whatever has two readings is refused: times that overlap, an
exception that is wider than its rule, a season that changes only part of the day.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from locator.intake.phrases import seasons
from locator.intake.phrases.clauses import Clause
from locator.intake.phrases.clock import WHOLE_DAY, Span
from locator.intake.phrases.pieces import EVERY_DAY, Piece
from locator.intake.phrases.tokens import HOLIDAY, WORKDAY


def rule(clauses: Sequence[Clause]) -> str | None:
    """The clauses as an OSM rule, empty where they tell no hours; None where they contradict each other."""
    pieces = _timed(clauses)
    if pieces is None:
        return None
    pieces = _without_closed_days(pieces, clauses)
    merged = _merged(pieces) if pieces is not None else None
    if merged is None or not _agree(merged):
        return None
    rest = _untimed(clauses, merged)
    if rest is None:
        return None
    return "; ".join(str(piece) for piece in (*_gap(merged, rest), *merged, *rest))


def _timed(clauses: Sequence[Clause]) -> list[Piece] | None:
    """The pieces with clock times, seasons as months and midday breaks cut out."""
    beside = [season for clause in clauses for season in clause.seasons]
    dated = _with_seasons([clause for clause in clauses if clause.what in ("open", "break")])
    pieces: list[Piece] = []
    for clause in dated or ():
        dates = _dates(clause, beside)
        if dates is None or (clause.what == "break" and not pieces):
            return None
        if clause.what == "open":
            pieces.append(Piece(dates, (clause.days - {WORKDAY}) or EVERY_DAY, clause.spans))
            continue
        cut = _cut(pieces[-1].spans, clause.spans[0])
        if cut is None:
            return None
        pieces[-1] = replace(pieces[-1], spans=cut)
    return None if dated is None else _with_days_of_general(pieces)


def _with_seasons(clauses: Sequence[Clause]) -> list[Clause] | None:
    """A clause after a season's belongs to that season; days before a season hold for the next seasons too."""
    told: list[Clause] = []
    lead = Clause("open")
    is_inherited = False
    for clause in clauses:
        if clause.seasons:
            days = lead.days if not clause.days and lead.days_lead else clause.days
            told.append(replace(clause, days=days))
            lead = clause if clause.days else replace(clause, days=days, days_lead=lead.days_lead)
        else:
            is_inherited |= bool(lead.seasons) and clause.what == "open"
            told.append(replace(clause, seasons=lead.seasons) if clause.what == "open" else clause)
    return told if not is_inherited or _are_alike(told) else None


def _are_alike(clauses: Sequence[Clause]) -> bool:
    """Whether two seasons or more speak of the same days in the same order."""
    days: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for clause in clauses:
        if clause.what == "open":
            days.setdefault(clause.seasons, []).append(clause.days)
    patterns = [tuple(found) for found in days.values()]
    return len(patterns) > 1 and len(set(patterns)) == 1


def _dates(clause: Clause, beside: Sequence[str]) -> tuple[str, ...] | None:
    found = [seasons.months(season, beside) for season in clause.seasons]
    if any(months is None for months in found):
        return None
    return tuple(text for months in found if months for text in months)


def _cut(spans: Sequence[Span], gap: Span) -> tuple[Span, ...] | None:
    """The spans without a break that lies in one of them, or between two."""
    parts: list[Span] = []
    for span in spans:
        if span.end <= gap.start or gap.end <= span.start:
            parts.append(span)
        elif span.start < gap.start and gap.end < span.end:
            parts += [Span(span.start, gap.start), Span(gap.end, span.end)]
        else:
            return None
    return tuple(parts)


def _with_days_of_general(pieces: list[Piece]) -> list[Piece] | None:
    """A season's times without days are those of the days that the rest of the year names."""
    general = [piece for piece in pieces if not piece.dates]
    if not general or len(general) == len(pieces):
        return pieces
    if len({piece.days for piece in general}) > 1:
        return None
    days = general[0].days
    return [replace(p, days=days) if p.dates and p.days == EVERY_DAY else p for p in pieces]


def _without_closed_days(pieces: Sequence[Piece], clauses: Sequence[Clause]) -> list[Piece] | None:
    """Days of rest are left out of the days, not switched off: the night before still runs to its end."""
    closed = frozenset[str]().union(*(clause.days for clause in clauses if clause.what == "closed")) - {
        HOLIDAY
    }
    left = [replace(piece, days=piece.days - closed) for piece in pieces]
    return left if all(piece.days for piece in left) else None


def _merged(pieces: Sequence[Piece]) -> list[Piece] | None:
    """Pieces of the same days as one, their times in order and apart."""
    groups: dict[tuple[tuple[str, ...], frozenset[str]], tuple[Span, ...]] = {}
    for piece in pieces:
        key = (piece.dates, piece.days)
        groups[key] = groups.get(key, ()) + piece.spans
    for spans in groups.values():
        if any(later.start < earlier.end for earlier, later in pairwise(spans)):
            return None
        if spans[-1].end - spans[0].start > WHOLE_DAY.end:
            return None
    return [Piece(dates, days, spans) for (dates, days), spans in groups.items()]


def _agree(pieces: Sequence[Piece]) -> bool:
    return all(
        _fits(earlier, later)
        for place, later in enumerate(pieces)
        for earlier in pieces[:place]
        if earlier.days & later.days
    )


def _fits(earlier: Piece, later: Piece) -> bool:
    """Whether the later may stand beside the earlier, or is an exception from it."""
    if earlier.dates == later.dates:
        return (
            later.days - {HOLIDAY} < earlier.days - {HOLIDAY} and not {HOLIDAY} <= earlier.days & later.days
        )
    if not earlier.dates:
        alike = len(earlier.spans) == len(later.spans) and later.days <= earlier.days
        pairs = zip(earlier.spans, later.spans, strict=False)
        return alike and all(one.start < other.end and other.start < one.end for one, other in pairs)
    return bool(later.dates) and not seasons.days_of(earlier.dates) & seasons.days_of(later.dates)


def _untimed(clauses: Sequence[Clause], timed: Sequence[Piece]) -> list[Piece] | None:
    """Closed and unknown days that the times do not already tell of."""
    beside = [season for clause in clauses for season in clause.seasons]
    covered = frozenset[str]().union(*(piece.days for piece in timed))
    found: list[Piece] = []
    for clause in clauses:
        dates, days = _dates(clause, beside), clause.days - {WORKDAY, HOLIDAY}
        if dates is None or (clause.what == "included" and days - covered):
            return None
        if clause.what == "closed" and (dates or (days and not timed)):
            found.append(Piece(dates, days or EVERY_DAY, state="closed"))
        elif clause.what == "unknown" and (dates or days):
            found.append(Piece(dates, days or EVERY_DAY, state="unknown"))
        elif clause.what == "no_times" and days - covered:
            found.append(Piece((), days, state="unknown"))
    return found


def _gap(timed: Sequence[Piece], rest: Sequence[Piece]) -> list[Piece]:
    """Unknown first, where times are told for some seasons or for holidays only, or only when it is closed."""
    if timed and all(piece.days == {HOLIDAY} for piece in timed):
        return [Piece((), EVERY_DAY, state="unknown")]
    if timed:
        dates = [text for piece in (*timed, *rest) for text in piece.dates]
        if not all(p.dates for p in timed) or seasons.is_whole_year(seasons.days_of(dates)):
            return []
        return [Piece((), frozenset[str]().union(*(piece.days for piece in timed)), state="unknown")]
    return [Piece((), EVERY_DAY, state="unknown")] if any(p.state == "closed" for p in rest) else []

"""The divisions an article speaks of: found, told apart by what stands around, and carried on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from locator.divisions import Division, Divisions, Level, short_form
from locator.intake.articles.layout import Sentence
from locator.intake.articles.lexicon import words
from locator.intake.articles.model import Region

_COMMON_WORDS = frozenset(words("城区 郊区 矿区 大同 安康 普洱 阿里 白银 红河 百色 长治"))
_NO_PLACE_AFTER_SHORT = re.compile(
    r"[路街道巷桥湾湖河江山岛门站村镇乡线号寺大]|[东西南北中][路街]|[一二三四五六七八九]路|(?:商|农商)?银行"
)
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:新区|高新区|经开区|高新技术产业开发区|经济技术开发区|经济开发区|开发区|示范区)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named at a place of one sentence."""

    region: Region
    start: int
    end: int
    tail: int
    """Where the last of the chained names begins: 汤旺县 in 黑龙江省伊春市汤旺县."""


def of_division(division: Division) -> Region:
    """A region as the record keeps it: the names of the levels above filled in."""
    names = {row.level: row.name for row in Divisions.bundled().path(division.code)}
    return Region(
        division.name,
        division.code,
        names.get(Level.PROVINCE, ""),
        names.get(Level.PREFECTURE, ""),
        names.get(Level.COUNTY, ""),
    )


def mentions(sentences: Sequence[Sentence]) -> list[tuple[Mention, ...]]:
    """Per sentence the regions it names; ambiguous names are settled by the article's own context."""
    found: list[tuple[Mention, ...]] = []
    context: list[Region] = []
    article = -1
    for sentence in sentences:
        if sentence.article != article:
            article, context = sentence.article, []
        here = tuple(_mentions(sentence.text, context))
        found.append(here)
    return found


def _mentions(text: str, context: list[Region]) -> list[Mention]:
    result: list[Mention] = []
    position = 0
    while position < len(text):
        chained = bool(result) and result[-1].end == position
        found = _at(text, position, result[-1].region if chained else None, context)
        if found is None:
            position += 1
            continue
        if chained:
            found = Mention(found.region, result.pop().start, found.end, found.start)
        result.append(found)
        context.append(found.region)
        position = found.end
    return result


def _at(text: str, position: int, holder: Region | None, context: Sequence[Region]) -> Mention | None:
    for name in _names().get(text[position : position + 2], ()):
        if text.startswith(name, position) and _is_place(text, position, name, holder):
            division = _chosen(_by_name()[name], holder, context, is_short=name in _shorts())
            if division:
                return Mention(of_division(division), position, position + len(name), position)
    zone = _ZONE.match(text, position) if holder else None
    if zone and holder and holder.city and not holder.district:
        region = Region(zone[0], "", holder.province, holder.city, zone[0])
        return Mention(region, position, zone.end(), position)
    return None


def _is_place(text: str, position: int, name: str, holder: Region | None) -> bool:
    end = position + len(name)
    if holder is not None:
        return not (name in _shorts() and _NO_PLACE_AFTER_SHORT.match(text, end))
    if name in _COMMON_WORDS:
        return False
    if name in _shorts():
        return not _NO_PLACE_AFTER_SHORT.match(text, end) and not _is_county_short(name)
    return len(name) > 2 and not (name.endswith("市区") or text.startswith(("域", "委会社"), end))


def _is_county_short(name: str) -> bool:
    return all(row.level is Level.COUNTY for row in _by_name()[name])


def _chosen(
    rows: Sequence[Division], holder: Region | None, context: Sequence[Region], *, is_short: bool
) -> Division | None:
    """The division meant: inside the one just named, else inside what the article spoke of, nearest first."""
    contains = Divisions.bundled().contains
    if holder is not None:
        inside = [row for row in rows if contains(holder.code, row.code) and row.code != holder.code]
        if inside or is_short or len(rows) > 1:
            return inside[0] if inside else None
    if len(rows) == 1:
        return rows[0]
    for region in reversed(context[-40:]):
        same = next((row for row in rows if row.code == region.code), None)
        for code in _upwards(region):
            near = same or next((row for row in rows if contains(code, row.code)), None)
            if near:
                return near
    return rows[0] if rows[0].level is not Level.COUNTY else None


def _upwards(region: Region) -> tuple[str, ...]:
    """The codes of a region and of what holds it, narrowest first."""
    if not region.code:
        return ()
    return tuple(row.code for row in reversed(Divisions.bundled().path(region.code)))


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    table: dict[str, list[Division]] = {}
    for row in Divisions.bundled():
        if row.level is not Level.TOWNSHIP:
            for name in {row.name, short_form(row.name, row.level)} - {""}:
                table.setdefault(name, []).append(row)
    return {name: tuple(sorted(rows, key=lambda row: row.level.depth)) for name, rows in table.items()}


@lru_cache(maxsize=1)
def _shorts() -> frozenset[str]:
    return frozenset(name for name, rows in _by_name().items() if all(row.name != name for row in rows))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[str, ...]]:
    """Names by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in _by_name():
        table.setdefault(name[:2], []).append(name)
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in table.items()}

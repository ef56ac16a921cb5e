"""How one region leads to another: 全市 and 该区 back to one named before, a town's name down to its county."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locator.divisions import Divisions, Level
from locator.intake.articles.model import Region
from locator.intake.articles.regions import of_division

NATION = Region("全国", "100000")
_BACK = re.compile(
    r"(?:[全该我本]|(?:(?<![\u4e00-\u9fff])|(?<=[由据经从对受]))(?=[省市县区州旗]总))(?P<kind>省|市|县|区|州|旗|疆|自治区|盟|国)(?!(?<=[全该我本].)总工会|最美|“最美|优秀|先进|模范|劳动模范|人大|两会|五一|域|别|长|委|政)"
)
_ENDINGS = {"省": ("省", "自治区"), "疆": ("新疆维吾尔自治区",)}


def ancestor(region: Region, kind: str) -> Region | None:
    """What 全市, 全区 … means when that region was spoken of last."""
    if kind == "国":
        return NATION
    if not region.code:
        return region if region.name.endswith(kind) else None
    rows = reversed(Divisions.bundled().path(region.code))
    endings = _ENDINGS.get(kind, (kind,))
    return next((of_division(row) for row in rows if row.name.endswith(endings)), None)


def back_references(text: str) -> Iterator[tuple[str, int]]:
    """全市, 该区, 我省 …: the kind of division and where the word stands."""
    return ((match["kind"], match.start()) for match in _BACK.finditer(text))


def deeper(a: Region | None, b: Region | None) -> Region | None:
    """The narrower of two regions; the first where neither is."""
    depth = [0 if r is None else bool(r.province) + bool(r.city) + 2 * bool(r.district) for r in (a, b)]
    return b if depth[1] > depth[0] else a


def township_in(text: str, region: Region | None, known: str) -> tuple[Region | None, str]:
    """The street office, town or township that a text names; where only the city is known, it tells the county."""
    if region is None or not (region.city or region.district) or not region.code or known:
        return region, known
    divisions = Divisions.bundled()
    counties = [divisions.get(region.code)] if region.district else divisions.children(region.code)
    named = [
        (text.rfind(row.name), county, row.name)
        for county in counties
        for row in divisions.children(county.code)
        if row.level is Level.TOWNSHIP and row.name in text
    ]
    if not named:
        return region, known
    position, county, name = max(named)
    is_sure = bool(region.district) or [at for at, _, _ in named].count(position) == 1
    return (of_division(county), name) if is_sure else (region, known)

"""Links into map apps, taken apart: what they share is written once, what differs is short.

A link is a pattern with `{name}`, numbered texts `{t0}` and numbers `{n0}`. A text is percent-encoded all but letters,
digits and `-._~` when it is put in, a number is written with six digits after the point. Numbers are told by how many
millionths they lie above the station's own `lon` or `lat` (rounded down to millionths): a map app's datum is near.
Taking apart knows nothing of any app, and what would not come back as it was is left as it is.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar
from urllib.parse import quote, unquote

from locator.packs.columns import Column, column

ENCODED = re.compile(r"(?:[\w.~-]|%[0-9A-F]{2})*%[0-9A-F]{2}(?:[\w.~-]|%[0-9A-F]{2})*", re.ASCII)
NUMBER = re.compile(r"(?<![\w.%-])-?\d{1,3}\.\d{6}(?![\w.])", re.ASCII)
BRACED = re.compile(r"[{}]")
T = TypeVar("T")


class Parts(NamedTuple):
    """A station's links: the pattern of each, and what goes into them."""

    patterns: dict[str, str]
    texts: list[str]
    numbers: list[float]


def link_columns(
    links: Sequence[Mapping[str, str]], names: Sequence[str], lon: Sequence[float], lat: Sequence[float]
) -> Column:
    """The columns of stations' links: `patterns`, `texts`, and by slot `numbers`: `{"of": "lon", "above": column}`."""
    apart = [_apart(each, name) for each, name in zip(links, names, strict=True)]
    most = max((len(parts.numbers) for parts in apart), default=0)
    slots = [[dict(enumerate(parts.numbers)).get(slot) for parts in apart] for slot in range(most)]
    return {
        "patterns": column([parts.patterns for parts in apart]),
        "texts": column([{f"t{slot}": text for slot, text in enumerate(parts.texts)} for parts in apart]),
        "numbers": {f"n{slot}": _above(values, lon, lat) for slot, values in enumerate(slots)},
    }


def _above(values: Sequence[float | None], lon: Sequence[float], lat: Sequence[float]) -> Column:
    """Millionths above the nearer of the two axes; 0 where there is no number."""
    axes = {
        axis: [
            0 if value is None else _micro(value) - _micro(own)
            for value, own in zip(values, base, strict=True)
        ]
        for axis, base in (("lon", lon), ("lat", lat))
    }
    nearer = min(axes, key=lambda axis: sum(map(abs, axes[axis])))
    return {"of": nearer, "above": column(axes[nearer])}


def _micro(degrees: float) -> int:
    return math.floor(degrees * 1e6)


def _apart(links: Mapping[str, str], name: str) -> Parts:
    parts = Parts({}, [], [])
    for app, link in links.items():
        parts.patterns[app] = _pattern(link, name, parts) if not BRACED.search(link) else link
    return parts


def _pattern(link: str, name: str, parts: Parts) -> str:
    def text(found: re.Match[str]) -> str:
        said = unquote(found[0])
        return found[0] if quote(said, safe="") != found[0] else f"{{t{_place(parts.texts, said)}}}"

    def number(found: re.Match[str]) -> str:
        value = float(found[0])
        comes_back = f"{_micro(value) / 1e6:.6f}" == found[0]
        return f"{{n{_place(parts.numbers, value)}}}" if comes_back else found[0]

    named = link.replace(quote(name, safe=""), "{name}")
    return NUMBER.sub(number, ENCODED.sub(text, named))


def _place(values: list[T], value: T) -> int:
    if value not in values:
        values.append(value)
    return values.index(value)

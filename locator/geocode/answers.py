"""From what a provider says to a `Match`: its codes, how fine its answer is, and where that is in WGS84.

**Radii.** `uncertainty_m` holds the true place with 95 %. Baidu alone publishes how far its answers are off: of the
addresses that it understood best, 91 % lie within 100 m and 96 % within 500 m, so 95 % within some 400 m. Nothing
says that the other map makers do better, so 400 m is what an exact answer of theirs is given too, with more for
levels that name something larger. For answers that only name a division there are the circles of `COARSE`: 95 % of
China's divisions of that level have, in `geodata/divisions.csv`, a radius below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from locator import datum
from locator.divisions import Level
from locator.geocode.failures import BadKey, OverQuota, ProviderBroken, ProviderError, TooFast
from locator.geocode.match import PART_KEYS, Match
from locator.station import Position, Precision


class Verdict(Enum):
    """What a provider's code says when it is no failure."""

    FOUND = "found"
    NOTHING = "nothing"


Codes: TypeAlias = Mapping[str, Verdict | type[ProviderError]]


_REASONS = {
    OverQuota: "today's quota is used up",
    TooFast: "too many requests at a time",
    BadKey: "the key is not accepted",
    ProviderBroken: "an error of its own",
}
_CODE = re.compile(r"-?\d{1,6}")


def is_found(provider: str, codes: Codes, code: object) -> bool:
    """Whether the code says that there is an answer; False where it says that nothing was found.

    Raises:
        ProviderError: the one of the code's row; `ProviderBroken` for a code without a row.
    """
    verdict = codes.get(str(code), ProviderBroken)
    if isinstance(verdict, Verdict):
        return verdict is Verdict.FOUND
    shown = f" (code {code})" if _CODE.fullmatch(str(code)) else ""
    raise verdict(f"{provider}: {_REASONS[verdict]}{shown}")


class Fineness(NamedTuple):
    """How fine an answer is."""

    precision: Precision
    uncertainty_m: float


COARSE: Mapping[Level, Fineness] = {
    Level.PROVINCE: Fineness(Precision.CITY, 1_410_000),
    Level.PREFECTURE: Fineness(Precision.CITY, 420_000),
    Level.COUNTY: Fineness(Precision.DISTRICT, 170_000),
    Level.TOWNSHIP: Fineness(Precision.TOWNSHIP, 42_000),
}
EXACT = Fineness(Precision.ROOFTOP, 400)
_WEST, _EAST, _SOUTH, _NORTH = 73.0, 136.0, 3.0, 54.0  # China with all its islands


def answer(
    source: str,
    lon: object,
    lat: object,
    *,
    given_in: str,
    fineness: Fineness,
    parts: Mapping[str, object] | None = None,
    adcode: object = "",
) -> Match | None:
    """A provider's point as a match in WGS84; None where it lies outside China: a stand-in for "nowhere".

    Raises:
        ValueError, TypeError: the degrees are no numbers, or nowhere on the globe.
    """
    there = Position(_number(lon), _number(lat))
    if not (_WEST < there.lon < _EAST and _SOUTH < there.lat < _NORTH):
        return None
    words = {key: word for key in PART_KEYS if (word := text_of((parts or {}).get(key)))}
    return Match(
        position=Position(*datum.convert(there.lon, there.lat, given_in, datum.Datum.WGS84)),
        precision=fineness.precision,
        uncertainty_m=fineness.uncertainty_m,
        source=source,
        parts=MappingProxyType(words),
        adcode=code_of(adcode),
    )


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("not a number")
    return float(value)


def text_of(value: object) -> str:
    """A text of a reply; empty for all that is none: Amap writes `[]` where it has nothing to say."""
    return value.strip()[:100] if isinstance(value, str) else ""


def code_of(value: object) -> str:
    """A division's code as six digits; empty for anything else."""
    code = str(value) if isinstance(value, int | str) else ""
    return code if re.fullmatch(r"[1-9]\d{5}", code) else ""

"""Cells as values: text, numbers with their about or over, dates as far as known, yes or no, degrees.

Each function raises ValueError where a cell can't be understood.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from locator.intake.columns.names import words
from locator.station import Qualifier

NOTHING = frozenset(words("cells")["nothing"])
"""What people and programs write where they have nothing to say."""

YES = frozenset(words("cells")["yes"])
NO = frozenset(words("cells")["no"])

_SCALE = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FIGURE = re.compile(r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*([十百千万亿]?)")
_ABOUT = re.compile(r"约|左右|大概|上下|近|~")
_AT_LEAST = re.compile(r"[余多]|以上|超|逾|\+|不少于|至少|≥|>")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月日]?(?:[T ]\d{1,2}:\d{2}.*)?")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)")
_DEGREES = re.compile(
    r"(?:(东经|西经|北纬|南纬|[EWNS])\s*:?\s*)?([-+]?\d+(?:\.\d+)?)\s*(?:°|度|º|deg)?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:′|'|’|分)\s*)?(?:(\d+(?:\.\d+)?)\s*(?:″|\"|”|''|秒)\s*)?([EWNS])?",
    re.I,
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)


class Number(NamedTuple):
    """A number, and whether the source said about or over."""

    value: float
    qualifier: Qualifier | None = None


def text(cell: Any) -> str:
    """A cell as a person sees it: whole numbers without a point, dates as ISO, nothing as an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes" if cell.second == 0 else "auto")
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return str(cell)


def number(cell: Any) -> Number:
    """The one number in a cell: `约80平方米`, `2万余元`, `1,270 m²`."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Number(_finite(float(cell)))
    said = unicodedata.normalize("NFKC", text(cell)).replace("m2", "").replace("m²", "")
    figures = _FIGURE.findall(said)
    if len(figures) != 1 or re.search(r"-\s*[\d.]", said):
        raise ValueError(said)
    digits, scale = figures[0]
    value = round(float(digits.replace(",", "")) * _SCALE[scale], 6)
    return Number(_finite(value), _qualifier(said))


def _qualifier(said: str) -> Qualifier | None:
    if _AT_LEAST.search(said):
        return "at_least"
    return "about" if _ABOUT.search(said) else None


def partial_date(cell: Any) -> str:
    """A date as far as it is known: `2019年9月` is 2019-09; a bare number may be a spreadsheet's day count."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    said = unicodedata.normalize("NFKC", text(cell)).replace(" 00:00:00", "").strip()
    if re.fullmatch(r"[2-6]\d{4}", said):
        return (_EXCEL_DAY_ZERO + timedelta(days=int(said))).isoformat()
    match = _COMPACT_DATE.fullmatch(said) or _DATE.fullmatch(re.sub(r"\s*([年月日])\s*", r"\1", said))
    if match is None:
        raise ValueError(said)
    year, month, day = (int(part) if part else None for part in match.groups())
    date(year or 0, month or 1, day or 1)  # raises ValueError where there is no such day
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def yes_or_no(cell: Any) -> bool:
    """Whether a cell says yes; a number says whether there is one at least."""
    said = unicodedata.normalize("NFKC", text(cell)).strip().casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    return number(cell).value > 0


def degrees(cell: Any) -> float:
    """Degrees, decimal or with minutes and seconds, with or without east and north."""
    try:
        return _finite(float(cell))
    except (TypeError, ValueError, OverflowError):
        match = _DEGREES.fullmatch(unicodedata.normalize("NFC", text(cell)).replace(",", ",").strip())
    if match is None:
        raise ValueError(text(cell))
    before, whole, minutes, seconds, behind = match.groups()
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60:
        raise ValueError(text(cell))
    value = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    west_or_south = (before or behind or "").upper() in ("W", "S", "西经", "南纬")
    return _finite(-value if west_or_south or whole.startswith("-") else value)


def pair(cell: Any, *, lat_first: bool) -> tuple[float, float]:
    """Longitude and latitude from one cell; words for east and north tell the order, else `lat_first` does."""
    if isinstance(cell, (list, tuple)):
        first, second = (text(part) for part in cell)
    else:
        first, second = _halves(_BRACKETS.sub("", text(cell).strip()))
    north_first = _NORTH.search(first) is not None
    east_first = _EAST.search(first) is not None
    ordered = (second, first) if north_first or (lat_first and not east_first) else (first, second)
    lon, lat = (degrees(_LABEL.sub("", part)) for part in ordered)
    return lon, lat


_BRACKETS = re.compile(r"^(?:POINT)?\s*[((\[【{]+|[))\]】}]+$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<![东西])经度?|(?<![南北])纬度?|longitude|latitude|lng|lon|lat|[::=\"]", re.IGNORECASE
)
_NORTH = re.compile(r"[NS]\b|\b[NS]|[北南纬]|lat", re.IGNORECASE)
_EAST = re.compile(r"[EW]\b|\b[EW]|[东西经]|lon|lng", re.IGNORECASE)


def _halves(said: str) -> tuple[str, str]:
    parts = [part.strip() for part in re.split(r"[,,;;、|\t]", said) if part.strip()]
    if len(parts) == 1:
        parts = said.split()
    if len(parts) != 2:
        raise ValueError(said)
    return parts[0], parts[1]


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(str(value))
    return value

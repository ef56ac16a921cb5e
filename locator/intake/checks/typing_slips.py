"""Cells of coordinates that are no numbers, told apart by how they were mistyped."""

import re
import unicodedata
from collections.abc import Callable

from locator.intake.checks.wording import fault
from locator.intake.draft import Fault

_LOOKALIKES = str.maketrans("oOlIiSsBZz", "0011155822")
_Likely = Callable[[re.Match[str]], str]
_SLIPS: tuple[tuple[str, re.Pattern[str], _Likely], ...] = (
    ("typed_two_points", re.compile(r"(?=.*\..*\.)(-?\d{1,3})\.([\d.]*\d)"),
     lambda found: f"{found[1]}.{found[2].replace('.', '')}"),
    ("typed_for_point", re.compile(r"(-?\d{1,3})[,，。、;:](\d+)"), lambda found: f"{found[1]}.{found[2]}"),
    ("typed_letter", re.compile(r"(?=.*\d.*\d)(?=.*[oOlIiSsBZz])[\doOlIiSsBZz]{1,3}\.[\doOlIiSsBZz]+"),
     lambda found: found[0].translate(_LOOKALIKES)),
    ("typed_minutes", re.compile(r".*\d+ ?[°度]\s*\d+(?:\.\d+)? ?['′’分].*", re.DOTALL), lambda _: ""),
)  # fmt: skip


def mistyped(cell: str, field: str) -> Fault | None:
    """How a cell that is no number of degrees was mistyped; None where it is none of the known ways.

    `34.80.33` has two points, `34,8033` a comma for its point, `113.3O5` a letter for a digit, `113°78′` more
    minutes than there are. The likely value is proposed in the remedy, never taken.
    """
    said = unicodedata.normalize("NFKC", cell).strip().rstrip("°")
    for code, pattern, likely in _SLIPS:
        if found := pattern.fullmatch(said):
            return fault(code, field, cell=cell.strip()[:40], likely=likely(found))
    return None

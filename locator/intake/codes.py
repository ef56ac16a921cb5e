"""New stations' codes: the district's code and a number, such as 460204-0001.

A code is for ever, as the QR on the door is made from it. So a number is never given twice, not even when its
station is gone, and gaps are not filled; a station keeps its code when its district is renamed or drawn anew.
Without a known district the code begins with 000000, and stays so.
"""

import re
from collections.abc import Iterable

_CODE = re.compile(r"(?P<district>\d{6})-(?P<number>\d{4,30})")
UNKNOWN_DISTRICT = "000000"


class Codes:
    """Gives out codes that are not among those `taken`; these are all that were ever given out."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        for code in taken:
            if found := _CODE.fullmatch(code):
                district, number = found["district"], int(found["number"])
                self._last[district] = max(number, self._last.get(district, 0))

    def next(self, adcode: str | None) -> str:
        """The next free code in a district, from an adcode of 6 or more digits; each call gives another."""
        district = (adcode or UNKNOWN_DISTRICT)[:6]
        number = self._last[district] = self._last.get(district, 0) + 1
        return f"{district}-{number:04}"


def is_code(text: str) -> bool:
    """Whether a text has the form of these codes."""
    return _CODE.fullmatch(text) is not None

"""The rows of a list, placed and checked as a whole."""

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from locator.divisions import Divisions
from locator.importing.places import stated
from locator.intake.checks import check
from locator.intake.draft import Draft


class Listed:
    """The rows of a list with what the checks found.

    Attributes:
        lon, lat: degrees as given; NaN where a row gives none.
        datums: those that the rows name.
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts = deque(drafts)
        self.lon = _degrees(draft.lon for draft in self._drafts)
        self.lat = _degrees(draft.lat for draft in self._drafts)
        self.datums = [draft.datum for draft in self._drafts]
        self._found = check(
            self.lon,
            self.lat,
            Divisions.bundled(),
            lines=[draft.line for draft in self._drafts],
            adcodes=[stated(draft) for draft in self._drafts],
            addresses=[str(draft.values.get("address", "")) for draft in self._drafts],
        )

    def drafts(self) -> Iterator[Draft]:
        """The drafts with their faults and warnings, once: each is let go of as it is given, for a list may be long."""
        for faults, warnings in zip(self._found.faults, self._found.warnings, strict=True):
            draft = self._drafts.popleft()
            yield (
                draft._replace(faults=(*draft.faults, *faults), warnings=(*draft.warnings, *warnings))
                if faults or warnings
                else draft
            )


def _degrees(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

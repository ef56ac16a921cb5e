"""When stations are open, the notices that are out considered.

Stations of one schedule under the same notices are a group, and a group is evaluated once. What was found for a
moment is kept as long as it stays true: until the next change of any group, at most until midnight.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from locator import divisions, hours
from locator.catalog.columns import Columns
from locator.notice import Notice

AHEAD = timedelta(days=7)
"""A notice is shown from so long before it begins."""
MOST_KEPT = 8
"""How many moments' answers are kept: that of now, and what people ask of other times."""


class Group(NamedTuple):
    """What decides when stations are open; `notices` are numbers in the timetable's list, in the order of issue."""

    rule: str | None
    holidays: hours.HolidayRule
    notices: tuple[int, ...]


class Groups(NamedTuple):
    """The groups, and to which each row belongs."""

    each: list[Group]
    of_row: NDArray[np.int64]


class Openings(Sequence[hours.OpenState]):
    """The open state of every row at one moment."""

    def __init__(self, states: Sequence[hours.OpenState], group_of_row: NDArray[np.int64]) -> None:
        self._states = states
        self._group_of_row = group_of_row

    def __len__(self) -> int:
        return len(self._group_of_row)

    @overload
    def __getitem__(self, row: int) -> hours.OpenState: ...
    @overload
    def __getitem__(self, row: slice) -> list[hours.OpenState]: ...
    def __getitem__(self, row: int | slice) -> hours.OpenState | list[hours.OpenState]:
        found = self._group_of_row[row]
        if isinstance(row, slice):
            return [self._states[group] for group in found]
        return self._states[int(found)]

    def among(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """True for every row whose state is one of these."""
        words = frozenset(wanted)
        passing = np.array([opening.state in words for opening in self._states], dtype=np.bool_)
        return passing[self._group_of_row]

    def first_change(self) -> datetime | None:
        """The moment at which the state of a row changes first."""
        return min((opening.until for opening in self._states if opening.until), default=None)


class Kept(NamedTuple):
    """What was found, and from when until when it is true."""

    since: datetime
    before: datetime
    openings: Openings


class Timetable:
    """When the stations of a catalog are open. Moments are aware, of the years 1900 to 9000."""

    def __init__(self, columns: Columns, notices: Iterable[Notice] = ()) -> None:
        self._columns = columns
        self._notices = sorted(notices, key=lambda notice: (notice.issued_at, notice.id))
        self._kept: tuple[Kept, ...] = ()

    def at(self, moment: datetime) -> Openings:
        """Whether each station is open, row by row."""
        if known := self._known(moment):
            return known
        midnight = hours.day_end(moment)
        found = self._evaluated(moment, midnight + hours.HORIZON)
        kept = Kept(moment, min(midnight, found.first_change() or midnight), found)
        self._kept = (kept, *self._kept[: MOST_KEPT - 1])
        return found

    def of(self, row: int, moment: datetime) -> hours.OpenState:
        """Whether the station of a row is open."""
        end = hours.day_end(moment) + hours.HORIZON
        known = self._known(moment)
        return known[row] if known else self._state(self._near(self.group(row), moment, end), moment)

    def group(self, row: int) -> Group:
        """What decides when the station of a row is open."""
        return self._groups.each[int(self._groups.of_row[row])]

    def notices(self, row: int, moment: datetime) -> list[Notice]:
        """Those about a row's station, in force at a moment or beginning within seven days; the latest issued first."""
        if not self._notices:
            return []
        about = (self._notices[number] for number in reversed(self.group(row).notices))
        return [notice for notice in about if notice.is_current(moment, AHEAD)]

    @cached_property
    def _groups(self) -> Groups:
        sets, set_of_row = self._sets()
        pairs = self._columns.rows["schedule"].astype(np.int64) * len(sets) + set_of_row
        distinct, of_row = np.unique(pairs, return_inverse=True)
        each = []
        for pair in distinct.tolist():
            rule, holidays = self._columns.schedules[pair // len(sets)]
            each.append(Group(rule, holidays, sets[pair % len(sets)]))
        return Groups(each, of_row)

    def _sets(self) -> tuple[list[tuple[int, ...]], NDArray[np.int64]]:
        """The distinct sets of notices that stations are under, and which of them each row is under."""
        sets: list[tuple[int, ...]] = [()]
        set_of_row = np.zeros(len(self._columns.rows), dtype=np.int64)
        for number, notice in enumerate(self._notices):
            rows = np.flatnonzero(self._about(notice))
            former, which = np.unique(set_of_row[rows], return_inverse=True)
            set_of_row[rows] = len(sets) + which
            sets += [(*sets[one], number) for one in former.tolist()]
        return sets, set_of_row

    def _about(self, notice: Notice) -> NDArray[np.bool_]:
        """True for every row that a notice is about."""
        rows = self._columns.rows
        if notice.stations:
            return np.isin(rows["id"], np.array(notice.stations, dtype=rows["id"].dtype))
        prefix = divisions.prefix(notice.adcode) if notice.adcode else ""
        return np.asarray(np.strings.startswith(rows["adcode"], prefix.encode()))

    def _evaluated(self, moment: datetime, end: datetime) -> Openings:
        """The state at a moment, and its change as far as it comes before `end`."""
        groups = [self._near(group, moment, end) for group in self._groups.each]
        states = {group: self._state(group, moment) for group in dict.fromkeys(groups)}
        return Openings([states[group] for group in groups], self._groups.of_row)

    def _known(self, moment: datetime) -> Openings | None:
        if moment.tzinfo is None:
            return None  # the evaluation refuses it
        for since, before, openings in self._kept:  # no generator: this is asked with every question
            if since <= moment < before:
                return openings
        return None

    def _near(self, group: Group, moment: datetime, end: datetime) -> Group:
        """The group with only the notices that matter from a moment up to another."""
        near = (number for number in group.notices if self._notices[number].holds_within(moment, end))
        return group._replace(notices=tuple(near))

    def _state(self, group: Group, moment: datetime) -> hours.OpenState:
        overrides = [over for number in group.notices if (over := self._notices[number].override)]
        return hours.state(group.rule, moment, group.holidays, overrides)

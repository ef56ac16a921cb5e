"""When stations are open, the notices that are out considered.

Stations of one schedule under the same notices are a group, and a group is evaluated once. What was found for a
moment is kept as long as it stays true: until the next change of any group, at most until midnight.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from locator import divisions, hours
from locator.notice import Notice
from locator.station import Station

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

    def __init__(self, stations: Sequence[Station], notices: Iterable[Notice] = ()) -> None:
        self._stations = stations
        self._notices = sorted(notices, key=lambda notice: (notice.issued_at, notice.id))
        self._by_station: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        for number, notice in enumerate(self._notices):
            prefix = divisions.prefix(notice.adcode) if notice.adcode else ""
            for station_id in notice.stations:
                self._by_station.setdefault(station_id, []).append(number)
            if not notice.stations:
                self._by_prefix.setdefault(prefix, []).append(number)
        self._kept: tuple[Kept, ...] = ()

    def at(self, moment: datetime) -> Openings:
        """Whether each station is open, row by row."""
        midnight = hours.day_end(moment)
        if known := self._known(moment):
            return known
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

    def notices(self, station: Station, moment: datetime) -> list[Notice]:
        """Those about a station that are in force at a moment or begin within seven days; the latest issued first."""
        about = (self._notices[number] for number in reversed(self._about(station)))
        return [notice for notice in about if notice.is_current(moment, AHEAD)]

    @cached_property
    def _groups(self) -> Groups:
        number_of: dict[Group, int] = {}
        of_row = [
            number_of.setdefault(
                Group(station.opening_hours, station.holidays, self._about(station)), len(number_of)
            )
            for station in self._stations
        ]
        return Groups(list(number_of), np.array(of_row, dtype=np.int64))

    def _evaluated(self, moment: datetime, end: datetime) -> Openings:
        """The state at a moment, and its change as far as it comes before `end`."""
        groups = [self._near(group, moment, end) for group in self._groups.each]
        states = {group: self._state(group, moment) for group in dict.fromkeys(groups)}
        return Openings([states[group] for group in groups], self._groups.of_row)

    def _known(self, moment: datetime) -> Openings | None:
        return next((kept.openings for kept in self._kept if kept.since <= moment < kept.before), None)

    def _near(self, group: Group, moment: datetime, end: datetime) -> Group:
        """The group with only the notices that matter from a moment up to another."""
        near = (number for number in group.notices if self._notices[number].holds_within(moment, end))
        return group._replace(notices=tuple(near))

    def _state(self, group: Group, moment: datetime) -> hours.OpenState:
        overrides = [over for number in group.notices if (over := self._notices[number].override)]
        return hours.state(group.rule, moment, group.holidays, overrides)

    def _about(self, station: Station) -> tuple[int, ...]:
        """The notices about a station, by number."""
        if not self._notices:
            return ()
        wide = ("", *divisions.prefixes(station.adcode or ""))
        found = chain(self._by_station.get(station.id, ()), *(self._by_prefix.get(code, ()) for code in wide))
        return tuple(sorted(found))

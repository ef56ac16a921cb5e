"""The names of a snapshot's stations, laid out for the search where the snapshot is made, so that no server has to.

To lay out hundreds of thousands of names takes seconds. So a snapshot takes over the layouts of the one before, each
with a list of which row its items are now, and adds one of the names that are new. Small layouts at the end are
laid out together again, so that there are ever few of them.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from locator.catalog.folder import RECORDS, Mapped
from locator.search import Laid, Names

FOLDER: Final = "names"
ITEM_OF, ROW_OF = "item_of.npy", "row_of.npy"
SMALLER: Final = 8
"""A layout stays while all that come after it have so many times fewer stations."""
TOGETHER: Final = 500
"""Layouts of so few stations are made anew rather than kept beside others."""
GONE: Final = -1

Int32 = NDArray[np.int32]
_log = logging.getLogger(__name__)


class Layout(NamedTuple):
    """One layout in a snapshot: where it stands, and the row of each of its items, `GONE` where there is none."""

    folder: Path
    row_of: Int32

    @property
    def rows(self) -> Int32:
        """The rows whose names are here."""
        return np.asarray(self.row_of[self.row_of != GONE])


def laid(mapped: Mapped) -> list[Laid]:
    """The names of a snapshot's stations, mapped.

    Raises:
        OSError, ValueError: they are not there, or not whole.
    """
    return [
        Laid(Names.opened(one.folder), one.row_of[np.load(one.folder / ITEM_OF)]) for one in _layouts(mapped)
    ]


def lay_out(base: Mapped | None, new: Mapped) -> None:
    """Add the names to a snapshot's folder, as far as possible by those of the snapshot before."""
    kept = _usable(base, new) if base else []
    fresh = _uncovered(len(new.columns.rows), kept)
    while kept and _is_to_be_made_anew(kept[-1], len(fresh)):
        fresh = np.union1d(fresh, kept.pop().rows).astype(np.int32)
    for number, layout in enumerate(kept):
        _take_over(layout, new.path / FOLDER / str(number))
    if len(fresh) or not kept:
        _make(fresh, new, new.path / FOLDER / str(len(kept)))


def _layouts(mapped: Mapped) -> list[Layout]:
    folders = sorted((mapped.path / FOLDER).iterdir(), key=lambda path: int(path.name))
    return [Layout(path, np.load(path / ROW_OF)) for path in folders]


def _is_to_be_made_anew(layout: Layout, fresh: int) -> bool:
    there = len(layout.rows)
    return there <= max(SMALLER * fresh, TOGETHER) or 2 * there < len(layout.row_of)


def _usable(base: Mapped, new: Mapped) -> list[Layout]:
    """The layouts of the base, with the rows that those stations have now; none where they are damaged."""
    try:
        layouts = _layouts(base)
    except (OSError, ValueError) as error:
        _log.warning("the names of %s can't be used: %s", base.path.name, error)
        return []
    row_now = _rows_now(base, new)
    return [
        Layout(one.folder, np.where(one.row_of == GONE, GONE, row_now[one.row_of]).astype(np.int32))
        for one in layouts
    ]


def _rows_now(base: Mapped, new: Mapped) -> Int32:
    """For each row of the base the row of the station now, `GONE` where it is gone or called otherwise."""
    before, now = base.columns.rows["id"], new.columns.rows["id"]
    found = np.full(len(before), GONE, dtype=np.int32)
    if len(now):
        order = np.argsort(now, kind="stable")
        rows = order[np.minimum(np.searchsorted(now, before, sorter=order), len(now) - 1)]
        there = np.flatnonzero(now[rows] == before)
        there = there[~_differ(base, there, new, rows[there])]
        found[there] = rows[there]
    return found


def _differ(base: Mapped, before: NDArray[np.intp], new: Mapped, now: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether the stations of some rows are called otherwise in those of the other snapshot."""
    old_texts, new_texts = base.texts[RECORDS], new.texts[RECORDS]
    old_where, new_where = old_texts.where[before], new_texts.where[now]
    same_file = _files(base)[old_where["file"]] == _files(new)[new_where["file"]]
    differ = ~same_file | (old_where["start"] != new_where["start"])  # else it is the very same text
    for place in np.flatnonzero(differ).tolist():
        old, recent = old_texts[int(before[place])], new_texts[int(now[place])]
        differ[place] = _names_in(old) != _names_in(recent)
    return np.asarray(differ)


def _files(mapped: Mapped) -> NDArray[np.uint64]:
    """What tells the files of records apart, hard links being the same file."""
    return np.array([path.stat().st_ino for path in mapped.texts[RECORDS].files], dtype=np.uint64)


def _uncovered(count: int, layouts: Iterable[Layout]) -> Int32:
    covered = np.zeros(count, dtype=np.bool_)
    for layout in layouts:
        covered[layout.rows] = True
    return np.flatnonzero(~covered).astype(np.int32)


def _take_over(layout: Layout, folder: Path) -> None:
    folder.mkdir(parents=True)
    for path in layout.folder.iterdir():
        if path.name != ROW_OF:
            os.link(path, folder / path.name)
    np.save(folder / ROW_OF, layout.row_of)


def _make(rows: Int32, mapped: Mapped, folder: Path) -> None:
    texts = mapped.texts[RECORDS]
    named = [*_named(texts[row] for row in rows.tolist())]
    folder.mkdir(parents=True)
    Names([name for _item, name in named]).save(folder)
    np.save(folder / ITEM_OF, np.array([item for item, _name in named], dtype=np.int32))
    np.save(folder / ROW_OF, rows)


def _named(records: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    for item, record in enumerate(records):
        for name in _names_in(record):
            yield item, name


def _names_in(record: bytes) -> Sequence[str]:
    told = orjson.loads(record)
    return [told["name"], *told.get("other_names", ())]

"""China's administrative divisions: codes, names, parents, seats and radii, from province to township.

The names that people write are not the official ones. `Divisions.named` therefore knows a division by its
full name, by its short form (三亚, 内蒙古, 恩施), by former names and usual abbreviations
(`geodata/former_names.csv`), and a province also by its one-character sign (粤).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from locator import resources
from locator.divisions.names import PROVINCE_SIGNS, short_form
from locator.errors import GeodataMissing, NotFound

__all__ = ["Division", "Divisions", "FormerName", "Level", "rows_of", "short_form"]


class Level(StrEnum):
    """The four levels of the administration that addresses use."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def depth(self) -> int:
        """0 for a province, 3 for a township."""
        return _DEPTHS[self]


_DEPTHS = {level: depth for depth, level in enumerate(Level)}


class Division(NamedTuple):
    """One division. Degrees are WGS84; `radius_m` round the seat holds 95 % of the division."""

    code: str
    name: str
    level: Level
    parent: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    population: int | None
    source: str

    @property
    def is_placed(self) -> bool:
        """Whether its own seat and radius are known, not only those of the division above."""
        return self.lon is not None and self.radius_m is not None and not self.source.endswith("+parent")


class FormerName(NamedTuple):
    """A name that a division no longer has, or that is said for it; `until` is a year or empty."""

    former: str
    code: str
    until: str
    note: str


class Divisions:
    """All divisions, by code, by parent and by name. Nothing in it changes once it is made."""

    def __init__(self, rows: Iterable[Division], former: Iterable[FormerName] = ()) -> None:
        self._by_code = {row.code: row for row in rows}
        self.former = tuple(name for name in former if name.code in self._by_code)

    @classmethod
    def bundled(cls) -> Divisions:
        """The divisions that travel with this package; read once, at the first call.

        Raises:
            GeodataMissing: the files are not where they should be.
        """
        return _bundled()

    @classmethod
    def read(cls, divisions: Path, former: Path) -> Self:
        """The divisions of two files as in `geodata/`.

        Raises:
            GeodataMissing: a file is missing.
        """
        return cls(read_divisions(divisions), read_former_names(former))

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def of_level(self, level: Level) -> list[Division]:
        """The divisions of one level, in the file's order."""
        return [row for row in self if row.level is level]

    def get(self, code: str) -> Division:
        """The division of a code.

        Raises:
            NotFound: there is none today; the code may be a former one.
        """
        try:
            return self._by_code[code]
        except KeyError:
            raise NotFound(f"no division of China has the code {code!r}") from None

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions right below this one; `""` gives the provinces."""
        return self._children.get(code, ())

    def path(self, code: str) -> tuple[Division, ...]:
        """The division and all that hold it, province first.

        Raises:
            NotFound: there is no such division.
        """
        chain = [self.get(code)]
        while parent := chain[-1].parent:
            chain.append(self.get(parent))
        return tuple(reversed(chain))

    def contains(self, ancestor_code: str, code: str) -> bool:
        """Whether the second division is the first or lies in it; False for a code that does not exist."""
        while code and code != ancestor_code:
            division = self._by_code.get(code)
            code = division.parent if division else ""
        return bool(code) and code in self._by_code

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions that people mean by a name, higher levels first, then the more populous.

        By full name where there is one; else by short form (not of townships), former name, abbreviation or
        a province's sign.
        """
        return self._full_names.get(name) or self._other_names.get(name, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[Division, ...]]:
        return _grouped((row.parent, row) for row in self)

    @cached_property
    def _full_names(self) -> Mapping[str, tuple[Division, ...]]:
        return _grouped((row.name, row) for row in self)

    @cached_property
    def _other_names(self) -> Mapping[str, tuple[Division, ...]]:
        return _grouped((name, row) for name, row in self._spoken_names() if name)

    def _spoken_names(self) -> Iterator[tuple[str, Division]]:
        for row in self:
            if row.level is not Level.TOWNSHIP:
                yield short_form(row.name, row.level), row
        for former in self.former:
            yield former.former, self._by_code[former.code]
        for sign, code in PROVINCE_SIGNS.items():
            if code in self._by_code:
                yield sign, self._by_code[code]


def _grouped(pairs: Iterable[tuple[str, Division]]) -> Mapping[str, tuple[Division, ...]]:
    groups: dict[str, dict[str, Division]] = {}
    for key, row in pairs:
        groups.setdefault(key, {})[row.code] = row
    return {key: tuple(sorted(rows.values(), key=_prominence)) for key, rows in groups.items()}


def _prominence(row: Division) -> tuple[int, int, str]:
    return row.level.depth, -(row.population or 0), row.code


@lru_cache(maxsize=1)
def _bundled() -> Divisions:
    geodata = resources.folder("geodata")
    return Divisions.read(geodata / "divisions.csv", geodata / "former_names.csv")


def read_divisions(path: Path) -> list[Division]:
    """The rows of a file like `geodata/divisions.csv`.

    Raises:
        GeodataMissing: there is no such file.
    """
    levels = {str(level): level for level in Level}
    return [
        Division(
            code, name, levels[level], parent,
            float(lon) if lon else None, float(lat) if lat else None,
            float(radius_m) if radius_m else None, int(population) if population else None, source,
        )
        for code, name, level, parent, lon, lat, radius_m, population, source in rows_of(path)
    ]  # fmt: skip


def read_former_names(path: Path) -> list[FormerName]:
    """The rows of a file like `geodata/former_names.csv`.

    Raises:
        GeodataMissing: there is no such file.
    """
    return [FormerName(*row) for row in rows_of(path)]


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV file below its header.

    Raises:
        GeodataMissing: there is no such file.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]
    except FileNotFoundError:
        raise GeodataMissing(f"geodata/{path.name} is missing: install the package again") from None

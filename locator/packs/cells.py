"""The squares of a twentieth of a degree by which packs are asked for: a spot is told no finer than that."""

import re
from dataclasses import dataclass
from typing import Self

from locator.errors import NotFound

PER_DEGREE = 20
ID = re.compile(r"x(-?\d{1,4})y(-?\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of 0.05° in WGS84: `x` and `y` count from the prime meridian and the equator.

    Raises:
        NotFound: there is no such square on the globe.
    """

    x: int
    y: int

    def __post_init__(self) -> None:
        if not (
            -180 * PER_DEGREE <= self.x < 180 * PER_DEGREE and -90 * PER_DEGREE <= self.y < 90 * PER_DEGREE
        ):
            raise NotFound(f"there is no square {self.id}")

    @classmethod
    def of(cls, cell_id: str) -> Self:
        """The square of an id such as x2190y365.

        Raises:
            NotFound: no square has it.
        """
        found = ID.fullmatch(cell_id)
        if found is None or str(cls(int(found[1]), int(found[2])).id) != cell_id:
            raise NotFound("there is no such square")
        return cls(int(found[1]), int(found[2]))

    @property
    def id(self) -> str:
        """The one way to write it."""
        return f"x{self.x}y{self.y}"

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of its middle."""
        return (self.x + 0.5) / PER_DEGREE, (self.y + 0.5) / PER_DEGREE

"""Longitudes and latitudes from one datum of Chinese maps to another.

WGS84 is what GPS, OpenStreetMap and GeoJSON use; CGCS2000 equals it at this precision and keeps its own name.
GCJ-02 (Amap, Tencent) moves mainland China by up to 700 m, in most cities by 250 to 640; BD-09 (Baidu) moves GCJ-02
by about as much again. The inverses are solved, not approximated: there and back is within 1e-6 m. That is the
exactness of the formulas; against the services' own maps expect several metres, in places 10 to 20.

Where the shift applies, and what happens at the border:

- A place is shifted when it lies in `locator.datum.mainland`. Hong Kong, Macao, Taiwan and all other countries are not:
  there every conversion gives back what it got.
- Along the border the shifted ground overlaps the neighbour's on one side and leaves a strip bare on the other.
  In the overlap two places have one image, and the inverse takes the one inside. A point of the bare strip is
  nobody's image; it is unshifted as if the mainland went on there, so that a list whose last digits were cut
  does not jump by half a kilometre at the border.

Formulas as published in many open libraries, here after https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China;
the ellipsoid is Krasovsky's of 1940.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from locator.datum import gcj02, mainland
from locator.datum.bd09 import bd_from_gcj, gcj_from_bd
from locator.errors import InvalidPosition, UnknownDatum

Floats: TypeAlias = npt.NDArray[np.floating]
Bools: TypeAlias = npt.NDArray[np.bool_]
Pair: TypeAlias = tuple[Floats, Floats]
Formula: TypeAlias = Callable[[Floats, Floats], Pair]

# Points at a time: their working arrays stay in the processor's second cache. Threads over the chunks gain nothing,
# as numpy's steps on so few points end before another thread has got hold of the interpreter.
CHUNK = 16384


class Datum(StrEnum):
    """How the degrees of a map are to be read."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"
    CGCS2000 = "cgcs2000"

    @classmethod
    def named(cls, name: str) -> Datum:
        """The datum of that name, in small or capital letters.

        Raises:
            UnknownDatum: there is no such datum.
        """
        try:
            return cls(name.lower())
        except (ValueError, AttributeError):
            known = ", ".join(cls)
            raise UnknownDatum(
                f"no datum is called {name!r}", field="datum", remedy=f"one of {known}"
            ) from None

    @property
    def label(self) -> dict[str, str]:
        """What people call it, as `zh` and `en`."""
        return LABELS[self]


LABELS = {
    Datum.WGS84: {"zh": "WGS84 坐标", "en": "WGS84"},
    Datum.GCJ02: {"zh": "火星坐标 GCJ-02", "en": "GCJ-02 (Amap, Tencent)"},
    Datum.BD09: {"zh": "百度坐标 BD-09", "en": "BD-09 (Baidu)"},
    Datum.CGCS2000: {"zh": "2000 国家大地坐标 CGCS2000", "en": "CGCS2000"},
}


@overload
def convert(lon: float, lat: float, source: str, target: str) -> tuple[float, float]: ...
@overload
def convert(lon: npt.ArrayLike, lat: npt.ArrayLike, source: str, target: str) -> Pair: ...
def convert(lon: npt.ArrayLike, lat: npt.ArrayLike, source: str, target: str) -> tuple[float, float] | Pair:
    """The same places in another datum: longitudes and latitudes in degrees, in the shape they came in.

    Numbers give numbers and arrays give new arrays; NaN stays NaN, and what lies off the mainland stays as it is.

    Raises:
        UnknownDatum: source or target is none of wgs84, gcj02, bd09, cgcs2000.
        InvalidPosition: the longitudes and the latitudes differ in shape.
    """
    route = ROUTES.get((_frame(source), _frame(target)))
    x, y = np.array(lon, dtype=float), np.array(lat, dtype=float)
    if x.shape != y.shape:
        raise InvalidPosition(f"{x.shape} longitudes but {y.shape} latitudes", field="lat")
    if route:
        shape = x.shape
        x, y = (out.reshape(shape) for out in _shifted(route, x.ravel(), y.ravel()))
    return (x, y) if x.ndim else (float(x), float(y))


def _frame(name: str) -> Datum:
    """The datum by which it is reckoned."""
    datum = Datum.named(name)
    return Datum.WGS84 if datum is Datum.CGCS2000 else datum


def _shifted(route: Route, lon: Floats, lat: Floats) -> Pair:
    to_wgs, formula = route
    chosen = _chosen(to_wgs, lon, lat)
    out_lon, out_lat = lon.copy(), lat.copy()
    for part in _chunks(lon.size):
        here = slice(None) if chosen[part].all() else chosen[part]
        out_lon[part][here], out_lat[part][here] = formula(lon[part][here], lat[part][here])
    return out_lon, out_lat


def _chosen(to_wgs: Formula, lon: Floats, lat: Floats) -> Bools:
    """Which points are shifted: those that come from the mainland or, in the bare strip, lie on it."""
    ground = mainland.ground()
    chosen = np.empty(lon.size, dtype=bool)
    belts = [np.empty(0, dtype=np.intp)]
    for part in _chunks(lon.size):
        chosen[part], belt = ground.core_and_belt(lon[part], lat[part])
        belts.append(belt + part.start)
    belt = np.concatenate(belts)
    x, y = lon[belt], lat[belt]
    chosen[belt] = ground.contains(*to_wgs(x, y)) | ground.contains(x, y)
    return chosen


def _chunks(size: int) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, size, CHUNK))


def _unmoved(lon: Floats, lat: Floats) -> Pair:
    return lon, lat


def _bd_from_wgs(lon: Floats, lat: Floats) -> Pair:
    return bd_from_gcj(*gcj02.from_wgs(lon, lat))


def _wgs_from_bd(lon: Floats, lat: Floats) -> Pair:
    return gcj02.to_wgs(*gcj_from_bd(lon, lat))


# For each pair: where the point really is (which decides whether it is shifted), and how it is shifted.
Route: TypeAlias = tuple[Formula, Formula]
ROUTES: dict[tuple[Datum, Datum], Route] = {
    (Datum.WGS84, Datum.GCJ02): (_unmoved, gcj02.from_wgs),
    (Datum.WGS84, Datum.BD09): (_unmoved, _bd_from_wgs),
    (Datum.GCJ02, Datum.WGS84): (gcj02.to_wgs, gcj02.to_wgs),
    (Datum.GCJ02, Datum.BD09): (gcj02.to_wgs, bd_from_gcj),
    (Datum.BD09, Datum.WGS84): (_wgs_from_bd, _wgs_from_bd),
    (Datum.BD09, Datum.GCJ02): (_wgs_from_bd, gcj_from_bd),
}

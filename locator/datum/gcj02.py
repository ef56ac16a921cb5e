"""GCJ-02 as a formula: how far it moves a point, and back again.

The offset is a polynomial, a root and ten sines, in metres, divided by the length of a degree on Krasovsky's
ellipsoid. All the sines have a multiple of pi/60 times the distance from 105° E or 35° N, so one sine an axis is
enough, and the others follow by doubling and tripling the angle. Valid from 70° to 140° E and 0° to 60° N; whoever
calls has made sure of it.
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating]
Pair: TypeAlias = tuple[Floats, Floats]
Wave: TypeAlias = tuple[Floats, Floats]  # sine and cosine of the same angle

PI = math.pi
DEGREE = PI / 180
CENTRE_LON, CENTRE_LAT = 105.0, 35.0
SIN_CENTRE, COS_CENTRE = math.sin(CENTRE_LAT * DEGREE), math.cos(CENTRE_LAT * DEGREE)
SEMI_MAJOR_M = 6378245.0
ECCENTRICITY2 = 0.00669342162296594323
LON_DEGREE_M = DEGREE * SEMI_MAJOR_M
LAT_DEGREE_M = DEGREE * SEMI_MAJOR_M * (1 - ECCENTRICITY2)
ROOT_LON_M, ROOT_LAT_M = 0.1, 0.2
ROOT_ROUNDS = 3
SINE_SERIES = (-1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000)


class Offset(NamedTuple):
    """How far a point moves, in degrees, and how that grows with its longitude (x) and latitude (y).

    The growth leaves out the root of the distance from 105° E, whose slope is infinite there; `root` is that
    root, and a metre is `per_lon_m` and `per_lat_m` degrees.
    """

    lon: Floats
    lat: Floats
    lon_x: Floats
    lon_y: Floats
    lat_x: Floats
    lat_y: Floats
    root: Floats
    per_lon_m: Floats
    per_lat_m: Floats


def from_wgs(lon: Floats, lat: Floats) -> Pair:
    """The GCJ-02 degrees of WGS84 points."""
    move = offset(lon - CENTRE_LON, lat - CENTRE_LAT)
    return lon + move.lon, lat + move.lat


def to_wgs(lon: Floats, lat: Floats) -> Pair:
    """The WGS84 degrees of GCJ-02 points.

    Newton's method: 0.1 m off after one step, for which single precision is enough, and 1e-7 m after two; then
    the root, which Newton's slopes leave out, is put right by repetition.
    """
    x, y = lon - CENTRE_LON, lat - CENTRE_LAT
    move = offset(x.astype(np.float32), y.astype(np.float32))
    east, north = _unstretched(move, move.lon, move.lat)
    guess_x, guess_y = x - east, y - north
    move = offset(guess_x, guess_y)
    east, north = _unstretched(move, guess_x - x + move.lon, guess_y - y + move.lat)
    guess_x -= east
    guess_y -= north
    root_x, root_y = _unstretched(move, ROOT_LON_M * move.per_lon_m, ROOT_LAT_M * move.per_lat_m)
    x, root = guess_x, np.sqrt(np.abs(guess_x))
    for _ in range(ROOT_ROUNDS):
        x = guess_x - root_x * (root - move.root)
        root = np.sqrt(np.abs(x))
    return x + CENTRE_LON, guess_y - root_y * (root - move.root) + CENTRE_LAT


def _unstretched(move: Offset, east: Floats, north: Floats) -> Pair:
    """The small step in WGS84 that becomes this one in GCJ-02."""
    a, b, c, d = move.lon_x + 1, move.lon_y, move.lat_x, move.lat_y + 1
    scale = 1 / (a * d - b * c)
    return (d * east - b * north) * scale, (a * north - c * east) * scale


def offset(x: Floats, y: Floats) -> Offset:
    """How GCJ-02 moves the point x degrees east of 105° E and y degrees north of 35° N."""
    x2, x5, x20, x60 = _harmonics(_doubled(_wave(x * (PI / 120))))
    x120 = _doubled(x60)
    x360 = _tripled(x120)
    third = _wave(y * (PI / 180))
    y2, y5, y20, y60 = _harmonics(_tripled(third))

    root = np.sqrt(np.abs(x))
    tenth = 0.1 * (x + y)
    ripple = x360[0] + x120[0]
    east_m = x * (1 + tenth) + 2 * y + 300 + ROOT_LON_M * root
    east_m += 40 / 3 * (ripple + x60[0] + 2 * x20[0] + 7.5 * x5[0] + 15 * x2[0])
    north_m = y * (3 + tenth + 0.1 * y) + 2 * x - 100 + ROOT_LAT_M * root
    north_m += 40 / 3 * (ripple + y60[0] + 2 * y20[0] + 8 * y5[0] + 16 * y2[0])

    swell = 6 * x360[1] + 2 * x120[1]
    east_x = 1 + tenth + 0.1 * x
    east_x += 40 / 3 * PI * (swell + x60[1] + 2 / 3 * x20[1] + 5 / 8 * x5[1] + 1 / 2 * x2[1])
    north_x = 2 + 0.1 * y + 40 / 3 * PI * swell
    north_y = 3 + tenth + 0.3 * y
    north_y += 40 / 3 * PI * (y60[1] + 2 / 3 * (y20[1] + y5[1]) + 8 / 15 * y2[1])

    per_lon_m, per_lat_m, tangent = _degrees_per_metre(third)
    lon = east_m * per_lon_m
    return Offset(
        lon=lon,
        lat=north_m * per_lat_m,
        lon_x=east_x * per_lon_m,
        lon_y=(2 + 0.1 * x) * per_lon_m + DEGREE * lon * tangent,
        lat_x=north_x * per_lat_m,
        lat_y=north_y * per_lat_m,
        root=root,
        per_lon_m=per_lon_m,
        per_lat_m=per_lat_m,
    )


def _degrees_per_metre(from_centre: Wave) -> tuple[Floats, Floats, Floats]:
    """Along the parallel and along the meridian, and the latitude's tangent."""
    sin_y, cos_y = from_centre
    sin_lat = sin_y * COS_CENTRE + cos_y * SIN_CENTRE
    cos_lat = cos_y * COS_CENTRE - sin_y * SIN_CENTRE
    flat = 1 - ECCENTRICITY2 * (sin_lat * sin_lat)
    flat_root = np.sqrt(flat)
    return flat_root / (LON_DEGREE_M * cos_lat), flat * flat_root * (1 / LAT_DEGREE_M), sin_lat / cos_lat


def _wave(angle: Floats) -> Wave:
    """Sine and cosine of an angle under 0.95: a sine's series to the 15th power costs a third of `np.sin`."""
    square = angle * angle
    series = square * SINE_SERIES[-1]
    for coefficient in SINE_SERIES[-2::-1]:
        series += coefficient
        series *= square
    series += 1
    series *= angle
    return series, np.sqrt(1 - series * series)


def _harmonics(wave: Wave) -> tuple[Wave, Wave, Wave, Wave]:
    """The waves of 2, 5, 20 and 60 times the angle."""
    twice = _doubled(wave)
    (s, c), (s4, c4) = wave, _doubled(twice)
    five = s4 * c + c4 * s, c4 * c - s4 * s
    twenty = _doubled(_doubled(five))
    return twice, five, twenty, _tripled(twenty)


def _doubled(wave: Wave) -> Wave:
    s, c = wave
    twice = s + s
    return twice * c, 1 - twice * s


def _tripled(wave: Wave) -> Wave:
    s, c = wave
    square = 4 * s * s
    return s * (3 - square), c * (1 - square)

"""datum: GCJ-02 to WGS84, exact, beside the usual loop that takes one step and stops."""

import math

import numpy as np

from locator.datum import convert
from tests.bench.measure import Measure, in_turns, speed_up

AXIS_M, ECCENTRICITY_2 = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, on which GCJ-02 is defined
EXACT_DEGREES = 1e-11  # about a micrometre
ONE_STEP_DEGREES = 1e-4  # what one step leaves over is some metres at most


def datum(size: int = 1_000_000, repeats: int = 5) -> Measure:
    """Aim: at least 50 times faster than the reference. `size` points in China's middle."""
    rng = np.random.default_rng(2019)
    lon, lat = convert(rng.uniform(100, 118, size), rng.uniform(26, 38, size), "wgs84", "gcj02")
    check(lon, lat)
    pairs = list(zip(lon.tolist(), lat.tolist(), strict=True))
    return speed_up(
        "datum",
        *in_turns(
            lambda: convert(lon, lat, "gcj02", "wgs84"), lambda: [one_step(*pair) for pair in pairs], repeats
        ),
    )


def check(lon, lat):
    ours = convert(lon, lat, "gcj02", "wgs84")
    there = convert(*ours, "wgs84", "gcj02")
    np.testing.assert_allclose(there, (lon, lat), rtol=0, atol=EXACT_DEGREES)
    some = slice(None, None, max(1, len(lon) // 1000))
    plain = [one_step(*pair) for pair in zip(lon[some].tolist(), lat[some].tolist(), strict=True)]
    np.testing.assert_allclose(np.column_stack(ours)[some], plain, rtol=0, atol=ONE_STEP_DEGREES)


def one_step(lon, lat):
    """WGS84 degrees, some metres off: the shift at the shifted point is taken for that at the true one."""
    east, north = shift(lon, lat)
    return lon - east, lat - north


def shift(lon, lat):
    """What GCJ-02 adds, in degrees, by its published series."""
    x, y = lon - 105.0, lat - 35.0
    ripple = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    root = math.sqrt(abs(x))
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple
    east_m += waves(x, ((20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)))
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    north_m += waves(y, ((20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)))
    up = math.radians(lat)
    rest = 1 - ECCENTRICITY_2 * math.sin(up) ** 2
    meridian_m = AXIS_M * (1 - ECCENTRICITY_2) / rest**1.5
    parallel_m = AXIS_M / math.sqrt(rest) * math.cos(up)
    return math.degrees(east_m / parallel_m), math.degrees(north_m / meridian_m)


def waves(value, terms):
    return sum(height * math.sin(value * rate * math.pi) for height, rate in terms) * 2 / 3

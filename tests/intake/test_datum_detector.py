import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.datum import Datum, convert
from locator.divisions import Division, Divisions, Level
from locator.errors import UnknownDatum
from locator.intake.datum_detector import Verdict, detect, warning

DATUMS = ("wgs84", "gcj02", "bd09")
# Neither Taiwan nor the reefs far out at sea (4603) are shifted.
CITIES = [
    city
    for city in Divisions.bundled().of_level(Level.PREFECTURE)
    if city.is_placed and city.code < "700000" and not city.code.startswith("4603")
]


def scattered(
    city: Division, n: int, noise_m: float, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """True places of a city, and references to them that are off by noise."""
    random = np.random.default_rng(seed)
    lon, lat = city.lon + random.normal(0, 0.03, n), city.lat + random.normal(0, 0.03, n)
    ref_lon = lon + random.normal(0, noise_m, n) / (111_320 * np.cos(np.radians(lat)))
    return lon, lat, ref_lon, lat + random.normal(0, noise_m, n) / 110_950


def least_shift_m(city: Division) -> float:
    """From WGS84 to GCJ-02, at the city and round it; 0 where it lies at the mainland's edge."""
    lon, lat = city.lon + 0.15 * np.array([0, 1, 1, -1, -1]), city.lat + 0.15 * np.array([0, 1, -1, 1, -1])
    there, up = convert(lon, lat, "wgs84", "gcj02")
    return float(np.hypot((there - lon) * 111_320 * np.cos(np.radians(lat)), (up - lat) * 110_950).min())


shifted = st.sampled_from([city for city in CITIES if least_shift_m(city) > 200])
seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("labelled", DATUMS)
@pytest.mark.parametrize("actual", DATUMS)
@settings(max_examples=25, deadline=None)
@given(city=shifted, n=st.integers(12, 40), noise_m=st.floats(0, 40), seed=seeds)
def test_the_true_datum_is_found_whatever_the_label(
    *, actual: str, labelled: str, city: Division, n: int, noise_m: float, seed: int
) -> None:
    lon, lat, ref_lon, ref_lat = scattered(city, n, noise_m, seed)
    verdict = detect(*convert(lon, lat, "wgs84", actual), ref_lon, ref_lat, np.full(n, 50.0), labelled)
    assert (verdict.datum if verdict else labelled) == actual


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CITIES), st.integers(1, 60), st.floats(0, 100), seeds, st.sampled_from(DATUMS))
def test_a_right_label_gives_no_alarm(city: Division, n: int, noise_m: float, seed: int, datum: str) -> None:
    lon, lat, ref_lon, ref_lat = scattered(city, n, noise_m, seed)
    assert detect(*convert(lon, lat, "wgs84", datum), ref_lon, ref_lat, np.full(n, 200.0), datum) is None


@settings(max_examples=40, deadline=None)
@given(shifted, seeds)
def test_a_quarter_of_wrong_matches_does_no_harm(city: Division, seed: int) -> None:
    lon, lat, ref_lon, ref_lat = scattered(city, 24, 20.0, seed)
    ref_lon[:6] += 0.05
    verdict = detect(*convert(lon, lat, "wgs84", "bd09"), ref_lon, ref_lat, np.full(24, 50.0), "wgs84")
    assert verdict is not None
    assert verdict.datum == "bd09"
    assert verdict.confidence >= 0.75
    right = detect(*convert(lon, lat, "wgs84", "bd09"), ref_lon, ref_lat, np.full(24, 50.0), "bd09")
    assert right is None


def test_references_with_radii_of_kilometres_tell_nothing() -> None:
    lon, lat, _, _ = scattered(CITIES[10], 40, 0.0, 1)
    seat = np.full(40, CITIES[10].lon), np.full(40, CITIES[10].lat)
    assert detect(lon, lat, *seat, np.full(40, 5_000.0), "wgs84") is None
    assert detect(*convert(lon, lat, "wgs84", "bd09"), *seat, np.full(40, 5_000.0), "wgs84") is None


def test_a_shift_that_no_datum_explains_is_no_verdict() -> None:
    lon, lat, ref_lon, ref_lat = scattered(CITIES[10], 40, 5.0, 2)
    east, north = (a - b for a, b in zip(convert(lon, lat, "wgs84", "gcj02"), (lon, lat), strict=True))
    assert detect(lon - east, lat - north, ref_lon, ref_lat, np.full(40, 30.0), "wgs84") is None


def test_four_pairs_are_too_few_and_five_are_enough() -> None:
    lon, lat, ref_lon, ref_lat = scattered(CITIES[10], 5, 5.0, 3)
    given = convert(lon, lat, "wgs84", "gcj02")
    assert detect(given[0][:4], given[1][:4], ref_lon[:4], ref_lat[:4], np.full(4, 30.0), "wgs84") is None
    verdict = detect(*given, ref_lon, ref_lat, np.full(5, 30.0), "wgs84")
    assert verdict is not None
    assert (verdict.datum, verdict.n) == ("gcj02", 5)


def test_hong_kong_has_but_one_datum() -> None:
    random = np.random.default_rng(4)
    lon, lat = 114.17 + random.normal(0, 0.01, 20), 22.32 + random.normal(0, 0.01, 20)
    assert detect(lon, lat, lon + 0.005, lat - 0.003, np.full(20, 30.0), "wgs84") is None


def test_pairs_without_a_position_are_left_out() -> None:
    assert detect([np.nan] * 6, [30.0] * 6, [114.0] * 6, [30.0] * 6, [10.0] * 6, "wgs84") is None
    assert detect([], [], [], [], [], "wgs84") is None


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(UnknownDatum):
        detect([], [], [], [], [], "mars")


def test_the_warning_names_both_datums_and_the_remedy() -> None:
    fault = warning(Verdict(Datum.GCJ02, 1.0, 82, 3.2, 571.8), "wgs84")
    assert fault.code == "wrong_datum"
    assert "572" in fault.zh
    assert "82" in fault.en
    assert "--datum gcj02" in fault.remedy_zh


@pytest.mark.parametrize("labelled", ["wgs84", "cgcs2000", "bd09"])
def test_amaps_numbers_under_another_label_are_found_out(shared: Path, labelled: str) -> None:
    with (shared / "data/stations/zhengzhou.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lon, lat = (np.array([float(row[name]) for row in rows]) for name in ("lon_gcj02", "lat_gcj02"))
    known = convert(lon, lat, "gcj02", "wgs84")
    verdict = detect(lon, lat, *known, np.full(len(rows), 30.0), labelled)
    assert verdict is not None
    assert verdict.datum == "gcj02"
    assert verdict.residual_m < 1e-3
    assert detect(lon, lat, *known, np.full(len(rows), 30.0), "gcj02") is None

"""How a benchmark measures: in turns, so that a busy machine slows both sides alike."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

Measure = dict[str, Any]
"""{"bench", "ours", "reference", "ratio", "unit"}, and more where that tells something: one line of `make bench`."""


def in_turns(
    ours: Callable[[], object], reference: Callable[[], object], repeats: int = 5
) -> tuple[float, float]:
    """Median seconds of each, run alternately."""
    times: dict[Callable[[], object], list[float]] = {ours: [], reference: []}
    for _ in range(repeats):
        for run, taken in times.items():
            begun = time.perf_counter()
            run()
            taken.append(time.perf_counter() - begun)
    for side, taken in zip(("ours", "reference"), times.values(), strict=True):
        print(side, *(f"{seconds:.4g}" for seconds in taken), file=sys.stderr)
    return statistics.median(times[ours]), statistics.median(times[reference])


def share_of_time(bench: str, ours_s: float, reference_s: float) -> Measure:
    """For an aim of the form "at most so many times the reference's time"."""
    return measure(bench, ours_s, reference_s, ours_s / reference_s, "s")


def speed_up(bench: str, ours_s: float, reference_s: float) -> Measure:
    """For an aim of the form "so many times faster than the reference"."""
    return measure(bench, ours_s, reference_s, reference_s / ours_s, "s")


def measure(bench: str, ours: float, reference: float, ratio: float, unit: str) -> Measure:
    """One line, four digits: more would be noise."""
    return {"bench": bench, **rounded(ours=ours, reference=reference, ratio=ratio), "unit": unit}


def rounded(**figures: float) -> Measure:
    """More fields of a line, four digits each."""
    return {name: float(f"{value:.4g}") for name, value in figures.items()}

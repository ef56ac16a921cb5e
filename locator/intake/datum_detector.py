"""Whether a list's points were labelled with the wrong datum, and which one fits.

A wrong label moves every point by the local offset between two datums: 250 to 640 m between WGS84 and GCJ-02, about
a kilometre to BD-09. So the points are held against places known to be the same: their matched stations, or their
geocoded addresses where these are exact. For each datum that the list might be in, the way from reference to point
is measured along the offset that this datum would explain: 0 is no trace of it, 1 is all of it. The median over the
pairs decides, so that up to some 40 % of wrong matches do no harm; and only where the pairs are so many and so exact
that chance would have to go 3.5 standard errors astray.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from locator.datum import Datum, convert
from locator.intake.draft import Fault

Floats = npt.NDArray[np.floating]
Pair = tuple[Floats, Floats]

LEAST_PAIRS = 5
EXACT_M = 300.0  # a reference with a wider radius tells nothing of shifts of this size
LEAST_OFFSET_M = 80.0  # off the mainland there is none; the least of a county is 92 m (金塔, 酒泉)
LEAST_SHARE = 2 / 3
EXPLAINED = (0.65, 1.35)
STANDARD_ERRORS = 3.5
_RADIUS_95 = 2.4477  # in standard deviations of each axis, for a round normal scatter
_RADIUS_50 = 1.1774
_MEDIAN_ERROR = 1.2533  # the standard error of a median, in those of a mean

FRAMES = (Datum.WGS84, Datum.GCJ02, Datum.BD09)


class Verdict(NamedTuple):
    """The datum that fits better than the label.

    Attributes:
        datum: the one that fits, one of wgs84, gcj02, bd09.
        confidence: the share of the pairs that come nearer to their reference in it.
        n: how many pairs were exact enough to tell.
        residual_m: what is left between points and references then, the median.
        offset_m: what was between them as labelled, the median.
    """

    datum: Datum
    confidence: float
    n: int
    residual_m: float
    offset_m: float


def detect(  # noqa: PLR0917 - five columns of one table and the label
    lon: npt.ArrayLike,
    lat: npt.ArrayLike,
    ref_lon: npt.ArrayLike,
    ref_lat: npt.ArrayLike,
    ref_uncertainty_m: npt.ArrayLike,
    labelled: str,
) -> Verdict | None:
    """The datum that the points are in, where that is not the one they are labelled with; else None.

    None too where there is too little to compare with, or where nothing explains the difference. If it is the
    references that were labelled wrong, they contradict the list in the same way: the verdict is about both.

    Args:
        lon: degrees as the list gives them, one for each pair.
        lat: as `lon`.
        ref_lon: where the same stations are known to be, WGS84.
        ref_lat: as `ref_lon`.
        ref_uncertainty_m: the 95 % radius of each reference; those over 300 m are left out.
        labelled: the datum that the list says, or the one assumed for it.

    Raises:
        UnknownDatum: `labelled` is no datum.
    """
    stated = Datum.WGS84 if Datum.named(labelled) is Datum.CGCS2000 else Datum.named(labelled)
    x, y, known_x, known_y, radius_m = (
        np.atleast_1d(np.asarray(values, dtype=float))
        for values in (lon, lat, ref_lon, ref_lat, ref_uncertainty_m)
    )
    usable = np.isfinite(x + y + known_x + known_y) & (radius_m <= EXACT_M)
    x, y, known_x, known_y, radius_m = (part[usable] for part in (x, y, known_x, known_y, radius_m))
    points = {datum: convert(x, y, datum, Datum.WGS84) for datum in FRAMES}
    ways = {datum: _ways_m(points[datum], (known_x, known_y)) for datum in FRAMES}
    verdicts = (
        _judged(datum, ways[stated], ways[datum], radius_m) for datum in FRAMES if datum is not stated
    )
    return min(filter(None, verdicts), key=lambda verdict: verdict.residual_m, default=None)


def warning(verdict: Verdict, labelled: str) -> Fault:
    """The verdict as a warning for the import's report."""
    said, fits = Datum.named(labelled).label, verdict.datum.label
    return Fault(
        "lon",
        "wrong_datum",
        f"坐标标为{said['zh']}，但与 {verdict.n} 个已知位置系统性相差约 {verdict.offset_m:.0f} 米；"
        f"按{fits['zh']}理解只差 {verdict.residual_m:.0f} 米",
        f"labelled {said['en']}, but off {verdict.n} known positions by about {verdict.offset_m:.0f} m, all alike; "
        f"read as {fits['en']} only {verdict.residual_m:.0f} m are left",
        f"若确是{fits['zh']}，撤销后用 --datum {verdict.datum} 重新导入；也请核对已有站点的坐标系",
        f"if it is {fits['en']}, undo and import again with --datum {verdict.datum}; "
        "see also whether the known stations' datum is right",
    )


def _ways_m(points: Pair, references: Pair) -> Floats:
    """From each reference to its point, metres east and north; good to 1 % over the kilometres that matter."""
    (lon, lat), (ref_lon, ref_lat) = points, references
    east = (lon - ref_lon) * 111_320 * np.cos(np.radians(ref_lat))
    return np.column_stack([east, (lat - ref_lat) * 110_950])


def _judged(datum: Datum, as_labelled: Floats, as_datum: Floats, radius_m: Floats) -> Verdict | None:
    offsets = as_labelled - as_datum
    sizes = np.hypot(*offsets.T)
    told = sizes >= LEAST_OFFSET_M
    n = int(told.sum())
    if n < LEAST_PAIRS:
        return None
    as_labelled, as_datum, offsets, sizes = (part[told] for part in (as_labelled, as_datum, offsets, sizes))
    explained = np.median((as_labelled * offsets).sum(axis=1) / sizes**2)
    before, after = np.hypot(*as_labelled.T), np.hypot(*as_datum.T)
    sigma = max(np.median(after) / _RADIUS_50, np.median(radius_m[told]) / _RADIUS_95)
    error = _MEDIAN_ERROR * sigma / np.median(sizes) / np.sqrt(n)
    if not EXPLAINED[0] < explained < EXPLAINED[1] or explained < STANDARD_ERRORS * error:
        return None
    nearer = float(np.mean(after < before))
    if nearer < LEAST_SHARE or np.median(after) > np.median(before) / 2:
        return None
    return Verdict(datum, nearer, n, float(np.median(after)), float(np.median(before)))

"""What is to be said of a list as a whole, once it is known which of its stations were there before."""

from collections.abc import Iterator, Sequence

import numpy as np

from locator.importing.listed import Listed
from locator.intake import datum_detector
from locator.intake.draft import Fault
from locator.intake.plan import Plan
from locator.station import Placement, Station


def datum_notices(listed: Listed, made: Plan, registry: Sequence[Station], default: str) -> Iterator[Fault]:
    """A warning for each datum that rows are labelled with and that the places known before contradict."""
    known = [
        (row, place)
        for row, place in _known_places(made, registry)
        if place.precision.is_exact and np.isfinite(listed.lon[row]) and np.isfinite(listed.lat[row])
    ]
    for labelled in sorted({listed.datums[row] or default for row, _place in known}):
        rows, places = zip(
            *(pair for pair in known if (listed.datums[pair[0]] or default) == labelled), strict=True
        )
        lon, lat, radius_m = (
            [getattr(place, field) for place in places] for field in ("lon", "lat", "uncertainty_m")
        )
        given = listed.lon[list(rows)], listed.lat[list(rows)]
        verdict = datum_detector.detect(*given, lon, lat, radius_m, labelled)
        if verdict:
            yield datum_detector.warning(verdict, labelled)


def _known_places(made: Plan, registry: Sequence[Station]) -> Iterator[tuple[int, Placement]]:
    """Each row whose station has a place in the registry; of doubtful ones too, since a wrong datum makes doubts."""
    rivals = {doubt.pair[0]: doubt.pair[1] for doubt in made.doubts}
    asked = set(rivals.values())
    stations = {station.id: station for station in registry if station.id in asked}
    for number, row in enumerate(made.rows):
        known = row.before or stations.get(rivals.get(str(row.station_id), ""))
        if known is not None and known.placement is not None:
            yield number, known.placement

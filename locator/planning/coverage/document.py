"""A study of coverage as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from locator.catalog import Catalog
from locator.ellipsoid import Floats
from locator.planning.coverage.basis import Document, demand_of, finite, method_of, states_of, stations_of
from locator.planning.coverage.moments import Moment
from locator.planning.coverage.study import Study
from locator.planning.gaps.gaps import Gap


def document_of(study: Study, catalog: Catalog) -> Document:
    """Everything that was found. Shares are of the people in the area, 0 to 1; null where nobody is."""
    return {
        "moment": _moment(study.coverage.moments[0]),
        "demand": demand_of(study),
        "stations": stations_of(study),
        "method": method_of(study),
        "bands": [_band(study, band) for band in range(len(study.coverage.bands))],
        "hours": [_hour(study, number) for number in range(1, len(study.coverage.moments))],
        "districts": _districts(study),
        "spacing_m": _spacing(study.spacing_m),
        "access": {"capacity_known": study.access.known, "capacity_assumed": study.access.assumed},
        "closing": _closing(study, catalog),
        "cells": {"resolution": study.resolution, "count": len(study.coverage.cells.cell)}
        if study.coverage.cells
        else None,
        "gaps": [_gap(gap) for gap in study.gaps],
        "uncovered_elsewhere": max(
            0.0, _band(study, -1)["uncovered"] - sum(gap.people for gap in study.gaps)
        ),
    }


def _moment(moment: Moment) -> Document | None:
    return {"at": moment.at.isoformat(), "day": moment.kind or None} if moment.at else None


def _shares(study: Study, band: int, moment: int = 0) -> Document:
    found = study.coverage
    return {
        "band": found.bands[band].label,
        "share": finite(found.share(found.by_moment.covered, band, moment)),
        "twice_share": finite(found.share(found.by_moment.twice, band, moment)),
        "unknown_hours_share": finite(found.share(found.by_moment.unsure, band, moment)),
    }


def _band(study: Study, band: int) -> Document:
    found, inside = study.coverage, study.coverage.inside
    people, covered = (
        float(found.people[0, inside].sum()),
        float(found.by_moment.covered[band, 0, inside].sum()),
    )
    return {
        "kind": found.bands[band].kind,
        "limit": found.bands[band].limit,
        **_shares(study, band),
        "people": covered,
        "uncovered": people - covered,
        "places_per_10000": finite(_mean_access(study, band)),
    }


def _mean_access(study: Study, band: int) -> float:
    people, inside = study.coverage.people[0], study.coverage.inside
    places = np.nan_to_num(study.access.places[band])[inside]
    total = float(people[inside].sum())
    return float((places * people[inside]).sum()) / total if total else float("nan")


def _hour(study: Study, number: int) -> Document:
    moment = study.coverage.moments[number]
    assert moment.at is not None  # noqa: S101 - for the type checker: only the first may be any time
    bands = range(len(study.coverage.bands))
    return {
        "day": moment.kind,
        "date": moment.at.date().isoformat(),
        "hour": moment.at.hour,
        **states_of(moment),
        "people": float(study.coverage.people[number, study.coverage.inside].sum()),
        "bands": [_shares(study, band, number) for band in bands],
    }


def _districts(study: Study) -> list[Document]:
    areas = study.coverage.areas
    if areas is None:
        return []
    stations = study.counted.stations
    shares = areas.shares(stations.lon, stations.lat)
    counts = np.bincount(shares.area, shares.share, minlength=len(areas) + 1)
    return [_district(study, zone, float(counts[zone])) for zone in range(len(areas))]


def _district(study: Study, zone: int, stations: float) -> Document:
    found, areas = study.coverage, study.coverage.areas
    assert areas is not None  # noqa: S101 - for the type checker: asked above
    people, km2 = float(found.people[0, zone]), float(areas.km2[zone])
    return {
        "name": areas.names[zone],
        "code": areas.codes[zone] or None,
        "people": people,
        "km2": km2,
        "stations": stations,
        "stations_per_10000": stations / people * 10_000 if people else None,
        "stations_per_km2": stations / km2 if km2 else None,
        "bands": [_zone_band(study, band, zone) for band in range(len(found.bands))],
    }


def _zone_band(study: Study, band: int, zone: int) -> Document:
    found = study.coverage
    people = float(found.people[0, zone])
    told: Document = {"band": found.bands[band].label}
    for name, counted in zip(("share", "twice_share", "unknown_hours_share"), found.by_moment, strict=True):
        told[name] = float(counted[band, 0, zone]) / people if people else None
    return told | {"places_per_10000": finite(float(study.access.places[band, zone]))}


def _spacing(metres: Floats) -> Document:
    known = metres[np.isfinite(metres)]
    names = ("p10", "median", "p90", "max")
    values = np.percentile(known, (10, 50, 90, 100)).tolist() if len(known) else [None] * len(names)
    return dict(zip(names, values, strict=True)) | {"alone": int(len(metres) - len(known))}


def _closing(study: Study, catalog: Catalog) -> list[Document]:
    """The stations whose closing would leave most people without any, by the widest band."""
    lost = study.coverage.lost
    first = np.argsort(-lost[-1], kind="stable")[: study.asked.most]
    return [
        {
            "id": station.id,
            "name": station.name,
            "would_lose": _by_band(study, lost[:, number]),
            "people_near": _by_band(study, study.access.people_near[:, number]),
        }
        for number in first.tolist()
        if lost[-1, number] > 0
        for station in [catalog.stations[int(study.counted.rows[number])]]
    ]


def _by_band(study: Study, people: Floats) -> dict[str, float]:
    labels: Sequence[str] = [band.label for band in study.coverage.bands]
    return dict(zip(labels, people.tolist(), strict=True))


def _gap(gap: Gap) -> Document:
    circle = gap.circle._asdict() if gap.circle else None
    return {
        "people": gap.people,
        "near": gap.place or None,
        "near_m": round(gap.place_m),
        "lon": round(gap.lon, 6),
        "lat": round(gap.lat, 6),
        "cells": len(gap.cells),
        "largest_empty_circle": circle,
    }

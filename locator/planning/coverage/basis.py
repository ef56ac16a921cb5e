"""What a study rests on, for its JSON document: how much demand, which stations, and who said how far it is."""

from __future__ import annotations

from math import isfinite
from typing import Any

from locator.planning.coverage.moments import Moment
from locator.planning.coverage.study import Study
from locator.planning.demand.layer import EVERY_HOUR, Layer
from locator.planning.demand.summary import Summary

Document = dict[str, Any]


def demand_of(study: Study) -> Document:
    """The people of each layer, and how many of them lie outside the area."""
    found = study.coverage
    people, inside = found.people[0], float(found.people[0, found.inside].sum())
    total = float(people.sum())
    return {
        "total": total,
        "inside": inside,
        "outside": total - inside if found.areas is None else float(people[-1]),
        "outside_share": finite((total - inside) / total if total else None),
        "is_indicative": any(layer.is_indicative for layer in study.asked.layers),
        "layers": [
            _layer(layer, known) for layer, known in zip(study.asked.layers, found.layers, strict=True)
        ],
    }


def _layer(layer: Layer, known: Summary) -> Document:
    return {
        "name": layer.name,
        "kind": layer.kind,
        "total": known.total,
        "places": known.places,
        "extent": known.extent,
        "weight": layer.factor,
        "hours": None if layer.hours == EVERY_HOUR else sorted(layer.hours),
        "is_indicative": layer.is_indicative,
        "notes": layer.notes,
    }


def stations_of(study: Study) -> Document:
    """How many stations count, how many were left out, and at a moment how many are open."""
    moment, counted = study.coverage.moments[0], study.counted
    told = {
        "counted": len(counted.rows),
        "coarse": counted.coarse,
        "coarse_counted": counted.is_with_coarse,
        "without_position": counted.unplaced,
    }
    return told | (states_of(moment) if moment.at else {})


def states_of(moment: Moment) -> dict[str, int]:
    """How many stations are open, closed, and of unknown hours."""
    open_, unknown = int(moment.open.sum()), int(moment.unknown.sum())
    return {"open": open_, "closed": len(moment.open) - open_ - unknown, "unknown_hours": unknown}


def method_of(study: Study) -> Document:
    """Who says how far it is: streets or a straight line, and for how many people each."""
    found, inside = study.coverage, study.coverage.inside
    people = float(found.people[0, inside].sum())
    streets = float(found.by_zone.on_streets[inside].sum())
    off_street, cut_off = (
        float(found.by_zone.off_street[inside].sum()),
        float(found.by_zone.cut_off[inside].sum()),
    )
    is_on_foot = found.bands[0].kind == "minutes"
    return {
        "streets_people": streets,
        "straight_line_people": people - streets,
        "straight_line": "minutes estimated from the straight line"
        if is_on_foot
        else "exact geodesic metres",
        "unreachable": {"off_street": off_street, "cut_off": cut_off},
        "networks": sorted(getattr(study.reach, "networks", {})),
    }


def finite(value: float | None) -> float | None:
    """What JSON has no word for is null."""
    return value if value is not None and isfinite(value) else None

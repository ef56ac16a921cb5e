"""A suggestion as one JSON document."""

from __future__ import annotations

from math import isfinite
from typing import Any

from locator.catalog import Catalog
from locator.planning.demand.layer import EVERY_HOUR, Layer
from locator.planning.siting import Conflict
from locator.planning.suggesting.answer import Counts, Covered, Remaining, Site, Suggestion
from locator.planning.suggesting.words import CHEAPEST, MODELS, STATUS, UNITS, WHY, Words, conflict_words

Document = dict[str, Any]


def document_of(found: Suggestion, catalog: Catalog) -> Document:
    """Everything that was found. Shares are of the people in the area, 0 to 1; `catalog` is the one that was asked."""
    asked = found.asked
    return {
        "version": catalog.version,
        "model": {"key": asked.model, **_both(CHEAPEST if found.unit == "cost" else MODELS[asked.model])},
        "moment": {"at": asked.at.isoformat(), "day": asked.kind or None} if asked.at else None,
        "demand": _demand(found),
        "stations": _stations(found),
        "candidates": {
            "source": found.candidates.source,
            "count": len(found.candidates),
            "outside_area": found.left_out,
            "notes": found.candidates.notes,
        },
        "asked": _asked(found),
        "method": _method(found),
        "objective": _objective(found),
        "bands": [_band(each, found.total) for each in found.covered],
        "sites": [_site(each) for each in found.sites],
        "idle_sites": found.idle,
        "uncovered": [_remaining(each) for each in found.remaining],
        "conflicts": [_conflict(each, found) for each in found.conflicts],
    }


def _both(words: Words) -> Document:
    return {"zh": words.zh, "en": words.en}


def _demand(found: Suggestion) -> Document:
    return {
        "total": found.total,
        "places": len(found.points.weight),
        "outside": found.outside,
        "is_indicative": any(layer.is_indicative for layer in found.asked.layers),
        "layers": [_layer(layer) for layer in found.asked.layers],
    }


def _layer(layer: Layer) -> Document:
    return {
        "name": layer.name,
        "kind": layer.kind,
        "weight": layer.factor,
        "hours": None if layer.hours == EVERY_HOUR else sorted(layer.hours),
        "is_indicative": layer.is_indicative,
        "notes": layer.notes,
    }


def _stations(found: Suggestion) -> Document | None:
    """The stations beside which sites were placed; None where they were left out of account."""
    counted = found.counted
    if counted is None:
        return None
    return {
        "counted": len(counted.rows),
        "coarse": counted.coarse,
        "coarse_counted": counted.is_with_coarse,
        "without_position": counted.unplaced,
        "open": found.open,
        "unknown_hours": found.unknown,
    }


def _method(found: Suggestion) -> Document:
    """What near enough means to the covering models, and for how many people who told it."""
    weight, reached = found.points.weight, found.reached
    return {
        "band": found.asked.band.label,
        "by": "on foot" if found.asked.band.kind == "minutes" else "exact geodesic metres",
        "networks": found.networks,
        "streets_people": float(weight[reached.on_streets].sum()),
        "straight_line_people": float(weight[~reached.on_streets].sum()),
        "unreachable": {
            "off_street": float(weight[reached.off_street].sum()),
            "cut_off": float(weight[reached.cut_off].sum()),
        },
    }


def _asked(found: Suggestion) -> Document:
    asked = found.asked
    return {
        "sites": asked.sites,
        "share": asked.share if asked.model == "lscp" else None,
        "budget": asked.budget,
        "cost": asked.cost,
        "spacing_m": asked.spacing_m or None,
        "quotas": [quota._asdict() for quota in asked.quotas],
        "forbidden": asked.forbidden.names if asked.forbidden else None,
        "capacity": asked.capacity,
        "time_limit_s": asked.time_limit_s,
    }


def _objective(found: Suggestion) -> Document:
    apart = abs(found.bound - found.objective)
    gap = apart / abs(found.objective) if found.objective else (0.0 if not apart else None)
    return {
        "value": found.objective,
        "bound": found.bound if isfinite(found.bound) else None,
        "gap": gap,
        "unit": found.unit,
        "unit_zh": UNITS[found.unit].zh,
        "status": found.siting.status,
        **_both(STATUS[found.siting.status]),
    }


def _band(covered: Covered, total: float) -> Document:
    return {
        "band": covered.band.label,
        "kind": covered.band.kind,
        "limit": covered.band.limit,
        "before": covered.before,
        "after": covered.after,
        "before_share": covered.before / total,
        "after_share": covered.after / total,
    }


def _site(site: Site) -> Document:
    told = site._asdict()
    return told | {
        "lon": round(site.lon, 6),
        "lat": round(site.lat, 6),
        "place": site.place or None,
        "place_m": round(site.place_m),
        "serves": [_counts(each) for each in site.serves],
    }


def _counts(counts: Counts) -> Document:
    return {"place": counts.place or None, "people": counts.people, "within_m": round(counts.metres)}


def _remaining(remaining: Remaining) -> Document:
    return {
        "why": remaining.why.name.lower(),
        **_both(WHY[remaining.why]),
        "people": remaining.people,
        "places": remaining.places,
        "mostly": [_counts(each) for each in remaining.mostly],
    }


def _conflict(conflict: Conflict, found: Suggestion) -> Document:
    off = found.standing if conflict.rule == "sites" else 0
    return {
        "rule": conflict.rule,
        "name": conflict.name or None,
        "asked": conflict.asked - off,
        "possible": conflict.possible - off,
        **_both(conflict_words(conflict, found.standing)),
    }

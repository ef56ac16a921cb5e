"""Made-up stations for tests; every name says 演示, and none claims to be real."""

from typing import Any

from locator.station import Station


def station(number: int, lon: float | None = None, lat: float | None = None, **fields: Any) -> Station:
    """A made-up station; `precision` and `uncertainty_m` describe the position, all else is a field."""
    placement = None
    if lon is not None:
        placement = {
            "lon": lon,
            "lat": lat,
            "precision": fields.pop("precision", "rooftop"),
            "uncertainty_m": fields.pop("uncertainty_m", 30.0),
            "source": "test",
        }
    return Station.model_validate(
        {"id": f"test-{number:04}", "name": f"演示站点{number}", "placement": placement} | fields
    )

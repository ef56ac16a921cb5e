"""Made-up stations for tests; every name says 演示, and none claims to be real."""

from datetime import UTC, datetime
from typing import Any

from locator.notice import Notice
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


def notice(**fields: Any) -> Notice:
    """A made-up notice: unless told otherwise everything is closed everywhere from 16 July 2026 on, 8:00 in China."""
    told = {"kind": "closed", "starts": datetime(2026, 7, 16, tzinfo=UTC), "text_zh": "演示公告"}
    everywhere = not {"stations", "adcode", "everywhere"} & fields.keys()
    return Notice.model_validate(told | {"everywhere": everywhere} | fields)

"""The quick answer is the slow one's, to the last digit."""

from datetime import datetime

import numpy as np
import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.catalog import Catalog
from locator.export.features import hit_feature
from locator.hours import CHINA
from locator.lookup import NearestQuery, nearest
from locator.notice import Notice
from locator.serving.cards import Cards
from locator.serving.finder import Finder
from locator.station import Station
from tests.made_up import notice, station

RULES = ["24/7", "Mo-Fr 08:00-18:00", "Mo-Su 20:00-06:00", "off", None]
AMENITIES = ["toilet", "drinking_water", "microwave"]
HOSTILE = '演示<img src=x onerror=alert(1)>"};alert(3)//\u2028'
DAYS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2026, 12, 30),  # noqa: DTZ001
    timezones=st.just(CHINA),
)


def made(number: int, rng: np.random.Generator) -> Station:
    lon, lat = rng.normal((109.5, 18.25), 0.03)
    coarse = rng.random() < 0.3
    where = {"precision": "district", "uncertainty_m": 15_000.0} if coarse else {}
    there = (round(float(lon), 3), round(float(lat), 3))
    return station(
        number,
        *(there if coarse or rng.random() < 0.9 else ()),
        **where,
        name=HOSTILE if number % 5 == 0 else f"演示站点{number}",
        opening_hours=RULES[rng.integers(len(RULES))],
        amenities={key: "yes" for key in AMENITIES if rng.random() < 0.5},
        status="repair" if rng.random() < 0.1 else "operating",
        entry="scan" if number % 2 else None,
        audience=("courier",) if number % 3 else (),
        adcode="460204",
    )


RNG = np.random.default_rng(5)
STATIONS = [made(number, RNG) for number in range(120)]
NOTICES: list[Notice] = [notice(stations=("test-0003",)), notice(id="n-2", adcode="460200", stations=())]
CATALOG = Catalog(STATIONS, 1, NOTICES)
FINDER = Finder(CATALOG, Cards(CATALOG.stations))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lon=st.floats(109.3, 109.7),
    lat=st.floats(18.1, 18.4),
    k=st.integers(1, 30),
    amenities=st.lists(st.sampled_from(AMENITIES), unique=True),
    state=st.lists(st.sampled_from(["open", "closed", "unknown"]), unique=True),
    status=st.lists(st.sampled_from(["operating", "repair"]), unique=True),
    at=DAYS,
    more=st.fixed_dictionaries(
        {},
        optional={
            "max_distance_m": st.floats(10, 20_000),
            "max_uncertainty_m": st.floats(10, 20_000),
            "open_24h": st.booleans(),
            "lang": st.sampled_from(["zh", "en"]),
            "datum": st.sampled_from(["wgs84", "gcj02", "bd09"]),
        },
    ),
)
def test_every_question_gets_the_answer_of_the_slow_way(  # noqa: PLR0917
    lon, lat, k, amenities, state, status, at, more
):
    asked = {"lon": lon, "lat": lat, "k": k, "amenities": amenities, "state": state, "status": status}
    query = NearestQuery.model_validate({**asked, "open_at": at, **more})
    found = FINDER.found(query)
    answer = orjson.loads(FINDER.json(found, [None] * len(found), query.lang))
    slow = [hit_feature(hit, query.lang) for hit in nearest(CATALOG, query)]
    assert answer == {"type": "FeatureCollection", "features": orjson.loads(orjson.dumps(slow))}


def test_a_coarse_station_within_the_limit_is_told_where_the_exact_ones_are_too_few():
    wanted = {"lon": 109.4375, "lat": 18.25, "k": 3, "status": [], "max_distance_m": 2037.0}
    exact = [reach.is_exact for _row, reach in FINDER.found(NearestQuery.model_validate(wanted))]
    assert exact == [True, True, False]


def test_two_filters_in_the_night_agree_with_brute_force():
    """Over 2,000 random questions; the distances by every geodesic."""
    from pyproj import Geod

    rng, geod = np.random.default_rng(6), Geod(ellps="WGS84")
    night = datetime(2026, 6, 3, 2, 30, tzinfo=CHINA)
    placed = [one for one in STATIONS if one.placement and one.status == "operating"]
    wanted = [
        one
        for one in placed
        if {"toilet", "microwave"} <= {key for key, there in one.amenities.items() if there == "yes"}
        and CATALOG.opening_of(one, night).state == "open"
        and one.placement.precision.is_exact
    ]
    assert 3 < len(wanted) < len(placed) / 3
    there = np.array([(one.placement.lon, one.placement.lat) for one in wanted])
    for lon, lat in rng.normal((109.5, 18.25), 0.05, (2_000, 2)):
        query = NearestQuery.model_validate(
            {
                "lon": lon, "lat": lat, "k": 3, "amenities": ["toilet", "microwave"], "state": ["open"],
                "open_at": night, "max_uncertainty_m": 100,
            }
        )  # fmt: skip
        far = geod.inv(*np.full((len(there), 2), (lon, lat)).T, *there.T)[2]
        expected = np.sort(far)[:3]
        found = [reach.distance_m for _row, reach in FINDER.found(query)]
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_where_nothing_passes_the_collection_is_empty():
    query = NearestQuery.model_validate({"lon": 109.5, "lat": 18.25, "amenities": ["aed"]})
    assert orjson.loads(FINDER.json(FINDER.found(query), [])) == {"type": "FeatureCollection", "features": []}

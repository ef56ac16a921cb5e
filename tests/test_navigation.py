"""Links into map apps: the right order, the right datum, a name that cannot break out."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.navigation import APPS, LONGEST, links
from tests.made_up import station

LON, LAT = 113.665412, 34.757975
HOSTILE = "<img src=x onerror=alert(1)>;:|,；：，&to=0,0#?%00\n\"'"

ORDER = {
    "amap": (r"[?&]to=([\d.]+),([\d.]+),", ("lon", "lat")),
    "baidu": (r"[?&]location=([\d.]+),([\d.]+)&", ("lat", "lon")),
    "tencent": (r"[?&]tocoord=([\d.]+),([\d.]+)&", ("lat", "lon")),
    "apple": (r"[?&]daddr=([\d.]+),([\d.]+)&", ("lat", "lon")),
    "geo": (r"^geo:([\d.]+),([\d.]+)\?", ("lat", "lon")),
}
"""Where each link holds its coordinates, and in which order."""

CONVERSION = {"wgs84": lambda point: point, "gcj02": prcoords.wgs_gcj, "bd09": prcoords.wgs_bd}
"""Another's way from WGS84 into each datum."""

HOSTILE_NAMES = [
    HOSTILE,
    ";:|,",
    "<img src=x onerror=alert(1)>",
    '"};alert(1)//',
    "驿站(北门)&to=0,0",
    "站" * 500,
    "😀" * 500,
    "a" * 60 + "|latlng:0,0",
    "../../x?y=1#z",
    "%2Fto%3D0",
    "javascript:alert(1)",
]


def test_every_app_has_its_order_written_down() -> None:
    assert set(ORDER) == set(APPS)


def told(app: str, link: str) -> tuple[float, float]:
    """The longitude and latitude that a link leads to, in the app's datum."""
    pattern, order = ORDER[app]
    found = re.search(pattern, link)
    assert found
    degrees = dict(zip(order, map(float, found.groups()), strict=True))
    return degrees["lon"], degrees["lat"]


@pytest.mark.parametrize("app", APPS)
@given(lon=st.floats(100, 115), lat=st.floats(25, 38))
def test_an_exact_position_is_reached_in_the_app_s_own_datum_and_order(
    app: str, lon: float, lat: float
) -> None:
    there = CONVERSION[APPS[app].datum](prcoords.Coords(lat, lon))
    assert told(app, links(station(1, lon, lat))[app]) == (
        pytest.approx(there.lon, abs=1e-6),
        pytest.approx(there.lat, abs=1e-6),
    )


def test_the_apps_datums_differ_from_wgs84_where_they_must() -> None:
    made = links(station(1, LON, LAT))
    assert f"{LAT:.6f},{LON:.6f}" in made["apple"]
    assert f"{LON:.6f},{LAT:.6f}" not in made["amap"]


@pytest.mark.parametrize("precision", ["township", "district", "city"])
@pytest.mark.parametrize("app", APPS)
def test_a_guess_is_never_navigated_to(app: str, precision: str) -> None:
    link = links(station(1, LON, LAT, precision=precision, city="郑州市"))[app]
    assert str(LAT)[:5] not in link
    assert "郑州市" in unquote(link)
    assert "演示站点1" in unquote(link)


def test_a_station_without_a_position_gets_a_search() -> None:
    assert "search" in links(station(1))["amap"]


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: name[:12])
def test_a_hostile_name_stays_a_name(app: str, name: str, *, exact: bool) -> None:
    precision = "rooftop" if exact else "district"
    plain = links(station(1, LON, LAT, name="x", precision=precision))[app]
    hostile = links(station(1, LON, LAT, name=name, precision=precision))[app]
    assert not re.search(r"[<>\"'\s;|#]", hostile)
    assert len(hostile) < 2_000
    asked, harmless = parse_qs(urlsplit(hostile).query), parse_qs(urlsplit(plain).query)
    assert asked.keys() <= harmless.keys()  # a name of separators alone leaves its parameter empty
    assert all(len(values) == 1 for values in asked.values())
    if exact:
        assert told(app, hostile) == told(app, plain)


@pytest.mark.parametrize("app", APPS)
def test_a_long_name_is_told_as_far_as_it_goes(app: str) -> None:
    link = unquote(links(station(1, LON, LAT, name="站" * 500))[app])
    assert "站" * LONGEST in link
    assert "站" * (LONGEST + 1) not in link


def test_a_label_s_own_parentheses_do_not_end_it() -> None:
    label = unquote(links(station(1, LON, LAT, name="驿站(北门)"))["geo"]).partition("?q=")[2]
    assert re.fullmatch(r"[\d.]+,[\d.]+\(驿站（北门）\)", label)


@given(
    name=st.text(min_size=1, max_size=500).filter(
        lambda text: text.strip(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    )
)
def test_any_name_makes_an_address_of_plain_characters(name: str) -> None:
    try:
        made = station(1, LON, LAT, name=name)
    except ValueError:
        return
    for link in links(made).values():
        assert re.fullmatch(r"[A-Za-z0-9:/?&=.,()%~_\-]+", link)

"""Links into map apps: the right order, the right datum, a name that cannot break out."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator import datum
from locator.navigation import APPS, links
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


def test_every_app_has_its_order_written_down() -> None:
    assert set(ORDER) == set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_an_exact_position_is_reached_in_the_app_s_own_datum_and_order(app: str) -> None:
    pattern, order = ORDER[app]
    found = re.search(pattern, links(station(1, LON, LAT))[app])
    assert found
    degrees = dict(zip(order, map(float, found.groups()), strict=True))
    lon, lat = datum.convert(LON, LAT, "wgs84", APPS[app].datum)
    assert degrees == {"lon": pytest.approx(float(lon), abs=1e-6), "lat": pytest.approx(float(lat), abs=1e-6)}


def test_the_apps_datums_differ_from_wgs84_where_they_must() -> None:
    told = links(station(1, LON, LAT))
    assert f"{LAT:.6f},{LON:.6f}" in told["apple"]
    assert f"{LON:.6f},{LAT:.6f}" not in told["amap"]


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
def test_a_hostile_name_stays_a_name(app: str, *, exact: bool) -> None:
    precision = "rooftop" if exact else "district"
    plain = links(station(1, LON, LAT, name="x", precision=precision))[app]
    hostile = links(station(1, LON, LAT, name=HOSTILE, precision=precision))[app]
    assert not re.search(r"[<>\"'\s;|#]", hostile.replace("#", "", 0))
    asked, harmless = parse_qs(urlsplit(hostile).query), parse_qs(urlsplit(plain).query)
    assert asked.keys() == harmless.keys()
    assert all(len(values) == 1 for values in asked.values())


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

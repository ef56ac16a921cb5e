"""The choice of base maps."""

import pytest

from locator.errors import InvalidInput
from locator.maps.basemaps import OFFLINE, choose, tile_hosts


def test_the_offline_map_needs_no_other_host() -> None:
    assert choose("offline") == OFFLINE
    assert tile_hosts(OFFLINE) == ()


def test_every_host_of_a_map_is_told() -> None:
    assert tile_hosts(choose("amap")) == tuple(f"https://webrd0{i}.is.autonavi.com" for i in range(1, 5))
    assert tile_hosts(choose("tianditu", tianditu_key="0123456789abcdef")) == tuple(
        f"https://t{i}.tianditu.gov.cn" for i in range(8)
    )
    own = choose("xyz", url="https://tiles.example.org:8443/{z}/{x}/{y}.png", attribution="x")
    assert tile_hosts(own) == ("https://tiles.example.org:8443",)
    assert tile_hosts(choose("xyz", url="/tiles/{z}/{x}/{y}.png", attribution="x")) == ()


def test_only_amap_is_shifted() -> None:
    assert choose("amap").datum == "gcj02"
    assert choose("tianditu", tianditu_key="0123456789abcdef").datum == "wgs84"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://tiles.example.org/{z}/{x}.png",
        "javascript:alert(1)/{z}/{x}/{y}",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "https://a.example; script-src */{z}/{x}/{y}",
        "https://a.example /{z}/{x}/{y}",
    ],
)
def test_an_address_that_is_no_tile_template_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="template") as refusal:
        choose("xyz", url=url, attribution="x")
    assert refusal.value.field == "basemap_url"


def test_an_attribution_is_text() -> None:
    (source,) = choose("xyz", url="/{z}/{x}/{y}.png", attribution="<script>alert(1)</script>").sources
    assert "<" not in source.attribution


@pytest.mark.parametrize("key", ["", "short", "0123456789&x=1", "01234567'"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput, match="key"):
        choose("tianditu", tianditu_key=key)


def test_an_unknown_map_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match="offline"):
        choose("google")

"""A search over made-up stations and the bundled gazetteer."""

import pytest

from locator.catalog import Catalog
from locator.search import PlaceSearch
from locator.station import Station
from tests.made_up import station

HOSTILE = '演示<img src=x onerror=alert(1)>`${alert(2)}"};alert(3)//</script>'
STATIONS = [
    station(
        1, 109.49, 18.28, name="演示三亚湾户外劳动者服务站点", other_names=("湾边小屋",), adcode="460204"
    ),
    station(2, 109.51, 18.26, name="演示河东路爱心驿站", adcode="460203"),
    station(3, 106.55, 29.56, name="重庆长江路演示驿站", adcode="500103"),
    station(4, 112.94, 28.23, name="24小时演示ABC大厦 劳动者港湾", adcode="430102"),
    station(5, name="演示没有位置的驿站", adcode="430102"),
    station(6, 113.0, 28.2, name=HOSTILE, adcode="430102"),
    station(7, 113.66, 34.76, name="演示爱心驿站", adcode="410102"),
    station(8, 121.47, 31.23, name="演示爱心驿站", adcode="310101"),
    station(9, 113.66, 34.76, name="演示暖心站", status="closed", adcode="410102"),
    station(10, 113.66, 34.76, name="演示暖心站", adcode="410102"),
]


@pytest.fixture(scope="session")
def stations() -> list[Station]:
    return STATIONS


@pytest.fixture(scope="session")
def search() -> PlaceSearch:
    return PlaceSearch(Catalog(STATIONS))

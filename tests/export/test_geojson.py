import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from locator.export import geojson
from locator.station import Station
from locator.web.shapes import StationFile
from tests.export.contract import ExporterContract, features
from tests.made_up import station


class TestGeojson(ExporterContract):
    suffix = ".geojson"

    def write(self, stations: list[Station], path: Path) -> None:
        path.write_bytes(b"".join(geojson.write(features(stations))))


def test_it_keeps_to_rfc_7946() -> None:
    document = json.loads(b"".join(geojson.write(features([station(1, 109.5, 18.25), station(2)]))))
    StationFile.model_validate(document)
    assert "crs" not in document
    assert document["features"][0]["geometry"] == {"type": "Point", "coordinates": [109.5, 18.25]}
    assert document["features"][1]["geometry"] is None


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=20))
def test_every_position_comes_back_to_a_centimetre(points: list[tuple[float, float]]) -> None:
    made = [station(number, *point) for number, point in enumerate(points)]
    document = json.loads(b"".join(geojson.write(features(made))))
    for point, written in zip(points, document["features"], strict=True):
        assert max(abs(a - b) for a, b in zip(point, written["geometry"]["coordinates"], strict=True)) <= 6e-8

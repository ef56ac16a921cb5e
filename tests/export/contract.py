"""What every exporter keeps, whatever its format: a test class of one inherits this and says how to write a file."""

from pathlib import Path

import geopandas
import pytest

from locator.export.features import feature
from locator.station import PRIVATE_FIELDS, Station
from tests.made_up import station

NAMES = [
    "演示𠮷野家驿站",
    "演示😀",
    "演示 \"引号\" 'and' \\",
    "演示\n两行",
    "<b>演示</b>&amp;",
    "=演示()",
    "演示`${1}`</script>",
]


class ExporterContract:
    """Inherit, and make `write`."""

    suffix = ""

    def write(self, stations: list[Station], path: Path) -> None:
        raise NotImplementedError

    def read(self, stations: list[Station], folder: Path) -> geopandas.GeoDataFrame:
        path = folder / f"stations{self.suffix}"
        self.write(stations, path)
        return geopandas.read_file(path)

    def test_gdal_reads_the_same_stations_whatever_their_names_hold(self, tmp_path: Path) -> None:
        made = [station(number, 109.5 + number / 10, 18.25, name=name) for number, name in enumerate(NAMES)]
        frame = self.read(made, tmp_path)
        assert frame["name"].tolist() == NAMES
        assert frame.crs == "EPSG:4326"
        assert frame.geometry.x.tolist() == pytest.approx(
            [one.placement.lon for one in made if one.placement]
        )

    def test_a_station_without_a_position_is_there_without_a_geometry(self, tmp_path: Path) -> None:
        frame = self.read([station(1, 109.5, 18.25), station(2)], tmp_path)
        assert [geometry is None for geometry in frame.geometry] == [False, True]

    def test_no_personal_data_leaves(self, tmp_path: Path) -> None:
        made = station(1, 109.5, 18.25, contact="13800000000", steward="演示甲", verified_by="演示乙")
        frame = self.read([made], tmp_path)
        assert not PRIVATE_FIELDS & set(frame.columns)
        text = (tmp_path / f"stations{self.suffix}").read_bytes()
        assert not [
            one for one in (made.contact, made.steward, made.verified_by) if str(one).encode() in text
        ]

    def test_how_exactly_the_place_is_known_goes_with_it(self, tmp_path: Path) -> None:
        frame = self.read([station(1, 109.5, 18.25, precision="district", uncertainty_m=17_000)], tmp_path)
        assert (frame["precision"][0], frame["uncertainty_m"][0]) == ("district", 17_000)

    def test_no_station_at_all_is_a_file_too(self, tmp_path: Path) -> None:
        self.write([], tmp_path / f"stations{self.suffix}")
        assert (tmp_path / f"stations{self.suffix}").stat().st_size


def features(stations: list[Station]) -> list[dict]:  # type: ignore[type-arg]
    return [feature(one) for one in stations]

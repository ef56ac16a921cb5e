"""The first import: the fact sheets of seeds/, placed by the offline gazetteer, into an empty registry."""

from pathlib import Path
from typing import NamedTuple

from locator.factsheet import read_sheet
from locator.geocode.placing import DivisionGeocoder, placed_sheet
from locator.store import Store


class Planted(NamedTuple):
    """What an import of the seeds brought: how many sheets, stations, and stations with a position."""

    sheets: int
    stations: int
    placed: int


def plant(store: Store, geocoder: DivisionGeocoder, seeds: Path) -> Planted:
    """Import every fact sheet of a folder, all or none.

    Raises:
        InvalidInput: a sheet is wrong; the error names its file and field, and nothing was imported.
        StoreError: the database can't be written.
    """
    sheets = [placed_sheet(read_sheet(path), geocoder) for path in sorted(seeds.glob("*.toml"))]
    count = store.put_sheets(sheets)
    placed = sum(station.placement is not None for sheet in sheets for station in sheet.stations)
    return Planted(len(sheets), count, placed)

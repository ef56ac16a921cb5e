"""`locator export`: hand the stations out as a file."""

from pathlib import Path

import click

from locator.browse import StationFilter, matching
from locator.cli.output import checked, into_a_folder, note, read_settings
from locator.cli.registry import present_catalog
from locator.errors import InvalidInput
from locator.export import geojson
from locator.export.features import feature

WRITERS = {".geojson": geojson.write}
"""What can be written, by suffix."""


@click.command(epilog="例 example:  locator export stations.geojson --amenity toilet")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), callback=into_a_folder)
@click.option(
    "--amenity", "amenities", multiple=True, help="须具备的设施,可多次 must be there; may be repeated"
)
@click.option("--adcode", help="行政区划代码 division they lie in")
@click.option(
    "--status", "statuses", multiple=True, default=("operating",), show_default=True, help="运营状态"
)
def export(out: Path, amenities: tuple[str, ...], adcode: str | None, statuses: tuple[str, ...]) -> None:
    """导出站点 Write the stations to a file; the suffix names the format (.geojson)."""
    if out.suffix not in WRITERS:
        raise InvalidInput(f"no format is called {out.suffix!r}", field="OUT", remedy=" ".join(WRITERS))
    wanted = checked(StationFilter, {"amenities": amenities, "adcode": adcode, "status": statuses})
    stations = matching(present_catalog(read_settings()), wanted)
    partial = out.with_name(f".{out.name}.partial")  # a reader of OUT never sees half a file
    with partial.open("wb") as file:
        file.writelines(WRITERS[out.suffix](feature(station) for station in stations))
    partial.replace(out)
    note(f"写出 {len(stations)} 处站点到 {out} wrote {len(stations)} stations")

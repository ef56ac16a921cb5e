"""`locator nearest`: the nearest stations to a point, or to each point of a file."""

from pathlib import Path
from typing import Any

import click

from locator import vocabulary
from locator.cli.batch import nearest_to_lines
from locator.cli.output import checked, json_option, note, print_json, read_settings
from locator.cli.registry import present_catalog
from locator.export.features import hit_feature
from locator.lookup import Hit, NearestQuery
from locator.lookup import nearest as nearest_stations
from locator.planning.networks import Networks, walks_to


@click.command(epilog="例 example:  locator nearest 109.5 18.25 -k 3 --amenity toilet")
@click.argument("lon", required=False)
@click.argument("lat", required=False)
@click.option("-k", "k", default="5", show_default=True, help="最多几处 how many at most")
@click.option("--datum", default="wgs84", show_default=True, help="坐标系 wgs84, gcj02, bd09, cgcs2000")
@click.option(
    "--amenity", "amenities", multiple=True, help="须具备的设施,可多次 must be there; may be repeated"
)
@click.option(
    "--open-at", default="now", show_default=True, help="何时的开放状态 now, or ISO 8601 in China's time"
)
@click.option("--max-distance-m", help="最远多少米 no farther than so many metres")
@click.option(
    "--input",
    "points",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help="CSV: lon, lat; - 标准输入 standard input",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="CSV with the answers; - 标准输出 standard output",
)
@json_option
def nearest(
    lon: str | None, lat: str | None, points: Path | None, output: Path | None, *, as_json: bool, **asked: Any
) -> None:
    """最近的站点 The nearest stations to a point, or to each point of a CSV file."""
    if (points is None) == (lon is None or lat is None) or (points is None) != (output is None):
        raise click.UsageError("写 LON LAT,或 --input 加 --output: give LON LAT, or --input with --output")
    query = checked(NearestQuery, {**asked, "lon": lon or 0, "lat": lat or 0})
    settings = read_settings()
    catalog = present_catalog(settings)
    if points and output:
        told = nearest_to_lines(catalog, query, points, output)
        note(
            f"{told.answered} 行有答案,{told.rejected} 行坐标有误 answered {told.answered}, rejected {told.rejected}"
        )
        return
    hits = nearest_stations(catalog, query)
    if as_json:
        walks = walks_to(Networks(settings.network_folder), query, [hit.reach for hit in hits])
        features = [hit_feature(hit, walk=walk) for hit, walk in zip(hits, walks, strict=True)]
        print_json({"type": "FeatureCollection", "features": features})
    elif not hits:
        raise click.ClickException("没有符合条件的站点 no station passes: ask for fewer amenities")
    else:
        for hit in hits:
            click.echo(_line(hit))


def _line(hit: Hit) -> str:
    """One station as a line: name, distance, open state, where."""
    station, place = hit.station, hit.station.placement
    far = f"{hit.reach.distance_m:.0f} m"
    if place is not None and not place.precision.is_exact:
        far = f"{hit.reach.distance_min_m / 1000:.0f}–{hit.reach.distance_max_m / 1000:.0f} km"
    state = vocabulary.terms("open_state")[hit.reach.opening.state].zh
    return f"{station.id}  {station.name}  {far}  {state}  {station.full_address}"

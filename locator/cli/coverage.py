"""`locator coverage`: who has a station near enough, at which hour, and where the gaps are."""

from pathlib import Path
from typing import Any

import click

from locator.cli.output import into_a_folder, json_option
from locator.planning.libraries import planning_library


@click.command(
    epilog="例 example:  locator coverage --demand people.tif --area districts --radius 1000 --hour 22"
)
@click.option(
    "--radius", "radii", multiple=True, type=float, help="直线米数,可多次 metres; 500 and 1000 if not told"
)
@click.option(
    "--minutes", multiple=True, type=float, help="步行分钟,可多次 minutes on foot, instead of --radius"
)
@click.option(
    "--demand",
    "demands",
    multiple=True,
    help="需求 FILE[:COLUMN][:WEIGHT][@FROM-TO]:栅格、点或面 raster, points or polygons; may be repeated",
)
@click.option(
    "--demand-datum", default="wgs84", show_default=True, help="需求文件的坐标系 of tables and map files"
)
@click.option("--area", help="区划:已加入的名称,或边界文件 boundaries that were added, or a file")
@click.option("--area-datum", default="wgs84", show_default=True, help="边界文件的坐标系 of that file")
@click.option(
    "--area-true", is_flag=True, help="跨界的格网按面积分摊 cells that borders cross are shared by area"
)
@click.option("--at", help="时刻 ISO 8601 in China's time, such as 2026-06-03T14:00")
@click.option("--hour", type=int, help="几点 0–23, of --day")
@click.option("--day", help="workday(默认 default)、weekend、holiday")
@click.option(
    "--include-coarse", is_flag=True, help="粗略位置也算 count stations known by their district only"
)
@click.option("--cells", type=int, help="H3 级别 resolution of the cells; fitted if not told")
@click.option(
    "--most", type=click.IntRange(1, 10_000), default=20, show_default=True, help="空白区几处 how many gaps"
)
@click.option(
    "--gap-density",
    type=click.FloatRange(min=0),
    default=0.0,
    help="空白区每平方公里至少几人,免得乡村把城镇连成一片 cells with fewer people per km² join no gap",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=into_a_folder,
    help="地图文件 .geojson, .gpkg",
)
@json_option
def coverage(*, out: Path | None, as_json: bool, **told: Any) -> None:
    """服务覆盖 The share of people with a station near enough: by district, by hour, and where the gaps are."""
    planning_library("locator.cli.coverage_run").run(told, out, as_json=as_json)

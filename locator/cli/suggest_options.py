"""The options of `locator suggest`."""

from collections.abc import Callable
from typing import Any

import click

Options = tuple[Callable[[Any], Any], ...]
PEOPLE: Options = (
    click.option(
        "--radius",
        "radii",
        multiple=True,
        type=float,
        help="直线米数,可多次,按最大的选 metres; 500 and 1000 if not told, the widest counts",
    ),
    click.option(
        "--minutes", multiple=True, type=float, help="步行分钟 minutes on foot, instead of --radius"
    ),
    click.option(
        "--demand", "demands", multiple=True, help="需求 FILE[:COLUMN][:WEIGHT][@FROM-TO]; may be repeated"
    ),
    click.option(
        "--demand-datum", default="wgs84", show_default=True, help="需求文件的坐标系 of tables and map files"
    ),
    click.option("--area", help="区划:已加入的名称,或边界文件 boundaries that were added, or a file"),
    click.option("--area-datum", default="wgs84", show_default=True, help="边界文件的坐标系 of that file"),
    click.option("--at", help="时刻 ISO 8601 in China's time: stations count that are open then"),
    click.option("--hour", type=int, help="几点 0–23, of --day"),
    click.option("--day", help="workday(默认 default)、weekend、holiday"),
    click.option(
        "--include-coarse", is_flag=True, help="粗略位置也算 count stations known by their district only"
    ),
    click.option(
        "--from-nothing", "is_from_nothing", is_flag=True, help="当作还没有站点 as if no station stood"
    ),
)
SITES: Options = (
    click.option("--sites", type=int, help="新增几处 how many new sites"),
    click.option(
        "--share", type=float, help="lscp 要覆盖的比例 share to be covered, such as 0.9; for --model lscp"
    ),
    click.option(
        "--model",
        default="mclp",
        show_default=True,
        help="mclp 覆盖最多,backup 两处可达,lscp 站点最少,pmedian 步行最少,pcenter 最远者最近",
    ),
    click.option(
        "--candidates",
        default="demand",
        show_default=True,
        help="候选:demand、grid,或文件 at people's places, on a grid, or a file",
    ),
    click.option(
        "--candidates-datum", default="wgs84", show_default=True, help="候选文件的坐标系 of that file"
    ),
    click.option("--name-column", default="", help="候选名称列 the candidates' column of names"),
    click.option("--cost-column", default="", help="候选造价列 the candidates' column of costs"),
    click.option("--grid", "grid_m", type=float, help="网格间距(米) metres between a grid's places"),
    click.option("--cost", type=float, help="每处造价 what a site costs whose candidate does not tell"),
    click.option("--budget", type=float, help="新增总预算 what the new sites may cost together"),
    click.option(
        "--spacing",
        "spacing_m",
        type=float,
        default=0.0,
        help="最小间距(米) least metres between sites, and to stations",
    ),
    click.option(
        "--quota",
        "quotas",
        multiple=True,
        help="区划名额 DISTRICT=MOST or =LEAST-MOST, may be repeated; needs --area",
    ),
    click.option("--forbidden", help="禁设区:已加入的边界名称或文件 boundaries in which no site may be"),
    click.option("--forbidden-datum", default="wgs84", show_default=True, help="禁设区的坐标系 of that file"),
    click.option(
        "--capacity",
        type=float,
        help="每站能服务的人数 how many people one site or station can serve; for mclp",
    ),
    click.option(
        "--time-limit",
        "time_limit_s",
        type=float,
        default=30.0,
        show_default=True,
        help="最长求解秒数 seconds",
    ),
)


def with_options(options: Options) -> Callable[[Any], Any]:
    """A decorator that adds options in their order."""

    def added(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return added

"""`locator suggest`: where the next stations go, with a proved bound."""

from pathlib import Path
from typing import Any

import click

from locator.cli.output import into_a_folder, json_option
from locator.cli.suggest_options import PEOPLE, SITES, with_options
from locator.planning.libraries import planning_library


@click.command(
    epilog="例 example:  locator suggest --demand people.tif --area districts --candidates banks.csv --sites 5"
)
@with_options(PEOPLE)
@with_options(SITES)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=into_a_folder,
    help="地图文件 .geojson, .gpkg",
)
@json_option
def suggest(*, out: Path | None, as_json: bool, **told: Any) -> None:
    """选址建议 Where the next stations go: whom each one serves, how near the best this is, who remains and why."""
    planning_library("locator.cli.suggest_run").run(told, out, as_json=as_json)

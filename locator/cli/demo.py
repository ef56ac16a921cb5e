"""`locator demo`: made-up stations for trying and measuring."""

from contextlib import closing

import click

from locator.cli.output import ACTOR, json_option, note, print_json, progress, read_settings
from locator.demo import made_up_stations
from locator.store import open_store

MOST = 999_999


@click.command(epilog="例 example:  locator demo --stations 2000 --seed 7")
@click.option("--stations", required=True, type=click.IntRange(1, MOST), help="多少处 how many")
@click.option("--seed", default=0, show_default=True, help="随机种子 the same seed gives the same stations")
@json_option
def demo(stations: int, seed: int, *, as_json: bool) -> None:
    """生成演示站点 Put made-up stations round real towns into the registry, every name marked 演示."""
    settings = read_settings()
    with closing(open_store(settings.database_url, create=True)) as store:
        store.upgrade()
        with progress(f"{stations} 处演示站点 made-up stations"):
            written = store.put_stations(made_up_stations(stations, seed), actor=ACTOR, source="demo")
    note(f"写入 {written} 处演示站点 wrote {written} made-up stations")
    if as_json:
        print_json({"stations": written, "seed": seed})

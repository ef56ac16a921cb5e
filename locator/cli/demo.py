"""`locator demo`: made-up stations for trying and measuring."""

from contextlib import closing

import click

from locator.building import building
from locator.cli.output import ACTOR, json_option, note, print_json, progress, read_settings
from locator.demo import made_up_one_by_one
from locator.store import Store, open_store
from locator.store.bulk import batched

MOST = 9_999_999
IN_ONE_WRITE = 100_000
"""Two million in one transaction would need their size on disk twice."""


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
            written = _written(store, stations, seed)
    note(f"写入 {written} 处演示站点 wrote {written} made-up stations")
    if as_json:
        print_json({"stations": written, "seed": seed})


def _written(store: Store, count: int, seed: int) -> int:
    with building():
        return sum(
            store.put_stations(batch, actor=ACTOR, source="demo")
            for batch in batched(made_up_one_by_one(count, seed), IN_ONE_WRITE)
        )

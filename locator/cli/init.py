"""`locator init`: make or upgrade the database, and fill an empty one."""

from contextlib import closing

import click

from locator import resources
from locator.cli.output import json_option, note, print_json, read_settings
from locator.geocode.offline import offline_geocoder
from locator.seeding import plant
from locator.store import open_store


@click.command(epilog="例 example:  locator init")
@json_option
def init(*, as_json: bool) -> None:
    """建库或升级,空库导入 seeds/ Make or upgrade the database; import seeds/ when it is empty."""
    settings = read_settings()
    with closing(open_store(settings.database_url, create=True)) as store:
        store.upgrade()
        planted = (
            plant(store, offline_geocoder(settings), resources.folder("seeds")) if store.is_empty() else None
        )
    if planted is None:
        note("数据库已就绪 the database is ready; it has data, so seeds/ was left alone")
    else:
        note(
            f"导入 {planted.stations} 处站点,{planted.placed} 处有位置 imported {planted.sheets} fact sheets"
        )
    if as_json:
        print_json({"imported": planted._asdict() if planted else None})

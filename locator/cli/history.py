"""`locator history`: who changed what of a station, when, and by which source; or the imports."""

from contextlib import closing
from datetime import datetime
from typing import Any

import click

from locator.cli.output import json_option, print_json, read_settings
from locator.errors import NotFound
from locator.lookup import CHINA
from locator.station import PRIVATE_FIELDS
from locator.store import Store, open_store


@click.command(epilog="例 example:  locator history 460204-0001 --at 2026-06-30")
@click.argument("station_id", metavar="[ID]", required=False)
@click.option(
    "--at", "moment", type=click.DateTime(), help="那时的记录 the record as it was then, in China's time"
)
@json_option
def history(station_id: str | None, moment: datetime | None, *, as_json: bool) -> None:
    """站点的变更;不写编号则列出导入 A station's changes; without an id, the imports."""
    with closing(open_store(read_settings().database_url)) as store:
        told = _told(store, station_id, moment)
    if as_json:
        print_json(told)
        return
    for line in told if isinstance(told, list) else told.items():
        click.echo("  ".join(str(part) for part in (line.values() if isinstance(line, dict) else line)))


def _told(store: Store, station_id: str | None, moment: datetime | None) -> Any:
    if station_id is None:
        return [
            {"import": one.id, "at": one.at.isoformat(), "state": one.state, "source": one.source,
             "files": list(one.files), "counts": dict(one.counts)}
            for one in store.imports()
        ]  # fmt: skip
    if moment is not None:
        station = store.station_at(station_id, moment.replace(tzinfo=CHINA))
        if station is None:
            raise NotFound(f"那时没有站点 {station_id} there was no station {station_id} then")
        return station.model_dump(mode="json", exclude={*PRIVATE_FIELDS})
    changes = store.history(station_id)
    if not changes:
        raise NotFound(f"没有站点 {station_id} there is no station {station_id}")
    return [_change(change) for change in changes if change.field not in PRIVATE_FIELDS]


def _change(change: Any) -> dict[str, Any]:
    return {
        "at": change.at.astimezone(CHINA).isoformat(),
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "source": change.source,
        "actor": change.actor,
        "import": change.import_id,
    }

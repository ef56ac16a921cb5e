"""`locator geocode`: places for stations that have none, as far as the day's budgets reach."""

from contextlib import closing

import click

from locator.cli.output import ACTOR, json_option, note, print_json, read_settings
from locator.geocode.batch import has_no_exact_place, place_all
from locator.geocode.http import json_client
from locator.geocode.offline import offline_geocoder
from locator.geocode.providers import ADAPTERS, chain_of
from locator.settings import Settings
from locator.store import Review, StationChange, Store, open_store

AT_ONCE = 50  # stations a transaction: whoever stops the command loses no more answers than these
SOURCE = "geocode"
USER_AGENT = "station-locator"


@click.command(epilog="例 example:  locator geocode --provider amap --limit 5000")
@click.option("--provider", type=click.Choice([*ADAPTERS]), help="只问这一家 ask only this one")
@click.option("--limit", type=click.IntRange(1), help="最多几处 how many stations at most")
@json_option
def geocode(provider: str | None, limit: int | None, *, as_json: bool) -> None:
    """给没有确切位置的站点定位 Place what has no exact position; run it again tomorrow to go on."""
    settings = _settings(provider)
    with closing(open_store(settings.database_url)) as store:
        told = _placed(store, settings, limit)
    note(
        f"定位 {told['placed']} 处,待查 {told['review']} 处 placed {told['placed']}, to review {told['review']}"
    )
    for name, why in told["resting"].items():
        note(f"{name}: {why}")
    if as_json:
        print_json(told)


def _settings(provider: str | None) -> Settings:
    settings = read_settings()
    return settings if provider is None else settings.model_copy(update={"geocoders": (provider,)})


def _placed(store: Store, settings: Settings, limit: int | None) -> dict:  # type: ignore[type-arg]
    counts = {"placed": 0, "review": 0}
    with json_client(USER_AGENT) as fetch:
        chain = chain_of(settings, offline_geocoder(settings), store.geocodes, fetch)
        pending: list[tuple[StationChange, tuple[Review, ...]]] = []
        _revision, stations = store.snapshot()
        before = {station.id: station for station in stations}
        for found in place_all(stations, chain, limit, wanting=has_no_exact_place):
            reviews = tuple(
                Review("geocode", (found.station.id,), {"address": found.station.full_address}, [doubt])
                for doubt in ({"zh": one.zh, "en": one.en} for one in found.placed.doubts)
            )
            pending.append(
                (StationChange(found.station.id, before[found.station.id], found.station), reviews)
            )
            counts["placed"] += found.station.placement != before[found.station.id].placement
            counts["review"] += bool(reviews)
            if len(pending) >= AT_ONCE:
                _write(store, pending)
        _write(store, pending)
        return {**counts, "resting": {name: str(why) for name, why in chain.resting.items()}}


def _write(store: Store, pending: list[tuple[StationChange, tuple[Review, ...]]]) -> None:
    if pending:
        changes = [change for change, _reviews in pending]
        store.apply(
            changes, source=SOURCE, actor=ACTOR, reviews=[one for _c, reviews in pending for one in reviews]
        )
        pending.clear()

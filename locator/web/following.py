"""What is served now: made ready when the process starts, and anew whenever the registry moves."""

import logging
from datetime import datetime
from threading import Thread
from time import perf_counter

from locator.building import building, settled
from locator.clusters import layout_of
from locator.geocode.gazetteer import Gazetteer
from locator.logs import of_error, tell, tell_error
from locator.lookup import CHINA
from locator.maps import basemap
from locator.search import gazetteer
from locator.serving.builder import refreshed
from locator.serving.follower import Follower
from locator.serving.snapshots import Snapshot
from locator.settings import Settings
from locator.web.metrics import Metrics
from locator.web.readiness import Readiness
from locator.web.state import State

_log = logging.getLogger(__name__)


def following(settings: Settings, metrics: Metrics, readiness: Readiness) -> Follower[State]:
    """The state that is served, with a thread that follows the registry; a missing snapshot is made here.

    Raises:
        StoreError: the database can't be read.
    """
    snapshots = refreshed(settings.snapshot_folder, settings.database_url)
    before: list[State] = []

    def prepared(snapshot: Snapshot) -> State:
        begun = perf_counter()
        made = State.of(settings, snapshot, *before)
        if before:
            warm_up(made)
            _tell(made, begun)
            metrics.refreshed(perf_counter() - begun)
        else:  # nobody waits for what only some visitors ask
            Thread(target=_start, args=(made, begun, readiness), name="warm-up", daemon=True).start()
        before[:] = [made]
        return made

    follower = Follower(snapshots, prepared)
    follower.start()
    return follower


def _start(made: State, begun: float, readiness: Readiness) -> None:
    try:
        warm_up(made)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told; the rest of the service may well answer
        readiness.reason = f"缺少数据 something is missing: {of_error(error)['error']}"
        tell_error(_log, error)
    else:
        settled()
        readiness.reason = None
        _tell(made, begun)


def _tell(made: State, begun: float) -> None:
    catalog, seconds = made.catalog, round(perf_counter() - begun, 3)
    tell(_log, "snapshot served", version=catalog.version, stations=len(catalog), seconds=seconds)


def warm_up(held: State) -> None:
    """Load what the first visitor would else wait for: gazetteer, names, hours, the map's marks, its names, streets."""
    held.finder  # noqa: B018 - laid out when it is looked at
    held.catalog.opening(datetime.now(CHINA))
    layout_of(held.catalog)
    held.geocoder.locate("中国")
    held.places.prepare()
    basemap.tile(4, 12, 6)
    held.networks.prepare()


def preload() -> None:
    """Load what does not hang on the registry: processes that are forked from one that did so share it."""
    with building():
        Gazetteer.bundled().locate("中国")
        gazetteer()
        basemap.tile(4, 12, 6)

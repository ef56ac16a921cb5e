"""Keeping up with the registry: when it has moved on, it is read anew, beside the reading that answers meanwhile.

So a notice of a typhoon is on the pages within seconds, and nobody restarts anything.
"""

from collections.abc import Callable
from contextlib import closing
from threading import Lock, Thread
from time import monotonic

from flask import Flask

from locator.errors import StoreError
from locator.settings import Settings
from locator.store import open_store
from locator.web.state import EXTENSION, State, read_state, state

Prepare = Callable[[State], object]
LOOK_EVERY_S = 5.0
PATIENCE_S = 0.5
"""So long the request that looks waits for what is new: enough to look, and to read a small registry."""
CARRIED_OVER = ("geocoder", "networks")
"""What was loaded for the reading before and does not hang on the registry."""


class Renewal:
    """Looks, when somebody asks the service something, whether the registry is still the one that was read.

    It looks at most every so many seconds, in a thread of its own; a registry that can't be read is as it was.
    """

    def __init__(
        self, app: Flask, settings: Settings, prepare: Prepare, every_s: float = LOOK_EVERY_S
    ) -> None:
        self._app = app
        self._settings = settings
        self._prepare = prepare
        self._every_s = every_s
        self._looking = Lock()
        self._looked_at = monotonic()

    def look(self) -> Thread | None:
        """Begin to look, where it is time to; the thread that does."""
        if monotonic() - self._looked_at < self._every_s or not self._looking.acquire(blocking=False):
            return None
        looker = Thread(target=self._renew, daemon=True)
        looker.start()
        return looker

    def _renew(self) -> None:
        try:
            with closing(open_store(self._settings.database_url)) as store:
                if store.revision() != state(self._app).catalog.version:
                    self._replace(read_state(self._settings, store))
        except StoreError as error:
            self._app.logger.warning("the registry could not be read again: %s", error)
        finally:
            self._looked_at = monotonic()
            self._looking.release()

    def _replace(self, fresh: State) -> None:
        loaded = vars(state(self._app))
        vars(fresh).update({name: loaded[name] for name in CARRIED_OVER if name in loaded})
        self._prepare(fresh)
        self._app.extensions[EXTENSION] = fresh


def register(app: Flask, settings: Settings, prepare: Prepare, every_s: float = LOOK_EVERY_S) -> None:
    """Let every request to an app be an occasion to look; `prepare` is done to a new reading before it answers."""
    renewal = Renewal(app, settings, prepare, every_s)

    @app.before_request
    def look() -> None:
        if looker := renewal.look():
            looker.join(PATIENCE_S)

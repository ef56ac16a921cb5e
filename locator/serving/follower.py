"""Following the registry in a serving process: the newest version is opened beside the present one, then swapped in."""

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from locator.serving.snapshots import Snapshot, Snapshots

T = TypeVar("T")
EVERY_S = 0.1
_log = logging.getLogger(__name__)


class Follower(Generic[T]):
    """What a process serves, made of the newest snapshot.

    Attributes:
        present: what is served now. Whoever answers a request takes it once and keeps to it.
    """

    def __init__(self, snapshots: Snapshots, made_of: Callable[[Snapshot], T]) -> None:
        """`made_of` prepares what is served; it runs beside the requests, so nothing waits for it.

        Raises:
            OSError, ValueError: there is no version yet, or it can't be opened.
        """
        self._snapshots = snapshots
        self._made_of = made_of
        self._stop = threading.Event()
        self._name = snapshots.newest() or ""
        self.present = made_of(snapshots.opened(self._name))

    def start(self) -> None:
        """Look for newer versions from now on, in a thread that ends with the process."""
        threading.Thread(target=self._follow, name="snapshot-follower", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def look(self) -> bool:
        """Swap in the newest version where there is a newer one; whether there was."""
        name = self._snapshots.newest()
        if name is None or name == self._name:
            return False
        self.present = self._made_of(self._snapshots.opened(name))
        self._name = name
        return True

    def _follow(self) -> None:
        while not self._stop.wait(EVERY_S):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - whatever it is, what is served stays; the next look may succeed
                _log.warning("the newest snapshot can't be opened: %s", error)

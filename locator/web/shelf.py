"""Answers that are kept for as long as the registry stays as it is."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from weakref import ref

from locator.catalog import Catalog


class Shelf:
    """The answers last given about one catalog; another catalog empties it. For many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._catalog: ref[Catalog] | None = None  # weak: a catalog that is not served any more may go
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, catalog: Catalog, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The answer that is known for a key, else the one made now."""
        with self._lock:
            if self._catalog is None or self._catalog() is not catalog:
                self._catalog, self._answers = ref(catalog), OrderedDict()
            known = self._answers.get(key)
        answer = make() if known is None else known
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

"""What phones keep for when there is no network: packs of stations."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock

import orjson
from flask import Blueprint, Flask, Response, current_app, request

from locator.catalog import Catalog
from locator.lookup import CHINA
from locator.packs import FORM, Cell, pack
from locator.station import Record
from locator.web import params
from locator.web.state import state

offline = Blueprint("offline", __name__)
PACKS = "packs"
MOST_PACKS = 64  # some 400 kB each


class Shelf:
    """The answers last given about one catalog; another catalog empties it. For many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._catalog: Catalog | None = None
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, catalog: Catalog, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The answer that is known for a key, else the one made now."""
        with self._lock:
            if self._catalog is not catalog:
                self._catalog, self._answers = catalog, OrderedDict()
            known = self._answers.get(key)
        answer = make() if known is None else known
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer


def register(app: Flask) -> None:
    """The doors of this module, and the shelf for what they answer."""
    app.extensions[PACKS] = Shelf(MOST_PACKS)
    app.register_blueprint(offline)


class NoParameter(Record):
    """A resource that takes none."""


@offline.get("/api/v1/packs/<cell_id>")
def pack_of_cell(cell_id: str) -> Response:
    """The stations round a square of a twentieth of a degree, with when they are open in the coming three weeks."""
    params.read(NoParameter, request)
    cell, catalog, now = Cell.of(cell_id), state(current_app).catalog, datetime.now(CHINA)
    day = f"{FORM}.{catalog.version}.{now:%Y%m%d}"
    if known := _known(day):
        return Response(status=304, content_type="application/json", headers={"ETag": known})
    shelf: Shelf = current_app.extensions[PACKS]
    body = shelf.get(catalog, (cell, day), lambda: orjson.dumps(pack(catalog, cell, now)))
    return Response(body, content_type="application/json", headers={"ETag": f'"{day}"'})


def _known(tag: str) -> str | None:
    """What the browser sent of this tag; behind a colon stands how its copy was compressed."""
    sent = (known for known in request.if_none_match if known.partition(":")[0] == tag)
    return next((f'"{known}"' for known in sent), None)

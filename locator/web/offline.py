"""What phones keep for when there is no network: packs of stations."""

from datetime import datetime

import orjson
from flask import Blueprint, Flask, Response, current_app, request

from locator.lookup import CHINA
from locator.packs import FORM, Cell, pack
from locator.station import Record
from locator.web import params
from locator.web.shelf import Shelf
from locator.web.state import state

offline = Blueprint("offline", __name__)
PACKS = "packs"
MOST_PACKS = 64  # some 400 kB each


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

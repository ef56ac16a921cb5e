"""Vector tiles of the stations, for maps that are not ours."""

from flask import Blueprint, Flask, Response, current_app, request

from locator.browse import TraitFilter
from locator.clusters import MEDIA_TYPE, vector_tile
from locator.maps.mercator import Tile
from locator.web import params
from locator.web.shelf import Shelf
from locator.web.state import state

tiles = Blueprint("tiles", __name__)
TILES = "tiles"
MOST_TILES = 512  # some 15 kB each, 40 kB at most


def register(app: Flask) -> None:
    """The door of this module, and the shelf for what it answers."""
    app.extensions[TILES] = Shelf(MOST_TILES)
    app.register_blueprint(tiles)


@tiles.get("/tiles/<int:z>/<int:x>/<int:y>.mvt")
def tile(z: int, x: int, y: int) -> Response:
    """The stations of a tile; nothing where there are none. Its tag holds until the tile itself changes."""
    query, where = params.read(TraitFilter, request), Tile(z, x, y)
    catalog = state(current_app).catalog
    shelf: Shelf = current_app.extensions[TILES]
    body = shelf.get(catalog, (where, query.filter), lambda: vector_tile(catalog, where, query))
    return Response(body, content_type=MEDIA_TYPE) if body else Response(status=204)

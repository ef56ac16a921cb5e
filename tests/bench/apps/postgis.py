"""What one would write first: the database sorts by distance, the view joins what it found.

It does less than the service: no filter, no open state, no metres, and its cards are prepared too.
"""

import os
from functools import partial

import psycopg
from flask import Flask, Response, request
from sqlalchemy.pool import QueuePool

from locator.export.geojson import MEDIA_TYPE
from tests.bench.served import PATH

NEAREST = "SELECT card FROM stations ORDER BY geom <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326) LIMIT %s"


def preload() -> None:
    """It has nothing that its processes could share."""


def create_app() -> Flask:
    pool = QueuePool(
        partial(psycopg.connect, os.environ["BENCH_POSTGIS"], autocommit=True), reset_on_return=None
    )
    app = Flask(__name__)

    @app.get(PATH)
    def nearest() -> Response:
        asked = request.args
        point = float(asked["lon"]), float(asked["lat"]), int(asked.get("k", 5))
        connection = pool.connect()
        try:
            cards = [card + b"}}" for (card,) in connection.cursor().execute(NEAREST, point, binary=True)]
        finally:
            connection.close()
        body = b'{"type":"FeatureCollection","features":[%b]}' % b",".join(cards)
        return Response(body, content_type=MEDIA_TYPE)

    return app

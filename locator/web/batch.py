"""The nearest stations to very many points at once."""

from collections.abc import Iterator

import orjson
from flask import Blueprint, Response, current_app, request

from locator.batch import Batch, BatchQuery
from locator.web import params
from locator.web.state import state

batches = Blueprint("batches", __name__, url_prefix="/api/v1")
LARGEST_BODY = 8 * 1024 * 1024  # 100,000 points with all the digits that a computer writes


@batches.post("/nearest:batch")
def nearest_to_points() -> Response:
    """The nearest stations to each point, in columns."""
    request.max_content_length = LARGEST_BODY
    query = params.read(BatchQuery, request)
    return Response(_json(Batch(state(current_app).catalog, query)), content_type="application/json")


def _json(batch: Batch) -> Iterator[bytes]:
    """One JSON object, written as it goes."""
    opening = b"{"
    for name, pieces in batch.columns().items():
        yield opening + orjson.dumps(name) + b":["
        for number, piece in enumerate(pieces):
            yield (b"," if number else b"") + orjson.dumps(piece)[1:-1]
        opening = b"],"
    yield b"]}\n"

"""Answers are sent compressed to whoever can read that: brotli, else gzip."""

from functools import lru_cache
from http import HTTPStatus

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

from locator.web.versions import is_for_ever

ALGORITHMS = ["br", "gzip"]
MEDIA_TYPES = [
    "application/geo+json",
    "application/json",
    "application/ld+json",
    "application/manifest+json",
    "application/problem+json",
    "application/vnd.mapbox-vector-tile",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
]
LEAST_BYTES = 500  # below, a packet is a packet
BROTLI_QUALITY = 5  # a neighbourhood's pack: 15 ms, 8 % smaller than with 4
BEST_QUALITY = 11  # the pages' files: 10 % smaller than with 5, half a second for all of them


def register(app: Flask) -> None:
    """Compress what this app answers.

    Flask runs what comes after a request in the order opposite to that of registering: register this first, so that
    it sees the answer with the ETag of its plain form. A compressed form has a tag of its own.
    """
    app.config.update(
        COMPRESS_ALGORITHM=ALGORITHMS,
        COMPRESS_ALGORITHM_STREAMING=ALGORITHMS,
        COMPRESS_MIMETYPES=MEDIA_TYPES,
        COMPRESS_MIN_SIZE=LEAST_BYTES,
        COMPRESS_BR_LEVEL=BROTLI_QUALITY,
        COMPRESS_REGISTER=False,
    )
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        if response.status_code == HTTPStatus.PARTIAL_CONTENT:
            return response  # a range of the plain form
        if response.direct_passthrough and response.mimetype in MEDIA_TYPES:
            _read(response)
        if is_for_ever(response) and response.mimetype in MEDIA_TYPES and request.accept_encodings["br"]:
            _squeeze(response)
        answer: Response = compress.after_request(response)
        return answer


def _read(response: Response) -> None:
    """A file's content in place of the file, which the library would leave open."""
    response.direct_passthrough = False
    response.make_sequence()
    response.close()


def _squeeze(response: Response) -> None:
    """As small as it gets: what is kept for ever is compressed once and sent often."""
    response.set_data(_squeezed(response.get_data()))
    response.headers["Content-Encoding"] = "br"
    tag, _is_weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}:br")
    response.make_conditional(request)


@lru_cache(maxsize=256)
def _squeezed(content: bytes) -> bytes:
    squeezed: bytes = brotli.compress(content, quality=BEST_QUALITY)
    return squeezed

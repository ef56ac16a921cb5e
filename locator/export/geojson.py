"""GeoJSON (RFC 7946): WGS84, longitude first, streamed feature by feature."""

from collections.abc import Iterable, Iterator

import orjson

from locator.export.features import Feature

MEDIA_TYPE = "application/geo+json"


def write(features: Iterable[Feature]) -> Iterator[bytes]:
    """A FeatureCollection in pieces, one feature a piece, so that a large one never stands in memory whole."""
    yield b'{"type":"FeatureCollection","features":['
    for number, feature in enumerate(features):
        yield (b",\n" if number else b"\n") + orjson.dumps(feature)
    yield b"\n]}\n"

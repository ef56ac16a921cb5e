"""GeoJSON, whole or one feature a line, read feature by feature with its properties as they are.

Read here and not through GDAL, which turns objects into text and text that looks like a date into a date: what this
service exports comes back as it went out.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

import shapely

from locator.errors import InvalidInput, LocatorError
from locator.intake.draft import Fault
from locator.intake.readers.content import Content, unreadable
from locator.intake.readers.crs import Degrees, degrees_of
from locator.intake.readers.encoding import encoding_of, text_of
from locator.intake.readers.jsonstream import JsonStream
from locator.intake.readers.table import MAX_COLUMNS, Form, Row, Spot, Table

Members = dict[str, Any]
Opened = Callable[[JsonStream, Members], Iterator[Any]]

NOT_A_FEATURE = Fault(
    "",
    "not_a_feature",
    "这一项不是 GeoJSON 要素",
    "this is no GeoJSON feature",
    "写成 type 为 Feature 的对象",
    "write an object of type Feature",
)
BAD_GEOMETRY = Fault(
    "",
    "geometry_unreadable",
    "几何读不懂",
    "the geometry can't be read",
    "写成 Point,经度在前",
    "write a Point, longitude first",
)


def read_geojson(content: Content) -> Table:
    """The features of a GeoJSON file; the feature's own id is the column `id`.

    Raises:
        InvalidInput: it is no GeoJSON, or in coordinates that can't be turned into degrees.
    """
    return _table(content, _collection, "geojson")


def read_sequence(content: Content) -> Table:
    """The features of a file that has one GeoJSON object a line, with or without record separators."""
    return _table(content, _sequence, "sequence")


def _table(content: Content, opened: Opened, kind: str) -> Table:
    members: Members = {}
    names: dict[str, None] = {}
    with _stream(content) as stream:
        for feature in opened(stream, members):
            names.update(dict.fromkeys(_cells_of(feature)))
            if len(names) > MAX_COLUMNS:
                raise unreadable(content.name, f"多于 {MAX_COLUMNS} 列 more than {MAX_COLUMNS} columns")
    header = tuple(names)
    degrees = degrees_of(_crs_name(members) or "OGC:CRS84", content.name)

    def features() -> Iterator[tuple[int, Any]]:
        with _stream(content) as stream:
            yield from enumerate(opened(stream, {}), 1)

    def rows() -> Iterator[Row]:
        return (_row(number, feature, header, degrees) for number, feature in features())

    return Table(
        content.name,
        header,
        rows,
        Form(kind),
        has_geometry=True,
        datum=_told_datum(members) or degrees.datum,
        features=features,
        members={} if kind == "sequence" or members.get("type") == "Feature" else members,
    )


@contextmanager
def _stream(content: Content) -> Iterator[JsonStream]:
    with text_of(content, encoding_of(content)) as text:
        try:
            yield _started(text)
        except LocatorError:
            raise
        except (ValueError, RecursionError) as error:
            why = f"JSON 读不懂 can't be read as JSON: {str(error)[:200]}"
            raise unreadable(content.name, why, "检查文件是否完整 see whether the file is whole") from None


def _started(text: TextIO) -> JsonStream:
    return JsonStream(text)


def _collection(stream: JsonStream, members: Members) -> Iterator[Any]:
    """The features, and in passing the other members of the collection; a lone feature is a collection of one."""
    found = False
    stream.take("{")
    while not stream.skip("}"):
        key = stream.value()
        stream.take(":")
        if key == "features" and stream.peek() == "[":
            found = True
            yield from stream.items()
        else:
            members[str(key)] = stream.value()
        if not stream.skip(","):
            stream.take("}")
            break
    if not found:
        yield _lone(members)


def _lone(members: Members) -> Members:
    if members.get("type") == "Feature":
        return members
    raise InvalidInput(
        "不是 GeoJSON 要素集 no GeoJSON feature collection",
        field="features",
        remedy="应为 FeatureCollection it should be a FeatureCollection",
    )


def _sequence(stream: JsonStream, members: Members) -> Iterator[Any]:
    members.clear()
    while stream.peek():
        yield stream.value()


def _cells_of(feature: Any) -> Mapping[str, Any]:
    """The properties, the feature's id before them unless a property bears that name."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    return {"id": feature["id"], **properties} if feature.get("id") is not None else properties


def _row(number: int, feature: Any, header: tuple[str, ...], degrees: Degrees) -> Row:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Row(number, [None] * len(header), faults=(NOT_A_FEATURE,))
    told = _cells_of(feature)
    cells = [told.get(name) for name in header]
    try:
        return Row(number, cells, _spot(feature.get("geometry"), degrees))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, shapely.errors.ShapelyError):
        return Row(number, cells, faults=(BAD_GEOMETRY,))


def _spot(geometry: Any, degrees: Degrees) -> Spot | None:
    if geometry is None:
        return None
    if geometry["type"] == "Point":
        if not geometry["coordinates"]:
            return None
        lon, lat = geometry["coordinates"][:2]
        return Spot(*degrees.point(float(lon), float(lat)))
    shape = shapely.geometry.shape(geometry)
    if shape.is_empty:
        return None
    inside = shape.representative_point()
    return Spot(
        *degrees.point(inside.x, inside.y),
        exact=shape.geom_type == "MultiPoint" and shapely.get_num_geometries(shape) == 1,
    )


def _crs_name(members: Members) -> str | None:
    """The name in the `crs` member that GeoJSON had before RFC 7946."""
    crs = members.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None


def _told_datum(members: Members) -> str | None:
    """The datum that the file itself names beside its features, as exports in other datums do."""
    metadata = members.get("metadata")
    told = members.get("datum") or (metadata.get("datum") if isinstance(metadata, dict) else None)
    return (
        told.lower()
        if isinstance(told, str) and told.lower() in ("wgs84", "gcj02", "bd09", "cgcs2000")
        else None
    )

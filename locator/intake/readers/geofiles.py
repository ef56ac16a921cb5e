"""Map files that GDAL reads: GeoPackage, Shapefile (zipped too), KML, KMZ, GPX, FlatGeobuf."""

import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely

from locator.errors import LocatorError
from locator.intake.columns.names import words
from locator.intake.draft import Fault
from locator.intake.readers.content import Content, unreadable
from locator.intake.readers.crs import Degrees, degrees_of
from locator.intake.readers.shapefile import dbf_encoding, unpacked
from locator.intake.readers.shapes import spots_of
from locator.intake.readers.table import Form, Row, Table

BATCH = 50_000
WAYPOINTS = {"gpx": ("waypoints",)}
"""The layers that hold places, of formats whose layers are fixed."""

ALL_LAYERS = frozenset({"kml", "kmz"})
"""Formats whose layers are folders that people made: all are read."""


def read_geofile(content: Content, kind: str, layer: str | None = None) -> Table:
    """The features of one layer: the one named, else the first; of KML all folders.

    Raises:
        InvalidInput: the file is damaged, has no such layer, or lies in an unknown reference system.
    """
    with _dataset(content, kind) as (source, encoding):
        present = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
        layers = _chosen(content.name, kind, present, layer)
        infos = [pyogrio.read_info(source, layer=name, encoding=encoding) for name in layers]
    names = dict.fromkeys(field for info in infos for field in info["fields"])
    header = tuple(name for name in names if name not in words("drawing").get(kind, ()))
    degrees = [degrees_of(info["crs"], content.name) for info in infos]

    def rows() -> Iterator[Row]:
        with _dataset(content, kind) as (source, encoding):
            number = 0
            for name, turn in zip(layers, degrees, strict=True):
                for row in _layer_rows(source, name, encoding, header, turn):
                    number += 1
                    yield row._replace(line=number)

    unread = () if layer else _unread(present, layers)
    datum = degrees[0].datum
    return Table(content.name, header, rows, Form("geo"), has_geometry=True, datum=datum, notices=unread)


@contextmanager
def _dataset(content: Content, kind: str) -> Iterator[tuple[Any, str | None]]:
    """What GDAL can open, and the encoding of its texts where the file does not tell."""
    try:
        with warnings.catch_warnings(), _opened(content, kind) as source:
            warnings.simplefilter("ignore")  # GDAL's remarks on odd but readable files
            yield source, dbf_encoding(source) if str(source).endswith(".shp") else None
    except LocatorError:
        raise
    except (*_FAILURES, *_ERRORS) as error:
        why = f"地图文件读不懂或已损坏 the map file can't be read: {str(error)[:200]}"
        raise unreadable(
            content.name, why, "用 QGIS 另存为 GeoPackage save it anew, as GeoPackage, with QGIS"
        ) from None


_ERRORS = tuple(vars(pyogrio.errors)[name] for name in dir(pyogrio.errors) if name.endswith("Error"))
_FAILURES = (
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    shapely.errors.ShapelyError,
)


@contextmanager
def _opened(content: Content, kind: str) -> Iterator[Any]:
    if kind == "shapezip":
        with tempfile.TemporaryDirectory() as folder:
            yield unpacked(content, Path(folder))
    elif content.path is not None and content.suffix == f".{kind}":
        yield content.path
    else:
        with tempfile.TemporaryDirectory() as folder, content.open() as file:
            named = Path(folder) / f"list.{kind}"  # GDAL tells some drivers by the suffix
            named.write_bytes(file.read())
            yield named


def _chosen(file: str, kind: str, present: Sequence[str], layer: str | None) -> Sequence[str]:
    if not present:
        raise unreadable(file, "没有图层 has no layer", "选择有数据的文件 give one with features in it")
    if layer is not None:
        if layer not in present:
            raise unreadable(file, f"没有图层 {layer} has no layer {layer!r}", "有 has " + "、".join(present))
        return [layer]
    if kind in ALL_LAYERS:
        return present
    return [name for name in WAYPOINTS.get(kind, ()) if name in present] or present[:1]


def _unread(present: Sequence[str], layers: Sequence[str]) -> tuple[Fault, ...]:
    names = "、".join(name for name in present if name not in layers)
    if not names:
        return ()
    zh, en = f"没有读这些图层:{names}", f"these layers were not read: {names}"
    return (Fault("", "layers_unread", zh, en, "用 --sheet 指名", "name one with --sheet"),)


def _layer_rows(
    source: Any, layer: str, encoding: str | None, header: tuple[str, ...], degrees: Degrees
) -> Iterator[Row]:
    start = 0
    while True:
        meta, _, shapes, fields = pyogrio.raw.read(
            source, layer=layer, encoding=encoding, skip_features=start, max_features=BATCH, force_2d=True
        )
        count = len(fields[0]) if fields else len(shapes) if shapes is not None else 0
        columns = dict(zip(meta["fields"], fields, strict=True))
        spots = (
            spots_of(shapely.from_wkb(shapes, on_invalid="ignore"), degrees)
            if shapes is not None
            else [None] * count
        )
        lists = [_listed(columns[name]) if name in columns else [None] * count for name in header]
        cells = zip(*lists, strict=True) if lists else iter([()] * count)
        yield from (Row(0, list(row), spot) for row, spot in zip(cells, spots, strict=True))
        start += count
        if count < BATCH:
            return


def _listed(values: Any) -> list[Any]:
    """A column as plain Python values; what is missing is None."""
    if values.dtype.kind == "M":
        return [None if value is None else value for value in values.astype("datetime64[ms]").tolist()]
    listed: list[Any] = values.tolist()
    return [None if isinstance(value, float) and value != value else value for value in listed]  # noqa: PLR0124 NaN

"""GeoParquet, through pyarrow, which is an extra of this package."""

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import shapely

from locator.errors import LocatorError
from locator.intake.readers.content import Content, unreadable
from locator.intake.readers.crs import Degrees, degrees_of
from locator.intake.readers.shapes import spots_of
from locator.intake.readers.table import Form, Row, Table

BATCH = 20_000


def read_parquet(content: Content) -> Table:
    """The features of a GeoParquet file, or the rows of a Parquet file without geometry.

    Raises:
        InvalidInput: it is damaged, or pyarrow is not installed.
    """
    with _file(content) as file:
        geometry, crs = _geometry(file.schema_arrow)
        header = tuple(name for name in file.schema_arrow.names if name != geometry)
    degrees = degrees_of(crs, content.name)

    def rows() -> Iterator[Row]:
        with _file(content) as file:
            number = 0
            for batch in file.iter_batches(batch_size=BATCH):
                for row in _rows(batch, header, geometry, degrees):
                    number += 1
                    yield row._replace(line=number)

    named = geometry is not None
    return Table(
        content.name, header, rows, Form("geo"), has_geometry=named, datum=degrees.datum if named else None
    )


@contextmanager
def _file(content: Content) -> Iterator[Any]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise unreadable(
            content.name, "读 GeoParquet 需要 pyarrow reading GeoParquet needs pyarrow", "pip install pyarrow"
        ) from None
    try:
        with content.open() as file, parquet.ParquetFile(file) as opened:
            yield opened
    except LocatorError:
        raise
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        NotImplementedError,
        shapely.errors.ShapelyError,
    ) as error:
        why = f"Parquet 文件读不懂 can't be read as Parquet: {str(error)[:200]}"
        raise unreadable(content.name, why, "重新导出 export it again") from None


def _geometry(schema: Any) -> tuple[str | None, Any]:
    """The name of the geometry's column and its reference system; without one told that is OGC:CRS84."""
    told = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    name = told.get("primary_column")
    if name is None:
        return None, None
    column = told["columns"][name]
    if column.get("encoding") != "WKB":
        raise ValueError(f"geometry encoded as {column.get('encoding')}, not as WKB")
    return name, column.get("crs", "OGC:CRS84")


def _rows(batch: Any, header: tuple[str, ...], geometry: str | None, degrees: Degrees) -> Iterator[Row]:
    columns = [batch.column(name).to_pylist() for name in header]
    spots: list[Any] = [None] * batch.num_rows
    if geometry is not None:
        shapes = shapely.from_wkb(batch.column(geometry).to_numpy(zero_copy_only=False), on_invalid="ignore")
        spots = spots_of(shapes, degrees)
    cells = zip(*columns, strict=True) if columns else iter([()] * batch.num_rows)
    yield from (Row(0, list(row), spot) for row, spot in zip(cells, spots, strict=True))

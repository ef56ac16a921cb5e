"""Where the bytes of a list come from, and what kind of file they make, told by the bytes and not by the name."""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from locator.errors import InvalidInput

STDIN = "-"
MAX_STDIN_BYTES = 1 << 30
MAX_UNZIPPED_BYTES = 2 << 30
HEAD_BYTES = 1 << 16

KNOWN = "CSV TSV XLSX XLS ODS GeoJSON GeoJSONL GPKG SHP (zip) KML KMZ GPX FGB Parquet"
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".tab", ""})


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one source: a file, or standard input held in memory, which may be read again and again."""

    name: str
    path: Path | None = None
    data: bytes = field(default=b"", repr=False)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, from the start.

        Raises:
            InvalidInput: the file can't be read.
        """
        if self.path is None:
            yield BytesIO(self.data)
            return
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise unreadable(self.name, error.strerror or str(error)) from None
        with file:
            yield file

    @property
    def suffix(self) -> str:
        """The name's last suffix, in small letters, with its dot."""
        return Path(self.name).suffix.lower()

    def head(self) -> bytes:
        """The first bytes, enough to tell the kind."""
        with self.open() as file:
            return file.read(HEAD_BYTES)


def unreadable(name: str, why: str, remedy: str = "") -> InvalidInput:
    """The error of a file that can't be read, naming it and the way out."""
    return InvalidInput(f"{name}: {why}", field=name, remedy=remedy)


def standard_input() -> Content:
    """What standard input holds, read to its end.

    Raises:
        InvalidInput: it is empty, or larger than a gibibyte.
    """
    data = sys.stdin.buffer.read(MAX_STDIN_BYTES + 1)
    if len(data) > MAX_STDIN_BYTES:
        raise unreadable(STDIN, "标准输入太大 standard input is too large", "存成文件 save it as a file")
    return Content(STDIN, data=data)


def kind_of(content: Content) -> str:
    """One word for the kind: text, sheets, geojson, sequence, parquet, shapezip, or a driver's suffix such as gpkg.

    Raises:
        InvalidInput: the file is empty, can't be read, or is of no kind that is read here.
    """
    head = content.head()
    if not head.strip(b"\x00 \t\r\n"):
        raise unreadable(
            content.name, "文件是空的 the file is empty", "选择有数据的文件 give one with rows in it"
        )
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind(content) if callable(kind) else kind
    return _text_kind(content, head)


def _zip_kind(content: Content) -> str:
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise unreadable(
            content.name, "压缩包已损坏 the zip container is damaged", "重新保存 save it again"
        ) from None
    if sum(member.file_size for member in members) > MAX_UNZIPPED_BYTES:
        raise unreadable(content.name, "解压后太大 too large when unpacked", "拆成几个文件 split it")
    names = [member.filename.lower() for member in members]
    for kind, pattern in _ZIP_MEMBERS.items():
        if any(re.search(pattern, name) for name in names):
            return kind
    raise unreadable(
        content.name, "压缩包里没有可读的表 nothing readable in the zip", f"读这些 reads: {KNOWN}"
    )


def _text_kind(content: Content, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _json_kind(content.suffix, start)
    if start.startswith(b"<"):
        return _xml_kind(content.name, start)
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or content.suffix in TEXT_SUFFIXES
    if b"\x00" in head and not wide:
        raise unreadable(
            content.name, "不是可读的文件 of no kind that is read here", f"读这些 reads: {KNOWN}"
        )
    return "text"


def _json_kind(suffix: str, start: bytes) -> str:
    if suffix in (".geojsonl", ".geojsons", ".jsonl", ".ndjson"):
        return "sequence"
    first = start[:4096]
    several = re.search(rb"}\s*\n\s*{\s*\"type\"\s*:\s*\"Feature\"", start)
    return "sequence" if several and not re.match(rb"{[^{]*\"FeatureCollection\"", first) else "geojson"


def _xml_kind(name: str, start: bytes) -> str:
    root = re.match(rb"(?:<\?.*?\?>|<!--.*?-->|\s)*<(?:\w+:)?(\w+)", start, re.DOTALL)
    kind = root[1].decode("ascii", "replace").lower() if root else ""
    if kind not in ("kml", "gpx"):
        raise unreadable(
            name, "是网页或其他 XML some web page or other XML", "另存为 XLSX 或 CSV save it as XLSX or CSV"
        )
    return kind


_ZIP_MEMBERS = {
    "sheets": r"^xl/workbook\.(xml|bin)$|^content\.xml$",
    "shapezip": r"\.shp$",
    "kmz": r"\.kml$",
}
_MAGIC: tuple[tuple[bytes, str | Callable[[Content], str]], ...] = (
    (b"PK\x03\x04", _zip_kind),
    (b"\xd0\xcf\x11\xe0", "sheets"),
    (b"SQLite format 3\x00", "gpkg"),
    (b"fgb", "fgb"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"\x1e", "sequence"),
)

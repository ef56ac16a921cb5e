"""An OpenStreetMap file on the disk: its checksum, and what is told where it can't be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from locator.errors import InvalidInput
from locator.folders import sha256_of


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tells in words what pyosmium could not read.

    Raises:
        InvalidInput: the file is missing, broken, cut off, or no OpenStreetMap file.
    """
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise InvalidInput(
            f"{path.name} can't be read as an OpenStreetMap file: {error}",
            field="pbf",
            remedy="请重新下载 .osm.pbf 文件后再试 download the .osm.pbf again, whole, and add that",
        ) from error


def checksum_of(path: Path) -> str:
    """The checksum of the file's bytes, in hexadecimal.

    Raises:
        InvalidInput: it can't be opened.
    """
    try:
        return sha256_of(path)
    except OSError as error:
        raise InvalidInput(
            f"{path.name} can't be opened: {error.strerror}",
            field="pbf",
            remedy="请检查文件路径 check the path of the .osm.pbf",
        ) from error

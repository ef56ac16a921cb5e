"""Folders made of an operator's file: named after it, told apart by its checksum, moved into place as a whole."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

_SUFFIXES = re.compile(r"(?:\.osm)?\.(?:pbf|osm|o5m)(?:\.\w+)?$", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_NAME = 80


def name_of(file: Path) -> str:
    """The file's name without what says its kind, fit to be a folder's: city.osm.pbf is city."""
    return _UNSAFE.sub("_", _SUFFIXES.sub("", file.name)).strip("_")[:_LONGEST_NAME] or "extract"


def sha256_of(file: Path) -> str:
    """The checksum of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def meta_of(file: Path, its_format: int) -> dict[str, Any]:
    """What was written of a folder's content into a file there; empty where none is, or one of another format."""
    try:
        meta = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) and meta.get("format") == its_format else {}


@contextmanager
def moved_into_place(folder: Path) -> Iterator[Path]:
    """A new folder that becomes `folder` once all went well; whoever has the former one open keeps it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=".", suffix=".new", dir=folder.parent))
    made, former = work / "made", work / "former"
    try:
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(former)
        try:
            made.rename(folder)
        except OSError:
            if former.exists():
                former.rename(folder)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)

"""The table of files in README.md: size and SHA-256 of each, written by the build and checked by the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

BEGIN, END = "<!-- files: begin -->", "<!-- files: end -->"
HEADER = "| file | bytes | sha256 |\n|---|---:|---|"


def table(folder: Path, names: Iterable[str]) -> str:
    """The files' rows, in the order given."""
    rows = [
        f"| `{name}` | {len(data)} | `{hashlib.sha256(data).hexdigest()}` |"
        for name, data in _read(folder, names)
    ]
    return "\n".join([HEADER, *rows])


def _read(folder: Path, names: Iterable[str]) -> list[tuple[str, bytes]]:
    return [(name, (folder / name).read_bytes()) for name in names]


def written(readme: str, files: str) -> str:
    """The README with its table replaced."""
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}\n{files}\n{END}{rest.split(END)[1]}"


def stale(folder: Path) -> list[str]:
    """The files whose size or hash is not the one in README.md, and those that are gone."""
    text = (folder / "README.md").read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    rows = [row for row in text.strip().splitlines() if row.startswith("| `")]
    return [name for row in rows for name in [row.split("`")[1]] if not _is_current(folder, name, row)]


def _is_current(folder: Path, name: str, row: str) -> bool:
    return (folder / name).is_file() and table(folder, [name]).splitlines()[-1] == row

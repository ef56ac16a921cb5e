"""Very many short texts on disk, each read when it is asked for; processes that map the same files share them.

The texts stand one after the other in files that are never written again. A newer list of texts names the old
files and adds one of its own, so a small change costs little.
"""

import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

WHERE: Final = np.dtype([("file", "u4"), ("start", "u8"), ("length", "u4")])
"""Where one text stands: the file's number in the list, the first byte, how many bytes."""


class Texts(Sequence[bytes]):
    """The texts, in the order of `where`."""

    def __init__(self, files: Sequence[Path], where: NDArray[np.void]) -> None:
        """Maps the files.

        Raises:
            OSError: a file is missing.
            ValueError: a text would stand outside its file.
        """
        self.files = tuple(files)
        self.where = where
        self._maps = [_mapped(path) for path in files]
        sizes = np.array([len(one) for one in self._maps], dtype=np.uint64)
        if len(where) and (
            len(sizes) == 0 or (where["start"] + where["length"] > sizes[where["file"]]).any()
        ):
            raise ValueError("a file of texts is shorter than its list says")
        # plain Python numbers come out of a memoryview several times faster than out of an array
        self._file, self._start, self._length = (
            where[name].copy().data for name in ("file", "start", "length")
        )

    def __len__(self) -> int:
        return len(self.where)

    @overload
    def __getitem__(self, row: int) -> bytes: ...
    @overload
    def __getitem__(self, row: slice) -> list[bytes]: ...
    def __getitem__(self, row: int | slice) -> bytes | list[bytes]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        start = self._start[row]
        return self._maps[self._file[row]][start : start + self._length[row]]


class TextFile:
    """A new file of texts in the making."""

    def __init__(self, path: Path) -> None:
        """Raises FileExistsError where there is such a file: one that others may map is never written again."""
        self._file = path.open("xb")
        self._lengths: list[int] = []

    def add(self, texts: Iterable[bytes]) -> None:
        """Write more texts behind those that are there."""
        more = list(texts)
        self._file.write(b"".join(more))
        self._lengths += map(len, more)

    def close(self, number: int) -> NDArray[np.void]:
        """Finish the file; where its texts stand, in the file of that number."""
        self._file.close()
        where = np.empty(len(self._lengths), dtype=WHERE)
        where["file"], where["length"] = number, self._lengths
        where["start"] = np.cumsum(where["length"], dtype=np.uint64) - where["length"]
        return where


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""  # nothing can't be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

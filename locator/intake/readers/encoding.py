"""In which encoding a text file is written: UTF-8, UTF-16 or GB18030, told by its bytes."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TextIO

from locator.intake.readers.content import Content, unreadable

PIECE_BYTES = 1 << 20
TORN_SHARE = 0.1
"""At most so many of the bytes beyond ASCII may be broken in what is still called UTF-8."""


class Encoding(NamedTuple):
    """A codec's name and what it does with bytes it can't read.

    Where the codec allows, broken bytes stay in the text as lone surrogates and are written back as they were.
    """

    name: str
    errors: str = "surrogateescape"


_MARKS = (
    (codecs.BOM_UTF8, Encoding("utf-8-sig")),
    (codecs.BOM_UTF16_LE, Encoding("utf-16", "replace")),
    (codecs.BOM_UTF16_BE, Encoding("utf-16", "replace")),
)


def encoding_of(content: Content) -> Encoding:
    """The encoding of a text file; all of it is looked at, as the first Chinese word may come late."""
    head = content.head()
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    wide = _wide(head)
    if wide:
        return Encoding(wide, "replace")
    broken, beyond = _torn(content)
    return Encoding("utf-8" if broken <= TORN_SHARE * beyond else "gb18030")


@contextmanager
def text_of(content: Content, encoding: Encoding) -> Iterator[TextIO]:
    """The file as text, line ends as they are.

    Raises:
        InvalidInput: the file can't be read to its end.
    """
    with content.open() as file:
        text = io.TextIOWrapper(file, encoding=encoding.name, errors=encoding.errors, newline="")
        try:
            yield text
        except (OSError, UnicodeError) as error:
            raise unreadable(
                content.name, f"读不下去 can't be read on: {error}", "另存为 UTF-8 save as UTF-8"
            ) from None
        finally:
            text.detach()


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text, digits and commas is a zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = len(head) // 16
    if max(even, odd) <= max(least, 2) or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _torn(content: Content) -> tuple[int, int]:
    """How many bytes are broken when read as UTF-8, and how many bytes are beyond ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    broken = beyond = 0
    with content.open() as file:
        while piece := file.read(PIECE_BYTES):
            beyond += 0 if piece.isascii() else len(piece) - len(piece.translate(None, _BEYOND_ASCII))
            broken += _escaped(decoder.decode(piece))
    return broken + _escaped(decoder.decode(b"", final=True)), beyond


def _escaped(text: str) -> int:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return sum("\udc80" <= letter <= "\udcff" for letter in text)
    return 0


_BEYOND_ASCII = bytes(range(128, 256))

"""JSON text decoded value by value, so that a file larger than memory can be read."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

PIECE = 1 << 20
MAX_VALUE = 1 << 26
"""Characters of one value, such as a feature; a larger one is refused."""

_decode = json.JSONDecoder(strict=False).raw_decode


class JsonStream:
    """Reads JSON from a text file from the front; it stands before the next value, comma or bracket.

    Raises:
        ValueError: the text is no JSON at this place.
        RecursionError: it is nested too deep.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in " \t\r\n\x1e\ufeff":
                    return self._text[self._at]
                self._at += 1
            if self._ended:
                return ""
            self._more()

    def take(self, wanted: str) -> None:
        """Steps over one character, which must be the wanted one."""
        if self.peek() != wanted:
            raise ValueError(f"{wanted} expected, found {self.peek() or 'the end'}")
        self._at += 1

    def skip(self, character: str) -> bool:
        """Steps over a character if it comes next, and tells whether it did."""
        found = self.peek() == character
        self._at += found
        return found

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError:
                if self._ended or len(self._text) - self._at > MAX_VALUE:
                    raise
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._more()

    def items(self) -> Iterator[Any]:
        """The values of the array that comes next, one by one."""
        self.take("[")
        if self.skip("]"):
            return
        while True:
            yield self.value()
            if self.skip("]"):
                return
            self.take(",")

    def _more(self) -> None:
        rest = self._text[self._at :]
        piece = self._file.read(max(PIECE, len(rest)))
        self._ended = not piece
        self._text = rest + piece
        self._at = 0

"""Names and typed texts in one spelling: simplified characters and small letters, in words."""

import re

import numpy as np
from numpy.typing import NDArray

from locator.geocode.text import plain

LONGEST = 64
"""Of a longer text only so much is looked for."""

END = "\0"
_LETTERS = re.compile(r"[a-z]+|.", re.DOTALL)


def words(text: str) -> list[str]:
    """The words of a typed text, as names are spelled; none where nothing in it is a letter or a digit."""
    spelled = _spelled(text)[:LONGEST]
    return "".join(letter if letter.isalnum() else " " for letter in spelled).split()


def runs(word: str) -> list[str]:
    """A word as single characters and runs of Latin letters: 三亚wan is 三, 亚, wan."""
    return _LETTERS.findall(word)


def spelled_together(names: list[str]) -> NDArray[np.uint32]:
    """All names as one array of code points, with `END` after each; many times faster than one by one."""
    spelled = _spelled(END.join([name.replace(END, " ") for name in names]) + END)
    return np.frombuffer(spelled.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _spelled(text: str) -> str:
    return plain(text).casefold().replace("ü", "v")

"""Very many names in a few arrays, laid out so that what sounds or looks like a text is found without reading them."""

from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
import orjson
from numpy.typing import NDArray

from locator.search.readings import Readings
from locator.search.spelling import END, spelled_together
from locator.search.syllables import Sound

INSIDE, WORD_START, NAME_START = 0, 1, 2
LETTERS_LOOKED_AT = 3
_BASE = 27  # the Latin letters, and 0 for everything else
_WORD_ENDINGS = "省市区县州盟旗镇乡村路街道站"
"""Behind one of these in a name a word begins: 天涯区|三亚湾."""

ARRAYS: Final = ("text", "readings", "name_of", "start")
BUCKETS: Final = ("by_letter", "by_initials")
WORDS: Final = "words.json"

Int32 = NDArray[np.int32]
Uint16 = NDArray[np.uint16]


class Buckets(NamedTuple):
    """Positions in the text sorted by a key; `starts[key]` to `starts[key + 1]` are those of one key."""

    positions: Int32
    starts: Int32

    def of(self, first: int, last: int) -> Int32:
        """The positions of the keys from `first` to `last`."""
        return self.positions[self.starts[first] : self.starts[last + 1]]


class Names:
    """Names one behind the other, each with an end mark (letter 0) that nothing typed ever matches.

    Attributes:
        letters: the characters that occur, as numbers; what is in none of the names is in here neither.
        text: shape (n,), the number of each character.
        readings: shape (n,), the number of each character's set of readings in `sounds`.
        sounds: the sets of readings.
        name_of: shape (n,), to which of the names each character belongs.
        start: shape (n,), whether a name or a word starts there.
        by_letter: positions by character.
        by_initials: positions by the initials of the three characters from there, see `initials_key`.
    """

    def __init__(self, names: list[str]) -> None:
        spelled, self.text, self.start, self.name_of = _laid_out(names)
        self.letters = {letter: number for number, letter in enumerate(spelled)}
        self.readings, self.sounds = _read(self.text, spelled)
        self.by_letter = _bucketed(self.text, np.arange(len(self.text), dtype=np.int32), len(spelled))
        self.by_initials = _by_initials(self.readings, self.sounds)

    def save(self, folder: Path) -> None:
        """Write the layout, so that other processes need not make it again but map it."""
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))
        for name in BUCKETS:
            for part, array in getattr(self, name)._asdict().items():
                np.save(folder / f"{name}-{part}.npy", array)
        (folder / WORDS).write_bytes(orjson.dumps([[*self.letters], self.sounds]))

    @classmethod
    def opened(cls, folder: Path) -> Self:
        """The layout that was saved there.

        Raises:
            OSError, ValueError: there is none, or it is not whole.
        """
        found = cls.__new__(cls)
        for name in ARRAYS:
            setattr(found, name, _mapped(folder / f"{name}.npy"))
        for name in BUCKETS:
            positions, starts = (_mapped(folder / f"{name}-{part}.npy") for part in Buckets._fields)
            setattr(found, name, Buckets(positions, starts))
        letters, sounds = orjson.loads((folder / WORDS).read_bytes())
        found.letters = {letter: number for number, letter in enumerate(letters)}
        found.sounds = [tuple(syllables) for syllables in sounds]
        return found

    @cached_property
    def sounding(self) -> Callable[[Sound], NDArray[np.bool_]]:
        """For each set of readings whether one of them sounds so."""
        return lru_cache(maxsize=4096)(partial(_sounding, self.sounds))


def _sounding(sounds: list[tuple[str, ...]], sound: Sound) -> NDArray[np.bool_]:
    return np.array([any(map(sound.fits, syllables)) for syllables in sounds], dtype=np.bool_)


def _mapped(path: Path) -> NDArray[Any]:
    # a plain view: the class of mapped arrays makes each look into them several times slower
    mapped: NDArray[Any] = np.load(path, mmap_mode="r")
    return mapped.view(np.ndarray)


def initials_key(initials: str) -> tuple[int, int]:
    """The first and the last key in `by_initials` of what begins with up to three Latin letters."""
    first = 0
    for letter in initials[:LETTERS_LOOKED_AT]:
        first = first * _BASE + ord(letter) - 96
    span: int = _BASE ** (LETTERS_LOOKED_AT - len(initials[:LETTERS_LOOKED_AT]))
    return first * span, (first + 1) * span - 1


def _laid_out(names: list[str]) -> tuple[list[str], Uint16, NDArray[np.uint8], Int32]:
    """The characters that occur; the letters and digits of all names in their numbers; their starts; their names."""
    raw = spelled_together(names)
    spelled, numbers = _numbered(raw)
    kept = np.array([letter == END or letter.isalnum() for letter in spelled])[numbers]
    name_of = np.cumsum(raw == 0, dtype=np.int32) - (raw == 0)
    return spelled, numbers[kept], _starts(numbers, spelled)[kept], name_of[kept]


def _numbered(raw: NDArray[np.uint32]) -> tuple[list[str], Uint16]:
    """The characters that occur, the end mark first, and the text in their numbers."""
    known = np.flatnonzero(np.bincount(raw))
    number_of = np.zeros(int(known[-1]) + 1, dtype=np.uint16)
    number_of[known] = np.arange(len(known), dtype=np.uint16)
    return [chr(code) for code in known], number_of[raw]


def _starts(numbers: Uint16, spelled: list[str]) -> NDArray[np.uint8]:
    """Whether a name or a word starts at each character: behind an end, a blank, a division, a change of script."""
    ends_word = np.array([letter in _WORD_ENDINGS or not letter.isalnum() for letter in spelled])
    script = np.array(
        [1 if letter.isascii() and letter.isalpha() else 2 * letter.isdigit() for letter in spelled]
    )
    start = np.full(len(numbers), NAME_START, dtype=np.uint8)
    before, here = numbers[:-1], numbers[1:]
    begins = ends_word[before] | (script[before] != script[here])
    start[1:] = np.where(begins, WORD_START, INSIDE)
    start[1:][before == 0] = NAME_START
    return start


def _read(text: Uint16, spelled: list[str]) -> tuple[Uint16, list[tuple[str, ...]]]:
    readings = Readings()
    alone = np.array([readings.of_letter(letter) for letter in spelled], dtype=np.uint16)
    read = alone[text]
    first, second = readings.may_start(spelled)
    may_start = np.zeros(len(text), dtype=np.bool_)
    may_start[:-1] = first[text[:-1]] & second[text[1:]]
    whole = np.array([ord(letter) for letter in spelled], dtype="<u4")[text].tobytes().decode("utf-32-le")
    for at, numbers in readings.in_words(whole, may_start):
        read[at : at + len(numbers)] = numbers
    return read, readings.sets


def _by_initials(readings: Uint16, sounds: list[tuple[str, ...]]) -> Buckets:
    """A character of several readings stands under the initials of two of them, and so do those before it."""
    initials = [list(dict.fromkeys(syllable[0] for syllable in syllables)) for syllables in sounds]
    usual = np.array([ord(found[0]) - 96 if found else 0 for found in initials], dtype=np.uint16)[readings]
    other = np.array([ord(found[1]) - 96 if len(found) > 1 else 0 for found in initials], dtype=np.uint16)[
        readings
    ]
    found = [_keyed(usual, other, choice) for choice in range(2**LETTERS_LOOKED_AT)]
    keys, positions = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return _bucketed(keys, positions, _BASE**LETTERS_LOOKED_AT)


def _keyed(usual: Uint16, other: Uint16, choice: int) -> tuple[Uint16, Int32]:
    """Keys and positions where the characters that the bits of `choice` name are read in their other way."""
    key = np.zeros(len(usual), dtype=np.uint16)
    exists = np.ones(len(usual), dtype=np.bool_)
    for place in range(LETTERS_LOOKED_AT):
        is_other = choice >> place & 1
        letter = _moved(other if is_other else usual, place)
        key = key * np.uint16(_BASE) + letter
        exists &= (letter > 0) if is_other else True
    at = np.flatnonzero(exists).astype(np.int32)
    return key[at], at


def _moved(values: Uint16, places: int) -> Uint16:
    moved = np.zeros_like(values)
    moved[: len(values) - places] = values[places:]
    return moved


def _bucketed(keys: Uint16, positions: Int32, count: int) -> Buckets:
    order = np.argsort(keys, kind="stable")
    starts = np.zeros(count + 1, dtype=np.int32)
    starts[1:] = np.cumsum(np.bincount(keys, minlength=count))
    return Buckets(positions[order], starts)

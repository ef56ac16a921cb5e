"""Where in the names a typed word stands, letter by letter or by its sound."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.search.names import INSIDE, NAME_START, WORD_START, Int32, Names, initials_key
from locator.search.readings import all_syllables
from locator.search.spelling import runs
from locator.search.syllables import MOST_READINGS, Pinyin, Sound

Step = str | Sound
"""What one character of a name must be: this very character, or one that sounds so."""


class Hits(NamedTuple):
    """Where a word stands, all hits of one kind: at a name's start, at a word's, or inside.

    `is_begun` where the last syllable may go on: sanya in 三阳; `is_whole` where the name ends with the word.
    """

    start: int
    positions: Int32
    is_begun: NDArray[np.bool_]
    is_whole: NDArray[np.bool_]

    def among(self, wanted: NDArray[np.bool_]) -> "Hits":
        """Some of them."""
        return Hits(self.start, self.positions[wanted], self.is_begun[wanted], self.is_whole[wanted])


def exact_patterns(word: str) -> Iterator[tuple[Step, ...]]:
    """The ways to read a word in which its Latin letters are whole syllables, the last perhaps only begun."""
    return _patterns(
        [_pinyin().whole(run) if run[0].isascii() and run.isalpha() else ((run,),) for run in runs(word)]
    )


def loose_patterns(word: str) -> Iterator[tuple[Step, ...]]:
    """The ways in which there are initials among its Latin letters."""
    return _patterns(
        [_pinyin().mixed(run) if run[0].isascii() and run.isalpha() else ((run,),) for run in runs(word)]
    )


def hits(names: Names, pattern: Sequence[Step]) -> Iterator[Hits]:
    """Every place where the pattern stands in a name: first names' starts, then words', then what is inside."""
    if any(isinstance(step, str) and step not in names.letters for step in pattern):
        return
    candidates = _candidates(names, pattern)
    starts = names.start[candidates]
    for start in (NAME_START, WORD_START, INSIDE):
        found = candidates[starts == start]
        for place, step in enumerate(pattern):
            found = found[_fits(names, step, found + place)]
        is_begun = _is_begun(names, pattern, found)
        yield Hits(start, found, is_begun, (names.text[found + len(pattern)] == 0) & ~is_begun)


def _is_begun(names: Names, pattern: Sequence[Step], found: Int32) -> NDArray[np.bool_]:
    last = pattern[-1]
    if isinstance(last, str) or last.is_whole:
        return np.zeros(len(found), dtype=np.bool_)
    return ~_fits(names, last._replace(is_whole=True), found + len(pattern) - 1)


def _patterns(ways: list[tuple[tuple[Step, ...], ...]]) -> Iterator[tuple[Step, ...]]:
    for parts in islice(product(*ways), MOST_READINGS):
        yield tuple(step for part in parts for step in part)


def _candidates(names: Names, pattern: Sequence[Step]) -> Int32:
    """Where the pattern may begin: round its rarest character, else at its first initials."""
    there = [(place, names.letters[step]) for place, step in enumerate(pattern) if isinstance(step, str)]
    if there:
        starts = names.by_letter.starts
        place, letter = min(there, key=lambda it: starts[it[1] + 1] - starts[it[1]])
        found = names.by_letter.of(letter, letter) - np.int32(place)
        return found[found >= 0]
    initials = "".join(step.letters[0] for step in pattern if isinstance(step, Sound))
    return names.by_initials.of(*initials_key(initials))


def _fits(names: Names, step: Step, at: Int32) -> NDArray[np.bool_]:
    if isinstance(step, str):
        return np.asarray(names.text[at] == names.letters[step])
    return names.sounding(step)[names.readings[at]]


@lru_cache(maxsize=1)
def _pinyin() -> Pinyin:
    return Pinyin(all_syllables())

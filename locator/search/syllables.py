"""Typed Latin letters as pinyin: whole syllables, initials, and a last syllable that is still being typed."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

_SYLLABLE = re.compile(r"[a-z]*[aeiouv][a-z]*")
_LONGEST = 6  # zhuang
_INITIALS = ("zh", "ch", "sh")
MOST_READINGS = 12
"""So many ways to read the same letters are tried."""


class Sound(NamedTuple):
    """What one character of a name must sound like: a whole syllable, or one that begins so."""

    letters: str
    is_whole: bool

    def fits(self, syllable: str) -> bool:
        """Whether a syllable sounds so. Where ü (here v) is hard to type, u will do."""
        as_typed = (syllable, syllable.replace("v", "u"))
        return (
            self.letters in as_typed
            if self.is_whole
            else any(way.startswith(self.letters) for way in as_typed)
        )


class Pinyin:
    """Reads typed letters with the syllables that there are."""

    def __init__(self, syllables: Iterable[str]) -> None:
        known = {syllable for syllable in syllables if _SYLLABLE.fullmatch(syllable)}
        self._whole = frozenset(known | {syllable.replace("v", "u") for syllable in known})
        self._begun = frozenset(
            syllable[:end] for syllable in self._whole for end in range(1, len(syllable) + 1)
        )
        self.whole = lru_cache(maxsize=1024)(self._whole_ways)
        self.mixed = lru_cache(maxsize=1024)(self._mixed_ways)

    def _whole_ways(self, letters: str) -> tuple[tuple[Sound, ...], ...]:
        """Read as whole syllables, the last of them perhaps only begun: sanyaw is san, ya and w, begun."""
        return tuple(islice(self._ways(letters, with_initials=False), MOST_READINGS))

    def _mixed_ways(self, letters: str) -> tuple[tuple[Sound, ...], ...]:
        """Read as initials alone, then as syllables and initials in any mixture."""
        initials = tuple(Sound(letter, is_whole=False) for letter in letters)
        ways = islice(self._ways(letters, with_initials=True), MOST_READINGS)
        return tuple(dict.fromkeys((initials, *ways)))

    def _ways(self, letters: str, *, with_initials: bool) -> Iterator[tuple[Sound, ...]]:
        """Longest syllables first; a depth-first walk that never enters what it knows to end nowhere."""
        dead: set[int] = set()

        def onward(start: int) -> Iterator[tuple[Sound, ...]]:
            if start in dead:
                return
            has_end = False
            rest = letters[start:]
            if rest in self._begun:
                has_end = True
                yield (Sound(rest, is_whole=False),)
            for sound in self._next(rest, with_initials=with_initials):
                for way in onward(start + len(sound.letters)):
                    has_end = True
                    yield (sound, *way)
            if not has_end:
                dead.add(start)

        return onward(0)

    def _next(self, rest: str, *, with_initials: bool) -> Iterator[Sound]:
        """The sounds that the letters may begin with, when others follow."""
        for end in range(min(_LONGEST, len(rest) - 1), 0, -1):
            if rest[:end] in self._whole:
                yield Sound(rest[:end], is_whole=True)
            elif with_initials and (end == 1 or rest[:end] in _INITIALS):
                yield Sound(rest[:end], is_whole=False)

"""How characters are read, in pinyin without tones: by the word they stand in, else every reading in common use.

From pypinyin's dictionaries of characters and of phrases. A reading is in common use when it is the first that the
dictionary names, or when that many of the phrases with the character use it. 重庆 is chongqing, as that is a phrase;
the 长 of a 长道 that is none may be chang or zhang.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

COMMON_SHARE = 0.05
IN_PLACE_NAMES = {
    "圩": "xu", "咀": "zui", "陂": "bei pi", "埔": "bu", "棱": "ling", "湫": "qiu", "杉": "shan", "覃": "qin",
    "乾": "gan", "筠": "jun", "堡": "bao bu pu", "柏": "bai bo", "翟": "zhai", "漯": "luo", "珲": "hun", "蔚": "yu",
    "涡": "guo", "牟": "mou mu", "解": "xie", "卡": "ka", "栟": "ben bing", "番": "pan", "歙": "she", "莘": "shen xin",
    "浚": "xun", "朴": "pu", "堤": "di", "澄": "cheng", "峙": "shi", "绿": "lv",
}  # fmt: skip
"""Readings that characters have in names of places besides those in common use elsewhere."""
IN_THESE_NAMES = {
    "六合": "lu he", "六安": "lu an", "铅山": "yan shan", "洪洞": "hong tong", "单县": "shan xian", "东阿": "dong e",
    "荥经": "ying jing", "大栅栏": "da shi lan", "乐亭": "lao ting", "尉犁": "yu li", "朝阳": "chao yang",
    "民乐": "min le", "南乐": "nan le",
}  # fmt: skip
"""The same for some names, where the dictionary has another reading or none."""

Syllables = tuple[str, ...]
Phrase = tuple[Syllables, ...]


class Readings:
    """The readings of texts, as numbers of sets of syllables.

    Attributes:
        sets: the sets of syllables; a character's number is its place here. The first is empty, for what has none.
    """

    def __init__(self) -> None:
        self.sets: list[Syllables] = [()]
        self._number: dict[Syllables, int] = {(): 0}
        self._common = _common_readings()
        self._phrases = _telling_phrases()

    def of_letter(self, letter: str) -> int:
        """The number of a single character's readings; a Latin letter reads as itself."""
        return self._numbered((letter,) if "a" <= letter <= "z" else self._common.get(letter, ()))

    def in_words(self, text: str, starts: NDArray[np.bool_]) -> Iterable[tuple[int, list[int]]]:
        """Where phrases begin whose characters are read in one way, and the numbers of those readings.

        Args:
            text: the text, spelled as names are.
            starts: shape (len(text),), False where no phrase can begin, see `may_start`.
        """
        covered = 0
        for at in np.flatnonzero(starts).tolist():
            phrases = self._phrases.get(text[at : at + 2], {}) if at >= covered else {}
            phrase = next((phrase for phrase in phrases if text.startswith(phrase, at)), None)
            if phrase:
                covered = at + len(phrase)
                yield at, [self._numbered(syllables) for syllables in phrases[phrase]]

    def may_start(self, letters: list[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """For each letter whether a phrase begins with it, and whether it is a phrase's second."""
        firsts, seconds = ({pair[place] for pair in self._phrases} for place in (0, 1))
        return (
            np.array([letter in firsts for letter in letters], dtype=np.bool_),
            np.array([letter in seconds for letter in letters], dtype=np.bool_),
        )

    def _numbered(self, syllables: Syllables) -> int:
        number = self._number.get(syllables)
        if number is None:
            number = self._number[syllables] = len(self.sets)
            self.sets.append(syllables)
        return number


@lru_cache(maxsize=1)
def all_syllables() -> frozenset[str]:
    """Every syllable that some character is read as."""
    return frozenset(syllable for readings in _common_readings().values() for syllable in readings)


@lru_cache(maxsize=1)
def _common_readings() -> Mapping[str, Syllables]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for letter, (toned, *_) in zip(phrase, readings, strict=False):
            counted[letter][_plain(toned)] += 1
    common = {chr(code): _in_use(toned.split(","), counted[chr(code)]) for code, toned in PINYIN_DICT.items()}
    return common | {
        letter: _all_of((*more.split(), *common[letter])) for letter, more in IN_PLACE_NAMES.items()
    }


def _in_use(toned: list[str], counted: Counter[str]) -> Syllables:
    first = _plain(toned[0])
    least = COMMON_SHARE * counted.total()
    others = [syllable for syllable, count in counted.most_common() if count > 1 and count >= least]
    return _all_of((first, *others))


@lru_cache(maxsize=1)
def _telling_phrases() -> Mapping[str, Mapping[str, Phrase]]:
    """The phrases that tell more than their characters do, longest first, by their first two characters."""
    common = _common_readings()
    read = {
        word: _read(word, [toned for toned, *_ in toneds], common) for word, toneds in PHRASES_DICT.items()
    }
    for name, readings in IN_THESE_NAMES.items():
        both = zip(readings.split(), name, strict=True)
        read[name] = tuple(_all_of((own, *common[letter])) for own, letter in both)
    telling: dict[str, dict[str, Phrase]] = defaultdict(dict)
    for phrase in sorted(read, key=len, reverse=True):
        alone = tuple(common.get(letter) for letter in phrase)
        if len(alone) == len(read[phrase]) > 1 and alone != read[phrase]:
            telling[phrase[:2]][phrase] = read[phrase]
    return telling


def _read(phrase: str, toneds: list[str], common: Mapping[str, Syllables]) -> Phrase:
    """As the dictionary says; but a character with readings of its own in names of places keeps them all."""
    return tuple(
        _all_of((_plain(toned), *(common[letter] if letter in IN_PLACE_NAMES else ())))
        for toned, letter in zip(toneds, phrase, strict=False)
    )


def _all_of(syllables: Iterable[str]) -> Syllables:
    return tuple(dict.fromkeys(syllables))


@lru_cache(maxsize=4096)
def _plain(toned: str) -> str:
    return str(to_normal(toned)).replace("ü", "v").replace("ê", "e")

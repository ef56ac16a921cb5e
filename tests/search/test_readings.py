"""Pinyin: how characters are read, and how typed letters are."""

import csv
import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator import resources
from locator.search.names import Names
from locator.search.readings import all_syllables
from locator.search.syllables import MOST_READINGS, Pinyin

PINYIN = Pinyin(all_syllables())
SYLLABLES = sorted(syllable for syllable in all_syllables() if re.fullmatch("[a-z]*[aeiou][a-z]*", syllable))


def read(name: str) -> list[tuple[str, ...]]:
    names = Names([name])
    return [names.sounds[number] for number in names.readings[:-1]]


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("重庆", "chong qing"),
        ("长沙", "chang sha"),
        ("厦门", "xia men"),
        ("大厦", "da sha"),
        ("东莞", "dong guan"),
        ("驿站", "yi zhan"),
        ("绥化", "sui hua"),
        ("珲春", "hun chun"),
        ("番禺", "pan yu"),
    ],
)
def test_a_word_is_read_as_the_word_is(name: str, syllables: str) -> None:
    assert [sounds[0] for sounds in read(name)] == syllables.split()
    assert all(len(sounds) == 1 for sounds in read(name) if name not in ("番禺", "珲春"))


def test_a_doubtful_character_keeps_each_common_reading() -> None:
    assert set(read("长甲")[0]) == {"chang", "zhang"}
    assert set(read("朝阳")[0]) >= {"chao", "zhao"}


def test_a_rare_reading_is_left_out() -> None:
    assert read("大甲")[0] == ("da",)
    assert read("服甲")[0] == ("fu",)


def test_nearly_every_place_has_among_its_readings_the_one_that_geonames_tells() -> None:
    """Of the places whose GeoNames spelling is pinyin of their characters at all, in some reading of each."""
    with (resources.folder("geodata") / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if re.fullmatch("[一-龥]{2,6}", row[0])][::7]
    names = Names([row[0] for row in rows])
    ends = np.flatnonzero(names.text == 0)
    agreed = differing = 0
    for row, end, start in zip(rows, ends, [0, *(ends[:-1] + 1)], strict=True):
        told = re.sub("[^a-z]", "", row[5].lower().replace("ü", "v"))
        sets = [names.sounds[number] for number in names.readings[start:end]]
        ways = {"".join(way) for way in product(*sets)} | {
            "".join(way).replace("v", "u") for way in product(*sets)
        }
        if any(way.startswith(told) or told.startswith(way) for way in ways):
            agreed += 1
        elif _differs_in_one_syllable(sets, told):
            differing += 1
    assert agreed > 3_000
    assert differing < 0.01 * agreed


def _differs_in_one_syllable(sets: list[tuple[str, ...]], told: str) -> bool:
    return any(
        re.match(".{1,6}".join(("".join(way[:gap]), "".join(way[gap + 1 :]))), told) is not None
        for way in product(*sets)
        for gap in range(1, len(way) - 1)
    )


@pytest.mark.parametrize(
    ("letters", "way"),
    [
        ("sanyawan", "san ya wan"),
        ("sanyaw", "san ya w"),
        ("xian", "xian"),
        ("xian", "xi an"),
        ("fangan", "fan gan"),
        ("fangan", "fang an"),
        ("lvshun", "lv shun"),
        ("nver", "nv er"),
    ],
)
def test_letters_are_read_as_syllables_in_each_way(letters: str, way: str) -> None:
    assert way in [" ".join(sound.letters for sound in ways) for ways in PINYIN.whole(letters)]


def test_initials_are_read_as_such() -> None:
    assert [sound.letters for sound in PINYIN.mixed("syw")[0]] == ["s", "y", "w"]
    assert PINYIN.whole("syw") == ()
    assert "san y w" in [" ".join(sound.letters for sound in way) for way in PINYIN.mixed("sanyw")]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4))
def test_few_syllables_are_always_read_back(syllables: list[str]) -> None:
    ways = [[sound.letters for sound in way] for way in PINYIN.whole("".join(syllables))]
    assert syllables in ways or len(ways) == MOST_READINGS


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=64))
def test_any_letters_are_read_in_a_few_ways(letters: str) -> None:
    for way in (*PINYIN.whole(letters), *PINYIN.mixed(letters)):
        assert "".join(sound.letters for sound in way) == letters
    assert len(PINYIN.mixed(letters)) <= MOST_READINGS + 1

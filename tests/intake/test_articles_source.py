"""The file as it lies there: columns side by side, byte order marks, line ends and encodings."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from locator.cli.extract import extract as command
from locator.intake.articles.columns import reading_order
from tests.intake.made_up import page

LINES = st.lists(
    st.lists(st.sampled_from(["驿站", "a1", "   ", "        ", "　　　", "。"]), max_size=8).map("".join)
)


@given(LINES.map("\n".join))
def test_no_character_is_lost_or_read_twice(text: str) -> None:
    read = [i for piece in reading_order(text) for i in piece]
    words = [i for i, char in enumerate(text) if not char.isspace()]
    assert sorted(i for i in read if not text[i].isspace()) == words


def test_three_columns_are_read_from_left_to_right() -> None:
    text = "\n".join(f"左{n}左左左左     中{n}中中中中     右{n}右右" for n in range(5))
    words = "".join("".join(text[i] for i in piece) for piece in reading_order(text)).split()
    assert "".join(word[0] for word in words) == "左" * 5 + "中" * 5 + "右" * 5


def test_two_lines_with_a_gap_are_no_columns() -> None:
    text = "甲甲甲甲     乙乙\n丙丙丙丙     丁丁\n\n戊戊戊戊戊戊戊戊戊戊戊戊"
    assert [i for piece in reading_order(text) for i in piece] == list(range(len(text)))


@pytest.mark.parametrize(
    ("encoding", "line_end"), [("utf-8", "\n"), ("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("gb18030", "\r\n")]
)
def test_offsets_count_the_characters_of_the_file_as_python_reads_it(
    tmp_path: Path, encoding: str, line_end: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(page("short_name").replace("\n", line_end).encode(encoding))
    told = json.loads(CliRunner().invoke(command, [str(path), "--json"]).stdout)
    text = path.read_text(encoding="utf-8" if encoding.startswith("utf") else encoding)
    quotes = [quote for kind in told for found in told[kind] for quote in found["evidence"]]
    assert quotes
    assert all(text[q["start"] : q["end"]] == q["quote"] for q in quotes)


def test_bytes_that_are_no_text_are_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xff\xfe\x80")
    result = CliRunner().invoke(command, [str(path)])
    assert result.exit_code != 0
    assert result.stdout == ""

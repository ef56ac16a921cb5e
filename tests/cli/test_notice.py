"""`locator notice` as a person runs it."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from locator.catalog import load_catalog
from locator.cli import cli
from locator.hours import CHINA

REGISTRY = "sqlite:///var/locator.db"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry that `locator init` made."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("LOCATOR_DATABASE_URL", raising=False)
        run("init")
    return folder / "var" / "locator.db"


@pytest.fixture
def home(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a registry of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOCATOR_DATABASE_URL", raising=False)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "locator.db").write_bytes(seeded.read_bytes())
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


def done(*args: str) -> Any:
    told = run(*args, "--json")
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def added(*args: str) -> Any:
    return done("notice", "add", *args, "--text", "演示公告")


@pytest.mark.usefixtures("home")
def test_a_notice_closes_the_stations_of_its_division_until_it_is_withdrawn() -> None:
    notice = added("--adcode", "460200", "--kind", "closed")["id"]
    hit = done("nearest", "109.5", "18.25")["features"][0]["properties"]
    assert (hit["open_state"], [told["id"] for told in hit["notices"]]) == ("closed", [notice])
    assert done("notice", "withdraw", notice)["withdrawn_at"]
    hit = done("nearest", "109.5", "18.25")["features"][0]["properties"]
    assert (hit["open_state"], hit["notices"]) == ("unknown", [])


@pytest.mark.usefixtures("home")
def test_days_are_china_s_and_the_last_one_is_included() -> None:
    told = added("--everywhere", "--kind", "info", "--from", "2026-10-01", "--to", "2026-10-07")
    assert (told["starts"], told["ends"]) == ("2026-10-01T00:00:00+08:00", "2026-10-08T00:00:00+08:00")
    told = added("--everywhere", "--kind", "info", "--from", "2026-10-01T09:00", "--to", "2026-10-01T02:00Z")
    assert (told["starts"], told["ends"]) == ("2026-10-01T09:00:00+08:00", "2026-10-01T10:00:00+08:00")


@pytest.mark.usefixtures("home")
def test_the_list_has_what_holds_or_comes_and_with_all_what_is_over() -> None:
    tomorrow = f"{datetime.now(CHINA) + timedelta(days=1):%Y-%m-%d}"
    now, coming = (
        added("--everywhere", "--kind", "open"),
        added("--everywhere", "--kind", "open", "--from", tomorrow),
    )
    over = added("--everywhere", "--kind", "open", "--from", "2020-01-01", "--to", "2020-01-02")
    withdrawn = added("--everywhere", "--kind", "open")
    done("notice", "withdraw", withdrawn["id"])
    assert [told["id"] for told in done("notice", "list")] == [now["id"], coming["id"]]
    assert len(done("notice", "list", "--all")) == 4
    lines = run("notice", "list", "--all").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [told["id"] for told in (now, coming, over, withdrawn)]
    assert ["已撤回" in line for line in lines] == [False, False, False, True]


@pytest.mark.usefixtures("home")
def test_stations_are_named_by_id_and_every_write_is_a_new_version() -> None:
    before = load_catalog(REGISTRY)
    first = before.stations[0]
    told = added(first.id, "--kind", "hours", "--hours", "10:00-16:00", "--text-en", "Demo")
    after = load_catalog(REGISTRY)
    assert told["stations"] == [first.id]
    assert after.version == before.version + 1
    assert [len(after.notices_of(one, datetime.now(CHINA))) for one in after.stations[:2]] == [1, 0]


@pytest.mark.usefixtures("home")
def test_no_notice_is_an_empty_list() -> None:
    assert done("notice", "list") == []


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("args", "exit_code", "named"),
    [
        (["add", "--kind", "closed", "--text", "演示"], 2, "stations"),
        (["add", "--everywhere", "--adcode", "460200", "--kind", "closed", "--text", "演示"], 2, "stations"),
        (["add", "--everywhere", "--kind", "hours", "--text", "演示"], 2, "opening_hours"),
        (["add", "--everywhere", "--kind", "hours", "--hours", "9-5", "--text", "演示"], 2, "opening_hours"),
        (["add", "--everywhere", "--kind", "closed", "--text", " "], 2, "text_zh"),
        (["add", "--everywhere", "--kind", "shut", "--text", "演示"], 2, "--kind"),
        (["add", "--everywhere", "--kind", "closed", "--text", "演示", "--from", "明天"], 2, "--from"),
        (["add", "--everywhere", "--kind", "closed", "--text", "演示", "--to", "9999-12-31"], 2, "--to"),
        (["add", "--everywhere", "--kind", "closed", "--text", "演示", "--to", "2020-01-01"], 2, "ends"),
        (["add", "--adcode", "469999", "--kind", "closed", "--text", "演示"], 1, "469999"),
        (["add", "nobody", "--kind", "closed", "--text", "演示"], 1, "nobody"),
        (["withdraw", "n-0"], 1, "n-0"),
    ],
)
def test_what_is_wrong_is_told_in_a_line_that_names_it(args: list[str], exit_code: int, named: str) -> None:
    told = run("notice", *args)
    assert told.exit_code == exit_code
    assert named in told.stderr
    assert "Traceback" not in told.output
    assert "fault of the program" not in told.output

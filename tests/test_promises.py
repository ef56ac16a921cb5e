"""The project keeps its promises: what the README tells runs, what is raised has an answer."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from locator import errors, resources
from locator.cli import COMMANDS, cli
from locator.errors import LocatorError
from locator.factsheet import read_sheet
from locator.web.problems import STATUS_OF, TITLES, status_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_s_commands_are_commands() -> None:
    told = set(re.findall(r"^\s*(?:\.venv/bin/)?locator (\w+)", README, flags=re.MULTILINE))
    told |= set(re.findall(r"`locator (\w+)", README))
    assert told
    assert told <= set(COMMANDS)


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in COMMANDS if f"locator {name}" not in README} == set()


def test_the_readme_s_make_targets_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", README):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    told = CliRunner().invoke(cli, [name, "--help"])
    assert told.exit_code == 0
    assert f"locator {name}" in told.output
    assert "example" in told.output


def all_errors(kind: type[LocatorError]) -> list[type[LocatorError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in all_errors(child))]


@pytest.mark.parametrize("kind", all_errors(LocatorError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_and_words(kind: type[LocatorError]) -> None:
    status = status_of(kind.__new__(kind))
    assert status in TITLES
    assert status in STATUS_OF.values()


def test_the_family_tree_in_the_docstring_names_every_error() -> None:
    told = errors.__doc__ or ""
    own = [kind for kind in all_errors(LocatorError) if kind.__module__ == "locator.errors"]
    assert [kind.__name__ for kind in own if kind.__name__ not in told] == []


def test_the_constraints_pin_every_dependency_without_addresses() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[>=<\[ ]", line)[0].lower() for line in wanted}
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert names <= {line.split("==")[0].lower().replace("_", "-") for line in pins.splitlines()}


def test_the_lock_of_the_browser_files_names_no_address() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text(encoding="utf-8").replace(
        "https://opencollective", ""
    )


def test_every_seed_is_a_valid_sheet_that_the_seeds_readme_names() -> None:
    told = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    sheets = sorted(resources.folder("seeds").glob("*.toml"))
    assert len(sheets) >= 6
    for path in sheets:
        assert read_sheet(path).source.headline
        assert f"`{path.name}`" in told

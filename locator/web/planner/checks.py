"""What of a question can be checked before it is worked on, and when two questions are the same."""

import hashlib
from pathlib import Path
from typing import Any, Final

import orjson

from locator import __version__
from locator.errors import InvalidInput
from locator.jobs.questions import TOWNS, Question, SuggestQuestion
from locator.planning.offered import CANDIDATES, DEMAND, MADE, file_named
from locator.planning.scenario import check as check_scenario
from locator.web.state import State

FOLDERS: Final = ("demand_folder", "candidate_folder", "boundary_folder", "network_folder")


def check(question: Question, held: State) -> None:
    """Nothing, if all that a question names is there.

    Raises:
        InvalidInput: something is not; the error names the field.
    """
    settings = held.settings
    for name in question.demand:
        if name != TOWNS:
            file_named(name, settings.demand_folder, DEMAND, field="demand")
    _check_boundaries(question.areas, settings.boundary_folder, "areas")
    if isinstance(question, SuggestQuestion):
        _check_boundaries(question.forbidden, settings.boundary_folder, "forbidden")
        if question.candidates not in MADE:
            file_named(question.candidates, settings.candidate_folder, CANDIDATES, field="candidates")
    check_scenario(held.catalog, question.scenario)


def fingerprint(kind: str, ask: dict[str, Any], held: State) -> str:
    """Equal for questions whose answers would be: of the same registry, files and program."""
    files = {name: _files(getattr(held.settings, name)) for name in FOLDERS}
    told = [kind, ask, held.made_at, files, __version__, held.settings.database_url]
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _files(folder: Path) -> list[tuple[str, int, int]]:
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return [(each.name, stat.st_mtime_ns, stat.st_size) for each in inside for stat in [each.stat()]]


def _check_boundaries(name: str | None, folder: Path, field: str) -> None:
    known = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    if name is not None and name not in known:
        raise InvalidInput(
            f"没有边界 there are no boundaries {name}",
            field=field,
            remedy="locator boundaries add FILE" + "".join(f"、{each}" for each in known),
        )

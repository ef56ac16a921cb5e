"""Imports point down, and each kind of outside world is spoken to in few rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import locator

PACKAGE = Path(locator.__file__).parent
FLOORS = [
    ["cli"],
    ["web"],
    ["jobs"],
    ["clusters", "demo", "importing", "packs", "seeding", "serving"],
    ["export", "maps", "planning"],
    ["batch", "navigation", "browse", "search"],
    ["lookup"],
    ["catalog"],
    ["nearest"],
    ["intake", "geocode", "store"],
    ["factsheet", "notice"],
    ["divisions", "settings"],
    ["station"],
    ["vocabulary"],
    ["datum", "hours", "ellipsoid", "walk"],
    ["osmfile"],
    ["building", "formulas", "logs", "resources", "folders"],
    ["errors"],
]
"""The rooms of the house from the top floor down; a room may import from the floors below its own."""

ROOMS_OF = {
    "flask": ["web"],
    "sqlalchemy": ["store"],
    "alembic": ["store"],
    "folium": ["maps"],
    "click": ["cli"],
    "granian": ["cli"],
    "prometheus_client": ["web"],
    "httpx": ["geocode"],
    "osmium": ["geocode", "planning"],
    "scipy": ["planning"],
    "highspy": ["planning"],
    "rasterio": ["planning"],
    "h3": ["planning"],
    "openpyxl": ["intake", "export"],
    "python_calamine": ["intake"],
    "mapbox_vector_tile": ["clusters"],
}
"""The rooms that may import a library that is heavy, or through which the outside world comes in."""


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "locator":
                yield from (f"locator.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def floor_of(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def test_every_room_has_its_floor() -> None:
    rooms = {room(path) for path in files()} - {"__init__"}
    assert rooms == {name for floor in FLOORS for name in floor}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    if room(path) == "__init__":
        return
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        target = name.split(".")[1] if name.startswith("locator.") else ""
        if target and target != room(path) and not target.startswith("_"):
            assert floor_of(target) > floor_of(room(path)), (
                f"{path.name} imports {name}, which is not below it"
            )


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_outside_world_comes_in_by_few_rooms(path: Path) -> None:
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        keepers = ROOMS_OF.get(name.split(".")[0], [room(path)])
        assert room(path) in keepers, f"only {keepers} speak to {name}"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function_to_dodge_a_cycle(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            assert not [name for name in imported(function) if name.startswith("locator")], function.name


def test_nothing_is_called_helpers() -> None:
    assert not {path.stem for path in files()} & {"utils", "util", "helpers", "common", "manager", "misc"}

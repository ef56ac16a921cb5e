"""Where the data folders are: beside the package in a wheel, at the root of a checkout."""

from pathlib import Path

from locator.errors import GeodataMissing

PACKAGE = Path(__file__).parent
DATA_FOLDERS = ("geodata", "templates", "seeds")


def folder(name: str) -> Path:
    """The folder `geodata`, `templates` or `seeds`.

    Raises:
        GeodataMissing: it is in neither place, so the installation is broken.
    """
    for parent in (PACKAGE, PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise GeodataMissing(f"the folder {name}/ is missing: install the package again")

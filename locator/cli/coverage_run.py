"""What `locator coverage` does, once it is sure that the libraries of the extra `planning` are there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from locator.catalog import load_catalog
from locator.cli.coverage_table import lines_of
from locator.cli.output import note, print_json, progress, read_settings
from locator.cli.planning_options import scope_of
from locator.planning.coverage.cells import checked_resolution
from locator.planning.coverage.document import document_of
from locator.planning.coverage.mapout import check_suffix, layers_of, write_layers
from locator.planning.coverage.study import Asked, study
from locator.settings import Settings


def run(told: Mapping[str, Any], out: Path | None, *, as_json: bool) -> None:
    """Reckon what the options ask for, and tell it: a document, or a table and a map file."""
    if out:
        check_suffix(out)
    settings = read_settings()
    asked = _asked(told, settings)
    catalog = load_catalog(settings.database_url)
    with progress("计算覆盖 reckoning coverage"):
        found = study(catalog, asked)
        document = document_of(found, catalog)
        if out:
            write_layers(layers_of(found), out)
    if as_json:
        print_json(document)
        return
    for line in lines_of(document):
        click.echo(line)
    if out:
        note(f"写出 wrote {out}")


def _asked(told: Mapping[str, Any], settings: Settings) -> Asked:
    """What the options ask for."""
    scope = scope_of(told, settings)
    return Asked(
        bands=scope.bands,
        layers=scope.layers,
        today=scope.today,
        at=scope.at,
        kind=scope.kind,
        areas=scope.areas,
        include_coarse=told["include_coarse"],
        resolution=checked_resolution(told["cells"]) if told["cells"] is not None else None,
        most=told["most"],
        gap_density=told["gap_density"],
        networks=settings.network_folder,
    )

"""What `locator suggest` does, once it is sure that the libraries of the extra `planning` are there."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from locator.catalog import load_catalog
from locator.cli.output import note, print_json, progress, read_settings
from locator.cli.planning_options import areas_of, scope_of
from locator.cli.suggest_table import lines_of
from locator.errors import InvalidInput
from locator.planning.coverage.mapout import check_suffix, write_layers
from locator.planning.suggesting import (
    Asked,
    Candidates,
    DistrictQuota,
    document_of,
    layers_of,
    read_candidates,
    suggest,
)
from locator.settings import Settings

MADE = ("demand", "grid")
PASSED_ON = (
    "model", "sites", "include_coarse", "is_from_nothing", "cost", "budget", "spacing_m", "capacity", "grid_m",
    "time_limit_s",
)  # fmt: skip
_QUOTA = re.compile(r"^(?P<district>.+)=(?:(?P<least>\d+)-)?(?P<most>\d+)$")


def run(told: Mapping[str, Any], out: Path | None, *, as_json: bool) -> None:
    """Search for the sites that the options ask for, and tell them: a document, or a table and a map file."""
    if out:
        check_suffix(out)
    settings = read_settings()
    asked = _asked(told, settings)
    catalog = load_catalog(settings.database_url)
    with progress("寻找地点 searching for sites"):
        found = suggest(catalog, asked)
        document = document_of(found, catalog)
        layers = layers_of(found)
    if out and not layers:
        note(f"没有可写的图层 nothing to draw, {out} was not written")
    elif out:
        write_layers(layers, out)
    if as_json:
        print_json(document)
        return
    for line in lines_of(document):
        click.echo(line)
    if out and layers:
        note(f"写出 wrote {out}")


def _asked(told: Mapping[str, Any], settings: Settings) -> Asked:
    """What the options ask for."""
    scope = scope_of(told, settings)
    if told["share"] is not None and told["model"] != "lscp":
        raise InvalidInput(
            "--share: 只用于 is for --model lscp", field="--share", remedy="--model lscp --share 0.9"
        )
    forbidden = told["forbidden"]
    return Asked(
        bands=scope.bands,
        layers=scope.layers,
        at=scope.at,
        kind=scope.kind,
        areas=scope.areas,
        candidates=_candidates(told),
        share=1.0 if told["share"] is None else told["share"],
        quotas=quotas_of(told["quotas"]),
        forbidden=areas_of(forbidden, told["forbidden_datum"], settings) if forbidden else None,
        networks=settings.network_folder,
        **{name: told[name] for name in PASSED_ON},
    )


def _candidates(told: Mapping[str, Any]) -> Any:
    wanted = told["candidates"]
    if wanted in MADE:
        return wanted
    if not Path(wanted).is_file():
        raise InvalidInput(
            f"--candidates: 没有文件 there is no file {wanted}",
            field="--candidates",
            remedy="demand, grid, FILE",
        )
    found: Candidates = read_candidates(
        Path(wanted), datum=told["candidates_datum"], cost=told["cost_column"], name=told["name_column"]
    )
    return found


def quotas_of(texts: Iterable[str]) -> tuple[DistrictQuota, ...]:
    """What `DISTRICT=MOST` and `DISTRICT=LEAST-MOST` ask for.

    Raises:
        InvalidInput: one can't be read, or its least is more than its most.
    """
    found = []
    for text in texts:
        told = _QUOTA.match(text)
        least, most = (int(told["least"] or 0), int(told["most"])) if told else (1, 0)
        if told is None or least > most:
            raise InvalidInput(f"--quota: {text!r}", field="--quota", remedy="天涯区=3, 天涯区=1-3")
        found.append(DistrictQuota(told["district"], least, most))
    return tuple(found)

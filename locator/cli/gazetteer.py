"""`locator gazetteer add`: the operator's own OpenStreetMap extract, for streets and house numbers offline."""

from dataclasses import asdict
from pathlib import Path

import click

from locator.cli.output import json_option, note, print_json, progress, read_settings
from locator.geocode.extract import add_extract


@click.group(epilog="例 example:  locator gazetteer add sanya.osm.pbf")
def gazetteer() -> None:
    """离线地名库 The offline gazetteer."""


@gazetteer.command(epilog="例 example:  locator gazetteer add sanya.osm.pbf")
@click.argument("pbf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def add(pbf: Path, *, as_json: bool) -> None:
    """加入街道、门牌和地点 Add the streets, house numbers and places of an OpenStreetMap extract (.osm.pbf)."""
    with progress(f"读取 reading {pbf.name}"):
        added = add_extract(pbf, read_settings().gazetteer_folder)
    told = f"{added.streets} 条街道、{added.numbers} 个门牌、{added.places} 个地点"
    note(f"{added.name}: {told}" if added.is_new else f"{added.name}: 已有 already there, {told}")
    if as_json:
        print_json(asdict(added))

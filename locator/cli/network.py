"""`locator network`: the operator's own street networks, for walking distances, times and routes."""

from pathlib import Path
from typing import Any

import click

from locator.cli.output import json_option, note, print_json, progress, read_settings
from locator.planning.about import About, networks_in, remove_network
from locator.planning.networks import walking


@click.group(epilog="例 example:  locator network add sanya.osm.pbf")
def network() -> None:
    """步行网络 Street networks for people on foot."""


@network.command(epilog="例 example:  locator network add sanya.osm.pbf")
@click.argument("pbf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def add(pbf: Path, *, as_json: bool) -> None:
    """加入一座城市的街道 Add the streets of an OpenStreetMap extract (.osm.pbf); the same name is replaced."""
    with progress(f"读取街道 reading the streets of {pbf.name}"):
        added = walking("adding").add_network(pbf, read_settings().network_folder)
    told = _line(added.name, added.about)
    note(told if added.is_new else f"已有 already there: {told}")
    if added.about.largest_share < LEAST_SHARE:
        note("注意:许多街道互不相通 many of its streets do not lead to each other: is the extract whole?")
    if as_json:
        print_json({**_entry(added.name, added.about), "is_new": added.is_new})


@network.command("list", epilog="例 example:  locator network list --json")
@json_option
def list_(*, as_json: bool) -> None:
    """已有的步行网络 The street networks that were added."""
    found = networks_in(read_settings().network_folder)
    if as_json:
        print_json({"networks": [_entry(name, about) for name, about in found.items()]})
        return
    for name, about in found.items():
        click.echo(_line(name, about))
    if not found:
        note("还没有步行网络 none yet: locator network add city.osm.pbf")


@network.command(epilog="例 example:  locator network remove sanya")
@click.argument("name")
@json_option
def remove(name: str, *, as_json: bool) -> None:
    """移除一个步行网络 Take a street network out."""
    remove_network(name, read_settings().network_folder)
    note(f"已移除 removed {name}")
    if as_json:
        print_json({"removed": name})


LEAST_SHARE = 0.8
"""Cities hang together: with less than this in the largest part, something may be missing."""


def _line(name: str, about: About) -> str:
    west, south, east, north = about.box
    age = f",数据 data of {about.date[:10]}" if about.date else ""
    return (
        f"{name}: {about.kilometres:,.0f} km,{about.nodes:,} 个节点 nodes,"
        f"{about.components} 片 parts,最大 largest {about.largest_share:.0%},"
        f"{west:.2f}–{east:.2f}°E {south:.2f}–{north:.2f}°N{age}"
    )


def _entry(name: str, about: About) -> dict[str, Any]:
    return {"name": name, **about._asdict()}

"""`locator boundaries`: the operator's own districts, to count by."""

from pathlib import Path
from typing import Any

import click

from locator.cli.output import json_option, note, print_json, progress, read_settings
from locator.planning.areas import AboutAreas, add_boundaries, boundaries_in, remove_boundaries


@click.group(epilog="例 example:  locator boundaries add districts.geojson --datum gcj02")
def boundaries() -> None:
    """区划边界 Boundaries of districts."""


@boundaries.command(epilog="例 example:  locator boundaries add districts.geojson --datum gcj02")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--datum",
    default="wgs84",
    show_default=True,
    help="实际坐标系;高德、DataV 的边界是 gcj02 what its degrees are really in: wgs84, gcj02, bd09, cgcs2000",
)
@click.option("--name", "name_column", default="", help="名称列 the column of the districts' names")
@json_option
def add(file: Path, datum: str, name_column: str, *, as_json: bool) -> None:
    """加入边界文件 Add a file of polygons, in any reference system; the same name is replaced."""
    with progress(f"读取边界 reading the boundaries of {file.name}"):
        name, about = add_boundaries(
            file, read_settings().boundary_folder, datum=datum, name_column=name_column
        )
    note(_line(name, about))
    for remark in about.notes:
        note(remark)
    if about.overlap_km2 > LEAST_OVERLAP * about.km2:
        note(
            f"注意:有 {about.overlap_km2:,.1f} km² 重叠,按等分计 some of it overlaps, and counts in equal parts:"
            " 是否混入了上级区划? are two levels mixed?"
        )
    if as_json:
        print_json(_entry(name, about))


@boundaries.command("list", epilog="例 example:  locator boundaries list --json")
@json_option
def list_(*, as_json: bool) -> None:
    """已有的边界 The boundaries that were added."""
    found = boundaries_in(read_settings().boundary_folder)
    if as_json:
        print_json({"boundaries": [_entry(name, about) for name, about in found.items()]})
        return
    for name, about in found.items():
        click.echo(_line(name, about))
    if not found:
        note("还没有边界 none yet: locator boundaries add districts.geojson")


@boundaries.command(epilog="例 example:  locator boundaries remove districts")
@click.argument("name")
@json_option
def remove(name: str, *, as_json: bool) -> None:
    """移除边界 Take boundaries out."""
    remove_boundaries(name, read_settings().boundary_folder)
    note(f"已移除 removed {name}")
    if as_json:
        print_json({"removed": name})


LEAST_OVERLAP = 0.01
"""Neighbours that were drawn by hand overlap by less."""
SHOWN = 8


def _line(name: str, about: AboutAreas) -> str:
    more = "…" if len(about.names) > SHOWN else ""
    names = "、".join(about.names[:SHOWN]) + more
    return f"{name}: {len(about.names)} 个区划 districts,{about.km2:,.0f} km²:{names}"


def _entry(name: str, about: AboutAreas) -> dict[str, Any]:
    return {"name": name, **about._asdict()}

"""`locator extract`: the stations and figures that newspaper text names."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from locator.cli.output import into_a_folder, json_bytes, json_option, note, print_json
from locator.errors import InvalidInput
from locator.intake import articles

_COMMON = frozenset("的一是在了有和工会站")
"""Characters of which any Chinese text about stations has one."""


@click.command(epilog="例 example:  locator extract page.txt --json --out stations.json")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="见报日期 date of the paper, for 今年 and 日前"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=into_a_folder,
    help="写入文件 write the JSON there",
)
@json_option
def extract(files: tuple[Path, ...], published: datetime | None, out: Path | None, *, as_json: bool) -> None:
    """报道里的站点与数字 The stations and figures that newspaper text names, with the words that say so."""
    found = {path: _extracted(path, published.date() if published else None) for path in files}
    document = (
        next(iter(found.values())) if len(found) == 1 else {str(path): told for path, told in found.items()}
    )
    if out:
        out.write_bytes(json_bytes(document))
    if as_json:
        print_json(document)
    elif not out:
        for told in found.values():
            _print_extraction(told)
    if not any(told["stations"] or told["venues"] or told["figures"] for told in found.values()):
        note("没有找到站点或数字 no station and no figure was found")
        sys.exit(1)


def _extracted(path: Path, published: date | None) -> dict[str, Any]:
    return articles.document(articles.extract(_text(path), published))


def _text(path: Path) -> str:
    """A file's text as `open(path, encoding="utf-8")` reads it, so that offsets hold for any reader.

    A byte order mark is then the first character. Older Chinese text is GB18030; a note says so.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        text = _old_chinese(path)
        if text is None:
            raise InvalidInput(
                f"{path.name} is not UTF-8", field="FILES", remedy="save it as UTF-8 text"
            ) from error
        note(f"{path.name}：按 GB18030 读取 read as GB18030; offsets count its characters")
        return text


def _old_chinese(path: Path) -> str | None:
    """A file read as GB18030, if that gives Chinese text: any bytes in pairs decode to some rare character."""
    try:
        text = path.read_text(encoding="gb18030")
    except UnicodeDecodeError:
        return None
    return text if _COMMON & set(text) and not any("\ue000" <= char <= "\uf8ff" for char in text) else None


def _print_extraction(told: Mapping[str, list[dict[str, Any]]]) -> None:
    for station in told["stations"]:
        click.echo(f"站点 station  {station['name']}")
    for venue in told["venues"]:
        click.echo(f"场馆 venue  {venue['name']}")
    for figure in told["figures"]:
        click.echo(f"数字 figure  {figure['region']}  {figure['kind']} {figure['value']:g} {figure['unit']}")

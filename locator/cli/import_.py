"""`locator import`: lists and map files into the registry, by way of a change plan."""

import tomllib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from locator.cli.output import ACTOR, json_option, note, print_json, progress, read_settings
from locator.errors import InvalidInput
from locator.geocode.offline import offline_geocoder
from locator.importing import Prepared, carry_out, prepare, write_rejected
from locator.intake.draft import Fault
from locator.store import Store, open_store

WORDS = {
    "new": "新增 new",
    "changed": "更改 changed",
    "same": "不变 same",
    "duplicate": "重复 duplicate",
    "rejected": "退回 rejected",
}
LISTED = 20


@click.command("import", epilog="例 example:  locator import list.xlsx --datum gcj02 --rejects rejected.xlsx")
@click.argument("files", nargs=-1, required=True)
@click.option("--datum", help="坐标系,以此为准 wgs84, gcj02, bd09, cgcs2000; goes before what the list says")
@click.option(
    "--mapping",
    multiple=True,
    help="列=字段,或 TOML/JSON 文件 COLUMN=FIELD, or a file of such pairs; may be repeated",
)
@click.option("--source", help="来源编号 the id under which the list speaks; else made from its name")
@click.option("--sheet", help="工作表或图层 sheet or layer")
@click.option("--dry-run", is_flag=True, help="只看变更计划 only show the change plan")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="把退回的行写到这里 write the rejected rows there"
)
@json_option
def import_(
    *,
    files: tuple[str, ...],
    datum: str | None,
    mapping: tuple[str, ...],
    source: str | None,
    sheet: str | None,
    rejects: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """导入名单或地图文件 Read lists and map files (CSV, XLSX, GeoJSON, KML …; a folder; - for standard input)."""
    if rejects and len(files) > 1:
        raise click.UsageError("--rejects 只配一个文件 --rejects goes with one file")
    settings = read_settings()
    asked = {"datum": datum, "mapping": _pairs(mapping), "source": source, "sheet": sheet}
    with closing(open_store(settings.database_url)) as store:
        told = [
            _imported(store, file, asked, dry_run=dry_run, rejects=rejects, quiet=as_json) for file in files
        ]
    if as_json:
        print_json(told[0] if len(told) == 1 else {"imports": told})


def _imported(
    store: Store, file: str, asked: Mapping[str, Any], *, dry_run: bool, rejects: Path | None, quiet: bool
) -> dict[str, Any]:
    with progress(f"读取 reading {file}"):
        prepared = prepare(store, file, geocoder=offline_geocoder(read_settings()), **asked)
    with progress("写入 writing"):
        import_id = None if dry_run else carry_out(store, prepared, actor=ACTOR)
    written = write_rejected(rejects, prepared) if rejects else ()
    if not quiet:
        _show(prepared, import_id, dry_run=dry_run)
    for path in written:
        note(f"退回的行写在 rejected rows are in {path}")
    return {
        **prepared.plan.as_dict(import_id),
        "dry_run": dry_run,
        "source": prepared.source,
        "columns": [asdict(column) for part in prepared.reading.parts for column in part.recognised],
        "notices": [f"{fault.zh} {fault.en}" for fault in prepared.notices],
    }


def _show(prepared: Prepared, import_id: str | None, *, dry_run: bool) -> None:
    console = Console(highlight=False, markup=False)
    columns = Table("列 column", "字段 field", "为什么 why", title=f"{prepared.reading.name}", box=None)
    for part in prepared.reading.parts:
        for column in part.recognised:
            columns.add_row(column.column, column.field or "—", f"{column.why_zh} {column.why_en}")
    console.print(columns)
    _list(console, prepared.notices)
    rows = [
        row
        for row in prepared.plan.rows
        if row.outcome in ("changed", "rejected", "duplicate") or row.warnings
    ]
    for row in rows[:LISTED]:
        console.print(f"{row.line}  {row.name}  {WORDS[row.outcome]}")
        for field, (before, after) in row.changes.items():
            console.print(f"    {field}: {before!r} → {after!r}")
        _list(console, (*row.reasons, *row.warnings))
    if len(rows) > LISTED:
        console.print(f"… 还有 {len(rows) - LISTED} 行,用 --json 看全部 more rows: see them with --json")
    console.print("  ".join(f"{WORDS[outcome]} {count}" for outcome, count in prepared.plan.counts.items()))
    if dry_run:
        console.print("只是计划,没有写入 a plan only; nothing was written")
    elif import_id:
        console.print(f"导入号 import {import_id};撤销用 undo with: locator undo {import_id}")
    else:
        console.print("没有要改的 nothing to change")


def _list(console: Console, faults: Iterable[Fault]) -> None:
    for fault in faults:
        remedy = f"({fault.remedy_zh} {fault.remedy_en})" if fault.remedy_zh else ""
        console.print(f"    {fault.zh} {fault.en} {remedy}")


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """The fields of columns: from COLUMN=FIELD pairs, and from TOML or JSON files of such pairs."""
    pairs: dict[str, str] = {}
    for one in given:
        if Path(one).is_file():
            pairs |= _file_pairs(Path(one))
            continue
        for part in one.split(","):
            column, equals, field = part.rpartition("=")
            if not equals or not column or not field:
                raise InvalidInput(
                    f"{part!r} is no COLUMN=FIELD", field="--mapping", remedy="--mapping 站名=name"
                )
            pairs[column.strip()] = field.strip()
    return pairs


def _file_pairs(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
        read = orjson.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return {str(column): str(field) for column, field in read.items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, orjson.JSONDecodeError, AttributeError) as error:
        raise InvalidInput(f"{path.name}: {error}", field="--mapping", remedy='"站名" = "name"') from error

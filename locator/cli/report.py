"""`locator report`: standards, ledger, map listings, freshness, progress."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from locator import vocabulary
from locator.catalog import Filter, load_catalog
from locator.cli.output import into_a_folder, json_option, note, print_json, progress, read_settings
from locator.cli.report_table import freshness_lines, listings_lines, progress_lines, standards_lines
from locator.datum import Datum
from locator.errors import InvalidInput
from locator.export.sheets import write_sheets
from locator.hours.evaluation import CHINA
from locator.planning.standards import document as documents
from locator.planning.standards import (
    freshness_of,
    ledger_of,
    listings_of,
    scores_of,
    targets_of,
    template_of,
)
from locator.planning.standards import sheets as tables
from locator.station import Station
from locator.store import open_store

Lines = Callable[[Mapping[str, Any]], Any]
out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), callback=into_a_folder, help="表格文件 .xlsx"
)
region_option = click.option("--adcode", help="只看这个区划 only this division, such as 460200")


@click.group(epilog="例 example:  locator report standards --standard ten_ones --adcode 460200")
def report() -> None:
    """统计报告 Standards, the ledger, map listings, freshness, progress to targets."""


@report.command(epilog="例 example:  locator report standards --standard ten_ones --out 十个一.xlsx")
@click.option(
    "--standard", "keys", multiple=True, help="标准的代号,可多次;不写为全部 such as ten_ones; all if not told"
)
@click.option(
    "--everywhere", is_flag=True, help="地方标准也用于其他地区 hold other regions to a region's standard too"
)
@region_option
@out_option
@json_option
def standards(
    keys: tuple[str, ...], adcode: str | None, out: Path | None, *, everywhere: bool, as_json: bool
) -> None:
    """达标情况 Stations held to checklists: what each has, lacks, and what nobody told."""
    known = vocabulary.standards()
    for key in keys:
        if key not in known:
            raise InvalidInput(
                f"--standard: {key}", field="--standard", remedy=vocabulary.nearest_words(key, known)
            )
    stations = _stations(adcode)
    with progress("核对标准 checking"):
        scored = [scores_of(known[key], stations, is_everywhere=everywhere) for key in keys or known]
    document = documents.standards_of(scored)
    _told(document, standards_lines, tables.standards_sheets, out, as_json=as_json)


@report.command(epilog="例 example:  locator report ledger --template 工会台账.xlsx --out 台账.xlsx")
@click.option(
    "--template", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="首行决定各列及顺序 a spreadsheet whose header row decides the columns and their order",
)  # fmt: skip
@click.option(
    "--datum", default="wgs84", show_default=True, help="坐标系 of coordinates, unless the column names one"
)
@click.option(
    "--status", "statuses", multiple=True, help="状态;不写为全部 such as operating; all if not told"
)
@click.option(
    "--internal", is_flag=True, help="含联系人和电话,仅供内部 with stewards and phones, for inside use"
)
@region_option
@out_option
@json_option
def ledger(out: Path | None, *, as_json: bool, **told: Any) -> None:
    """台账 The ledger in a union's own columns."""
    header = template_of(told["template"])
    statuses = tuple(vocabulary.known("status", status) for status in told["statuses"])
    stations = _stations(told["adcode"], statuses)
    found = ledger_of(stations, header, datum=str(Datum.named(told["datum"])), is_internal=told["internal"])
    if found.unknown:
        note("未能识别、留空的列 columns not understood, left empty: " + "、".join(found.unknown))
    if found.withheld:
        note("个人信息,未写出(--internal)personal data, left out: " + "、".join(found.withheld))
    if out:
        _write(out, tables.ledger_sheets(found))
    if as_json:
        print_json(documents.ledger_document(found))
    elif not out:
        note(f"{len(found.rows)} 行 rows;写成文件用 to write them: --out 台账.xlsx")


@report.command(epilog="例 example:  locator report listings --adcode 460200 --json")
@region_option
@out_option
@json_option
def listings(adcode: str | None, out: Path | None, *, as_json: bool) -> None:
    """上图核对 Which stations are said to be on Amap, Baidu and Tencent maps."""
    document = documents.listings_document(listings_of(_stations(adcode)))
    _told(document, listings_lines, tables.listings_sheets, out, as_json=as_json)


@report.command(epilog="例 example:  locator report freshness --out 核验.xlsx")
@click.option("--on", "today", type=click.DateTime(["%Y-%m-%d"]), help="算到哪天,默认今天 as of that day")
@region_option
@out_option
@json_option
def freshness(today: datetime | None, adcode: str | None, out: Path | None, *, as_json: bool) -> None:
    """核验时效 How long ago each station was verified, the longest waiting first."""
    day: date = (today or datetime.now(CHINA)).date()
    document = documents.freshness_document(freshness_of(_stations(adcode), day))
    _told(document, freshness_lines, tables.freshness_sheets, out, as_json=as_json)


@report.command("progress", epilog="例 example:  locator report progress --json")
@out_option
@json_option
def progress_(out: Path | None, *, as_json: bool) -> None:
    """目标进度 How far the targets that sources tell have been reached, each with its source."""
    stations = _stations(None)
    with closing(open_store(read_settings().database_url)) as store:
        targets = targets_of(store.figures(), store.sources(), stations)
    _told(documents.progress_document(targets), progress_lines, tables.progress_sheets, out, as_json=as_json)


def _stations(adcode: str | None, statuses: tuple[str, ...] | None = None) -> list[Station]:
    """The stations of a division that operate, or whose status is one of those; an empty tuple is any."""
    catalog = load_catalog(read_settings().database_url)
    wanted = Filter(adcode=adcode) if statuses is None else Filter(adcode=adcode, status=statuses)
    rows = catalog.rows(wanted).nonzero()[0].tolist()
    return [catalog.stations[row] for row in rows]


def _told(
    document: Mapping[str, Any], lines: Lines, sheets: Callable[..., Any], out: Path | None, *, as_json: bool
) -> None:
    """A document, or lines for a person; and the spreadsheet."""
    if out:
        _write(out, sheets(document))
    if as_json:
        print_json(document)
        return
    for line in lines(document):
        click.echo(line)


def _write(out: Path, sheets: Any) -> None:
    if out.suffix.lower() != ".xlsx":
        raise InvalidInput(f"--out: 不认识 unknown format {out.suffix!r}", field="--out", remedy=".xlsx")
    write_sheets(sheets, out)
    note(f"写出 wrote {out}")

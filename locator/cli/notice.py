"""`locator notice`: what holds at some stations for some days instead of their hours; put up, listed, withdrawn."""

from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from locator import hours
from locator.cli.output import ACTOR, checked, json_option, note, print_json, read_settings
from locator.divisions import Divisions
from locator.errors import InvalidInput
from locator.notice import Notice
from locator.store import open_store

DAY = timedelta(days=1)
DATE_LENGTH = len("2026-10-01")
KINDS = {"closed": "关闭", "hours": "改时间", "open": "全天开放", "info": "提示"}
ADD = (
    "locator notice add --adcode 460200 --from 2026-09-20T18:00 --to 2026-09-21 --kind closed --text 台风停开"
)


@click.group(epilog=f"例 example:  {ADD}")
def notice() -> None:
    """有日期的公告 Dated notices: typhoon, repair, Spring Festival hours."""


@notice.command(epilog=f"例 example:  {ADD}")
@click.argument("stations", metavar="[STATION]...", nargs=-1)
@click.option("--adcode", help="行政区划代码:此地所有站点 every station of a division")
@click.option("--everywhere", is_flag=True, help="所有站点 every station")
@click.option(
    "--from", "starts", default="now", show_default=True, help="从何时起 2026-10-01 or 2026-10-01T09:00"
)
@click.option(
    "--to",
    "ends",
    help="到何时止,只写日期则含当天;不写则到撤回为止 a date includes its day; else until withdrawn",
)
@click.option("--kind", type=click.Choice([*KINDS]), required=True, help="做什么 what it does to the hours")
@click.option("--hours", "opening_hours", help="--kind hours 的开放时间 OSM opening_hours")
@click.option("--text", "text_zh", required=True, help="告诉大家的话 what people read")
@click.option("--text-en", help="英文 the same in English")
@click.option("--source", help="谁说的 who says so")
@json_option
def add(starts: str, ends: str | None, *, as_json: bool, **told: Any) -> None:
    """发一条公告 Put a notice up: about stations by id, a division, or every station. The latest one decides."""
    made = checked(
        Notice,
        {**told, "starts": _moment("--from", starts), "ends": ends and _moment("--to", ends, is_end=True)},
    )
    if made.adcode:
        Divisions.bundled().get(made.adcode)
    with closing(open_store(read_settings().database_url)) as store:
        store.notices.add(made, actor=ACTOR)
    note(f"已发布 put up: {_line(made)}")
    if as_json:
        print_json(document(made))


@notice.command("list", epilog="例 example:  locator notice list --all")
@click.option("--all", "is_all", is_flag=True, help="过期和撤回的也列 those that are over, too")
@json_option
def list_notices(*, is_all: bool, as_json: bool) -> None:
    """列出公告 The notices that are in force or to come, the earliest issued first."""
    now = datetime.now(hours.CHINA)
    with closing(open_store(read_settings().database_url)) as store:
        found = [one for one in store.notices.all() if is_all or not one.is_over(now)]
    if as_json:
        print_json([document(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        note("没有公告 there is no notice")


@notice.command(epilog="例 example:  locator notice withdraw n-3f9a1c2b")
@click.argument("notice_id", metavar="NOTICE")
@json_option
def withdraw(notice_id: str, *, as_json: bool) -> None:
    """撤回一条公告 Withdraw a notice: from now on it holds no more."""
    with closing(open_store(read_settings().database_url)) as store:
        withdrawn = store.notices.withdraw(notice_id, actor=ACTOR)
    note(f"已撤回 withdrawn: {_line(withdrawn)}")
    if as_json:
        print_json(document(withdrawn))


def document(one: Notice) -> dict[str, Any]:
    """A notice as JSON."""
    return one.model_dump(mode="json")


def _moment(option: str, text: str, *, is_end: bool = False) -> datetime:
    """`now`, a day or a moment; without a zone it is China's. A day that ends something includes itself."""
    if text == "now":
        return datetime.now(hours.CHINA)
    try:
        if len(text) == DATE_LENGTH:
            midnight = datetime.combine(date.fromisoformat(text), time(), hours.CHINA)
            return midnight + DAY if is_end else midnight
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise InvalidInput(
            f"{option} {text!r} is no moment", field=option, remedy="write 2026-10-01 or 2026-10-01T09:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=hours.CHINA)


def _line(one: Notice) -> str:
    about = one.adcode or "、".join(one.stations) or "所有站点 everywhere"
    end = f"{one.over_at:%Y-%m-%d %H:%M}" if one.over_at else "撤回为止 until withdrawn"
    state = "已撤回 withdrawn" if one.withdrawn_at else ""
    parts = (
        one.id, f"{KINDS[one.kind]} {one.kind}", one.opening_hours, about,
        f"{one.starts:%Y-%m-%d %H:%M} – {end}", state, one.text_zh,
    )  # fmt: skip
    return "  ".join(part for part in parts if part)

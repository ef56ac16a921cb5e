"""What the pages say of a station, in the page's language: its open state, how surely its place is known.

The scripts say the same with the same texts (`static/js/words.js`), hence the braces.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from locator import vocabulary
from locator.hours import OpenState
from locator.station import Placement
from locator.web.language import gettext as _
from locator.web.language import language

ONE_DAY = timedelta(days=1)
MIDNIGHT = "24:00"
SOON = timedelta(hours=6)
"""Up to here before it closes, a station's card says how much time is left."""
OLD = timedelta(days=180)
"""A check on the spot that lies further back is told faintly."""


class Checked(NamedTuple):
    """What is said of the last check on the spot, and whether it was so long ago that much may have changed."""

    words: str
    is_old: bool


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday, short."""
    return _("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")


def months() -> tuple[str, ...]:
    """The months from January, short."""
    return (
        _("1月"), _("2月"), _("3月"), _("4月"), _("5月"), _("6月"),
        _("7月"), _("8月"), _("9月"), _("10月"), _("11月"), _("12月"),
    )  # fmt: skip


def term_words(kind: str, key: str) -> str:
    """A word of the vocabulary in the page's language."""
    name: str = getattr(vocabulary.terms(kind)[key], language())
    return name


def opening_words(opening: OpenState, at: datetime, *, is_now: bool = True) -> str:
    """When the open state ends, as one says it; empty where nobody knows.

    Args:
        opening: the state at that moment.
        at: the moment asked about.
        is_now: it is the present one, so that "tomorrow" and "two hours left" mean something.
    """
    if opening.state == "unknown":
        return ""
    if opening.until is None:
        return _("全天开放") if opening.state == "open" else ""
    if opening.then == "open":
        return _("{when} 开门").format(when=moment_words(opening.until, at, is_now=is_now))
    when = moment_words(opening.until, at, is_now=is_now, is_end=True)
    if opening.then == "unknown":
        return _("{when} 后不确定").format(when=when)
    left = opening.until - at
    if is_now and left <= SOON:
        return time_left(left, clock_words(opening.until, is_end=True))
    return _("{when} 关门").format(when=when)


def moment_words(moment: datetime, at: datetime, *, is_now: bool = True, is_end: bool = False) -> str:
    """A moment after another: the time alone on the same day, else the day before it.

    `is_end`: something ends then, so that midnight is 24:00 of the day that it ends.
    """
    clock = clock_words(moment, is_end=is_end)
    day = moment.date() - ONE_DAY if clock == MIDNIGHT else moment.date()
    today = at.astimezone(moment.tzinfo).date()
    days = (day - today).days
    if days == 0:
        return clock
    if days == 1 and is_now:
        return _("明天 {clock}").format(clock=clock)
    if 0 < days < 7:
        return f"{weekdays()[day.weekday()]} {clock}"
    if day.year == today.year:
        return f"{day_words(day)} {clock}"
    return _("{year}年{day} {clock}").format(year=day.year, day=day_words(day), clock=clock)


def clock_words(moment: datetime, *, is_end: bool = False) -> str:
    """The time of day; midnight is 24:00 where something ends."""
    return MIDNIGHT if is_end and moment.time() == time() else f"{moment:%H:%M}"


def day_words(day: date) -> str:
    """A day of the year: 11月30日."""
    return _("{month}{day}日").format(month=months()[day.month - 1], day=day.day)


def time_left(left: timedelta, clock: str) -> str:
    """How long it is still open, rounded down so that nobody comes too late, and until when."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 1:
        return _("马上关门 ({clock})").format(clock=clock)
    if minutes < 60:
        return _("还有 {minutes} 分钟关门 ({clock})").format(minutes=minutes, clock=clock)
    return _("还有 {hours} 小时关门 ({clock})").format(hours=minutes // 60, clock=clock)


def checked_words(verified_on: date | None, today: date) -> Checked:
    """When somebody last looked on the spot."""
    if verified_on is None:
        return Checked(_("还没有人现场核实过"), is_old=True)
    day = verified_on.isoformat()
    if today - verified_on <= OLD:
        return Checked(_("{day} 现场核实").format(day=day), is_old=False)
    months_ago = (today - verified_on).days // 30
    return Checked(_("{day} 现场核实,过去 {months} 个月了").format(day=day, months=months_ago), is_old=True)


def place_words(placement: Placement | None) -> str:
    """How surely the place is known."""
    if placement is None:
        return _("位置未知")
    if placement.precision.is_exact:
        return _("位置精确到{precision}").format(precision=term_words("precision", placement.precision))
    return _("约在此区 (±{radius})").format(radius=distance_words(placement.uncertainty_m))


def distance_words(metres: float) -> str:
    """A distance in a person's units: 430 米, 1.2 公里, 3 公里, 38 公里."""
    if metres < 995:
        return _("{metres} 米").format(metres=f"{round(metres, -1):.0f}")
    figure = f"{metres / 1000:.{1 if metres < 9_950 else 0}f}"
    return _("{kilometres} 公里").format(kilometres=figure.removesuffix(".0"))

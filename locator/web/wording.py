"""What the pages say of a station, in both languages: its open state, how surely its place is known."""

from datetime import datetime, timedelta

from locator import vocabulary
from locator.hours import OpenState
from locator.station import Placement
from locator.web.messages import Message

WEEKDAYS = (
    Message("周一", "Mon"),
    Message("周二", "Tue"),
    Message("周三", "Wed"),
    Message("周四", "Thu"),
    Message("周五", "Fri"),
    Message("周六", "Sat"),
    Message("周日", "Sun"),
)
SOON = timedelta(hours=6)
"""Up to here before it closes, a station's card says how much time is left."""


def opening_words(opening: OpenState, now: datetime) -> Message:
    """When the open state ends, as one says it; empty where nobody knows."""
    if opening.state == "unknown":
        return Message("", "")
    if opening.until is None:
        always = {"open": Message("全天开放", "around the clock"), "closed": Message("", "")}
        return always[opening.state]
    when = moment_words(opening.until, now)
    if opening.state == "open":
        left = time_left(opening.until - now)
        return Message(f"{when.zh} 关门{left.zh}", f"until {when.en}{left.en}")
    if opening.then == "open":
        return Message(f"{when.zh} 开门", f"opens {when.en}")
    return Message(f"{when.zh} 后不确定", f"not known after {when.en}")


def moment_words(moment: datetime, now: datetime) -> Message:
    """A coming moment: the time alone today, else the day before it."""
    clock = f"{moment:%H:%M}"
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return Message(clock, clock)
    if days == 1:
        return Message(f"明天 {clock}", f"tomorrow {clock}")
    if days < 7:
        day = WEEKDAYS[moment.weekday()]
        return Message(f"{day.zh} {clock}", f"{day.en} {clock}")
    return Message(f"{moment.month}月{moment.day}日 {clock}", f"{moment:%Y-%m-%d} {clock}")


def time_left(left: timedelta) -> Message:
    """How long it is still open, rounded down so that nobody comes too late; empty when that is long."""
    minutes = int(left.total_seconds() // 60)
    if left > SOON:
        return Message("", "")
    if minutes < 60:
        return Message(f",只剩 {minutes} 分钟", f", {minutes} min left")
    return Message(f",还有 {minutes // 60} 小时", f", {minutes // 60} h left")


def place_words(placement: Placement | None) -> Message:
    """How surely the place is known."""
    if placement is None:
        return Message("位置未知", "Place unknown")
    term = vocabulary.terms("precision")[placement.precision]
    if placement.precision.is_exact:
        return Message(f"位置精确到{term.zh}", f"Known to the {term.en.lower()}")
    radius = distance_words(placement.uncertainty_m)
    return Message(f"约在此区 (±{radius.zh})", f"Somewhere here (±{radius.en})")


def distance_words(metres: float) -> Message:
    """A distance in a person's units: 430 米, 1.2 公里, 38 公里."""
    if metres < 995:
        return Message(f"{round(metres, -1):.0f} 米", f"{round(metres, -1):.0f} m")
    figure = f"{metres / 1000:.{1 if metres < 9_950 else 0}f}"
    return Message(f"{figure} 公里", f"{figure} km")

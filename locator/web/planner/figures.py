"""Figures as a director reads them, in the page's language."""

import re
from typing import Any, Final

from locator.web.language import gettext as _
from locator.web.language import in_language, language
from locator.web.wording import distance_words

CHINESE_HALF: Final = re.compile(r"^.*[\u3000-\u9fff]", re.DOTALL)
HUNDRED_MILLION, TEN_THOUSAND, MILLION = 1e8, 1e4, 1e6
DAY_HOUR, NIGHT_HOUR = 14, 2


def people_words(people: float) -> str:
    """So many people: 7.93 亿, 14.2 万, 812; in English 793 million, 142,000."""
    if language() == "en":
        return f"{people / MILLION:,.3g} million" if people >= MILLION else f"{people:,.0f}"
    for unit, word in ((HUNDRED_MILLION, "亿"), (TEN_THOUSAND, "万")):
        if people >= unit:
            return f"{people / unit:.4g} {word}"
    return f"{people:,.0f}"


def percent_words(share: float | None) -> str:
    """A share in percent, a dash where nobody knows."""
    return "–" if share is None else f"{share:.1%}"


def value_words(value: float | None) -> str:
    """A model's value: whole numbers where they are large."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= TEN_THOUSAND else f"{value:,.5g}"


def half(text: str) -> str:
    """The half for the page's language of a text that says all in Chinese, then in English."""
    found = CHINESE_HALF.match(text)
    return in_language(text) if language() == "en" or not found else found[0]


def band_words(band: dict[str, Any]) -> str:
    """What near enough means: 1 公里, 步行 15 分钟."""
    if band["kind"] == "radius":
        return distance_words(band["limit"])
    return _("步行 {minutes} 分钟").format(minutes=f"{band['limit']:g}")


def day_names() -> dict[str, str]:
    """The kinds of day."""
    return {"workday": _("工作日"), "weekend": _("周末"), "holiday": _("节假日")}


def moment_told(moment: dict[str, Any] | None) -> str:
    """The moment a document is told for."""
    if moment is None:
        return _("不分时间,所有站点都算")
    hour = int(moment["at"][11:13])
    return _("{day} {hour}:00").format(day=day_names().get(moment["day"], moment["at"][:10]), hour=hour)

"""Whose rooms a station is in, as its name tells: a bank's branch, a fuel station, a community."""

from __future__ import annotations

import re

from locator.intake.articles.lexicon import GENERIC
from locator.intake.articles.names import Named

HOST_TYPES = (
    ("bank", r"银行|支行|储蓄|信用社|工行|建行|农行|中行|农商行"),
    ("insurer", r"人保|保险|人寿|财险|平安产险"),
    ("fuel", r"加油站|石化|石油"),
    ("party_centre", r"党群|党建"),
    ("post", r"邮政|邮局|快递|顺丰|速运"),
    ("telecom", r"移动|联通|电信|营业厅"),
    ("power", r"供电|电网|电力"),
    ("public_toilet", r"公厕"),
    ("sanitation", r"环卫"),
    ("medical", r"医院|药店|药房|卫生"),
    ("transit", r"地铁|公交|客运|车站|高铁站"),
    ("park", r"公园|景区"),
    ("library", r"书房|图书馆|书店|书吧"),
    ("police", r"警务|派出所|交警"),
    ("service_area", r"服务区"),
    ("logistics", r"物流"),
    ("hotel", r"酒店|宾馆"),
    ("estate_agent", r"链家|房产|中介"),
    ("government_hall", r"政务"),
    ("gatehouse", r"门卫|小区"),
    ("retail", r"超市|商场|商城|万达|商贸|便利店"),
    ("volunteer", r"志愿"),
    ("community", r"社区|街道|居委会|村委会"),
    ("enterprise", r"公司|集团|厂|工地|项目部|企业"),
    ("union", r"工会"),
)
"""Keys of the vocabulary `host_type`, the telling one first: a bank in a park is a bank."""
_AUDIENCE = re.compile(r"(?:(?:工会|户外|劳动者|职工|24小时|智能|爱心|暖心|新时代)+)$")


_BRAND_AGAIN = re.compile(r"(?<=[行部厅司])(?:工行|农行|建行|中行|交行|邮政|移动|联通|电信)$")
"""A brand said twice: 某支行工行驿站 is the 工行驿站 of that branch."""


def kind_of_host(host: str) -> str:
    """The key of the vocabulary `host_type`; empty where the words tell none."""
    return next((key for key, words in HOST_TYPES if re.search(words, host)), "")


def host_of(named: Named) -> tuple[str, str]:
    """The host and its kind; both empty where the name only says a place, such as a street."""
    host = _AUDIENCE.sub("", re.sub("[“”]", "", named.lead))
    host = _BRAND_AGAIN.sub("", host)
    kind = kind_of_host(host)
    return (host, kind) if kind and GENERIC.sub("", host) else ("", "")

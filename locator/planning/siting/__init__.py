"""Where the next sites go: covering and median models with a proved bound. Arrays in, arrays out."""

from locator.planning.siting.answer import Conflict, Siting, Why
from locator.planning.siting.capacitated import capacitated
from locator.planning.siting.maximal_covering import backup, mclp
from locator.planning.siting.p_center import pcenter
from locator.planning.siting.p_median import pmedian
from locator.planning.siting.rules import Quota
from locator.planning.siting.set_covering import lscp

__all__ = [
    "Conflict",
    "Quota",
    "Siting",
    "Why",
    "backup",
    "capacitated",
    "lscp",
    "mclp",
    "pcenter",
    "pmedian",
]

"""Packs: what a phone keeps of a neighbourhood, so that it finds an open door without a network."""

from locator.packs.cells import Cell
from locator.packs.pack import FORM, PACK_STATIONS, pack

__all__ = ["FORM", "PACK_STATIONS", "Cell", "pack"]

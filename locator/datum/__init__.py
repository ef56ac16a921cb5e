"""Datums of Chinese maps: WGS84, GCJ-02, BD-09 and CGCS2000, exact both ways, by polygon."""

from locator.datum.convert import Datum, convert

__all__ = ["Datum", "convert"]

"""What the documents of both kinds of questions share."""

from datetime import datetime
from typing import Any, Literal

from locator.web.shapes import Shape

BandKind = Literal["radius", "minutes"]


class Head(Shape):
    """Which job made it, of which registry, when, and what was asked; `layers` counts the features of each."""

    job: str
    kind: Literal["coverage", "suggest"]
    program: str
    catalog_version: int
    made_at: datetime
    question: dict[str, Any]
    layers: dict[str, int]


class MomentShape(Shape):
    """The moment it is told for; null stands for any time."""

    at: datetime
    day: Literal["workday", "weekend", "holiday"] | None


class BothLanguages(Shape):
    """The same in both languages."""

    zh: str
    en: str

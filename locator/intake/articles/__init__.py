"""From the text of a newspaper page to the rest stations and figures it tells of, each with its words.

`extract` takes the text as scanned: columns interleaved, lines broken inside sentences. It works by patterns of
how the press writes about stations, knows no page by heart, and says nothing that the text does not say.
"""

from __future__ import annotations

from datetime import date

from locator.intake.articles.context import Context
from locator.intake.articles.dates import masthead, page_year
from locator.intake.articles.document import document
from locator.intake.articles.figures import read_figures
from locator.intake.articles.layout import sentences
from locator.intake.articles.model import (
    Count,
    Extraction,
    Facts,
    FoundFigure,
    FoundStation,
    FoundVenue,
    PartialDate,
    Quantity,
    Region,
)  # fmt: skip
from locator.intake.articles.stations import read_stations
from locator.intake.articles.venues import read_venues

__all__ = [
    "Count", "Extraction", "Facts", "FoundFigure", "FoundStation", "FoundVenue", "PartialDate", "Quantity",
    "Region", "document", "extract",
]  # fmt: skip


def extract(text: str, published: date | None = None) -> Extraction:
    """All that a page tells; it also unpacks into its stations and its figures.

    Args:
        text: the page as scanned. Evidence offsets count its characters.
        published: the day the page appeared, where known; 今年2月 then gets its year. A masthead in the text
            with date and weekday does as well, and so does a year that the page tells of itself (`page_year`).
    """
    published = published or masthead(text) or _end_of(page_year(text))
    context = Context(sentences(text))
    reading = read_stations(context, published)
    return Extraction(
        reading.stations, read_venues(context, published), read_figures(context, reading.sentences)
    )


def _end_of(year: int | None) -> date | None:
    """The last day of a year: any month of 今年 is then in it."""
    return date(year, 12, 31) if year else None

"""What one source tells: the stations it names, and what it says of whole regions.

A fact sheet is written by people in their own words, one per article, as TOML (see seeds/README.md).
Places that are no rest station (a culture square) are venues, and never come out as stations.
"""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from locator.errors import InvalidInput
from locator.station import Adcode, Code, Name, PartialDate, Placement, Qualifier, Record, Station, Text, Word


class Source(Record):
    """Where facts come from: enough for a reader to find the article again."""

    id: Code
    publisher_zh: Name
    publisher_en: Name
    headline: Name
    published: PartialDate | None = None
    url: Text | None = None
    summary_zh: Text
    summary_en: Text


class Figure(Record):
    """A number that a source gives for a region: `kind` is a word of the vocabulary `figure`."""

    region: Adcode
    region_name: Name
    kind: Annotated[str, Word("figure")]
    value: float = Field(ge=0)
    unit: Name
    period: Text
    qualifier: Qualifier | None = None


class Venue(Record):
    """A place for workers that is no rest station."""

    id: Code
    name: Name
    region: Adcode
    address: Text | None = None
    placement: Placement | None = None
    opened: PartialDate | None = None
    area_m2: float | None = Field(default=None, gt=0)
    notes: Text | None = None


class Practice(Record):
    """A way of working that a source describes, in our words."""

    region: Adcode
    region_name: Name
    zh: Text
    en: Text


class FactSheet(Record):
    """All that is kept of one source."""

    model_config = ConfigDict(populate_by_name=True)

    source: Source
    stations: tuple[Station, ...] = Field(default=(), alias="station")
    venues: tuple[Venue, ...] = Field(default=(), alias="venue")
    figures: tuple[Figure, ...] = Field(default=(), alias="figure")
    practices: tuple[Practice, ...] = Field(default=(), alias="practice")


def read_sheet(path: Path) -> FactSheet:
    """The fact sheet in a TOML file.

    Raises:
        InvalidInput: it is no TOML, or a field is wrong; the error names the file and the field.
    """
    try:
        return FactSheet.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{path.name} is no valid TOML: {error}", field=path.name) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidInput(f"{path.name}: {field}: {first['msg']}", field=field) from error

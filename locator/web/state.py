"""What every view of one app reads: its settings, the catalog, what the sources tell, the geocoder."""

from dataclasses import dataclass, field
from functools import cached_property

from flask import Flask

from locator.catalog import Catalog
from locator.factsheet import Figure, Practice, Source, Venue
from locator.geocode.match import Geocoder
from locator.geocode.offline import offline_geocoder
from locator.settings import Settings
from locator.store import Store

EXTENSION = "locator"


@dataclass(frozen=True)
class Told:
    """What the sources say beside the stations; each entry comes with the id of its source."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: list[tuple[str, Figure]] = field(default_factory=list)
    venues: list[tuple[str, Venue]] = field(default_factory=list)
    practices: list[tuple[str, Practice]] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    """One reading of the registry, and what goes with it."""

    settings: Settings
    catalog: Catalog
    told: Told

    @cached_property
    def geocoder(self) -> Geocoder:
        """The offline gazetteer with the operator's extracts, loaded when it is first asked."""
        return offline_geocoder(self.settings)


def read_state(settings: Settings, store: Store) -> State:
    """All that the web service shows, read from the registry.

    Raises:
        StoreError: the database can't be read.
    """
    version, stations = store.snapshot()
    told = Told(
        {source.id: source for source in store.sources()}, store.figures(), store.venues(), store.practices()
    )
    return State(settings, Catalog(stations, version), told)


def state(app: Flask) -> State:
    """The state of an app."""
    held: State = app.extensions[EXTENSION]
    return held

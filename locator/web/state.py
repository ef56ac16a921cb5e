"""What every view of one app reads: its settings, the catalog, what the sources tell, the geocoder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from flask import Flask

from locator.catalog import Catalog, read_catalog
from locator.factsheet import Figure, Practice, Source, Venue
from locator.geocode.match import Geocoder
from locator.geocode.offline import offline_geocoder
from locator.planning.networks import Networks
from locator.search import PlaceSearch
from locator.settings import Settings
from locator.store import Store
from locator.web.past import NoPast, Past, RegistryPast

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
    past: Past = field(default_factory=NoPast)

    @cached_property
    def last_changes(self) -> Mapping[str, datetime]:
        """When each station was last written, as far as that is known; read when it is first asked for."""
        return self.past.last_changes()

    @cached_property
    def geocoder(self) -> Geocoder:
        """The offline gazetteer with the operator's extracts, loaded when it is first asked."""
        return offline_geocoder(self.settings)

    @cached_property
    def places(self) -> PlaceSearch:
        """What can be found by its name; laid out when it is first asked."""
        return PlaceSearch(self.catalog)

    @cached_property
    def networks(self) -> Networks:
        """The operator's street networks; each is loaded when it is first walked on."""
        return Networks(self.settings.network_folder)


def read_state(settings: Settings, store: Store) -> State:
    """All that the web service shows, read from the registry.

    Raises:
        StoreError: the database can't be read.
    """
    catalog = read_catalog(store)
    told = Told(
        {source.id: source for source in store.sources()}, store.figures(), store.venues(), store.practices()
    )
    return State(settings, catalog, told, RegistryPast(settings.database_url))


def state(app: Flask) -> State:
    """The state of an app."""
    held: State = app.extensions[EXTENSION]
    return held

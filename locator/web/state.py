"""What every view of one app reads: its settings, the catalog, what the sources tell, the geocoder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol, Self

from flask import Flask, g, has_request_context

from locator.catalog import Catalog
from locator.geocode.match import Geocoder
from locator.geocode.offline import offline_geocoder
from locator.planning.networks import Networks
from locator.search import Laid, PlaceSearch
from locator.serving.cards import CARDS, Cards
from locator.serving.finder import Finder
from locator.serving.naming import laid
from locator.serving.snapshots import Snapshot
from locator.serving.told import Told
from locator.settings import Settings
from locator.web.past import NoPast, Past, RegistryPast

EXTENSION = "locator"
CARRIED_OVER = ("geocoder", "networks")
"""What was loaded for the reading before and does not hang on the registry."""


@dataclass(frozen=True)
class State:
    """One reading of the registry, and what goes with it.

    Attributes:
        made_at: when its snapshot was made, in seconds since 1970; None where there is none.
        laid: the stations' names, laid out for the search; that is done when needed where there are none.
        cards: the prepared half of each row's feature (`locator.serving.cards`); made when needed where there are none.
    """

    settings: Settings
    catalog: Catalog
    told: Told
    past: Past = field(default_factory=NoPast)
    cards: Sequence[bytes] | None = None
    made_at: float | None = None
    laid: Sequence[Laid] | None = None

    @classmethod
    def of(cls, settings: Settings, snapshot: Snapshot, before: "State | None" = None) -> Self:
        """What a snapshot holds; `before` lends what it loaded and does not hang on the registry."""
        mapped = snapshot.mapped
        catalog = Catalog.of(mapped, snapshot.notices)
        past = RegistryPast(settings.database_url)
        made_at = mapped.path.stat().st_mtime
        made = cls(settings, catalog, snapshot.told, past, mapped.texts[CARDS], made_at, laid(mapped))
        loaded = vars(before) if before else {}
        vars(made).update({name: loaded[name] for name in CARRIED_OVER if name in loaded})
        return made

    @cached_property
    def finder(self) -> Finder:
        """Answers who asks for the nearest stations."""
        return Finder(self.catalog, self.cards or Cards(self.catalog.stations))

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
        return PlaceSearch(self.catalog, self.laid)

    @cached_property
    def networks(self) -> Networks:
        """The operator's street networks; each is loaded when it is first walked on."""
        return Networks(self.settings.network_folder)


class Holder(Protocol):
    """Whatever has the state that is served at present."""

    @property
    def present(self) -> State:
        """The newest."""


@dataclass(frozen=True)
class Given:
    """A state that was handed in, and stays."""

    present: State


def hold(app: Flask, holder: Holder) -> None:
    """Let an app serve what a holder has."""
    app.extensions[EXTENSION] = holder


def present(app: Flask) -> State:
    """The newest state of an app."""
    holder: Holder = app.extensions[EXTENSION]
    return holder.present


def state(app: Flask) -> State:
    """The state of an app: within a request always the same, however the registry moves in the meantime."""
    if not has_request_context():
        return present(app)
    if EXTENSION not in g:
        setattr(g, EXTENSION, present(app))
    found: State = getattr(g, EXTENSION)
    return found

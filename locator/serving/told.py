"""What the sources say beside the stations: themselves, figures, venues, ways of working."""

from pydantic import BaseModel, ConfigDict

from locator.factsheet import Figure, Practice, Source, Venue
from locator.store import Store


class Told(BaseModel):
    """Each figure, venue and practice comes with the id of its source."""

    model_config = ConfigDict(frozen=True)

    sources: dict[str, Source] = {}
    figures: list[tuple[str, Figure]] = []
    venues: list[tuple[str, Venue]] = []
    practices: list[tuple[str, Practice]] = []

    @staticmethod
    def of(store: Store) -> "Told":
        """All that a registry keeps of it.

        Raises:
            StoreError: the database can't be read.
        """
        return Told.model_construct(
            sources={source.id: source for source in store.sources()},
            figures=store.figures(),
            venues=store.venues(),
            practices=store.practices(),
        )

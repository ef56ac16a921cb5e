"""What the registry's log tells of the past, asked only when somebody wants to know."""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from locator.station import Code
from locator.store import Departed, open_store

_CODE: TypeAdapter[str] = TypeAdapter(Code)


class Past(Protocol):
    """Where stations went, and when they last changed."""

    def departed(self, station_id: str) -> Departed | None:
        """The station that once had this id and is no more."""

    def last_changes(self) -> Mapping[str, datetime]:
        """When each station was last written, as far as that is known."""


class NoPast:
    """Of stations that were handed in, no earlier state is known."""

    def departed(self, station_id: str) -> Departed | None:  # noqa: ARG002 - the protocol names it
        """None."""
        return None

    def last_changes(self) -> Mapping[str, datetime]:
        """Nothing."""
        return {}


class RegistryPast:
    """The past of the registry at a database URL.

    Raises:
        StoreError: from every method, when the database can't be read.
    """

    def __init__(self, database_url: str) -> None:
        self._url = database_url

    def departed(self, station_id: str) -> Departed | None:
        """The station that once had this id and is no more; what can't be an id never was one."""
        try:
            _CODE.validate_python(station_id)
        except ValidationError:
            return None
        with closing(open_store(self._url)) as store:
            return store.departed(station_id)

    def last_changes(self) -> Mapping[str, datetime]:
        """When each station was last written."""
        with closing(open_store(self._url)) as store:
            return store.last_changes()

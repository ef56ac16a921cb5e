"""The registry's past: any station as it was at any moment, and who told what."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from locator.errors import InvalidInput
from locator.station import Station
from locator.store import replay
from locator.store.bulk import batched
from locator.store.ledger import changes, revisions
from locator.store.replay import Change, FieldSource
from locator.store.transactions import Connected


class Departed(NamedTuple):
    """A station that is no more: its last record, and when it was taken out."""

    station: Station
    at: datetime


class History(Connected):
    """What the log tells. Moments are aware datetimes; a naive one is InvalidInput."""

    def history(self, station_id: str) -> list[Change]:
        """Who changed what of a station, when, and by which source: field by field, oldest first."""
        with self._read() as connection:
            logs = replay.entries(connection, changes.c.station == station_id)
            return [change for _, log in logs for entry in log for change in replay.changes_of(entry)]

    def station_at(self, station_id: str, moment: datetime) -> Station | None:
        """A station as the registry had it at a moment; None where it had none of this id."""
        return next(iter(self._as_of(moment, changes.c.station == station_id)), None)

    def stations_at(self, moment: datetime) -> list[Station]:
        """All stations as the registry had them at a moment, by id."""
        return self._as_of(moment)

    def field_sources(self, ids: Iterable[str] | None = None) -> dict[str, Mapping[str, FieldSource]]:
        """Who told each field of these stations, or of all: {station id: {field: its source}}.

        A field counts as verified when the write that last changed it was (`verified=True`), or a verified
        write after it set the station's `verified_on`. Ids without a station, and fields that no write ever
        named, are left out.
        """
        found: dict[str, Mapping[str, FieldSource]] = {}
        chosen = [()] if ids is None else ((changes.c.station.in_(batch),) for batch in batched(ids))
        with self._read() as connection:
            for where in chosen:
                logs = replay.entries(connection, *where)
                found |= {station: fields for station, log in logs if (fields := replay.told(log))}
        return found

    def ids_ever(self) -> set[str]:
        """Every id that a station has or once had: ids are for ever, and none is given out twice."""
        with self._read() as connection:
            return set(connection.execute(select(changes.c.station).distinct()).scalars())

    def departed(self, station_id: str) -> Departed | None:
        """The station that once had this id and is taken out; None where there is one, or never was."""
        with self._read() as connection:
            for _, log in replay.entries(connection, changes.c.station == station_id):
                last = replay.station_after(log[:-1])
                if last and log[-1].after is None:
                    return Departed(last, log[-1].at)
        return None

    def last_changes(self) -> dict[str, datetime]:
        """When each station that has or had an id was last written."""
        query = (
            select(changes.c.station, func.max(revisions.c.at).label("at"))
            .join(revisions, changes.c.revision == revisions.c.number)
            .group_by(changes.c.station)
        )
        with self._read() as connection:
            return {row.station: row.at for row in connection.execute(query)}

    def _as_of(self, moment: datetime, *where: ColumnElement[bool]) -> list[Station]:
        if moment.tzinfo is None:
            raise InvalidInput(
                f"{moment} has no time zone", field="moment", remedy="write one, such as +08:00"
            )
        with self._read() as connection:
            logs = replay.entries(connection, revisions.c.at <= moment, *where)
            return [station for _, log in logs if (station := replay.station_after(log))]

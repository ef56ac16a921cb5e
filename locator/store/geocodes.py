"""What geocoders answered, and what each provider may still be asked on a day."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, select, update

from locator.store.bulk import UPSERT
from locator.store.documents import storable
from locator.store.ledger import budgets, geocodes
from locator.store.transactions import Connected


class GeocodeCache(Connected):
    """Answers by provider and address, and requests counted by provider and day."""

    def cached(self, provider: str, address: str) -> Any:
        """What a provider answered to an address, as JSON has it; None where it was never asked."""
        query = select(geocodes.c.payload).where(
            geocodes.c.provider == provider, geocodes.c.digest == _digest(address)
        )
        with self._read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def keep(self, provider: str, address: str, payload: Any, at: datetime | None = None) -> None:
        """Keep an answer, in place of the one before; `at` is when it was given, by default now."""
        values = {"payload": storable(payload), "at": at or self._transactions.clock()}
        row = {"provider": provider, "digest": _digest(address), "address": storable(address), **values}
        with self._write() as connection:
            statement = UPSERT[connection.dialect.name](geocodes).values(row)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["provider", "digest"], set_=values)
            )

    def spend(self, provider: str, day: date, requests: int) -> int:
        """Add to the requests that a provider got on a day; their new sum.

        However many programs spend at once, no two are told the same sum.
        """
        row = {"provider": provider, "day": day, "spent": 0}
        counting = update(budgets).where(_of(provider, day)).values(spent=budgets.c.spent + requests)
        with self._write() as connection:
            connection.execute(UPSERT[connection.dialect.name](budgets).values(row).on_conflict_do_nothing())
            connection.execute(counting)
            return int(connection.execute(select(budgets.c.spent).where(_of(provider, day))).scalar_one())

    def spent(self, provider: str, day: date) -> int:
        """How many requests were counted."""
        with self._read() as connection:
            return int(connection.execute(select(budgets.c.spent).where(_of(provider, day))).scalar() or 0)


def _of(provider: str, day: date) -> ColumnElement[bool]:
    return (budgets.c.provider == provider) & (budgets.c.day == day)


def _digest(address: str) -> str:
    return sha256(address.encode("utf-8", "replace")).hexdigest()

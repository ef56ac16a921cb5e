"""The review queue: what a person has to decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, update

from locator.errors import InvalidInput, NotFound
from locator.store.bulk import batched
from locator.store.documents import as_json, storable
from locator.store.ledger import reviews
from locator.store.transactions import Connected

KINDS = ("duplicate", "geocode", "conflict", "warning")
OPEN, DONE, WITHDRAWN = "open", "done", "withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """A question to a person about some stations.

    `kind` is one of `KINDS`; `payload` is what is needed to decide, `reasons` why it was not decided by
    itself, both as JSON has them.

    Raises:
        InvalidInput: the kind is none of the four.
    """

    kind: str
    stations: tuple[str, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)
    reasons: Sequence[Any] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidInput(
                f"{self.kind} is no kind of review", field="kind", remedy=f"write one of {', '.join(KINDS)}"
            )

    @property
    def digest(self) -> str:
        """The same for the same question, however often an import asks it."""
        return sha256(as_json([self.kind, self.stations, self.payload]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class QueuedReview:
    """A review in the queue. `state` is open, done, or withdrawn with the import that asked."""

    number: int
    at: datetime
    kind: str
    stations: tuple[str, ...]
    payload: Mapping[str, Any]
    reasons: tuple[Any, ...]
    state: str
    import_id: str | None
    closed_at: datetime | None
    closed_by: str | None
    decision: str | None


def unknown(connection: Connection, wanted: Iterable[Review]) -> list[Review]:
    """Those that were never asked before: a question that is open or decided is not put again."""
    by_digest = {review.digest: review for review in wanted}
    for batch in batched(list(by_digest)):
        query = select(reviews.c.digest).where(reviews.c.digest.in_(batch), reviews.c.state != WITHDRAWN)
        for digest in connection.execute(query).scalars():
            del by_digest[digest]
    return list(by_digest.values())


def file(connection: Connection, fresh: Sequence[Review], at: datetime, import_id: str | None = None) -> None:
    """Put reviews into the queue."""
    rows = [
        storable({"stations": review.stations, "payload": review.payload, "reasons": review.reasons})
        | {"kind": review.kind, "digest": review.digest, "at": at, "state": OPEN, "import_id": import_id}
        for review in fresh
    ]
    for batch in batched(rows):
        connection.execute(insert(reviews), batch)


def withdraw(connection: Connection, import_id: str) -> None:
    """Take back the open reviews that an import asked for."""
    asked = (reviews.c.import_id == import_id) & (reviews.c.state == OPEN)
    connection.execute(update(reviews).where(asked).values(state=WITHDRAWN))


def _queued(row: Mapping[Any, Any]) -> QueuedReview:
    values = {name: row[name] for name in QueuedReview.__dataclass_fields__}
    return QueuedReview(**values | {name: tuple(values[name]) for name in ("stations", "reasons")})


class ReviewQueue(Connected):
    """The questions that wait for a person, and those that were decided."""

    def add(self, wanted: Iterable[Review]) -> int:
        """Put questions into the queue, those asked before passed over; how many were new."""
        with self._write() as connection:
            fresh = unknown(connection, wanted)
            file(connection, fresh, self._transactions.clock())
        return len(fresh)

    def open(self, kind: str | None = None) -> list[QueuedReview]:
        """The open questions, of one kind or of all, oldest first."""
        return self._in_state(OPEN, kind)

    def done(self, kind: str | None = None) -> list[QueuedReview]:
        """The decided ones."""
        return self._in_state(DONE, kind)

    def close(self, number: int, *, actor: str, decision: str) -> None:
        """Mark an open question as decided.

        Raises:
            NotFound: no open review has this number.
        """
        values = {"state": DONE, "closed_by": storable(actor), "decision": storable(decision)}
        is_it = (reviews.c.number == number) & (reviews.c.state == OPEN)
        with self._write() as connection:
            closing = update(reviews).where(is_it).values(values | {"closed_at": self._transactions.clock()})
            if not connection.execute(closing).rowcount:
                raise NotFound(f"no open review has the number {number}")

    def _in_state(self, state: str, kind: str | None) -> list[QueuedReview]:
        query = select(reviews).where(reviews.c.state == state).order_by(reviews.c.number)
        if kind is not None:
            query = query.where(reviews.c.kind == kind)
        with self._read() as connection:
            return [_queued(row) for row in connection.execute(query).mappings()]

"""Which station each row of a source became, so that the row is known again when its source speaks again."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from locator.store.bulk import batched, insert_rows
from locator.store.ledger import row_keys


def known(connection: Connection, source: str) -> dict[str, str]:
    """The stations of a source's rows, by the rows' keys."""
    query = select(row_keys.c.key, row_keys.c.station).where(row_keys.c.source == source)
    return {row.key: row.station for row in connection.execute(query)}


def remember(connection: Connection, source: str, keys: Mapping[str, str], import_id: str) -> None:
    """Keep what rows became in an import; what they became before is forgotten."""
    for batch in batched(keys.items()):
        mine = (row_keys.c.source == source) & row_keys.c.key.in_([key for key, _station in batch])
        connection.execute(delete(row_keys).where(mine))
        rows = [(source, key, station, import_id) for key, station in batch]
        insert_rows(connection, row_keys, ("source", "key", "station", "import_id"), rows)


def forget(connection: Connection, import_id: str) -> None:
    """Forget what rows became in an import that is taken back."""
    connection.execute(delete(row_keys).where(row_keys.c.import_id == import_id))

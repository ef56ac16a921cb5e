"""Which station each row of a source became, so that the row is known again when its source speaks again."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, exists, select

from locator.store.bulk import batched, insert_columns
from locator.store.ledger import row_keys


def known(connection: Connection, source: str) -> dict[str, str]:
    """The stations of a source's rows, by the rows' keys."""
    query = select(row_keys.c.key, row_keys.c.station).where(row_keys.c.source == source)
    return {row.key: row.station for row in connection.execute(query)}


def remember(connection: Connection, source: str, keys: Mapping[str, str], import_id: str) -> None:
    """Keep what rows became in an import; what they became before is forgotten."""
    mine = row_keys.c.source == source
    was_heard = connection.execute(select(exists().where(mine))).scalar_one()
    for batch in batched(sorted(keys.items())):  # in their order the index grows at its end: twice as fast
        if was_heard:
            again = row_keys.c.key.in_([key for key, _station in batch])
            connection.execute(delete(row_keys).where(mine & again))
        columns = {
            "source": [source] * len(batch),
            "key": [key for key, _station in batch],
            "station": [station for _key, station in batch],
            "import_id": [import_id] * len(batch),
        }
        insert_columns(connection, row_keys, columns)


def forget(connection: Connection, import_id: str) -> None:
    """Forget what rows became in an import that is taken back."""
    connection.execute(delete(row_keys).where(row_keys.c.import_id == import_id))

"""History, imports, the review queue, geocoders' answers and budgets; in PostgreSQL, points for QGIS."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from locator.errors import StoreError
from locator.store.columns import Document, Moment

revision = "0002"
down_revision = "0001"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IDS = (("sources", "id"), ("stations", "id"), ("venues", "id"), ("changes", "station"))
PLACEMENT = {
    "lon": "lon",
    "lat": "lat",
    "precision": "precision",
    "uncertainty_m": "uncertainty_m",
    "position_source": "source",
    "position_checked_on": "checked_on",
    "datum_given": "datum_given",
    "lon_given": "lon_given",
    "lat_given": "lat_given",
}

APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER {table}_keep_{deed.lower()} BEFORE {deed} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        for table in ("changes", "revisions")
        for deed in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the history is append-only'; END $$"
        ),
        *(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
            for table in ("changes", "revisions")
        ),
    ],
}
"""What keeps the log as it was written, against this program's mistakes too."""


def upgrade() -> None:
    """Forward."""
    _make_tables()
    _log_what_is_there()
    if op.get_bind().dialect.name == "postgresql":
        _suit_postgresql()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("files", Document, nullable=False),
        sa.Column("counts", Document, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("work", sa.Text(), index=True),
    )
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), autoincrement=False, primary_key=True),
        sa.Column("at", Moment(), nullable=False, index=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("import_id", sa.String(20), sa.ForeignKey("imports.id"), index=True),
        sa.Column("undoes", sa.Integer()),
    )
    op.create_table(
        "changes",
        sa.Column("number", SERIAL, primary_key=True),
        sa.Column("station", sa.String(40), nullable=False, index=True),
        sa.Column("revision", sa.Integer(), sa.ForeignKey("revisions.number"), nullable=False, index=True),
        sa.Column("source", sa.Text()),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("before", Document),
        sa.Column("after", Document),
    )
    op.create_table(
        "reviews",
        sa.Column("number", SERIAL, primary_key=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("stations", Document, nullable=False),
        sa.Column("payload", Document, nullable=False),
        sa.Column("reasons", Document, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("import_id", sa.String(20), sa.ForeignKey("imports.id"), index=True),
        sa.Column("digest", sa.String(64), nullable=False, index=True),
        sa.Column("closed_at", Moment()),
        sa.Column("closed_by", sa.Text()),
        sa.Column("decision", sa.Text()),
    )
    op.create_table(
        "row_keys",
        sa.Column("source", sa.String(40), primary_key=True),
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("station", sa.String(40), nullable=False),
        sa.Column("import_id", sa.String(20), sa.ForeignKey("imports.id"), nullable=False, index=True),
    )
    op.create_table(
        "geocodes",
        sa.Column("provider", sa.String(40), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("payload", Document, nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "budgets",
        sa.Column("provider", sa.String(40), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("spent", sa.Integer(), nullable=False),
    )


def _suit_postgresql() -> None:
    for column in sa.inspect(op.get_bind()).get_columns("stations"):
        if isinstance(column["type"], sa.JSON):
            name = column["name"]
            op.execute(f"ALTER TABLE stations ALTER COLUMN {name} TYPE jsonb USING {name}::jsonb")
    for (
        table,
        column_name,
    ) in IDS:  # ids sort by their characters, as in SQLite, in whatever language the server is
        op.execute(f'ALTER TABLE {table} ALTER COLUMN {column_name} TYPE varchar(40) COLLATE "C"')
    _add_postgis()
    op.execute(
        "ALTER TABLE stations ADD COLUMN geom geometry(Point, 4326) "
        "GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED"
    )
    op.execute("CREATE INDEX ix_stations_geom ON stations USING gist (geom)")


def _add_postgis() -> None:
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except DBAPIError as error:
        raise StoreError(
            "this database has no PostGIS, and its user may not add it: "
            "have its administrator run CREATE EXTENSION postgis"
        ) from error


def _log_what_is_there() -> None:
    """The log begins with the stations that were written before there was one."""
    bind = op.get_bind()
    stations = sa.Table("stations", sa.MetaData(), autoload_with=bind)
    number = bind.execute(sa.text("SELECT number FROM revision")).scalar_one()
    rows = [dict(row) for row in bind.execute(sa.select(stations)).mappings()]
    if rows:
        made = {"number": number, "at": datetime.now(UTC), "actor": "locator"}
        bind.execute(sa.insert(_table("revisions", number=sa.Integer, at=Moment, actor=sa.Text)), made)
        log = _table(
            "changes",
            station=sa.String,
            revision=sa.Integer,
            source=sa.Text,
            verified=sa.Boolean,
            after=Document,
        )
        bind.execute(sa.insert(log), [_entry(row, number) for row in rows])


def _table(name: str, **columns: Any) -> Any:
    return sa.table(name, *(sa.column(column, kind) for column, kind in columns.items()))


def _entry(row: dict[str, Any], number: int) -> dict[str, Any]:
    told = [provenance["source"] for provenance in row["provenance"]]
    return {
        "station": row["id"],
        "revision": number,
        "source": told[-1] if told else None,
        "verified": False,
        "after": json.loads(json.dumps(dict(_fields(row)), default=str)),
    }


def _fields(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from (
        (name, value) for name, value in row.items() if name not in PLACEMENT and value not in (None, [], {})
    )
    if row["lon"] is not None:
        yield "placement", {field: row[column] for column, field in PLACEMENT.items()}

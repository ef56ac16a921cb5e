"""The tables beside the registry: who changed what and when, imports, reviews, geocoders' answers, notices."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from locator.store.columns import Document, Moment
from locator.store.tables import metadata

Serial = BigInteger().with_variant(Integer(), "sqlite")

imports = Table(
    "imports",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("files", Document, nullable=False),
    Column("counts", Document, nullable=False),
    Column("state", String(10), nullable=False),
    Column("work", Text, index=True),
)
"""`work` is a key the importer may give, so that a rerun finds what it did already."""

revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Column("undoes", Integer),
)
"""One row per committed write. `at` grows strictly with `number`, whatever the clock does."""

changes = Table(
    "changes",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("station", String(40), nullable=False, index=True),
    Column("revision", ForeignKey("revisions.number"), nullable=False, index=True),
    Column("source", Text),
    Column("verified", Boolean, nullable=False),
    Column("before", Document),
    Column("after", Document),
)
"""The append-only log (triggers refuse to alter it): one row per station and write, holding the fields that
moved, {field: value}, as they were and as they became. `before` is null where the write made the station
(`after` is then the whole record without its defaults), `after` is null where the write removed it."""

reviews = Table(
    "reviews",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("stations", Document, nullable=False),
    Column("payload", Document, nullable=False),
    Column("reasons", Document, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("import_id", ForeignKey("imports.id"), index=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("closed_at", Moment),
    Column("closed_by", Text),
    Column("decision", Text),
)

row_keys = Table(
    "row_keys",
    metadata,
    Column("source", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("station", String(40), nullable=False),
    Column("import_id", ForeignKey("imports.id"), nullable=False, index=True),
)
"""What each row of a source became; `key` is the row's own number, or a digest of what it says of name and place."""

geocodes = Table(
    "geocodes",
    metadata,
    Column("provider", String(40), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("address", Text, nullable=False),
    Column("payload", Document, nullable=False),
    Column("at", Moment, nullable=False),
)
"""`digest` is the address's SHA-256: an index entry has a greatest length, an address need not."""

budgets = Table(
    "budgets",
    metadata,
    Column("provider", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("spent", Integer, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("opening_hours", Text),
    Column("starts", Moment, nullable=False),
    Column("ends", Moment),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text),
    Column("source", Text),
    Column("adcode", String(9)),
    Column("everywhere", Boolean, nullable=False),
    Column("stations", Document, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("revision", ForeignKey("revisions.number"), nullable=False, index=True),
    Column("withdrawn_in", ForeignKey("revisions.number"), index=True),
)
"""`revision` and `withdrawn_in` are the writes that put a notice up and withdrew it: who did it, and when."""

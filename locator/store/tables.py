"""The tables. Every scalar field of a station is a column of its own, so that SQL and QGIS can read it."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from locator.store.columns import Document

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _placement() -> list[Column]:  # type: ignore[type-arg]  # columns of several types
    return [
        Column("lon", Float),
        Column("lat", Float),
        Column("precision", String(10)),
        Column("uncertainty_m", Float),
        Column("position_source", Text),
        Column("position_checked_on", Date),
        Column("datum_given", String(10)),
        Column("lon_given", Float),
        Column("lat_given", Float),
    ]


revision = Table("revision", metadata, Column("number", Integer, primary_key=True, autoincrement=False))
"""One row: how many committed changes the registry has seen. A snapshot's version is this number."""

sources = Table(
    "sources",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("publisher_zh", Text, nullable=False),
    Column("publisher_en", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("published", String(10)),
    Column("url", Text),
    Column("summary_zh", Text, nullable=False),
    Column("summary_en", Text, nullable=False),
)

stations = Table(
    "stations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("other_names", Document, nullable=False),
    Column("brand", Text),
    Column("province", Text),
    Column("city", Text),
    Column("district", Text),
    Column("township", Text),
    Column("adcode", String(9), index=True),
    Column("address", Text),
    Column("landmark", Text),
    Column("floor", Text),
    Column("entrance", Text),
    *_placement(),
    Column("build_mode", String(20)),
    Column("host_type", String(20)),
    Column("host", Text),
    Column("operator", Text),
    Column("steward", Text),
    Column("form", String(20)),
    Column("area_m2", Float),
    Column("capacity", Integer),
    Column("opening_hours", Text),
    Column("opening_hours_text", Text),
    Column("holidays", String(10), nullable=False),
    Column("entry", String(20)),
    Column("entry_note", Text),
    Column("registration_required", Boolean),
    Column("audience", Document, nullable=False),
    Column("amenities", Document, nullable=False),
    Column("broken", Document, nullable=False),
    Column("services", Document, nullable=False),
    Column("status", String(20), nullable=False, index=True),
    Column("stars", Integer),
    Column("honours", Document, nullable=False),
    Column("open_24h", Boolean),
    Column("smart", Boolean),
    Column("opened", String(10)),
    Column("cost_yuan", Float),
    Column("visits", Document, nullable=False),
    Column("qualifiers", Document, nullable=False),
    Column("listings", Document, nullable=False),
    Column("notes", Text),
    Column("provenance", Document, nullable=False),
    Column("verified_on", Date),
    Column("verified_by", Text),
    Column("contact", Text),
)

venues = Table(
    "venues",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("region", String(9), nullable=False, index=True),
    Column("address", Text),
    *_placement(),
    Column("opened", String(10)),
    Column("area_m2", Float),
    Column("notes", Text),
)

figures = Table(
    "figures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("region", String(9), nullable=False, index=True),
    Column("region_name", Text, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("qualifier", String(10)),
)

practices = Table(
    "practices",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("region", String(9), nullable=False, index=True),
    Column("region_name", Text, nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
)

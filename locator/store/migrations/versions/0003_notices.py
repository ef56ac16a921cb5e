"""Dated notices."""

import sqlalchemy as sa
from alembic import op

from locator.store.columns import Document, Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "notices",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("opening_hours", sa.Text()),
        sa.Column("starts", Moment(), nullable=False),
        sa.Column("ends", Moment()),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("adcode", sa.String(9)),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("stations", Document, nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment()),
        sa.Column("revision", sa.Integer(), sa.ForeignKey("revisions.number"), nullable=False, index=True),
        sa.Column("withdrawn_in", sa.Integer(), sa.ForeignKey("revisions.number"), index=True),
    )

"""Runs the migrations on the connection that `locator.store.database.upgrade` hands in."""

from alembic import context

from locator.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()

"""The registry as commands read it: from its snapshot, which is made or brought up to date first."""

from locator.catalog import Catalog
from locator.serving.builder import refreshed
from locator.settings import Settings


def present_catalog(settings: Settings) -> Catalog:
    """The catalog of the registry that the settings name; its records are read when they are looked at.

    Raises:
        StoreError: the registry can't be read.
        OSError: the snapshots' folder can't be written.
    """
    snapshots = refreshed(settings.snapshot_folder, settings.database_url)
    newest = snapshots.opened(snapshots.newest() or "")
    return Catalog.of(newest.mapped, newest.notices)

"""What a job's process reads from: handed to it by whoever starts it, never kept on disk."""

from pathlib import Path
from typing import Self

from locator.settings import Settings
from locator.station import Record


class Inputs(Record):
    """The registry and the operator's folders. A database's URL may hold a password."""

    database_url: str
    snapshot_folder: Path
    network_folder: Path
    boundary_folder: Path
    demand_folder: Path
    candidate_folder: Path

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those that the settings name."""
        return cls(**{name: getattr(settings, name) for name in cls.model_fields})

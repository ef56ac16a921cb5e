"""What a planner's job leaves in its folder: the document, a file for each layer of the map, and the downloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

import geopandas as gpd

from locator import __version__
from locator.export.sheets import write_sheets
from locator.hours.evaluation import CHINA
from locator.jobs.folder import Job, replace
from locator.jobs.layers import collection
from locator.jobs.questions import Question
from locator.jobs.tables import sheets_of
from locator.planning.coverage.mapout import write_layers

Q = TypeVar("Q", bound=Question)
MAP_FILES: Final = ("result.geojson", "result.gpkg")
TABLE_FILE: Final = "result.xlsx"


@dataclass(frozen=True)
class Posed(Generic[Q]):
    """A question as a job has it: of which version of the registry, and asked on which day (China's)."""

    question: Q
    version: int
    today: date
    told: Mapping[str, Any]


def asked_of(job: Job, model: type[Q]) -> Posed[Q]:
    """What a job was asked."""
    ask = job.ask["ask"]
    return Posed(
        model.model_validate(ask["question"]),
        ask["version"],
        date.fromisoformat(ask["today"]),
        ask["question"],
    )


@dataclass(frozen=True)
class Made:
    """A document and its layers, WGS84."""

    job: Job
    asked: Posed[Any]
    document: Mapping[str, Any]
    layers: Mapping[str, gpd.GeoDataFrame]

    def write(self) -> None:
        """What a page shows: the layers first, so that whoever sees the document finds them."""
        for name, frame in self.layers.items():
            (self.job.folder / f"{name}.geojson").write_bytes(collection(frame))
        head = {
            "job": self.job.id,
            "kind": self.job.kind,
            "program": __version__,
            "catalog_version": self.asked.version,
            "made_at": datetime.now(CHINA).isoformat(timespec="seconds"),
            "question": self.asked.told,
            "layers": {name: len(frame) for name, frame in self.layers.items()},
        }
        replace(self.job.result, {**head, **self.document})

    def write_downloads(self) -> None:
        """Map files and tables."""
        filled = {name: frame for name, frame in self.layers.items() if len(frame)}
        for name in MAP_FILES:
            write_layers(filled, self.job.folder / name)
        write_sheets(sheets_of(self.job.kind, self.document), self.job.folder / TABLE_FILE)

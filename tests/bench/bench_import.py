"""import_csv: a list with coordinates read, checked, matched, committed, beside pandas' read + to_sql."""

import csv
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pandas as pd

from locator.geocode.gazetteer import Gazetteer
from locator.importing import carry_out, prepare
from locator.store import open_store
from tests.bench.made_up_list import COLUMNS, rows
from tests.bench.measure import Measure, in_turns, share_of_time


def import_csv(size: int = 200_000, repeats: int = 1) -> Measure:
    """Aim: at most 4 times the reference's time. One run each by default: it takes half a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows(size)])
        times = in_turns(lambda: ours(folder, size), lambda: reference(folder, size), repeats)
    return share_of_time("import_csv", *times)


def ours(folder, size):
    for left in folder.glob("ours.db*"):
        left.unlink()
    store = open_store(f"sqlite:///{folder}/ours.db", create=True)
    store.upgrade()
    prepared = prepare(store, folder / "list.csv", geocoder=Gazetteer.bundled())
    carry_out(store, prepared, actor="bench")
    assert sum(prepared.plan.counts.values()) == size
    store.close()


def reference(folder, size):
    with closing(sqlite3.connect(folder / "theirs.db")) as connection:
        found = pd.read_csv(folder / "list.csv").to_sql("stations", connection, if_exists="replace")
    assert found == size

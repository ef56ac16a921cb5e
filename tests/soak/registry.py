"""The registry's soaks: broken lists and killed importers."""

import random
import tempfile
from collections import Counter
from pathlib import Path

from locator.errors import InvalidInput
from locator.geocode.gazetteer import Gazetteer
from locator.importing import carry_out, prepare
from locator.store import Store, open_store
from tests.intake.test_broken_lists import mutated, write_list
from tests.store.kills import kills

KINDS = ("csv", "tsv", "xlsx", "ods", "json", "gpkg", "fgb", "zip", "kml", "gpx")


def a_broken_list_comes_in_whole_or_not_at_all(files: int = 5_000) -> str:
    """Mutated files of every kind, all the way into a registry: read or refused, never half."""
    chance, outcomes = random.Random(7), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lists = {kind: write_list(folder / f"list.{kind}").read_bytes() for kind in KINDS}
        store = open_store(f"sqlite:///{folder}/soak.db", create=True)
        store.upgrade()
        for number in range(files):
            kind = KINDS[number % len(KINDS)]
            path = folder / f"changed.{kind}"
            path.write_bytes(mutated(lists[kind], chance))
            outcomes[_outcome(store, path)] += 1
        store.close()
    return f"{files} files: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())


def _outcome(store: Store, path: Path) -> str:
    before = store.revision()
    try:
        prepared = prepare(store, path, geocoder=Gazetteer.bundled())
        import_id = carry_out(store, prepared, actor="soak")
    except InvalidInput:
        assert store.revision() == before, path.name
        return "refused"
    assert store.revision() == before + (import_id is not None), path.name
    if import_id is None:
        return "read, nothing to change"
    store.undo(import_id)
    return "imported and undone"


def a_killed_importer_leaves_the_old_or_the_new_state(count: int = 50) -> str:
    """SIGKILL at random moments of a 20,000-row import; the rerun finishes each time."""
    with tempfile.TemporaryDirectory() as folder:
        found = kills(count, Path(folder))
    assert sum(found.values()) == count
    return f"{count} kills: " + ", ".join(f"{number} x {state}" for state, number in sorted(found.items()))

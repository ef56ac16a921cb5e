from pathlib import Path

from tests.store.kills import kills


def test_a_killed_import_leaves_the_old_state_or_the_new_one_and_its_rerun_finishes(tmp_path: Path) -> None:
    assert kills(3, tmp_path, rows=1_500).total() == 3

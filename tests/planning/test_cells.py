"""Cells that a browser can draw: coarser ones hold the same people."""

import h3
import numpy as np
import pytest

from locator.planning.coverage.cells import CellPeople, coarsened

CELLS = np.array(
    [h3.str_to_int(cell) for cell in h3.grid_disk(h3.latlng_to_cell(18.25, 109.5, 9), 20)], dtype=np.uint64
)


@pytest.mark.parametrize("most", [5_000, 900, 100, 1])
def test_coarser_cells_are_few_enough_and_hold_the_same_people(most: int) -> None:
    people = np.arange(len(CELLS), dtype=float)
    found = coarsened(CellPeople(CELLS, people, np.vstack([people / 2, people])), most)
    assert len(found.cell) <= max(most, 1)
    assert len(np.unique(found.cell)) == len(found.cell)
    assert found.people.sum() == pytest.approx(people.sum(), rel=1e-12)
    assert found.covered.sum(axis=1) == pytest.approx([people.sum() / 2, people.sum()], rel=1e-12)


def test_few_cells_stay_as_they_are() -> None:
    cells = CellPeople(CELLS, np.ones(len(CELLS)), np.ones((1, len(CELLS))))
    assert coarsened(cells, len(CELLS)) is cells

"""Linear and mixed-integer programs, solved by HiGHS.

Huangfu & Hall, Parallelizing the dual revised simplex method, Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

import ctypes
import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from locator.planning.libraries import planning_library
from locator.planning.siting.arrays import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Minimise `objective` · x with `low` <= `rows` x <= `high` and `least` <= x <= `most`, `whole` ones integer."""

    objective: Floats
    rows: csr_array
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    whole: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What came of a program: the best values found (None if none), a bound below all, and what was proved."""

    values: Floats | None
    bound: float
    optimal: bool
    infeasible: bool


def solved(program: Program, time_limit_s: float, start: Floats | None = None, within: float = 0.0) -> Found:
    """The best values for a program within the time, beginning from `start`, proved to `within` of the bound.

    Raises:
        LocatorError: highspy is not installed.
    """
    solver = _loaded(program)
    solver.setOptionValue("time_limit", max(float(time_limit_s), 0.01))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", within)
    if start is not None:
        solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    solver.run()
    found = _read(solver, bool(program.whole.any()))
    if start is not None and not _agrees(solver, program, found):
        return solved(program, time_limit_s, None, within)
    return found


class Relaxation:
    """A linear program that is solved again and again with other objectives, each time from the last basis."""

    def __init__(self, program: Program) -> None:
        self._solver = _loaded(program)
        self._columns = np.arange(len(program.objective), dtype=np.int32)

    def solved(self, objective: Floats) -> tuple[Floats, Floats] | None:
        """Values of the columns and the duals of the rows; None where it has no solution."""
        self._solver.changeColsCost(len(objective), self._columns, objective)
        self._solver.run()
        if self._solver.getModelStatus() != _highspy().HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)


def _loaded(program: Program) -> Any:
    solver = _solver()
    columns = program.rows.tocsc()
    model = _highspy().HighsLp()
    model.num_col_, model.num_row_ = len(program.objective), len(program.low)
    model.col_cost_, model.col_lower_, model.col_upper_ = program.objective, program.least, program.most
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = _highspy().MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
    model.a_matrix_.value_ = columns.data
    if program.whole.any():
        kinds = (_highspy().HighsVarType.kContinuous, _highspy().HighsVarType.kInteger)
        model.integrality_ = [kinds[int(whole)] for whole in program.whole]
    solver.passModel(model)
    return solver


def _agrees(solver: Any, program: Program, found: Found) -> bool:
    """Whether the values are those of the objective.

    Where presolve alone solves a program, HiGHS 1.16 hands back the values that it was started from.
    """
    if found.values is None:
        return True
    told = float(solver.getInfo().objective_function_value)
    return math.isclose(float((program.objective * found.values).sum()), told, rel_tol=1e-6, abs_tol=1e-6)


def _read(solver: Any, is_whole: bool) -> Found:
    status, info = solver.getModelStatus(), solver.getInfo()
    optimal = status == _highspy().HighsModelStatus.kOptimal
    has_values = info.primal_solution_status == _highspy().SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if has_values else None
    bound = info.mip_dual_bound if is_whole else (info.objective_function_value if optimal else -math.inf)
    infeasible = status in {
        _highspy().HighsModelStatus.kInfeasible,
        _highspy().HighsModelStatus.kUnboundedOrInfeasible,
    }
    return Found(values, float(bound), optimal, infeasible)


def _highspy() -> Any:
    return planning_library("highspy")


def _solver() -> Any:
    """A silent HiGHS on one thread, so that the same question finds the same answer."""
    _greeted()
    solver = _highspy().Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("parallel", "off")
    return solver


@cache
def _greeted() -> None:
    """HiGHS prints its banner when the first solver of a process is made, before any option can silence it."""
    with _without_standard_output():
        _highspy().Highs()


@contextmanager
def _without_standard_output() -> Iterator[None]:
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)

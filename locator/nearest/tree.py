"""The kd-tree, with its OpenMP kept to one thread.

pykdtree enters an OpenMP region on every query, even for one point. With more than one OpenMP thread the
first query starts a pool, and a child forked afterwards hangs for ever in its own first query: the pool's
threads did not come along (a server that loads the catalog before it forks does exactly that; tried with
pykdtree 1.4.3). With one thread there is no pool, so fork is safe, and single queries are faster.

OpenMP reads `OMP_NUM_THREADS` when it is loaded, so it is set to 1 for this import alone and put back.
pykdtree's wheels carry an OpenMP library of their own, so no other package is slowed. Somebody who imports
pykdtree before this package, or builds it against an OpenMP that is loaded already, has to set the variable
in the environment. Batches use all cores still: the tree lets go of the interpreter's lock, and
`locator.nearest.batch` runs it in threads that end with the batch.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLE = "OMP_NUM_THREADS"


@contextmanager
def _one_openmp_thread() -> Iterator[None]:
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


with _one_openmp_thread():
    from pykdtree.kdtree import KDTree

__all__ = ["KDTree"]

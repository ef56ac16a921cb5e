"""Work on many lots of places, a few at a time, on all cores."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from locator.planning.demand.layer import Points

LOT = 65_536
"""Places at a time: what is reckoned with them stays small."""
T = TypeVar("T")


def lots_of(blocks: Iterable[Points]) -> Iterator[Points]:
    """The places of a layer, at most `LOT` at a time."""
    for block in blocks:
        for first in range(0, len(block.weight), LOT):
            yield Points(*(column[first : first + LOT] for column in block))


def in_turn(lots: Iterable[Points], work: Callable[[Points], T]) -> Iterator[T]:
    """What becomes of each lot, in order. No more lots are taken than can be worked on soon."""
    workers = os.cpu_count() or 1
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for lot in lots:
                waiting.append(pool.submit(work, lot))
                if len(waiting) > workers + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

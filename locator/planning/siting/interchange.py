"""Greedy addition and interchange of sites for covering: good choices fast, without a proof.

Lazy gains as in Church & ReVelle's greedy adding; interchange after Teitz & Bart, Heuristic methods for estimating
the generalized vertex median of a weighted graph, Operations Research 16 (1968); perturbed and repeated after
Lourenço, Martin & Stützle, Iterated local search (2003).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from locator.planning.siting.arrays import Floats, Ints, summed
from locator.planning.siting.clock import Clock
from locator.planning.siting.coverage import Coverage

TINY = 1e-9
KICK = 5
"""Sites that a perturbation closes at most."""
CHOICE = 3
"""Candidates among which a perturbed greedy step chooses."""


class Choice:
    """Some open sites, kept with what each further candidate would add."""

    def __init__(self, coverage: Coverage, opened: Ints) -> None:
        self.coverage = coverage
        self.opened: list[int] = []
        self.counts = np.zeros(coverage.cover.shape[0], np.int64)
        self._up = self._step(np.arange(len(self.counts)))
        self.gains: Floats = coverage.columns @ self._up
        self.value = 0.0
        for site in opened:
            self.open(int(site))

    def open(self, site: int) -> None:
        """Opens a candidate."""
        rows = self._rows(site)
        self.value += float(self._up[rows].sum())
        self.opened.append(site)
        self._recount(rows, 1)

    def close(self, site: int) -> None:
        """Closes an open site."""
        rows = self._rows(site)
        self.opened.remove(site)
        self._recount(rows, -1)
        self.value -= float(self._up[rows].sum())

    def become(self, opened: list[int]) -> None:
        """Opens and closes what is needed to have these open."""
        for site in set(self.opened) - set(opened):
            self.close(site)
        for site in set(opened) - set(self.opened):
            self.open(site)

    def losses(self) -> Floats:
        """What closing each open site would lose."""
        return self._covered()[1]

    def swaps(self) -> Floats:
        """Open sites × candidates: what taking the one's place by the other would change."""
        covered, losses, down = self._covered()
        covered.data = down - self._up[covered.indices]
        covered.eliminate_zeros()
        both: Floats = (covered @ self.coverage.cover).toarray()
        both += self.gains
        both -= losses[:, None]
        return both

    def _covered(self) -> tuple[csr_array, Floats, Floats]:
        rows = csr_array(self.coverage.columns[self.opened])
        steps = self.coverage.steps
        here = np.minimum(self.counts, steps)
        below = np.minimum(np.maximum(self.counts - 1, 0), steps)
        worth, every = self.coverage.worth, np.arange(len(here))
        down = (worth[here, every] - worth[below, every])[rows.indices]
        owner = np.repeat(np.arange(len(self.opened)), np.diff(rows.indptr))
        return rows, summed(owner, down, len(self.opened)), down

    def _rows(self, site: int) -> Ints:
        start, end = self.coverage.columns.indptr[site : site + 2]
        return np.asarray(self.coverage.columns.indices[start:end])

    def _step(self, rows: Ints) -> Floats:
        """What one more site would add to these groups."""
        worth, steps, counts = self.coverage.worth, self.coverage.steps, self.counts[rows]
        step: Floats = worth[np.minimum(counts + 1, steps), rows] - worth[np.minimum(counts, steps), rows]
        return step

    def _recount(self, rows: Ints, change: int) -> None:
        self.counts[rows] += change
        now = self._step(rows)
        changed = now != self._up[rows]
        rows, now = rows[changed], now[changed]
        touched = self.coverage.cover[rows]
        differs = np.repeat(now - self._up[rows], np.diff(touched.indptr))
        self.gains += summed(touched.indices, differs, len(self.gains))
        self._up[rows] = now


def filled(choice: Choice, rng: np.random.Generator | None = None) -> None:
    """Opens what gains most, as long as something gains or a least number wants it; by chance among the best few."""
    room = choice.coverage.room
    while True:
        opened = np.array(choice.opened, np.int64)
        gains = np.where(room.may_add(opened), choice.gains, -1.0)
        wanted = bool((room.slack(opened) < -TINY).any())
        if rng is None or len(gains) <= CHOICE:
            best = int(gains.argmax()) if len(gains) else -1
        else:
            best = int(rng.choice(np.argpartition(-gains, CHOICE)[:CHOICE]))
        if best < 0 or gains[best] < 0 or (gains[best] <= TINY and not wanted):
            if rng is None or not len(gains) or gains.max() <= TINY:
                return
            best = int(gains.argmax())
        choice.open(best)


def improved(choice: Choice, clock: Clock) -> None:
    """Interchanges one site for one candidate as long as that gains, the best pair first."""
    room = choice.coverage.room
    while choice.opened and room.size and not clock.is_over:
        change = choice.swaps()
        change[~room.may_swap(np.array(choice.opened))] = -np.inf
        out, candidate = divmod(int(change.argmax()), room.size)
        if change[out, candidate] <= TINY * max(1.0, choice.value):
            break
        choice.close(choice.opened[out])
        choice.open(candidate)
    filled(choice)


def searched(choice: Choice, clock: Clock, seed: int, enough: float, rounds: int) -> None:
    """Closes a few sites near one another or anywhere, refills, improves, and keeps what is no worse."""
    rng = np.random.default_rng(seed)
    kept, value = list(choice.opened), choice.value
    for _ in range(rounds):
        if clock.is_over or value >= enough or len(kept) < 2:
            break
        for site in _kicked(choice, rng):
            choice.close(site)
        filled(choice, rng)
        improved(choice, clock)
        fits = choice.coverage.room.holds(np.array(choice.opened, np.int64))
        if fits and choice.value >= value - TINY:
            kept, value = list(choice.opened), choice.value
        else:
            choice.become(kept)
    choice.become(kept)


def _kicked(choice: Choice, rng: np.random.Generator) -> list[int]:
    count = min(int(rng.integers(2, KICK + 1)), len(choice.opened))
    near = rng.random(len(choice.opened)) * 0.5
    if rng.random() < 0.5:
        columns = choice.coverage.columns
        centre = columns[[int(rng.choice(choice.opened))]]
        near += (columns[choice.opened] @ centre.T).toarray().ravel()
    return [choice.opened[at] for at in np.argsort(-near)[:count]]

"""Rows joined into groups, each of which is one station."""

from collections.abc import Callable, Iterable, Mapping

_MOST_ASKED = 8
"""So many members of a group are asked whether another belongs to it; more are alike anyway."""


class Groups:
    """Groups of rows 0 … count - 1; at first every row is one of its own.

    A group is at most one thing that is told apart for sure: the `identities` are what rows are, by row.
    """

    def __init__(self, count: int, identities: Mapping[int, object]) -> None:
        self._group = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._identity: dict[int, object] = dict(identities)
        firsts: dict[object, int] = {}
        for row, identity in identities.items():
            self.unite(row, firsts.setdefault(identity, row))

    def members(self, row: int) -> list[int]:
        """All rows of a row's group."""
        return self._members.setdefault(self._group[row], [row])

    def of_several(self) -> Iterable[list[int]]:
        """The groups of more than one row."""
        return (group for group in self._members.values() if len(group) > 1)

    def are_one(self, row: int, other: int) -> bool:
        """Whether two rows are in one group."""
        return self._group[row] == self._group[other]

    def may_unite(self, row: int, other: int) -> bool:
        """Whether two groups together are no more than one thing."""
        one, two = (self._identity.get(self._group[each]) for each in (row, other))
        return one is None or two is None or one == two

    def unite(self, row: int, other: int) -> bool:
        """Make two groups one; False, and nothing done, where they may not be."""
        if not self.may_unite(row, other):
            return False
        if not self.are_one(row, other):
            small, large = sorted((self.members(row), self.members(other)), key=len)
            gone, kept = self._group[small[0]], self._group[large[0]]
            del self._members[gone]
            if gone in self._identity:
                self._identity[kept] = self._identity.pop(gone)
            for member in small:
                self._group[member] = kept
            large += small
        return True

    def unite_alike(self, row: int, other: int, is_like: Callable[[int, int], bool]) -> bool:
        """The same for two rows that are alike, where all other members are alike crosswise, too."""
        if self.are_one(row, other):
            return True
        cross = (
            (a, b)
            for a in self.members(row)[:_MOST_ASKED]
            for b in self.members(other)[:_MOST_ASKED]
            if (a, b) != (row, other)
        )
        return self.may_unite(row, other) and all(is_like(a, b) for a, b in cross) and self.unite(row, other)

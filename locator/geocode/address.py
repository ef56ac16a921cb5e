"""Reads an address: which divisions it names, and what stands round their names.

The names are found from the left, each inside the one before it; levels may be missing. Of all readings the one
that explains the most characters counts, full names more than short ones. Where no name stands at the start,
one inside the text is taken as weaker evidence: 中国人保财险**三亚市**分公司爱心驿站.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from locator.divisions import Level
from locator.divisions.names import PROVINCE_SIGNS
from locator.geocode import boundary, elsewhere
from locator.geocode.descent import Descent
from locator.geocode.names import Codes, NameIndex, Rank
from locator.geocode.reading import Reader, Reading, skip
from locator.geocode.street import split_rest

_COUNTRY = ("中华人民共和国", "中国")
_ABOVE_COUNTY = (Level.PROVINCE, Level.PREFECTURE)


class Parsed(NamedTuple):
    """What an address says: the divisions it may mean (one, if it is clear), and the words round their names.

    `whole` is set where the names stood inside other words: those are not to be torn apart. `against` are the
    divisions that the words behind name just as plainly, though they lie elsewhere.
    """

    codes: Codes
    rest: str
    before: str = ""
    whole: str = ""
    against: Codes = ()


class Parser:
    """Reads cleaned addresses against one index of names.

    With `within`, a division's code, only what can lie in that division; a street alone then lies in it, too.
    """

    def __init__(self, index: NameIndex, within: str = "", *, descent: Descent | None = None) -> None:
        self._index = index
        self._descent = descent
        self._within = within
        self._reader = Reader(index, within)

    def parse(self, text: str) -> Parsed | None:
        """The divisions that a cleaned address names; None where it names none."""
        found = self._plainly(text) or self._thoroughly(text)
        return self._in_area(self._weighed(self._told_apart(found), text), text) if found else None

    def _plainly(self, text: str) -> Parsed | None:
        """The short way for full names; the parser of one division goes without, for it must look aside."""
        found = self._descent.county(text) if self._descent else None
        if self._descent is None or found is None or boundary.ends_inside_a_word(text, found[1]):
            return None
        county, end = found
        towns = self._descent.townships(text, end, county)
        return (self._chosen(text, towns) if towns else None) or Parsed((county,), text[end:])

    def _thoroughly(self, text: str) -> Parsed | None:
        """All readings of the text, one kind after the other until one holds."""
        found = self._at_start(text) or self._signed(text) or self._amid(text) or self._below(text)
        return self._refined(found, text) if found else None

    def _at_start(self, text: str) -> Parsed | None:
        for country in _COUNTRY:
            if text.startswith(country):
                return self._best(text, skip(text, len(country)), ()) or self._best(text, 0, ())
        return self._best(text, 0, ())

    def _signed(self, text: str) -> Parsed | None:
        """粤深圳市: a province's sign in front of a full name."""
        province = PROVINCE_SIGNS.get(text[0], "")
        known = province in self._index.lineage
        return self._best(text, 1, (province,), worst=Rank.FORMER) if known else None

    def _below(self, text: str) -> Parsed | None:
        """What lies in `within` without naming anything above it."""
        if not self._within:
            return None
        street = split_rest(text).street
        return self._best(text, 0, (self._within,)) or (Parsed((self._within,), text) if street else None)

    def _best(self, text: str, start: int, above: Codes, *, worst: Rank = Rank.TOWN) -> Parsed | None:
        """The best reading that starts there, its last name no less sure than `worst`."""
        return self._chosen(text, self._reader.readings(text, start, above), worst=worst)

    def _chosen(self, text: str, readings: Iterable[Reading], *, worst: Rank = Rank.TOWN) -> Parsed | None:
        """The heaviest reading that holds, seen what follows its last name."""
        for reading in sorted(readings, reverse=True):
            rest = self._rest_start(text, reading) if reading.rank <= worst else None
            if rest is not None:
                return Parsed(reading.codes, text[rest:].strip())
        return None

    def _rest_start(self, text: str, reading: Reading) -> int | None:
        """Where the words below the divisions begin; None where the last name is none, seen what follows it."""
        if reading.end == len(text):
            return reading.end
        if reading.rank <= Rank.CHANGED:
            return None if boundary.ends_inside_a_word(text, reading.end) else reading.end
        return self._after_short(text, reading)

    def _after_short(self, text: str, reading: Reading) -> int | None:
        _, end, begin, rank, codes, above = reading
        high = any(self._index.level[code] in _ABOVE_COUNTY for code in codes)
        if boundary.is_longer_name(text, end, city=high):
            return None
        if rank is Rank.SHORT and boundary.PUBLIC_BODY.match(text, end):
            return begin
        if self._begins_elsewhere(text, reading):
            return None
        everyday = not above and text[begin:end] in boundary.EVERYDAY and text[end] != " "
        if everyday or boundary.goes_on_as_brand(text, end):
            return None
        if boundary.goes_on_as_feature(text, end):
            return begin if high else None
        return end if above or high or _has_street(text, reading) else None

    def _begins_elsewhere(self, text: str, reading: Reading) -> bool:
        """Whether the short name only begins the full one of a place that lies elsewhere: 资阳|东山|区."""
        _, end, begin, _, _, above = reading
        if not above:
            return False
        at = elsewhere.contradiction(self._index, text[begin:], above, longer_than=end - begin)
        return at is not None

    def _amid(self, text: str) -> Parsed | None:
        """The first full name inside the text, or a city's short one where a branch is named after it."""
        lengths = self._index.lengths
        for start in range(1, len(text) - 1):
            for length in lengths.get(text[start : start + 2], ()):
                if self._is_evidence(text, start, start + length):
                    found = self._best(text, start, ())
                    if found:
                        return found._replace(before=text[:start].strip(), whole=text)
        return None

    def _is_evidence(self, text: str, start: int, end: int) -> bool:
        for rank, code in self._index.names.get(text[start:end], ()):
            level = self._index.level[code]
            if rank is Rank.FULL and level is not Level.TOWNSHIP and end - start > 2:
                return not boundary.ends_inside_a_word(text, end)
            if rank is Rank.SHORT and level in _ABOVE_COUNTY and boundary.BRANCH.match(text, end):
                return True
            if rank is Rank.SHORT and elsewhere.city_ends_at(self._index, text, end, above=code):
                return True
        return False

    def _weighed(self, found: Parsed, text: str) -> Parsed:
        """With what the words behind say: against the divisions found, or where in them an organisation is."""
        index, rest = self._index, found.rest
        at = elsewhere.contradiction(index, rest, found.codes)
        other = self._best(rest, at, (), worst=Rank.SHORT) if at is not None else None
        if other:
            return found._replace(rest=other.rest, against=self._nearest(other.codes, found.codes))
        at = elsewhere.seat_of_organisation(index, text[: len(text) - len(rest)], rest)
        other = self._best(rest, at, ()) if at is not None else None
        if other is None or any(code in index.lineage[one] for one in found.codes for code in other.codes):
            return found
        inside = all(index.inside(code, found.codes) for code in other.codes)
        found = found._replace(whole=found.whole or text)
        return found._replace(codes=other.codes) if inside else found._replace(against=other.codes)

    def _in_area(self, found: Parsed, text: str) -> Parsed:
        """With the area of several counties that was named before one of them: **雄安新区**容城县."""
        end = text.find("新区", 0, len(text) - len(found.rest)) + 2
        if end < 4 or len(found.codes) > 1 or found.before or found.whole:
            return found
        meant = self._index.names.get(text[end - 4 : end], ())
        is_area = len(meant) > 1 and all(name.rank is Rank.FORMER for name in meant)
        return found._replace(before=text[end - 4 : end]) if is_area else found

    def _nearest(self, codes: Codes, found: Codes) -> Codes:
        """Those in a province that was named, too, if there are such: 广州市南山区 is not the one of 鹤岗."""
        provinces = {self._index.lineage[code][-1] for code in found}
        return tuple(code for code in codes if self._index.lineage[code][-1] in provinces) or codes

    def _refined(self, found: Parsed, text: str) -> Parsed:
        """With the county that is named further on: 三亚市爱心驿站(**吉阳区**河东路138号)."""
        rest = found.rest
        if any(self._index.level[code] not in _ABOVE_COUNTY for code in found.codes):
            return found
        for start in range(1, len(rest) - 2):
            for length in self._index.lengths.get(rest[start : start + 2], ()):
                if length > 2 and self._names_county(rest[start : start + length], found.codes):
                    deeper = self._best(rest, start, found.codes, worst=Rank.FORMER)
                    if deeper:
                        before = text[: len(text) - len(rest) + start] if found.whole else rest[:start]
                        return deeper._replace(before=before.strip(), whole=found.whole)
        return found

    def _names_county(self, word: str, above: Codes) -> bool:
        return any(
            name.rank is Rank.FULL
            and self._index.level[name.code] is Level.COUNTY
            and self._index.inside(name.code, above)
            for name in self._index.names.get(word, ())
        )

    def _told_apart(self, found: Parsed) -> Parsed:
        """Fewer meanings where a division above one of them is named anywhere: 朝阳区建国路, 北京."""
        if len(found.codes) == 1:
            return found
        named = self._named(f"{found.before} {found.rest}").difference(found.codes)
        kept = tuple(code for code in found.codes if named.intersection(self._index.lineage[code][1:]))
        return found._replace(codes=kept or found.codes)

    def _named(self, words: str) -> set[str]:
        return {
            name.code
            for start in range(len(words) - 1)
            for length in self._index.lengths.get(words[start : start + 2], ())
            for name in self._index.names.get(words[start : start + length], ())
            if name.rank in (Rank.FULL, Rank.SHORT)
            and not boundary.is_longer_name(words, start + length, city=True)
        }


def _has_street(text: str, reading: Reading) -> bool:
    """Whether one clear county is followed by a street: 义乌|稠州北路699号, but not 方正|电子."""
    rest = split_rest(text[reading.end :].strip())
    return len(reading.codes) == 1 and bool(rest.street) and (bool(rest.number) or not rest.name)

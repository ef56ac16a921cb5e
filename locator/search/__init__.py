"""Names to go to: stations, divisions and places, found by what somebody has typed so far.

Chinese characters, whole pinyin (`sanyawan`), its initials (`syw`) and mixtures of them are found anywhere in a name.
"""

from locator.search.names import Names
from locator.search.query import PlaceQuery, Spot, TextQuery
from locator.search.search import Found, Laid, PlaceSearch, gazetteer

__all__ = ["Found", "Laid", "Names", "PlaceQuery", "PlaceSearch", "Spot", "TextQuery", "gazetteer"]

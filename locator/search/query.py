"""What one may ask of the names."""

from pydantic import Field

from locator.lookup import Count, Language, Number
from locator.station import Record


class Spot(Record):
    """Where somebody looks from, in WGS84 degrees."""

    lon: Number = Field(ge=-180, le=180, description="经度 longitude")
    lat: Number = Field(ge=-90, le=90, description="纬度 latitude")


class TextQuery(Record):
    """A text, typed as far as it is."""

    text: str = Field(
        min_length=1, max_length=300, description="地名、站名、拼音或首字母 a name, pinyin or initials"
    )
    limit: Count = Field(default=8, ge=1, le=50, description="最多几个 how many at most")
    lang: Language = Field(default="zh", description="文字语言 language of words for people")


class PlaceQuery(TextQuery):
    """The same, with the spot near which one of several of the same name is meant."""

    near: Spot | None = Field(default=None, description='{"lon": 经度, "lat": 纬度} in WGS84')

"""Everything this package raises on purpose.

```
LocatorError
├── InvalidInput            what somebody handed in is wrong; names the field and the remedy
│   ├── InvalidPosition     degrees that are nowhere on the globe
│   ├── InvalidStation      a station's record that contradicts itself
│   ├── UnknownTerm         a word that is in no vocabulary
│   ├── UnknownDatum        a datum other than the four known ones
│   └── InvalidHours        an opening-hours rule that can't be read
├── NotFound                the thing asked for does not exist
├── LibraryMissing          a library of an extra is not installed; names the extra
├── TooBusy                 more is asked for at once than can be worked on
├── GeodataMissing          a reference file is not where it should be
├── ProviderError           an online service refuses or fails; its kinds stand in geocode/failures.py
└── StoreError              the database can't be reached, read or written
    └── StoreConflict       stations changed meanwhile; names them
```
"""


class LocatorError(Exception):
    """Whatever this package raises on purpose. Catch this one, or a narrower one below it."""


class InvalidInput(LocatorError, ValueError):
    """What somebody handed in is wrong.

    Attributes:
        field: the name of the parameter, column or field at fault.
        remedy: what to write instead, in a few words; may be empty.
        remedy_zh: the same in Chinese, where there is one.
    """

    def __init__(self, message: str, *, field: str = "", remedy: str = "", remedy_zh: str = "") -> None:
        super().__init__(f"{message} ({remedy})" if remedy else message)
        self.message = message
        self.field = field
        self.remedy = remedy
        self.remedy_zh = remedy_zh


class InvalidPosition(InvalidInput):
    """Degrees that are nowhere on the globe."""


class InvalidStation(InvalidInput):
    """A station's record that contradicts itself."""


class UnknownTerm(InvalidInput):
    """A word that is in no vocabulary."""


class UnknownDatum(InvalidInput):
    """A datum other than wgs84, gcj02, bd09 and cgcs2000."""


class InvalidHours(InvalidInput):
    """An opening-hours rule that can't be read."""


class NotFound(LocatorError, LookupError):
    """The thing asked for does not exist."""


class LibraryMissing(LocatorError):
    """A library of an extra is not installed; the error names both."""


class TooBusy(LocatorError):
    """More is asked for at once than can be worked on; it may be asked again in a while."""


class GeodataMissing(LocatorError):
    """A reference file is not where it should be."""


class ProviderError(LocatorError):
    """An online service refuses or fails. Says which and why, never with which key or address."""


class StoreError(LocatorError):
    """The database can't be reached, read or written."""


class StoreConflict(StoreError):
    """Stations are no longer as a plan, or an import to be undone, left them; nothing was written.

    Attributes:
        stations: their ids.
    """

    def __init__(self, message: str, *, stations: tuple[str, ...]) -> None:
        super().__init__(message)
        self.stations = stations

"""What an online geocoder answers instead of a place.

```
ProviderError
├── OverQuota        today's requests are used up; tomorrow there are new ones
├── TooFast          slower, and it answers again
├── BadKey           the key is wrong, or not for this service; a person must see to it
└── ProviderBroken   it is out of order, out of reach, or answers what nobody can read
```

None of them carries a key, a URL or the provider's own words: some providers repeat the key in those.
"""

from __future__ import annotations

from locator.errors import ProviderError

__all__ = ["BadKey", "OverQuota", "ProviderBroken", "ProviderError", "TooFast"]


class OverQuota(ProviderError):
    """Today's requests are used up, the provider's or the operator's own budget."""


class TooFast(ProviderError):
    """Too many requests within a short time."""


class BadKey(ProviderError):
    """The key is missing, wrong, blocked, or not for this service."""


class ProviderBroken(ProviderError):
    """No answer, or none that can be read."""

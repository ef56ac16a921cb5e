"""The online providers, and the chain that an operator's settings make of them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import SecretStr

from locator.geocode import amap, baidu, nominatim, tencent, tianditu
from locator.geocode.budget import Clock, Metered
from locator.geocode.chain import Chain, GeocodeMemory
from locator.geocode.online import Adapter, Fetch, OnlineGeocoder
from locator.geocode.placing import DivisionGeocoder
from locator.settings import GeocoderName, Settings

ADAPTERS: Mapping[str, Adapter] = {
    module.NAME: module.ADAPTER for module in (amap, baidu, tencent, tianditu, nominatim)
}
PUBLIC_PAUSE_S = 1.0
"""The public Nominatim server wants no more than one request a second, whatever the settings say."""


def chain_of(
    settings: Settings,
    offline: DivisionGeocoder,
    memory: GeocodeMemory,
    fetch: Fetch,
    clock: Clock | None = None,
) -> Chain:
    """The chain of the providers that have a key or, for Nominatim, a server; in the order of the settings."""
    time = clock or Clock()
    online = [provider(name, settings, memory, fetch, time) for name in configured(settings)]
    return Chain(offline, online, memory, opinions=settings.geocoder_opinions, clock=time)


def configured(settings: Settings) -> list[GeocoderName]:
    """The providers that can be asked, in the operator's order."""
    return [
        name
        for name in dict.fromkeys(settings.geocoders)
        if url_of(name, settings) and (key_of(name, settings) or not ADAPTERS[name].key_param)
    ]


def provider(
    name: GeocoderName, settings: Settings, memory: GeocodeMemory, fetch: Fetch, clock: Clock
) -> OnlineGeocoder:
    """One provider, keeping to its budget and pace."""
    adapter, url = ADAPTERS[name], url_of(name, settings)
    metered = Metered(
        fetch,
        name,
        memory,
        requests_a_day=settings.geocoder_requests_a_day.get(name, adapter.requests_a_day),
        pause_s=pause_s(adapter, url, settings),
        clock=clock,
    )
    return OnlineGeocoder(adapter, metered, url, key_of(name, settings))


def pause_s(adapter: Adapter, url: str, settings: Settings) -> float:
    """The least time between two requests; one's own Nominatim may be asked as fast as one likes."""
    if adapter is not nominatim.ADAPTER:
        return adapter.pause_s
    is_public = (urlsplit(url).hostname or "").endswith(nominatim.PUBLIC_DOMAIN)
    return max(settings.nominatim_pause_s, PUBLIC_PAUSE_S if is_public else 0.0)


def key_of(name: str, settings: Settings) -> str:
    """The provider's key; empty where none is set. Only the request itself may hold it."""
    keys: Mapping[str, SecretStr | None] = {
        amap.NAME: settings.amap_key,
        baidu.NAME: settings.baidu_key,
        tencent.NAME: settings.tencent_key,
        tianditu.NAME: settings.tianditu_server_key,
    }
    key = keys.get(name)
    return key.get_secret_value() if key else ""


def url_of(name: str, settings: Settings) -> str:
    """Where the provider is asked: by the settings, else its own address; empty for a Nominatim that is not set."""
    urls: Mapping[str, str] = {
        amap.NAME: settings.amap_url or amap.URL,
        baidu.NAME: settings.baidu_url or baidu.URL,
        tencent.NAME: settings.tencent_url or tencent.URL,
        tianditu.NAME: settings.tianditu_url or tianditu.URL,
        nominatim.NAME: nominatim.search_url(settings.nominatim_url or ""),
    }
    return urls[name]

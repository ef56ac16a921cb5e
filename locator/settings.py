"""What an operator may set: `LOCATOR_*` in the environment, else `locator.toml`, else the defaults here."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

BaseMapName = Literal["offline", "tianditu", "amap", "xyz"]
GeocoderName = Literal["amap", "baidu", "tencent", "tianditu", "nominatim"]


def _service_url(url: str) -> str:
    """Plain http or https, so that nothing but a request's own parameters is added, and no secret stands in it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write https://host/path")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("write no user, no ? and no # in it")
    return url


ServiceUrl = Annotated[str, AfterValidator(_service_url)]


class Settings(BaseSettings):
    """Read once, where the program starts, and handed down; nothing else looks at the environment.

    `public_url` is the address under which people reach the service, for QR codes, printed sheets and search engines;
    without it the host of each request is used. `report_phone` is whom people call when a station is not as told;
    12351 is the trade unions' hotline for workers in all of China.

    `offline_copy`: phones may keep the finder and the stations round them for when there is no network; false takes
    back what was kept, as phones come by.

    `metrics_token`: who sends it (`Authorization: Bearer …`) may read `/metrics` from anywhere; without one only who
    asks on the same machine, past no proxy, may.

    Online geocoders: `geocoders` is the order in which they are asked; one without a key (Nominatim: without a URL)
    is left out. Their URLs are the providers' own unless set. `geocoder_requests_a_day` overrides what a personal
    key allows. `geocoder_opinions` is how many of them must know a house before the next is not asked any more; two
    that disagree go to review. Tianditu's key for the base map is of the browser's kind and is refused by its
    geocoder, hence `tianditu_server_key`.

    Raises:
        pydantic.ValidationError: a setting is wrong or unknown; the error names it.
    """

    model_config = SettingsConfigDict(
        env_prefix="LOCATOR_",
        toml_file="locator.toml",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    database_url: str = Field(default="sqlite:///var/locator.db")
    public_url: ServiceUrl | None = None
    report_phone: str = Field(default="12351", pattern=r"^\+?[0-9][0-9 ()-]{1,28}[0-9]$")
    basemap: BaseMapName = "offline"
    basemap_url: str | None = None
    basemap_attribution: str | None = None
    tianditu_key: SecretStr | None = None
    offline_copy: bool = True
    gazetteer_folder: Path = Path("var/gazetteer")
    network_folder: Path = Path("var/networks")
    boundary_folder: Path = Path("var/boundaries")
    snapshot_folder: Path = Path("var/snapshots")
    demand_folder: Path = Path("var/demand")
    candidate_folder: Path = Path("var/candidates")
    job_folder: Path = Path("var/jobs")
    metrics_token: SecretStr | None = None

    geocoders: tuple[GeocoderName, ...] = ("amap", "baidu", "tencent", "tianditu", "nominatim")
    amap_key: SecretStr | None = None
    baidu_key: SecretStr | None = None
    tencent_key: SecretStr | None = None
    tianditu_server_key: SecretStr | None = None
    amap_url: ServiceUrl | None = None
    baidu_url: ServiceUrl | None = None
    tencent_url: ServiceUrl | None = None
    tianditu_url: ServiceUrl | None = None
    nominatim_url: ServiceUrl | None = None
    nominatim_pause_s: float = Field(default=1.0, ge=0, le=60)
    geocoder_requests_a_day: dict[GeocoderName, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    geocoder_opinions: int = Field(default=2, ge=1, le=5)

    @model_validator(mode="after")
    def _basemap_is_complete(self) -> "Settings":
        if self.basemap == "tianditu" and self.tianditu_key is None:
            raise ValueError("basemap tianditu needs tianditu_key (LOCATOR_TIANDITU_KEY)")
        if self.basemap == "xyz" and not (self.basemap_url and self.basemap_attribution):
            raise ValueError(
                "basemap xyz needs basemap_url, such as https://host/{z}/{x}/{y}.png, and basemap_attribution"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was handed in, before the environment, before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

"""What an operator may set: `LOCATOR_*` in the environment, else `locator.toml`, else the defaults here."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

BaseMapName = Literal["offline", "tianditu", "amap", "xyz"]


class Settings(BaseSettings):
    """Read once, where the program starts, and handed down; nothing else looks at the environment.

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
    basemap: BaseMapName = "offline"
    basemap_url: str | None = None
    basemap_attribution: str | None = None
    tianditu_key: SecretStr | None = None
    public_url: str | None = None

    @model_validator(mode="after")
    def _basemap_is_complete(self) -> "Settings":
        if self.basemap == "tianditu" and self.tianditu_key is None:
            raise ValueError("basemap tianditu needs tianditu_key (LOCATOR_TIANDITU_KEY)")
        if self.basemap == "xyz" and not (self.basemap_url and self.basemap_attribution):
            raise ValueError(
                "basemap xyz needs basemap_url, such as https://host/{z}/{x}/{y}.png, and basemap_attribution"
            )
        return self

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file, when it is SQLite's."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

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

"""Settings, from the environment (`FENGQIAO_…`, and `DATABASE_URL`) and the command line."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

APP_NAME = "fengqiao-backend"


class Settings(BaseSettings):
    """What a backend process needs to know.

    `database_url` is a secret: it may hold a password. Empty: one file in the data folder.
    `voice_url`: where consoles and this process find the voice server; empty: no voice. Its
    secret is given, or in a file, or where a voice server on this data folder has put it.
    """

    model_config = SettingsConfigDict(env_prefix="FENGQIAO_", extra="ignore")

    data_folder: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("FENGQIAO_DATABASE_URL", "DATABASE_URL", "database_url"),
    )
    metrics_token: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8460, ge=0, le=65535)
    voice_url: str = ""
    voice_secret: SecretStr = SecretStr("")
    voice_secret_file: Path | None = None

    def url(self) -> str:
        """Return the address of the database."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{self.data_folder / 'fengqiao.db'}"

    @property
    def voice_folder(self) -> Path:
        """Where a voice server of this machine keeps its things."""
        return self.data_folder / "voice"

    def voice_key(self) -> str:
        """Return the secret shared with the voice server; raises OSError where it isn't found."""
        given = self.voice_secret.get_secret_value()
        file = self.voice_secret_file or self.voice_folder / "secret"
        return given or file.read_text(encoding="ascii").strip()

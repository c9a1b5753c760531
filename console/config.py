"""Settings: typed, from the command line, the environment, one TOML file, or their defaults.

Errors::

    ConfigError           a setting's value or the settings file can't be used; the text says
                          which setting, where its value stands and what is allowed
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

APP_NAME = "fengqiao-console"
ENVIRONMENT_PREFIX = "FENGQIAO_"
Source = Literal["command line", "environment", "file", "default"]


class ConfigError(Exception):
    """A setting or the settings file can't be used."""


class Settings(BaseSettings):
    """Every setting, each with what it means."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, validate_default=True)

    language: Literal["zh_CN", "en"] = Field("zh_CN", description="Language of the windows")
    backend: str = Field(
        "",
        description="Addresses of the backend, with commas between; empty: cameras only",
    )
    base_map: Path | None = Field(
        None, description="MBTiles file (pictures) below the map; none: grids only"
    )
    base_map_datum: Literal["wgs84", "gcj02"] = Field(
        "wgs84", description="Datum of the base map; vendors in China use gcj02"
    )
    base_map_look: Literal["map", "photo"] = Field(
        "map", description="map: drawn on light ground, shown dark; photo: shown as it is"
    )
    transport: Literal["tcp", "udp"] = Field("tcp", description="How RTSP streams come")
    streams_per_process: int = Field(
        16, ge=1, le=64, description="Most streams one decoder process takes"
    )
    skip_loop_filter: bool = Field(
        True, description="Skip the H.264 loop filter where the pane is at most half the stream"
    )
    hardware_decode: bool = Field(True, description="Decode on the graphics card where one can")
    time_zone: str = Field("Asia/Shanghai", description="Time zone of clock and notices")
    cpu_warn_percent: int = Field(75, ge=10, le=100, description="Load at which a warning shows")
    cpu_shed_percent: int = Field(85, ge=10, le=100, description="Load at which panes slow down")
    enlarged_engine: Literal["ffmpeg", "vlc"] = Field(
        "ffmpeg", description="Engine of the enlarged pane; vlc brings sound"
    )
    data_folder: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)),
        description="Folder of layouts, cameras and snapshots",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level that is written to the log file"
    )

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("not a time zone like Asia/Shanghai or Europe/Berlin") from None
        return name

    @field_validator("backend")
    @classmethod
    def _addresses_are_http(cls, text: str) -> str:
        for address in text.split(","):
            parts = urlsplit(address.strip())
            if address.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname):
                raise ValueError("not addresses like http://192.168.1.10:8460")
        return text

    @property
    def addresses(self) -> tuple[str, ...]:
        """The backend's addresses; none where only cameras are watched."""
        return tuple(one.strip() for one in self.backend.split(",") if one.strip())

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people read times."""
        return ZoneInfo(self.time_zone)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what ``load`` hands over: it merges the sources itself, to know each one's name."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """One setting for a person to read. ``source`` says where ``value`` stands."""

    name: str
    value: object
    source: str
    description: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force, and the source of each by name. ``file`` may not exist yet."""

    settings: Settings
    sources: Mapping[str, Source]
    file: Path


def settings_file() -> Path:
    """The settings file in the platform's configuration folder."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.toml"


def load(
    command_line: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Configuration:
    """Settings from all sources; None on the command line means "not said".

    ``environment`` is the process's own unless given. Raises ConfigError.
    """
    file = file or settings_file()
    said = {name: value for name, value in (command_line or {}).items() if value is not None}
    layers: list[tuple[Source, Mapping[str, object]]] = [
        ("file", _read(file)),
        ("environment", _from_environment(os.environ if environment is None else environment)),
        ("command line", said),
    ]
    values: dict[str, object] = {}
    sources: dict[str, Source] = dict.fromkeys(Settings.model_fields, "default")
    for source, layer in layers:
        for name, value in layer.items():
            values[name], sources[name] = value, source
    settings = _checked(values, sources, file)
    return Configuration(settings, MappingProxyType(sources), file)


def describe_settings(configuration: Configuration) -> list[SettingInfo]:
    """Each setting with its value and where the value stands, in the order of declaration."""
    return [
        SettingInfo(
            name,
            getattr(configuration.settings, name),
            _place(name, configuration.sources[name], configuration.file),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def save(changes: Mapping[str, object], file: Path | None = None) -> None:
    """Write ``changes`` into the settings file, keeping its other settings.

    The file is replaced in one step, so a crash leaves the old or the new one. A file that
    can't be understood is left as it is. Raises ConfigError, also where a change isn't allowed.
    """
    file = file or settings_file()
    values = {**_read(file), **changes}
    load(environment={}, file=file)  # a file somebody broke by hand is theirs to mend
    _checked(values, dict.fromkeys(Settings.model_fields, "file"), file)
    text = "".join(f"{name} = {_toml(value)}\n" for name, value in sorted(values.items()))
    try:
        _replace(file, text)
    except OSError as error:
        raise ConfigError(f"{file} can't be written: {error.strerror}") from error


def _checked(values: Mapping[str, Any], sources: Mapping[str, Source], file: Path) -> Settings:
    """The settings of ``values``. Raises ConfigError."""
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise ConfigError(_explained(error, sources, file)) from None
    if settings.cpu_warn_percent > settings.cpu_shed_percent:
        where = _place("cpu_warn_percent", sources["cpu_warn_percent"], file)
        raise ConfigError(
            f"cpu_warn_percent ({where}) is {settings.cpu_warn_percent}: at most"
            f" cpu_shed_percent ({settings.cpu_shed_percent}) is allowed"
        )
    return settings


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{file} can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{file} isn't valid TOML: {error}. Mend the line, or move the file away to go on"
            " with the defaults; it was left as it is."
        ) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    named = {name: ENVIRONMENT_PREFIX + name.upper() for name in Settings.model_fields}
    return {name: environment[key] for name, key in named.items() if environment.get(key)}


def _place(name: str, source: Source | None, file: Path) -> str:
    if source == "environment":
        return f"environment: {ENVIRONMENT_PREFIX}{name.upper()}"
    if source == "file":
        return f"file: {file}"
    if source == "command line":
        return f"command line: --{name.replace('_', '-')}"
    return "default"


def _explained(error: ValidationError, sources: Mapping[str, Source], file: Path) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0]) if fault["loc"] else "settings"
        place = _place(name, sources.get(name), file)
        if fault["type"] == "extra_forbidden":
            known = ", ".join(Settings.model_fields)
            lines.append(f"{name} ({place}) isn't a setting. There are: {known}")
        else:
            what = fault["msg"][:1].lower() + fault["msg"][1:]
            lines.append(f"{name} ({place}) is {fault['input']!r}: {what}")
    return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    escaped = "".join(
        "\\" + c if c in '"\\' else c if c.isprintable() else f"\\u{ord(c):04X}" for c in str(value)
    )
    return f'"{escaped}"'


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise

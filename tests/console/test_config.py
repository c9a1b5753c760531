"""Which source wins, what a wrong value says, and that a broken file survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config import ConfigError, Settings, describe_settings, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_command_line_over_environment_over_file_over_default(file: Path) -> None:
    save({"transport": "udp", "language": "en", "streams_per_process": 8}, file)
    environment = {"FENGQIAO_LANGUAGE": "zh_CN", "FENGQIAO_STREAMS_PER_PROCESS": "4"}
    found = load({"streams_per_process": 2, "transport": None}, environment, file)
    assert (found.settings.transport, found.sources["transport"]) == ("udp", "file")
    assert (found.settings.language, found.sources["language"]) == ("zh_CN", "environment")
    assert found.settings.streams_per_process == 2
    assert found.sources["streams_per_process"] == "command line"
    assert found.sources["log_level"] == "default"


def test_every_setting_is_described_with_its_source(file: Path) -> None:
    infos = describe_settings(load({}, {"FENGQIAO_TRANSPORT": "udp"}, file))
    assert [info.name for info in infos] == list(Settings.model_fields)
    assert all(info.description for info in infos)
    transport = next(info for info in infos if info.name == "transport")
    assert (transport.value, transport.source) == ("udp", "environment: FENGQIAO_TRANSPORT")


@pytest.mark.parametrize(
    ("command_line", "environment", "words"),
    [
        ({"transport": "smoke"}, {}, ["transport", "--transport", "smoke", "tcp", "udp"]),
        ({}, {"FENGQIAO_STREAMS_PER_PROCESS": "0"}, ["FENGQIAO_STREAMS_PER_PROCESS", "'0'", "1"]),
        ({"cpu_warn_percent": 90}, {}, ["cpu_warn_percent", "90", "85"]),
        ({"colour": "red"}, {}, ["colour", "isn't a setting", "language"]),
    ],
)
def test_wrong_value_names_setting_source_and_what_is_allowed(
    file: Path, command_line: dict[str, object], environment: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(command_line, environment, file)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize("broken", ["language = ", 'language = "tlh"\n', "\xff\xfe"])
def test_broken_file_is_named_and_never_overwritten(file: Path, broken: str) -> None:
    file.parent.mkdir()
    file.write_bytes(broken.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"settings\.toml"):
        load({}, {}, file)
    with pytest.raises(ConfigError, match=r"settings\.toml"):
        save({"transport": "udp"}, file)
    assert file.read_bytes() == broken.encode("latin-1")


def test_save_keeps_the_rest_and_takes_any_path(file: Path) -> None:
    odd = Path('/数据/a "b"\\c\n')
    save({"transport": "udp"}, file)
    save({"data_folder": odd, "hardware_decode": False}, file)
    settings = load({}, {}, file).settings
    assert (settings.transport, settings.data_folder) == ("udp", odd)
    assert settings.hardware_decode is False
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_save_refuses_what_load_would_refuse(file: Path) -> None:
    with pytest.raises(ConfigError, match="transport"):
        save({"transport": "smoke"}, file)
    assert not file.exists()

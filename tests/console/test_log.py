"""What reaches the log file: everything, in JSON lines, without credentials."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from PySide6.QtCore import qInstallMessageHandler, qWarning

from console import log


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    log.set_up(folder=tmp_path, level="INFO")
    yield tmp_path / "console.log"
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.allow_logs("cannot open", "old library")
def test_records_of_both_kinds_are_json_without_credentials(log_file: Path) -> None:
    structlog.get_logger("video").warning("cannot open", url="rtsp://a:hunter22@h/1")
    logging.getLogger("other").warning("old library: %s", "password=hunter22")
    first, second = lines(log_file)
    assert (first["event"], first["url"]) == ("cannot open", "rtsp://***@h/1")
    assert (first["level"], first["logger"]) == ("warning", "video")
    assert second["event"] == "old library: password=***"


@pytest.mark.allow_logs("failed")
def test_tracebacks_lose_credentials(log_file: Path) -> None:
    try:
        raise ConnectionError("rtsp://admin:hunter22@10.0.0.1/x refused")  # noqa: TRY301
    except ConnectionError:
        structlog.get_logger("video").exception("failed")
    text = log_file.read_text(encoding="utf-8")
    assert "ConnectionError" in text
    assert "hunter22" not in text


def test_debug_only_where_asked(log_file: Path) -> None:
    structlog.get_logger("video").debug("tick")
    structlog.get_logger("video").info("started")
    assert [line["event"] for line in lines(log_file)] == ["started"]


@pytest.mark.allow_logs("from qt")
def test_qt_messages_are_records(log_file: Path) -> None:
    before = qInstallMessageHandler(None)
    log.take_qt_messages()
    try:
        qWarning("from qt: token=hunter22")
    finally:
        qInstallMessageHandler(before)
    (line,) = lines(log_file)
    assert line["event"] == "from qt: token=***"
    assert line["logger"].startswith("qt.")


@pytest.mark.allow_logs("no log file")
def test_unwritable_folder_does_not_stop_the_program(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        assert log.set_up(folder=blocked / "logs") == blocked / "logs"
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
        root.setLevel(level)
        logging.captureWarnings(False)
        structlog.reset_defaults()

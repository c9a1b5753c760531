"""Logs: JSON lines in a rotating file, readable lines on the terminal, no credentials in either.

structlog, the standard library's ``logging``, Python warnings and Qt's messages end up in the
same two places.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import platformdirs
import structlog

from console.state.redaction import redact, redact_value

APP_NAME = "fengqiao-console"
FILE_BYTES = 10_000_000
FILES_KEPT = 10

Event = MutableMapping[str, Any]


def log_folder() -> Path:
    """The platform's folder for this program's logs."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def without_credentials(_logger: object, _method: str, fields: Event) -> Event:
    """Processor: redacts every value, formatted tracebacks included."""
    for key, value in list(fields.items()):
        if not key.startswith("_"):  # structlog's own, such as _record
            fields[key] = redact_value(key, value)
    return fields


class _Redacting(logging.Formatter):
    """Redacts what a formatter made, in case a renderer adds something after the processors."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record))


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(*rendering: Any) -> logging.Formatter:
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_credentials,
            *rendering,
        ],
    )
    return _Redacting(formatter)


def _file_handler(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "console.log", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8"
    )
    handler.setFormatter(_formatter(structlog.processors.JSONRenderer(ensure_ascii=False)))
    return handler


def _terminal_handler(level: int) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    handler.setFormatter(_formatter(renderer))
    return handler


def set_up(*, folder: Path | None = None, level: str = "INFO", verbose: bool = False) -> Path:
    """Send every log record to the file in ``folder`` and to the terminal; returns the folder.

    The terminal shows warnings, with ``verbose`` everything from DEBUG. A folder that can't be
    written is said on the terminal and does not stop the program. Called once, by each program.
    """
    folder = folder or log_folder()
    root = logging.getLogger()
    handlers = [_terminal_handler(logging.DEBUG if verbose else logging.WARNING)]
    unwritable: OSError | None = None
    try:
        handlers.append(_file_handler(folder))
    except OSError as error:
        unwritable = error
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else level)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    if unwritable is not None:
        structlog.get_logger(__name__).warning("no log file", reason=str(unwritable))
    return folder


def take_qt_messages() -> None:
    """Send Qt's messages to the logger ``qt`` from now on."""
    from PySide6.QtCore import (  # noqa: PLC0415  (programs without a window log too)
        QMessageLogContext,
        QtMsgType,
        qInstallMessageHandler,
    )

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def on_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        category = getattr(context, "category", None) or "default"
        logging.getLogger(f"qt.{category}").log(levels[kind], "%s", text)

    qInstallMessageHandler(on_message)

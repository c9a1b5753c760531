"""Who sat here last, where and in which shift: so that signing in is a password and Enter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import structlog

from console.camera_store import write_whole

FILE_NAME = "seat.json"

_log = structlog.get_logger(__name__)


def read_seat(folder: Path) -> dict[str, str]:
    """Return login, seat and shift of the last time; empty where there is nothing of use."""
    try:
        data = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in data.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def keep_seat(folder: Path, what: Mapping[str, str]) -> None:
    """Keep it; a disk that is full only costs the convenience."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = json.dumps(what, ensure_ascii=False).encode()
        write_whole(folder / FILE_NAME, body, mode=0o600, prefix=".seat-")
    except OSError as error:
        _log.warning("seat not kept", reason=error.strerror)

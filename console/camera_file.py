"""Lists of cameras in files of the operator's choice: read for an import, written for an export."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.camera_store import write_whole
from console.state.camera import Camera
from console.state.camera_csv import MAX_BYTES, CsvOutcome, format_cameras, parse_cameras
from console.state.camera_import_plan import ImportMode, ImportPlan, plan_import

_CHUNK = 256 * 1024
_PRIVATE = 0o600
_TEMPORARY = ".cameras.csv.new-"


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a file holds and what importing it would do; nothing has been changed."""

    outcome: CsvOutcome
    plans: Mapping[ImportMode, ImportPlan]


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that couldn't be read or written: the system's number (0 if none) and word."""

    number: int
    word: str


def dry_run(
    path: Path,
    current: Sequence[Camera],
    stopped: Callable[[], bool],
    progress: Callable[[int], None],
) -> DryRun | FileFault | None:
    """Read a list and plan its import in every mode; None when stopped on the way."""
    try:
        data = _read(path, stopped, progress)
    except (OSError, ValueError) as error:
        return _fault(error)
    if data is None:
        return None
    progress(-1)
    outcome = parse_cameras(data)
    if stopped():
        return None
    plans = {mode: plan_import(current, outcome.cameras, mode) for mode in ImportMode}
    return DryRun(outcome, plans)


def read_list(path: Path) -> CsvOutcome | FileFault:
    """Read a list, within the same bounds as for an import."""
    try:
        data = _read(path, lambda: False, lambda _percent: None)
    except (OSError, ValueError) as error:
        return _fault(error)
    return parse_cameras(data or b"")


def write_list(path: Path, cameras: Sequence[Camera], with_passwords: bool) -> FileFault | None:
    """Write a list whole or not at all, for its owner only; None when it is there."""
    data = format_cameras(cameras, with_passwords)
    try:
        write_whole(path, data, mode=_PRIVATE, prefix=_TEMPORARY)
    except (OSError, ValueError) as error:
        return _fault(error)
    return None


def _read(path: Path, stopped: Callable[[], bool], progress: Callable[[int], None]) -> bytes | None:
    """At most one byte more than a list may have; a pipe or a folder is an OSError, not a wait."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError("not a regular file")
        whole = max(1, min(about.st_size, MAX_BYTES))
        data = bytearray()
        while len(data) <= MAX_BYTES and (chunk := file.read(_CHUNK)):
            if stopped():
                return None
            data += chunk
            progress(min(100, 100 * len(data) // whole))
    return bytes(data)


def _fault(error: OSError | ValueError) -> FileFault:
    if isinstance(error, OSError) and error.errno is not None:
        return FileFault(error.errno, error.strerror or type(error).__name__)
    return FileFault(0, str(error))

"""The town's list of cameras on disk.

Errors:
    CameraStoreError
    └── CameraSaveError: the list couldn't be written; the old one stands.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import stat
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from console.state.camera import Camera

FILE_NAME = "cameras.json"
MAX_BYTES = 64 * 1024 * 1024
_VERSION = 1
_PRIVATE = 0o600
_TEMPORARY = ".cameras.json.new-"


class CameraStoreError(Exception):
    """The list of cameras can't be kept."""


class CameraSaveError(CameraStoreError):
    """The list couldn't be written; ``reason`` is the system's word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the list of cameras could not be saved: {reason}")
        self.reason = reason


class LoadFault(StrEnum):
    """Why a stored list couldn't be used; the words for it belong to the screen."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What was found on disk.

    Attributes:
        cameras: The list; empty when there is none or it couldn't be used.
        fault: Why it couldn't be used.
        kept_as: Where the unusable file was put aside; None when even that failed.
    """

    cameras: tuple[Camera, ...] = ()
    fault: LoadFault | None = None
    kept_as: Path | None = None


class _CameraFile(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    version: Literal[1]
    cameras: list[Camera]


class _FileVersion(BaseModel):
    model_config = ConfigDict(strict=True, hide_input_in_errors=True)

    version: int


class CameraStore:
    """Keeps the list in one file that only its owner may read, because it holds passwords.

    A save is whole or not at all: written beside, flushed to disk, then put in place. After a
    crash at any moment the file is the old list or the new one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._blocked = False

    @property
    def path(self) -> Path:
        """Where the list is."""
        return self._path

    def load(self) -> LoadOutcome:
        """Read the list; an unusable file is put aside under another name, never thrown away."""
        self._remove_leftovers()
        try:
            data = _read_regular_file(self._path)
        except FileNotFoundError:
            return LoadOutcome()
        except OSError:
            return self._put_aside(LoadFault.UNREADABLE)
        if data is None:
            return self._put_aside(LoadFault.TOO_LARGE)
        return self._parsed(data)

    def save(self, cameras: Sequence[Camera]) -> None:
        """Replace the list; raises CameraSaveError, with the old list still in place."""
        if self._blocked:
            raise CameraSaveError("an unusable list is in the way and could not be moved")
        document = {"version": _VERSION, "cameras": [asdict(camera) for camera in cameras]}
        data = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1).encode()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._path, data, mode=_PRIVATE, prefix=_TEMPORARY)
        except OSError as error:
            raise CameraSaveError(error.strerror or type(error).__name__) from None

    def _parsed(self, data: bytes) -> LoadOutcome:
        try:
            cameras = _CameraFile.model_validate_json(data).cameras
        except (ValidationError, RecursionError):
            return self._put_aside(LoadFault.NEWER if _is_newer(data) else LoadFault.DAMAGED)
        if not _sound(cameras):
            return self._put_aside(LoadFault.DAMAGED)
        with contextlib.suppress(OSError):
            self._path.chmod(_PRIVATE)
        return LoadOutcome(tuple(cameras))

    def _put_aside(self, fault: LoadFault) -> LoadOutcome:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        aside = self._folder / f"cameras.unusable-{stamp}.json"
        try:
            self._path.rename(aside)
        except OSError:
            self._blocked = True
            return LoadOutcome(fault=fault)
        with contextlib.suppress(OSError):
            if aside.is_file() and not aside.is_symlink():
                aside.chmod(_PRIVATE)
        return LoadOutcome(fault=fault, kept_as=aside)

    def _remove_leftovers(self) -> None:
        with contextlib.suppress(OSError):
            for left in self._folder.glob(f"{_TEMPORARY}*"):
                left.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, *, mode: int, prefix: str) -> None:
    """Write a file so that it is there whole or not at all, also after a loss of power.

    It is written beside under a name that starts with ``prefix``. Raises OSError.
    """
    temporary = path.with_name(f"{prefix}{os.getpid()}-{os.urandom(4).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    # The new name itself must reach the disk; Windows has no handle for folders.
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_regular_file(path: Path) -> bytes | None:
    """The content; None when it is too large. A pipe or a folder is an OSError, not a wait."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        data = file.read(MAX_BYTES + 1)
    return None if len(data) > MAX_BYTES else data


def _is_newer(data: bytes) -> bool:
    try:
        return _FileVersion.model_validate_json(data).version > _VERSION
    except (ValidationError, RecursionError):
        return False


def _sound(cameras: Sequence[Camera]) -> bool:
    numbers = {camera.number for camera in cameras}
    figures = (
        figure
        for camera in cameras
        for figure in (camera.longitude, camera.latitude, camera.direction_deg, camera.view_deg)
        if figure is not None
    )
    return len(numbers) == len(cameras) and "" not in numbers and all(map(math.isfinite, figures))

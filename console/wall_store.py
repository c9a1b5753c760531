"""What a wall showed last, on disk: it is in view again at once after any end."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog

from console.camera_store import CameraSaveError, CameraStore, write_whole
from console.config import Settings
from console.state.camera import Camera
from console.state.wall_contents import MAX_NAME
from console.state.wall_plan import Shown, WallPlan, WallScreen

FILE_NAME = "shown.json"
MAX_BYTES: Final = 4 << 20
_VERSION: Final = 1
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: screens, what they showed, the town's name and the cameras."""

    screens: tuple[WallScreen, ...] = ()
    shown: Shown = field(default_factory=Shown)
    town: str = ""
    cameras: tuple[Camera, ...] = ()


def wall_folder(settings: Settings, name: str) -> Path:
    """Where a wall program of a name keeps what it has to."""
    return settings.data_folder / "walls" / name


class WallStore:
    """One folder for each wall program; what can't be read is left out, never an error."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._cameras = CameraStore(folder)
        self._saved: Kept | None = None

    def load(self) -> Kept:
        """What was kept last."""
        cameras = self._cameras.load().cameras
        try:
            data = self._read()
        except FileNotFoundError:
            return Kept(cameras=cameras)
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("what the wall showed can't be read", reason=str(error))
            return Kept(cameras=cameras)
        town = data.get("town")
        plan = WallPlan.from_json(data.get("plan"))
        for fault in plan.faults:
            _log.warning("a part of the wall's plan can't be used", reason=fault)
        is_name = isinstance(town, str) and town.isprintable() and len(town) <= MAX_NAME
        return Kept(
            plan.screens, Shown.from_json(data.get("shown")), str(town) if is_name else "", cameras
        )

    def save(self, kept: Kept) -> None:
        """Keep this, whole or not at all; a full disk is a warning, the wall goes on."""
        before, self._saved = self._saved, kept
        if kept == before:
            return
        body = {
            "version": _VERSION,
            "town": kept.town,
            "plan": WallPlan(kept.screens).to_json(),
            "shown": kept.shown.to_json(),
        }
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            data = json.dumps(body, ensure_ascii=False, indent=1).encode()
            write_whole(self._path, data, mode=0o600, prefix=".shown-")
            if before is None or kept.cameras != before.cameras:
                self._cameras.save(kept.cameras)
        except (OSError, CameraSaveError) as error:
            self._saved = before
            _log.warning("what the wall shows could not be kept", reason=str(error))

    def _read(self) -> dict[str, object]:
        if self._path.stat().st_size > MAX_BYTES:
            raise ValueError("the file is too large")
        data = json.loads(self._path.read_bytes())
        if not isinstance(data, dict) or data.get("version") != _VERSION:
            raise ValueError("the file is of an unknown version")
        return data

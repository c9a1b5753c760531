"""A wall's plan out of a file: ``fengqiao-console wall --plan FILE`` needs no backend.

The file is JSON; every part may be left out::

    {"town": "枫溪镇",
     "cameras": "cameras.csv",            a list beside the plan, or the cameras themselves
     "screens": [{"id": "left", "wall": "hall", "serial": "…", "width_m": 1.2, "distance_m": 4}],
     "shown": {"left": {"kind": "clock"}, "span": {"kind": "camera_span", "camera": "C001"}},
     "alert": {"grade": 4, "text": "…"},
     "events": [{"id": "…", "number": "…", "title": "…", "state": "handling", "grade": 4,
                 "reported_at": "2026-11-27T04:03:00Z", …}],
     "courses": {"event id": [{"at": "…", "text": "…"}]},
     "figures": {"reported": 12, …}}

It is read again whenever it changes; while it can't be read, what was shown stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, QTimer

from console.camera_file import FileFault, read_list
from console.controllers.wall_source import WallSource
from console.state.camera import Camera
from console.state.redaction import redact
from console.state.wall_contents import MAX_NAME
from console.state.wall_events import WallAlert, WallEvent, WallStep
from console.state.wall_plan import Shown, WallScreen, screen_from_json
from widgets.wall_figures import FigureValues

LOOK_MS: Final = 1000
MAX_BYTES: Final = 4 << 20
_CAMERAS: Final = TypeAdapter(tuple[Camera, ...])
_EVENTS: Final = TypeAdapter(tuple[WallEvent, ...])
_COURSES: Final = TypeAdapter(dict[str, tuple[WallStep, ...]])
_ALERT: Final = TypeAdapter(WallAlert | None)
_FIGURES: Final = TypeAdapter(FigureValues)
_Value = TypeVar("_Value")
_log = structlog.get_logger(__name__)


class FileSource(WallSource):
    """Reads one file, and again when it has changed."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._read_state: tuple[int, int, int] | None = None
        self._courses: dict[str, tuple[WallStep, ...]] = {}
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.on_look)

    def start(self) -> None:
        """Read it now, and look every second."""
        self.on_look()
        self._look.start()

    def close(self) -> None:
        """Look no more."""
        self._look.stop()

    def course(self, event: str) -> Sequence[WallStep]:
        """What is known to have happened to an event."""
        return self._courses.get(event, ())

    def on_look(self) -> None:
        """Read the file if it isn't the one that was read."""
        state = self._state()
        if state == self._read_state:
            return
        self._read_state = state
        try:
            data = self._load()
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("the wall's plan can't be read", reason=str(error))
            return
        self._take(data)

    def _state(self) -> tuple[int, int, int]:
        """What changes with the file; always the same for one that isn't there."""
        try:
            found = self._file.stat()
        except OSError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _load(self) -> Mapping[str, Any]:
        with self._file.open("rb") as opened:
            body = opened.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise ValueError("the file is too large")
        data = json.loads(body)
        if not isinstance(data, dict):
            raise ValueError("the file holds no plan")  # noqa: TRY004 - one error type
        return data

    def _take(self, data: Mapping[str, Any]) -> None:
        town = data.get("town")
        if isinstance(town, str) and town.isprintable() and len(town) <= MAX_NAME:
            self.town = town
        # Cameras first: what is shown needs them.
        cameras = self._cameras_of(data.get("cameras", ()))
        if cameras is not None:
            self.set_cameras(cameras)
        self.set_screens(self._screens_of(data.get("screens", ())))
        events = _checked(_EVENTS, "events", data.get("events"))
        if events is not None:
            self.set_events(events)
        self._courses = _checked(_COURSES, "courses", data.get("courses")) or {}
        self.set_figures(_checked(_FIGURES, "figures", data.get("figures")) or FigureValues())
        self.set_alert(_checked(_ALERT, "alert", data.get("alert")))
        self.put_on_map()
        self.set_shown(Shown.from_json(data.get("shown")))

    def _cameras_of(self, told: object) -> Sequence[Camera] | None:
        if not isinstance(told, str):
            return _checked(_CAMERAS, "cameras", told)
        outcome = read_list(self._file.parent / told)
        if isinstance(outcome, FileFault):
            _log.warning("the wall's cameras can't be read", reason=outcome.word)
            return None
        for fault in outcome.faults:
            _log.warning("a row of the wall's cameras is left out", reason=str(fault))
        return outcome.cameras

    def _screens_of(self, told: object) -> Sequence[WallScreen]:
        found = []
        for one in told if isinstance(told, list) else ():
            try:
                found.append(screen_from_json(one))
            except ValueError as error:
                _log.warning("a screen of the wall's plan can't be used", reason=str(error))
        return found


def _checked(kind: TypeAdapter[_Value], what: str, told: object) -> _Value | None:
    """A part of the file as a value; None, and a warning, for what isn't one."""
    if told is None:
        return None
    try:
        return kind.validate_python(told)
    except (ValidationError, RecursionError) as error:
        reason = redact(str(error).splitlines()[0]) if str(error) else type(error).__name__
        _log.warning("a part of the wall's plan can't be used", part=what, reason=reason)
        return None

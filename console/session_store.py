"""What the window looked like, kept on disk so that it comes back after any end."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from PySide6.QtCore import QByteArray

from console.camera_store import write_whole
from console.state.board import BoardState
from console.state.board_dict import board_from_dict, board_to_dict
from console.state.inbox_kept import InboxKept
from console.state.layouts import parse_layout
from console.state.patrol_plan import PatrolPlans
from console.state.saved_layouts import SavedLayouts
from console.state.sound_choice import SoundChoice

FILE_NAME = "session.json"
_LARGEST = 4 << 20
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Session:
    """Window, board, saved layouts, inbox, sound. ``geometry`` and ``docks`` are Qt's own bytes."""

    board: BoardState
    saved: SavedLayouts = field(default_factory=SavedLayouts)
    geometry: QByteArray = field(default_factory=QByteArray)
    docks: QByteArray = field(default_factory=QByteArray)
    full_screen: bool = False
    overlay: bool = False
    numbers: bool = True
    open_groups: list[str] = field(default_factory=list)
    inbox: InboxKept = field(default_factory=InboxKept)
    patrols: PatrolPlans = field(default_factory=PatrolPlans)
    sound: SoundChoice = field(default_factory=SoundChoice)


def fresh_session() -> Session:
    """The session of a first start: forty panes."""
    return Session(BoardState.empty(parse_layout("40")))


class SessionStore:
    """Reads and writes the session; a file that can't be used is left out, never trusted."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    @property
    def exists(self) -> bool:
        """Whether anything was kept before."""
        return self._path.exists()

    def load(self) -> Session:
        """The session kept last, part by part: a broken part doesn't take the others."""
        session = fresh_session()
        try:
            data = self._read()
        except FileNotFoundError:
            return session
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("session not restored", reason=str(error))
            return session
        for name, part in _PARTS.items():
            try:
                setattr(session, name, part(data[name]))
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                _log.warning("part of the session not restored", part=name, reason=str(error))
        return session

    def _read(self) -> dict[str, object]:
        if self._path.stat().st_size > _LARGEST:
            raise ValueError("the file is too large")
        data = json.loads(self._path.read_bytes())
        if not isinstance(data, dict):
            raise ValueError("the file holds no session")  # noqa: TRY004 - one error type
        return data

    def save(self, session: Session) -> None:
        """Keep a session, whole or not at all. Raises OSError."""
        data = {
            "board": board_to_dict(session.board),
            "saved": session.saved.to_dict(),
            "geometry": _text(session.geometry),
            "docks": _text(session.docks),
            "full_screen": session.full_screen,
            "overlay": session.overlay,
            "numbers": session.numbers,
            "open_groups": session.open_groups,
            "inbox": session.inbox.to_dict(),
            "patrols": session.patrols.to_dict(),
            "sound": session.sound.to_dict(),
        }
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = json.dumps(data, ensure_ascii=False, indent=1).encode()
        write_whole(self._path, body, mode=0o600, prefix=".session-")


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode()


def _bytes(value: object) -> QByteArray:
    return QByteArray(base64.b64decode(str(value), validate=True))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a yes or no")
    return value


def _names(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return [str(item) for item in value[:10_000]]


_PARTS: dict[str, Callable[[object], object]] = {
    "board": board_from_dict,
    "saved": SavedLayouts.from_dict,
    "geometry": _bytes,
    "docks": _bytes,
    "full_screen": _flag,
    "overlay": _flag,
    "numbers": _flag,
    "open_groups": _names,
    "inbox": InboxKept.from_dict,
    "patrols": PatrolPlans.from_dict,
    "sound": SoundChoice.from_dict,
}

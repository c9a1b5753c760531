"""What one pane of the board shows, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from widgets.frame_source import FrameSource

CAMERA_MIME = "application/x-fengqiao-camera"
"""MIME type of cameras dragged to a pane: camera numbers in UTF-8, one a line."""


class PaneLook(StrEnum):
    """How a pane presents itself; only LIVE may look alive."""

    EMPTY = "empty"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class PaneView:
    """Everything a pane shows. All words come translated; none may hold a credential.

    ``age_s`` is the age of the newest frame in seconds, shown while STALE. ``hatched`` lays a
    hatch over a stale picture. ``key`` is the 重点 mark, ``shed`` says that the load guard
    lowered this pane's frame rate, ``sound`` that it is heard, ``steered_by`` who turns the camera.
    """

    title: str = ""
    number: str = ""
    look: PaneLook = PaneLook.EMPTY
    status_text: str = ""
    age_s: float | None = None
    hatched: bool = False
    key: bool = False
    source: FrameSource | None = None
    overlay_lines: tuple[str, ...] = ()
    engine_badge: str = ""
    shed: bool = False
    sound: bool = False
    steered_by: str = ""
    tooltip: str = ""


EMPTY_VIEW = PaneView()

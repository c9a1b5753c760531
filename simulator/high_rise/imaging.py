"""ONVIF's imaging service of the high-rise camera: a focus that is kept and changes no picture."""

from __future__ import annotations

import math
from collections.abc import Callable

from simulator.high_rise.motion import AxisMotion, at_velocity
from simulator.high_rise.onvif_answers import IMAGING_CAPABILITIES, SOURCE
from simulator.high_rise.soap import Request, child, sender, text_of

FOCUS_SPEED_S = 0.5
FOCUS_ACCELERATION = 4.0
_SETTINGS = (
    "<timg:ImagingSettings><tt:Brightness>50</tt:Brightness><tt:Focus>"
    "<tt:AutoFocusMode>MANUAL</tt:AutoFocusMode></tt:Focus></timg:ImagingSettings>"
)
_MOVE_OPTIONS = (
    "<timg:MoveOptions><tt:Continuous><tt:Speed><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:Speed>"
    "</tt:Continuous></timg:MoveOptions>"
)


class Imaging:
    """Answers the imaging service's requests. Not safe for threads: its owner takes the lock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives unix time in seconds."""
        self._clock = clock
        self._focus = AxisMotion(clock(), 0.5, low=0.0, high=1.0)

    def handlers(self) -> dict[str, Callable[[Request, str], str]]:
        """What answers which action."""
        return {
            "GetServiceCapabilities": lambda _r, _u: IMAGING_CAPABILITIES,
            "GetImagingSettings": self._settings,
            "GetMoveOptions": self._move_options,
            "GetStatus": self._status,
            "Move": self._move,
            "Stop": self._stop,
        }

    def _settings(self, request: Request, _url: str) -> str:
        _need_source(request)
        return _SETTINGS

    def _move_options(self, request: Request, _url: str) -> str:
        _need_source(request)
        return _MOVE_OPTIONS

    def _status(self, request: Request, _url: str) -> str:
        _need_source(request)
        position, velocity = self._focus.at(self._clock())
        moving = "MOVING" if abs(velocity) > 1e-6 else "IDLE"
        return (
            f"<timg:Status><tt:FocusStatus20><tt:Position>{position:.6f}</tt:Position>"
            f"<tt:MoveStatus>{moving}</tt:MoveStatus></tt:FocusStatus20></timg:Status>"
        )

    def _move(self, request: Request, _url: str) -> str:
        _need_source(request)
        speed = _speed(request)
        self._focus = at_velocity(
            self._clock(), self._focus, speed * FOCUS_SPEED_S, FOCUS_ACCELERATION, None
        )
        return ""

    def _stop(self, request: Request, _url: str) -> str:
        _need_source(request)
        self._focus = at_velocity(self._clock(), self._focus, 0.0, FOCUS_ACCELERATION, None)
        return ""


def _need_source(request: Request) -> None:
    if request.text("VideoSourceToken") != SOURCE:
        raise sender("ter:InvalidArgVal", "ter:NoSource", reason="There is no such video source")


def _speed(request: Request) -> float:
    """The speed of a continuous move of the focus, −1…1."""
    text = text_of(child(child(request.body, "Focus"), "Continuous"), "Speed")
    try:
        speed = float(text or "")
    except ValueError:
        speed = math.nan
    if not -1.0 <= speed <= 1.0:
        raise sender(
            "ter:InvalidArgVal", "ter:SettingsInvalid",
            reason="Only continuous moves of the focus at −1 to 1 are known",
        )  # fmt: skip
    return speed

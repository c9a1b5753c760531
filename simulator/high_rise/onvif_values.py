"""Reading ONVIF's profiles, PTZ vectors, speeds and durations; the generic spaces only."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from simulator.high_rise.ptz import InvalidPosition
from simulator.high_rise.soap import Request, child, sender

PROFILES = ("main", "sub")
SPACES = "http://www.onvif.org/ver10/tptz/"
_KINDS = {
    "Position": "PositionGenericSpace",
    "Translation": "TranslationGenericSpace",
    "Velocity": "VelocityGenericSpace",
}
_DURATION = re.compile(
    r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,6})?)S)?)?", re.ASCII
)


def profile_of(request: Request, name: str = "ProfileToken") -> str:
    """The profile that is asked about. Raises SoapFault where there is no such one."""
    token = request.text(name)
    if token not in PROFILES:
        raise sender("ter:InvalidArgVal", "ter:NoProfile", reason="There is no such profile")
    return token


def space(axis: str, kind: str) -> str:
    """The URI of a generic space: axis PanTilt or Zoom, kind Position, Translation, Velocity."""
    return f"{SPACES}{axis}Spaces/{_KINDS[kind]}"


def pan_tilt(vector: Element | None, kind: str) -> tuple[float, float] | None:
    """The PanTilt of a vector, or None. Raises SoapFault or InvalidPosition."""
    found = child(vector, "PanTilt")
    if found is None:
        return None
    _need_space(found, "PanTilt", kind)
    return _number(found, "x"), _number(found, "y")


def zoom(vector: Element | None, kind: str) -> float | None:
    """The Zoom of a vector, or None. Raises SoapFault or InvalidPosition."""
    found = child(vector, "Zoom")
    if found is None:
        return None
    _need_space(found, "Zoom", kind)
    return _number(found, "x")


def speed(request: Request) -> tuple[tuple[float, float], float]:
    """The Speed of a move: pan and tilt, zoom; full where it isn't given. Raises as above."""
    given = child(request.body, "Speed")
    head, lens = child(given, "PanTilt"), child(given, "Zoom")
    pan_tilt_speed = (1.0, 1.0) if head is None else (_number(head, "x"), _number(head, "y"))
    return pan_tilt_speed, 1.0 if lens is None else _number(lens, "x")


def seconds(duration: str | None) -> float | None:
    """The seconds of an xs:duration up to days; None for none. Raises SoapFault."""
    if not duration:
        return None
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        raise sender("ter:InvalidArgVal", "ter:TimeoutNotSupported",
                     reason="The timeout isn't a duration")  # fmt: skip
    days, hours, minutes, secs = (float(group or 0) for group in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + secs


def _need_space(element: Element, axis: str, kind: str) -> None:
    given = element.get("space")
    if given and given != space(axis, kind):
        raise sender("ter:InvalidArgVal", "ter:SpaceNotSupported",
                     reason="Only the generic spaces are supported")  # fmt: skip


def _number(element: Element, name: str) -> float:
    try:
        return float(element.get(name, ""))
    except ValueError as error:
        raise InvalidPosition from error

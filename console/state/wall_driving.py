"""What a hand at the console makes of what a wall shows. Everything else stays as it is.

What is shown is the backend's JSON by screen: contents of another version pass through unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import cos, log2, radians
from typing import Any, Final

from console.state.head_geometry import METRES_PER_DEGREE
from console.state.layouts import layout_for
from console.state.wall_contents import (
    ZOOMS,
    Content,
    PanesContent,
    content_from_json,
    content_to_json,
)
from console.state.wall_legible import map_width_m
from console.state.wall_plan import SPAN, Shown

Json = Mapping[str, Any]
ShownJson = Mapping[str, Json]
MOST_CAMERAS: Final = 64
AWAY_AFTER_S: Final = 20.0
"""A wall that wasn't heard of for so long is away; it tells of itself every few seconds."""
_EVENTS: Final = {"event": "id", "consultation": "event"}


def content_of(shown: ShownJson, screen: str) -> Content:
    """Return what a screen shows, what lies over all of them first."""
    return Shown.from_json(dict(shown)).of(screen)


def with_content(shown: ShownJson, screen: str, content: Content) -> ShownJson:
    """Show something on one screen, where it is seen; or over all of them, for `span`."""
    return {**_without_span(shown), screen: content_to_json(content)}


def cameras_content(cameras: Iterable[str]) -> PanesContent:
    """Return cameras in the smallest grid that holds them."""
    found = list(dict.fromkeys(cameras))[:MOST_CAMERAS]
    layout = layout_for(max(1, len(found)))
    return PanesContent(layout, (*found, *(None,) * (layout.pane_count - len(found))))


def dropped(shown: ShownJson, screen: str, place: int, cameras: Sequence[str]) -> ShownJson:
    """Put cameras on a screen: from one of its panes on where there is room, else alone."""
    base = _without_span(shown)
    content = content_from_json(base.get(screen, {}))
    fits = isinstance(content, PanesContent) and 0 <= place <= content.layout.pane_count - len(
        cameras
    )
    if not fits or not isinstance(content, PanesContent):
        return with_content(base, screen, cameras_content(cameras))
    panes = [None if one in cameras else one for one in content.cameras]
    panes[place : place + len(cameras)] = cameras
    return with_content(base, screen, replace(content, cameras=tuple(panes)))


def taken(shown: ShownJson, screens: Sequence[str], camera: str, preferred: str) -> ShownJson:
    """Put a camera into the first free pane of a wall, else alone on one screen.

    One that is in view already stays where it is. `screens` in the order they are looked at.
    """
    base = _without_span(shown)
    contents = {screen: content_from_json(base.get(screen, {})) for screen in screens}
    panes = {name: one for name, one in contents.items() if isinstance(one, PanesContent)}
    if not screens or any(camera in one.cameras for one in panes.values()):
        return base
    for screen, content in panes.items():
        if None in content.cameras:
            return dropped(base, screen, content.cameras.index(None), [camera])
    chosen = preferred if preferred in contents else screens[0]
    return with_content(base, chosen, cameras_content([camera]))


def with_any_event(shown: ShownJson) -> ShownJson:
    """Return it about the gravest open event when it is shown, whichever it is about now."""
    return {
        screen: {**one, _EVENTS[one["kind"]]: None} if one.get("kind") in _EVENTS else one
        for screen, one in shown.items()
    }


def is_about_event(shown: ShownJson) -> bool:
    """Whether any screen shows an event."""
    return any(one.get("kind") in _EVENTS for one in shown.values())


def zoom_of(width_m: float, lat: float, width_px: int) -> float:
    """Return the zoom, as web maps count, of a map that many metres of ground wide."""
    zoom = log2(map_width_m(0.0, lat, width_px) / max(1.0, width_m)) if width_px else ZOOMS[0]
    return min(ZOOMS[1], max(ZOOMS[0], zoom))


def width_between_m(west: float, east: float, lat: float) -> float:
    """Return the metres of ground between two longitudes at a latitude."""
    return abs(east - west) * METRES_PER_DEGREE * cos(radians(lat))


def _without_span(shown: ShownJson) -> dict[str, Json]:
    return {screen: one for screen, one in shown.items() if screen != SPAN}

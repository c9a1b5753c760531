"""What a wall's screen can show, as values, and as the JSON that the backend keeps.

Nothing that is read is trusted: what can't be understood is an empty screen with the reason, so
that one bad entry never takes the others with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

from console.state.layouts import PaneLayout, parse_layout

MAX_TEXT: Final = 2000
"""Characters of a notice."""
MAX_NAME: Final = 64
"""Characters of an id, a number or a name."""
MAP_LAYERS: Final = (
    "base", "grids", "people", "events", "cameras", "speakers", "places", "heat", "coverage",
)  # fmt: skip
ZOOMS: Final = (1.0, 22.0)
"""Least and greatest zoom of a map, as web maps count."""
_LAT_MOST: Final = 85.0


@dataclass(frozen=True, slots=True)
class PanesContent:
    """Cameras in panes; None leaves a pane empty."""

    layout: PaneLayout
    cameras: tuple[str | None, ...]

    def __post_init__(self) -> None:
        """Refuse what no board can be."""
        if len(self.cameras) != self.layout.pane_count:
            raise ValueError(f"{len(self.cameras)} cameras in layout {self.layout.name}")
        named = [camera for camera in self.cameras if camera]
        if len(named) != len(set(named)):
            raise ValueError("a camera is shown twice")


@dataclass(frozen=True, slots=True)
class SpanContent:
    """One camera over every screen that shows the same."""

    camera: str


@dataclass(frozen=True, slots=True)
class MapContent:
    """The map about a place; `layers` are those in view."""

    lon: float
    lat: float
    zoom: float
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardContent:
    """The open events."""


@dataclass(frozen=True, slots=True)
class FiguresContent:
    """Big figures and charts."""


@dataclass(frozen=True, slots=True)
class NoticesContent:
    """A notice in large type."""

    text: str


@dataclass(frozen=True, slots=True)
class ClockContent:
    """Time, date and the town's name."""


@dataclass(frozen=True, slots=True)
class EventContent:
    """One event, to be read."""

    id: str


@dataclass(frozen=True, slots=True)
class ConsultationContent:
    """The consultation about an event."""

    event: str


@dataclass(frozen=True, slots=True)
class EmptyContent:
    """Nothing; `reason` says why where something was meant to be shown."""

    reason: str = ""


Content = (
    PanesContent
    | SpanContent
    | MapContent
    | BoardContent
    | FiguresContent
    | NoticesContent
    | ClockContent
    | EventContent
    | ConsultationContent
    | EmptyContent
)


def content_from_json(data: object) -> Content:
    """Return what a screen shows; an empty screen with the reason for what can't be used."""
    if not isinstance(data, dict):
        return EmptyContent("a content is not a set of named values")
    kind = data.get("kind")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        return EmptyContent(f"unknown kind {str(kind)[:20]!r}")
    try:
        return reader(data)
    except ValueError as error:
        return EmptyContent(f"{kind}: {error}"[:200])


def content_to_json(content: Content) -> dict[str, Any]:
    """Return a content as the backend keeps it; the reason of an empty one isn't kept."""
    writer = _WRITERS[type(content)]
    return dict(writer(content))


def named(data: object, what: str, longest: int = MAX_NAME) -> str:
    """Return a text that is there and not too long; raises ValueError."""
    if not isinstance(data, str) or not data.strip() or len(data) > longest:
        raise ValueError(f"{what} is not a text of at most {longest} characters")
    if not all(one.isprintable() or one == "\n" for one in data):
        # Halves of characters among them: they could neither be shown nor kept.
        raise ValueError(f"{what} has characters that can't be shown")
    return data


def number(data: object, what: str, least: float, most: float) -> float:
    """Return a number within bounds; raises ValueError, also for one that no float can hold."""
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise ValueError(f"{what} is not a number")  # noqa: TRY004 - one error type
    # Compared before it is converted: a huge integer has no float.
    if not least <= data <= most or not isfinite(data):
        raise ValueError(f"{what} is not from {least:g} to {most:g}")
    return float(data)


def _panes(data: Mapping[str, Any]) -> Content:
    layout = parse_layout(named(data.get("layout"), "the layout"))
    given = data.get("cameras")
    if not isinstance(given, list) or len(given) > layout.pane_count:
        raise ValueError(f"the cameras are not a list of at most {layout.pane_count}")
    cameras: list[str | None] = []
    for one in given:
        camera = None if one is None else named(one, "a camera's number")
        # A board shows a camera once; the place of the second stays empty.
        cameras.append(None if camera in cameras else camera)
    missing = layout.pane_count - len(cameras)
    return PanesContent(layout, (*cameras, *(None,) * missing))


def _map(data: Mapping[str, Any]) -> Content:
    layers = data.get("layers", [])
    if not isinstance(layers, list) or not all(isinstance(one, str) for one in layers):
        raise ValueError("the layers are not a list of names")
    return MapContent(
        number(data.get("lon"), "the longitude", -180.0, 180.0),
        number(data.get("lat"), "the latitude", -_LAT_MOST, _LAT_MOST),
        number(data.get("zoom"), "the zoom", *ZOOMS),
        # Layers of another version are left out.
        tuple(name for name in MAP_LAYERS if name in layers),
    )


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Content]]] = MappingProxyType(
    {
        "panes": _panes,
        "camera_span": lambda data: SpanContent(named(data.get("camera"), "the camera")),
        "map": _map,
        "board": lambda _: BoardContent(),
        "figures": lambda _: FiguresContent(),
        "notices": lambda data: NoticesContent(named(data.get("text"), "the text", MAX_TEXT)),
        "clock": lambda _: ClockContent(),
        "event": lambda data: EventContent(named(data.get("id"), "the event")),
        "consultation": lambda data: ConsultationContent(named(data.get("event"), "the event")),
        "empty": lambda _: EmptyContent(),
    }
)

_WRITERS: Final[Mapping[type, Callable[[Any], Mapping[str, Any]]]] = MappingProxyType(
    {
        PanesContent: lambda one: {
            "kind": "panes",
            "layout": one.layout.name,
            "cameras": list(one.cameras),
        },
        SpanContent: lambda one: {"kind": "camera_span", "camera": one.camera},
        MapContent: lambda one: {
            "kind": "map",
            "lon": one.lon,
            "lat": one.lat,
            "zoom": one.zoom,
            "layers": list(one.layers),
        },
        BoardContent: lambda _: {"kind": "board"},
        FiguresContent: lambda _: {"kind": "figures"},
        NoticesContent: lambda one: {"kind": "notices", "text": one.text},
        ClockContent: lambda _: {"kind": "clock"},
        EventContent: lambda one: {"kind": "event", "id": one.id},
        ConsultationContent: lambda one: {"kind": "consultation", "event": one.event},
        EmptyContent: lambda _: {"kind": "empty"},
    }
)

"""What a screen of a wall can show, as JSON: one of some kinds, each of bounded size."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from backend.api.schemas import In, Text, Word

MAX_SCREENS = 64
MAX_CAMERAS = 64
SPAN = "span"
"""In the place of a screen: over all of them."""

ScreenId = Annotated[Word, Field(min_length=1, max_length=64)]
CameraRef = Annotated[str, Field(pattern="^[A-Za-z0-9._@-]{1,64}$", examples=["C001"])]
EventRef = Annotated[str, Field(pattern="^[0-9a-f]{1,32}$")]
Layer = Annotated[str, Field(pattern="^[a-z_]{1,32}$", examples=["events"])]


class Panes(In):
    """Cameras in panes; null leaves a pane empty."""

    kind: Literal["panes"]
    layout: Annotated[Word, Field(min_length=1, max_length=32)]
    cameras: list[CameraRef | None] = Field(max_length=MAX_CAMERAS)


class CameraSpan(In):
    """One camera over every screen that shows the same."""

    kind: Literal["camera_span"]
    camera: CameraRef


class Map(In):
    """The map about a place in WGS-84 degrees, zoomed as web maps count."""

    kind: Literal["map"]
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, strict=True)]
    lat: Annotated[float, Field(ge=-85, le=85, allow_inf_nan=False, strict=True)]
    zoom: Annotated[float, Field(ge=1, le=22, allow_inf_nan=False, strict=True)]
    layers: list[Layer] = Field(max_length=20)


class Board(In):
    """The open events."""

    kind: Literal["board"]


class Figures(In):
    """Big figures."""

    kind: Literal["figures"]


class Notices(In):
    """A text in large type."""

    kind: Literal["notices"]
    text: Annotated[Text, Field(min_length=1, max_length=2000)]


class Clock(In):
    """Time and date."""

    kind: Literal["clock"]


class Event(In):
    """An event; null: the gravest open one when it is shown, in an alert the one that called it."""

    kind: Literal["event"]
    id: EventRef | None = None


class Consultation(In):
    """The consultation about an event; null as for an event."""

    kind: Literal["consultation"]
    event: EventRef | None = None


class Empty(In):
    """Nothing."""

    kind: Literal["empty"]


Content = Annotated[
    Panes | CameraSpan | Map | Board | Figures | Notices | Clock | Event | Consultation | Empty,
    Field(discriminator="kind"),
]


def _spans_cameras(shown: dict[str, Content]) -> dict[str, Content]:
    is_fit = isinstance(shown.get(SPAN, Empty(kind="empty")), CameraSpan | Empty)
    if not is_fit:
        raise ValueError("only a camera lies over all screens")
    return shown


Shown = Annotated[
    dict[ScreenId, Content], Field(max_length=MAX_SCREENS + 1), AfterValidator(_spans_cameras)
]
"""Contents by screen; `span` lies over all of them."""

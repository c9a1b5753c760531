"""What goes in and out about video walls, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from backend.api.schemas import GivenName, In, Version, Word, example
from backend.api.wall_contents import MAX_SCREENS, SPAN, ScreenId, Shown
from backend.domain.words import Grade

_SHOWN = {
    "A-1": {"kind": "panes", "layout": "4", "cameras": ["C001", "C002", None, None]},
    "A-2": {"kind": "board"},
}
TEXT_SHARE = 1 / 200
"""Of the distance: how high text is that can be read from it."""
Label = Annotated[Word, Field(max_length=64)]
Name = Annotated[Word, Field(min_length=1, max_length=64)]
Pixel = Annotated[int, Field(ge=-100_000, le=100_000, strict=True)]
Side = Annotated[int, Field(ge=1, le=100_000, strict=True)]
OfDay = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:30"])]
Weekday = Annotated[int, Field(ge=1, le=7, strict=True)]


def _number(low: float, high: float) -> Any:
    return Field(ge=low, le=high, allow_inf_nan=False, strict=True)


class WallSessionIn(In):
    """The key of a wall, as it was shown once."""

    model_config = example({"town": "FX", "name": "指挥大厅", "key": "…"})

    town: Word = Field(examples=["FX"])
    name: Name = Field(examples=["指挥大厅"])
    key: Annotated[str, Field(max_length=200)]


class KeyOut(BaseModel):
    """A wall's new key: it is shown this once."""

    key: str


class WallIn(In):
    """From how far it is read, a screen's width, and how high text is of the distance."""

    model_config = example({"version": 0, "viewing_m": 6.0, "screen_width_m": 1.21})

    version: Version
    viewing_m: Annotated[float, _number(0.3, 100)]
    screen_width_m: Annotated[float, _number(0.1, 50)]
    text_share: Annotated[float, _number(0.001, 0.1)] = TEXT_SHARE


class NameIn(In):
    """The name that a wall is to have."""

    model_config = example({"version": 4, "name": "二楼大厅"})

    version: Version
    name: GivenName


class ShownIn(In):
    """What each screen is to show; `scene` names the scene that it is, if it is one."""

    model_config = example({"version": 4, "shown": _SHOWN, "scene": None})

    version: Version
    shown: Shown
    scene: Name | None = None


class HoursLine(BaseModel):
    """Days of the week, 1 Monday to 7, and times of the town's day; over midnight if need be."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    days: list[Weekday] = Field(min_length=1, max_length=7)
    begins: OfDay = Field(alias="from")
    ends: OfDay = Field(alias="to")


class SceneIn(In):
    """What the wall shows under a name; called when its hours begin or an event has its grade."""

    model_config = example(
        {
            "version": 0,
            "shown": _SHOWN,
            "hours": [{"days": [1, 2, 3, 4, 5], "from": "08:30", "to": "17:30"}],
            "grade": None,
        }
    )

    version: Version
    shown: Shown
    hours: list[HoursLine] = Field(default=[], max_length=20)
    grade: Grade | None = None


class SceneOut(BaseModel):
    """A scene."""

    name: str
    shown: Shown
    hours: list[HoursLine]
    grade: Grade | None
    version: int


def _not_span(screen: str) -> str:
    if screen == SPAN:
        raise ValueError("means all screens")
    return screen


class ScreenLine(In):
    """A screen where it stands on its PC's desktop, in pixels; what isn't known is left out."""

    id: Annotated[ScreenId, AfterValidator(_not_span)]
    serial: Label = ""
    connector: Label = ""
    name: Label = ""
    x: Pixel
    y: Pixel
    width: Side
    height: Side
    dpr: Annotated[float, _number(0.25, 16)] = 1.0
    width_m: Annotated[float, _number(0.1, 50)] | None = None


def _once_each(screens: list[ScreenLine]) -> list[ScreenLine]:
    if len({one.id for one in screens}) != len(screens):
        raise ValueError("a screen comes twice")
    return screens


class ScreensIn(In):
    """The screens that the wall's process has."""

    model_config = example(
        {"screens": [{"id": "A-1", "serial": "X1", "x": 0, "y": 0, "width": 1920, "height": 1080}]}
    )

    screens: Annotated[list[ScreenLine], Field(max_length=MAX_SCREENS), AfterValidator(_once_each)]


class ScreenHealth(In):
    """Pictures a second of a screen, and how many of its pictures are live."""

    id: ScreenId
    fps: Annotated[float, _number(0, 1000)]
    live: Annotated[int, Field(ge=0, le=1000, strict=True)]
    total: Annotated[int, Field(ge=0, le=1000, strict=True)]


class HealthIn(In):
    """How the wall's process is; `cpu` in percent of the machine."""

    model_config = example(
        {
            "screens": [{"id": "A-1", "fps": 25.0, "live": 4, "total": 4}],
            "cpu": 31.5,
            "restarts": 0,
        }
    )

    screens: list[ScreenHealth] = Field(max_length=MAX_SCREENS)
    cpu: Annotated[float, _number(0, 100)]
    restarts: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]


class HealthOut(BaseModel):
    """How the wall's process was `age_s` seconds ago."""

    at: datetime
    age_s: float
    screens: list[ScreenHealth]
    cpu: float
    restarts: int


class AlertOut(BaseModel):
    """A scene that was called because an event reached its grade; it is over when none has it."""

    scene: str
    grade: Grade
    event: str


class WallOut(BaseModel):
    """A wall; `health` null where nothing was heard of it yet."""

    name: str
    has_key: bool
    viewing_m: float
    screen_width_m: float
    text_share: float
    screens: list[ScreenLine]
    shown: Shown
    scene: str | None
    alert: AlertOut | None
    version: int
    changed_at: datetime
    health: HealthOut | None = None


class WallWhole(WallOut):
    """A wall with its scenes, and how far the journal was: the feed goes on from `seq`."""

    scenes: list[SceneOut]
    seq: int


class WallList(BaseModel):
    """A town's walls."""

    items: list[WallOut]

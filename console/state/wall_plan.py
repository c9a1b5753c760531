"""A wall: its screens, what they show, and scenes kept by name.

A wall is many screens: further monitors of one PC, and those of other PCs. Each PC runs one wall
program under a name of its own; `WallScreen.wall` says which one drives a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeVar

from console.state.wall_contents import (
    MAX_NAME,
    Content,
    EmptyContent,
    SpanContent,
    content_from_json,
    content_to_json,
    named,
    number,
)

SPAN: Final = "span"
"""Key of what lies over all screens together."""
VERSION: Final = 1
MAX_SCREENS, MAX_SCENES = 64, 200
PIXELS_MOST: Final = 100_000
DISTANCE_M: Final = (0.3, 100.0)
WIDTH_M: Final = (0.1, 50.0)
_NOT_IN_NAMES: Final = '/\\<>:"|?*'
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle: of a monitor on its PC's desktop, or of a screen in the plane of the wall."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column beyond it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row beyond it."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class WallScreen:
    """One screen of the wall.

    Attributes:
        id: What the contents are kept by.
        wall: Name of the program that drives it.
        name: What people call it.
        serial: The monitor's own number; empty where it tells none.
        connector: Where it was plugged in last.
        desk: Where it stood last on its PC's desktop.
        frame: Where it hangs in the plane of the whole wall; None: as on the desktop.
        width_m: Width of its picture; None: as the monitor tells.
        distance_m: From how far it is read; None: as the wall program was told.
    """

    id: str
    wall: str
    name: str = ""
    serial: str = ""
    connector: str = ""
    desk: Frame = field(default_factory=lambda: Frame(0, 0, 1920, 1080))
    frame: Frame | None = None
    width_m: float | None = None
    distance_m: float | None = None

    @property
    def in_plane(self) -> Frame:
        """Its place among the screens that share a picture."""
        return self.frame or self.desk


@dataclass(frozen=True, slots=True)
class Shown:
    """What each screen shows, by its id; what lies over all of them goes before."""

    contents: Mapping[str, Content] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, screen: str) -> Content:
        """Return what a screen shows."""
        over = self.contents.get(SPAN)
        if isinstance(over, SpanContent):
            return over
        return self.contents.get(screen, EmptyContent())

    def sharing(self, content: SpanContent, screens: Iterable[WallScreen]) -> list[WallScreen]:
        """Return the screens that show one camera together."""
        return [screen for screen in screens if self.of(screen.id) == content]

    def with_content(self, screen: str, content: Content) -> Shown:
        """Show something else on one screen, or over all of them."""
        return Shown(MappingProxyType({**self.contents, screen: content}))

    def to_json(self) -> dict[str, Any]:
        """Return it as the backend keeps it."""
        return {screen: content_to_json(one) for screen, one in self.contents.items()}

    @staticmethod
    def from_json(data: object) -> Shown:
        """Return what is to be shown; what can't be read is empty, with the reason."""
        if not isinstance(data, dict):
            return Shown()
        contents: dict[str, Content] = {}
        for screen, one in list(data.items())[: MAX_SCREENS + 1]:
            if not isinstance(screen, str) or not screen.isprintable() or len(screen) > MAX_NAME:
                continue
            content = content_from_json(one)
            if screen == SPAN and not isinstance(content, SpanContent | EmptyContent):
                content = EmptyContent("only a camera can lie over all screens")
            contents[screen] = content
        return Shown(MappingProxyType(contents))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole wall shows, kept under a name."""

    name: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class WallPlan:
    """The wall's screens and scenes.

    `faults` says what of the JSON was left out.
    """

    screens: tuple[WallScreen, ...] = ()
    scenes: tuple[Scene, ...] = ()
    faults: tuple[str, ...] = field(default=(), compare=False)

    def scene(self, name: str) -> Scene | None:
        """Return a scene by its name."""
        return next((scene for scene in self.scenes if scene.name == name), None)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "version": VERSION,
            "screens": [screen_to_json(screen) for screen in self.screens],
            "scenes": [{"name": one.name, "shown": one.shown.to_json()} for one in self.scenes],
        }

    @staticmethod
    def from_json(data: object) -> WallPlan:
        """Return the plan without what can't be used."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return WallPlan(faults=("the wall's plan is of an unknown version",))
        faults: list[str] = []
        screens = _each(data.get("screens", []), MAX_SCREENS, screen_from_json, faults)
        scenes = _each(data.get("scenes", []), MAX_SCENES, _scene_from_json, faults)
        return WallPlan(
            tuple({screen.id: screen for screen in screens}.values()),
            tuple({scene.name: scene for scene in scenes}.values()),
            tuple(faults),
        )


def is_wall_name(name: str) -> bool:
    """Whether a wall can be called so: it is also the name of a folder on its PC."""
    is_short = 0 < len(name) <= MAX_NAME and name.isprintable()
    return is_short and not set(name) & set(_NOT_IN_NAMES) and name == name.strip(" .")


def screen_to_json(screen: WallScreen) -> dict[str, Any]:
    """Return a screen as JSON-ready data."""
    return {
        "id": screen.id,
        "wall": screen.wall,
        "name": screen.name,
        "serial": screen.serial,
        "connector": screen.connector,
        "desk": _frame_to_json(screen.desk),
        "frame": screen.frame and _frame_to_json(screen.frame),
        "width_m": screen.width_m,
        "distance_m": screen.distance_m,
    }


def screen_from_json(data: object) -> WallScreen:
    """Return the screen that `screen_to_json` described; raises ValueError in words."""
    if not isinstance(data, dict):
        raise ValueError("a screen is not a set of named values")  # noqa: TRY004 - one error type
    screen = named(data.get("id"), "the screen's id")
    if screen == SPAN:
        raise ValueError("a screen can't be called span")
    desk, frame = data.get("desk"), data.get("frame")
    return WallScreen(
        screen,
        named(data.get("wall"), "the wall's name"),
        name=_text(data, "name"),
        serial=_text(data, "serial"),
        connector=_text(data, "connector"),
        desk=Frame(0, 0, 1920, 1080) if desk is None else _frame(desk),
        frame=None if frame is None else _frame(frame),
        width_m=_optional(data, "width_m", WIDTH_M),
        distance_m=_optional(data, "distance_m", DISTANCE_M),
    )


def _scene_from_json(data: object) -> Scene:
    if not isinstance(data, dict):
        raise ValueError("a scene is not a set of named values")  # noqa: TRY004 - one error type
    return Scene(named(data.get("name"), "the scene's name"), Shown.from_json(data.get("shown")))


def _each(
    data: object, most: int, reader: Callable[[object], _Item], faults: list[str]
) -> list[_Item]:
    """Read every item of a list that can be read."""
    if not isinstance(data, list) or len(data) > most:
        faults.append(f"not a list of at most {most}")
        return []
    found: list[_Item] = []
    for item in data:
        try:
            found.append(reader(item))
        except ValueError as error:
            faults.append(str(error)[:200])
    return found


def _frame_to_json(frame: Frame) -> list[int]:
    return [frame.x, frame.y, frame.width, frame.height]


def _frame(data: object) -> Frame:
    if not isinstance(data, list) or len(data) != 4:
        raise ValueError("a frame is not four numbers")
    places = [number(one, "a place", -PIXELS_MOST, PIXELS_MOST) for one in data[:2]]
    sides = [number(one, "a side", 1, PIXELS_MOST) for one in data[2:]]
    return Frame(*(round(one) for one in (*places, *sides)))


def _text(data: Mapping[str, Any], key: str) -> str:
    told = data.get(key, "")
    return "" if told == "" else named(told, f"the screen's {key}")


def _optional(data: Mapping[str, Any], key: str, bounds: tuple[float, float]) -> float | None:
    told = data.get(key)
    return None if told is None else number(told, key, *bounds)

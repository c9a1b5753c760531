"""What the chosen screen of a wall can be told to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from console.controllers.wall_controller import WallController
from console.pages.wall_forms import NoticeForm
from console.state.wall_contents import (
    BoardContent,
    ClockContent,
    Content,
    EventContent,
    FiguresContent,
    MapContent,
    NoticesContent,
    PanesContent,
)
from console.state.wall_driving import cameras_content, content_of
from console.state.wall_plan import SPAN
from widgets.asking import show_beside

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offers:
    """What the seat has to show at the moment; empty or None where it has nothing.

    `cameras`: the selected pane's, or those chosen in the tree. `map`: for a screen so many
    pixels wide.
    """

    cameras: Callable[[], Sequence[str]]
    board: Callable[[], PanesContent | None]
    map: Callable[[int], MapContent | None]
    event: Callable[[], str]
    named: Callable[[str], str]


def fill_show_menu(
    menu: QMenu, walls: WallController, offers: Offers, parent: QWidget, screen: str
) -> None:
    """All that can be shown, for one screen; what there isn't is greyed."""
    menu.clear()
    wall = walls.wall
    here = None if wall is None else next((one for one in wall.screens if one.id == screen), None)
    cameras = list(offers.cameras())
    map_content = None if here is None else offers.map(here.width)
    for text, content in _contents(offers, cameras, map_content):
        action = menu.addAction(text.replace("&", "&&"))
        action.setEnabled(here is not None and content is not None)
        if content is not None:
            action.triggered.connect(lambda _, content=content: walls.show(screen, content))
    notice = menu.addAction(translate("WallMenu", "Notice…"))
    notice.setEnabled(here is not None)
    notice.triggered.connect(lambda: _ask_notice(walls, parent, screen))
    nothing = menu.addAction(translate("WallMenu", "Nothing\tDel"))
    nothing.setEnabled(here is not None)
    nothing.triggered.connect(lambda: walls.clear(screen))
    menu.addSeparator()
    _add_span(menu, walls, cameras)


def _contents(
    offers: Offers, cameras: Sequence[str], map_content: MapContent | None
) -> list[tuple[str, Content | None]]:
    event = offers.event()
    named = ", ".join(offers.named(one) for one in cameras[:2]) + ("…" if cameras[2:] else "")
    return [
        (
            translate("WallMenu", "Cameras: {names}").format(names=named or "—"),
            cameras_content(cameras) if cameras else None,
        ),
        (translate("WallMenu", "The board as it is"), offers.board()),
        (translate("WallMenu", "The map as it is"), map_content),
        (translate("WallMenu", "Event at hand"), EventContent(event) if event else None),
        (translate("WallMenu", "Event board"), BoardContent()),
        (translate("WallMenu", "Figures"), FiguresContent()),
        (translate("WallMenu", "Clock"), ClockContent()),
    ]


def _add_span(menu: QMenu, walls: WallController, cameras: Sequence[str]) -> None:
    span = menu.addAction(translate("WallMenu", "The camera over all screens"))
    span.setEnabled(walls.wall is not None and len(cameras) == 1)
    span.triggered.connect(lambda: walls.span(cameras[0]))
    end = menu.addAction(translate("WallMenu", "No camera over all screens any more"))
    end.setVisible(walls.wall is not None and SPAN in walls.wall.shown)
    end.triggered.connect(lambda _: walls.end_span())


def _ask_notice(walls: WallController, parent: QWidget, screen: str) -> None:
    wall = walls.wall
    now = None if wall is None else content_of(wall.shown, screen)
    text = now.text if isinstance(now, NoticesContent) else ""
    form = NoticeForm(parent, text, lambda said: walls.show(screen, NoticesContent(said)))
    show_beside(form)

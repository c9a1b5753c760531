"""What the console says of a wall: how it is, and what its screens show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication, QRectF

from backend_client.wall_records import WallHealth, WallScreen, WallWhole
from console.controllers.wall_controller import WallController
from console.state.wall_contents import Content, NoticesContent, PanesContent, SpanContent
from console.state.wall_driving import AWAY_AFTER_S, content_of
from widgets.screens_view import ScreenCell, ScreenLook

translate = QCoreApplication.translate
Named = Callable[[str], str]
"""A camera's name by its number; the number itself for one that isn't known."""
_NOTICE_MOST = 120


def kind_words() -> Mapping[str, str]:
    """What a screen can show, by the kind of its content."""
    return {
        "MapContent": translate("WallTold", "Map"),
        "BoardContent": translate("WallTold", "Event board"),
        "FiguresContent": translate("WallTold", "Figures"),
        "NoticesContent": translate("WallTold", "Notice"),
        "ClockContent": translate("WallTold", "Clock"),
        "EventContent": translate("WallTold", "Event"),
        "ConsultationContent": translate("WallTold", "Consultation"),
        "EmptyContent": translate("WallTold", "Nothing"),
    }


def content_words(content: Content, named: Named) -> str:
    """What a screen shows, in a line."""
    if isinstance(content, PanesContent):
        names = [named(one) for one in content.cameras if one]
        return "、".join(names) or translate("WallTold", "Empty panes")
    if isinstance(content, SpanContent):
        told = translate("WallTold", "{camera} over all screens")
        return told.format(camera=named(content.camera))
    word = kind_words()[type(content).__name__]
    if isinstance(content, NoticesContent):
        return f"{word}: {content.text[:_NOTICE_MOST]}"
    return word


def look_of(screen: WallScreen, wall: WallWhole, named: Named, *, is_lost: bool) -> ScreenLook:
    """A screen as it is drawn small."""
    content = content_of(wall.shown, screen.id)
    words = content_words(content, named)
    cells: tuple[ScreenCell, ...] = ()
    if isinstance(content, PanesContent):
        grid = content.layout
        cells = tuple(
            ScreenCell(
                QRectF(
                    cell.column / grid.columns,
                    cell.row / grid.rows,
                    cell.column_span / grid.columns,
                    cell.row_span / grid.rows,
                ),
                named(camera) if camera else "",
            )
            for cell, camera in zip(grid.cells, content.cameras, strict=True)
        )
    return ScreenLook(
        screen.id,
        screen_title(screen, wall.health),
        QRectF(screen.x, screen.y, screen.width, screen.height),
        words=words,
        text="" if cells else words,
        cells=cells,
        is_lost=is_lost,
    )


def screen_title(screen: WallScreen, health: WallHealth | None) -> str:
    """A screen's name with how many pictures a second it has, and how many are live."""
    name = screen.name or screen.id
    told = () if health is None else health.screens
    mine = next((one for one in told if one.id == screen.id), None)
    if mine is None:
        return name
    words = translate("WallTold", "{name} · {fps} fps · {live}/{total} live")
    return words.format(name=name, fps=f"{mine.fps:.0f}", live=mine.live, total=mine.total)


def is_away(controller: WallController, wall: WallWhole) -> bool:
    """Whether a wall that once told of itself doesn't any more."""
    age = controller.age_s(wall.name)
    return not controller.is_backend_away and age is not None and age > AWAY_AFTER_S


def health_words(controller: WallController, wall: WallWhole, zone: tzinfo) -> str:
    """How a wall is: a sign, and words."""
    if controller.is_backend_away:
        return translate("WallTold", "The backend doesn't answer: how the wall is isn't known.")
    if not wall.has_key:
        return translate("WallTold", "It has no key: its program can't sign in.")
    age, health = controller.age_s(wall.name), wall.health
    if health is None:
        return translate("WallTold", "Its program hasn't told of itself yet.")
    if age is None:
        return translate("WallTold", "Asking how it is…")
    if age > AWAY_AFTER_S:
        at = health.at.astimezone(zone)
        return translate("WallTold", "▲ Not heard of since {at}").format(at=f"{at:%m-%d %H:%M}")
    told = translate("WallTold", "● Online, told {age} s ago · CPU {cpu} % · {restarts} restarts")
    return told.format(age=int(age), cpu=f"{health.cpu:.0f}", restarts=health.restarts)


def shown_words(wall: WallWhole) -> str:
    """Which scene a wall shows, and whether an event called it."""
    if wall.alert is not None:
        told = translate("WallTold", "Alert: scene {scene}, called by an event")
        return told.format(scene=wall.alert.scene)
    if wall.scene:
        return translate("WallTold", "Scene {scene}").format(scene=wall.scene)
    return translate("WallTold", "No scene: put together by hand")

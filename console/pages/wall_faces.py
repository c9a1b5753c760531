"""What a wall's screen can show, each joined with where its values come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.controllers.pane_feed import PaneFeed
from console.controllers.wall_source import WallSource
from console.pages.wall_words import row_of, text_of
from console.state.wall_events import open_events
from widgets.wall_clock import WallClock
from widgets.wall_event_board import WallEventBoard
from widgets.wall_event_sheet import WallEventSheet
from widgets.wall_figures import WallFigures
from widgets.wall_notices import WallNotices
from widgets.wall_sheet import WallSheet

TURN_S = 10
"""A page stays for so long."""


class WallFace(QObject):
    """A widget, and what fills it. The widget is the window's to place and to delete.

    Attributes:
        has_foot: Whether the last line is left to what the wall says of itself.

    A face is told the time once a second, and to look for new frames by the render clock.
    """

    has_foot = False

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def is_ready(self) -> bool:
        """Whether there is something to be seen."""
        return True

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""

    def tick(self, now: datetime) -> None:
        """A second went by."""

    def render_tick(self) -> None:
        """Look for new frames."""

    def feeds(self) -> Sequence[PaneFeed]:
        """The streams that it shows."""
        return ()

    def release(self) -> None:
        """Let go of streams and the like."""


class SheetFace(WallFace):
    """A painted sheet; its page changes by the time alone, so screens change together."""

    has_foot = True

    def __init__(self, sheet: WallSheet) -> None:
        super().__init__(sheet)
        self.sheet = sheet

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self.sheet.set_text_px(text_px)

    def tick(self, now: datetime) -> None:
        """A second went by."""
        self.sheet.set_turn(int(now.timestamp()) // TURN_S)


class ClockFace(SheetFace):
    """Time, date and the town's name."""

    def __init__(self, source: WallSource, zone: tzinfo) -> None:
        self.clock = WallClock()
        super().__init__(self.clock)
        self._source = source
        self._zone = zone

    def tick(self, now: datetime) -> None:
        """A second went by."""
        self.clock.show_time(now.astimezone(self._zone), self._source.town)


class NoticesFace(SheetFace):
    """A notice."""

    def __init__(self, text: str) -> None:
        notices = WallNotices()
        notices.show_text(text)
        super().__init__(notices)


class BoardFace(SheetFace):
    """The open events; what is left of their limits is told anew with every second."""

    def __init__(self, source: WallSource) -> None:
        self.board = WallEventBoard()
        super().__init__(self.board)
        self._source = source

    def tick(self, now: datetime) -> None:
        """A second went by."""
        super().tick(now)
        events = self._source.events
        rows = None if events is None else [row_of(one, now) for one in open_events(events)]
        self.board.show_rows(rows)


class FiguresFace(SheetFace):
    """The town in numbers."""

    def __init__(self, source: WallSource) -> None:
        self.figures = WallFigures()
        super().__init__(self.figures)
        self._source = source
        source.figures_changed.connect(self.on_figures_changed)
        self.on_figures_changed()

    def on_figures_changed(self) -> None:
        """Other figures."""
        self.figures.show_values(self._source.figures)


class EventFace(SheetFace):
    """One event, to be read."""

    def __init__(self, source: WallSource, event: str, zone: tzinfo) -> None:
        self.text = WallEventSheet()
        super().__init__(self.text)
        self._source = source
        self._event = event
        self._zone = zone
        source.want_course(event)

    def tick(self, now: datetime) -> None:
        """A second went by."""
        event = self._source.event_of(self._event)
        if event is not None:
            course = self._source.course(self._event)
            self.text.show_event_text(text_of(event, course, now, self._zone))

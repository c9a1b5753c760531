"""The head of the event at hand: how serious, where in its life, what, and which limits run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from backend_client.records import Event
from console.pages.event_parts import clock_lines
from console.pages.event_words import grade_words, state_words
from console.pages.plain_labels import words_label
from widgets.grade_mark import grade_colour, grade_pixmap

_MARK_PX = 18


class EventHead(QWidget):
    """Grade as shape, colour and word; state, number and seat; title; clocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = QLabel(self)
        self.grade = QLabel(self)
        self.state = words_label(self, "quiet")
        self.heading = words_label(self, "heading", wraps=True, selects=True)
        self.clocks = words_label(self, "clocks", wraps=True)
        first = QHBoxLayout()
        first.setSpacing(6)
        for widget in (self.mark, self.grade, self.state):
            first.addWidget(widget)
        first.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 8, 10, 2)
        rows.addLayout(first)
        rows.addWidget(self.heading)
        rows.addWidget(self.clocks)

    def show_reading(self) -> None:
        """Another event is being read: nothing of the last one stays in view."""
        for label in (self.mark, self.state, self.grade, self.clocks):
            label.clear()
        self.heading.setText(self.tr("Reading…"))

    def show_event(self, event: Event, names: Mapping[str, str]) -> None:
        """Show an event; ``names`` are people's."""
        grade = grade_words().get(event.grade, str(event.grade))
        self.mark.setPixmap(grade_pixmap(event.grade, _MARK_PX))
        self.grade.setText(grade)
        self.grade.setStyleSheet(f"color: {grade_colour(event.grade).name()}; font-weight: bold")
        owner = event.facts.get("owner") or ""
        state = state_words().get(event.state, event.state)
        parts = (state, event.number, names.get(owner, owner))
        self.state.setText("   ".join(part for part in parts if part))
        drill = self.tr("【drill】") if event.facts.get("is_drill") else ""
        self.heading.setText(drill + event.title)

    def show_clocks(self, event: Event, now: datetime) -> None:
        """What is left of each running limit."""
        self.clocks.setText(clock_lines(event, now))

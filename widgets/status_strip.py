"""The status bar's fields: cameras, load, decoders, backend, clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets import pane_colours as colours


class LoadState(StrEnum):
    """What the load guard does."""

    CALM = "calm"
    WARN = "warn"
    SHED = "shed"


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the strip says. ``cpu_share`` is 0..1 of the machine, None before it is known.

    ``backend_text`` is translated; empty means that no backend is configured.
    """

    cameras_live: int = 0
    cameras_total: int = 0
    cpu_share: float | None = None
    load: LoadState = LoadState.CALM
    decoders_up: int = 0
    decoders_total: int = 0
    backend_text: str = ""


class StatusStrip(QWidget):
    """Fields side by side; each is a label with an accessible name of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = StatusView()
        self._now: datetime | None = None
        self._cameras = QLabel(self)
        self._cpu = QLabel(self)
        self._decoders = QLabel(self)
        self._backend = QLabel(self)
        self._clock = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(20)
        for label in (self._cameras, self._cpu, self._decoders, self._backend):
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._clock)
        self._retranslate()

    def set_view(self, view: StatusView) -> None:
        """Show new figures; unchanged ones cost nothing."""
        if view != self._view:
            self._view = view
            self._show()

    def set_now(self, now: datetime) -> None:
        """Show the town time, to the second."""
        self._now = now
        _set_text(self._clock, f"{now:%Y-%m-%d %H:%M:%S}")

    def _show(self) -> None:
        view = self._view
        whole = view.cameras_live == view.cameras_total
        cameras = self.tr("Cameras {live}/{total} live").format(
            live=view.cameras_live, total=view.cameras_total
        )
        some = f"■ {cameras}"
        _set_text(self._cameras, *((cameras, colours.TEXT) if whole else (some, colours.STALE)))
        _set_text(self._cpu, *self._load_words())
        up = view.decoders_up == view.decoders_total
        decoders = self.tr("Decoders {up}/{total}").format(
            up=view.decoders_up, total=view.decoders_total
        )
        down = f"▲ {decoders}"
        _set_text(self._decoders, *((decoders, colours.TEXT) if up else (down, colours.LOST)))
        backend = view.backend_text or self.tr("none configured")
        quiet = colours.TEXT if view.backend_text else colours.TEXT_QUIET
        _set_text(self._backend, self.tr("Backend: {state}").format(state=backend), quiet)

    def _load_words(self) -> tuple[str, QColor]:
        view = self._view
        share = "–" if view.cpu_share is None else f"{view.cpu_share:.0%}"
        if view.load is LoadState.SHED:
            return self.tr("▲ CPU {share}, frame rates reduced").format(share=share), colours.LOST
        if view.load is LoadState.WARN:
            return self.tr("■ CPU {share}, high").format(share=share), colours.STALE
        return self.tr("CPU {share}").format(share=share), colours.TEXT

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Status"))
        self._cameras.setAccessibleName(self.tr("Live cameras"))
        self._cpu.setAccessibleName(self.tr("Processor load"))
        self._decoders.setAccessibleName(self.tr("Decoder processes"))
        self._backend.setAccessibleName(self.tr("Backend state"))
        self._clock.setAccessibleName(self.tr("Time"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _set_text(label: QLabel, text: str, colour: QColor = colours.TEXT) -> None:
    """Text and colour of a field; its words are its accessible description too."""
    if label.text() != text:
        label.setText(text)
        label.setAccessibleDescription(text)
    style = f"color: {colour.name()}"
    if label.styleSheet() != style:
        # The application's stylesheet outranks a palette.
        label.setStyleSheet(style)

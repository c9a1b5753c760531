"""The status bar's fields: cameras, load, decoders, backend, clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from widgets import pane_colours as colours


class LoadState(StrEnum):
    """What the load guard does."""

    CALM = "calm"
    WARN = "warn"
    SHED = "shed"


@dataclass(frozen=True, slots=True)
class BackendView:
    """How it stands with the backend; ``text`` is translated, empty: none is configured.

    ``delay_s``: how old the newest news was when it came. ``waiting`` and ``to_decide`` count the
    outbox. ``busy``: what somebody waits for; ``can_give_up`` once that takes long.
    """

    text: str = ""
    is_away: bool = False
    delay_s: float | None = None
    waiting: int = 0
    to_decide: int = 0
    busy: str = ""
    can_give_up: bool = False


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the strip says. ``cpu_share`` is 0..1 of the machine, None before it is known."""

    cameras_live: int = 0
    cameras_total: int = 0
    cpu_share: float | None = None
    load: LoadState = LoadState.CALM
    decoders_up: int = 0
    decoders_total: int = 0


class StatusStrip(QWidget):
    """Fields side by side; each is a label with an accessible name of its own.

    Signals:
        give_up_wanted: What takes long isn't waited for any more.
    """

    give_up_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = StatusView()
        self._backend_view = BackendView()
        self._now: datetime | None = None
        self._cameras = QLabel(self)
        self._cpu = QLabel(self)
        self._decoders = QLabel(self)
        self._backend = QLabel(self)
        self._outbox = QLabel(self)
        self._busy = QLabel(self)
        self._patrol = QLabel(self)
        self._give_up = QPushButton(self)
        self._give_up.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._give_up.clicked.connect(self.give_up_wanted)
        self._give_up.hide()
        self._clock = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(20)
        fields = (self._cameras, self._patrol, self._cpu, self._decoders, self._backend)
        for label in (*fields, self._outbox, self._busy):
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        row.addWidget(self._give_up)
        row.addStretch(1)
        row.addWidget(self._clock)
        self._retranslate()

    def set_view(self, view: StatusView) -> None:
        """Show new figures; unchanged ones cost nothing."""
        if view != self._view:
            self._view = view
            self._show()

    def set_backend(self, view: BackendView) -> None:
        """Show how it stands with the backend; the same again costs nothing."""
        if view != self._backend_view:
            self._backend_view = view
            self._show_backend()

    def set_patrol(self, words: str, *, is_still: bool) -> None:
        """Say which patrol runs, or that it stands still; empty for none."""
        _set_text(self._patrol, words, colours.STALE if is_still else colours.TEXT)
        self._patrol.setVisible(bool(words))

    def patrol_words(self) -> str:
        """What is said of the patrol."""
        return self._patrol.text()

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

    def _show_backend(self) -> None:
        view = self._backend_view
        words = view.text or self.tr("none configured")
        if view.delay_s is not None and not view.is_away:
            words += self.tr(" · delay {seconds} s").format(seconds=f"{view.delay_s:.1f}")
        colour = colours.LOST if view.is_away else colours.TEXT if view.text else colours.TEXT_QUIET
        _set_text(self._backend, self.tr("Backend: {state}").format(state=words), colour)
        outbox = ""
        if view.waiting:
            outbox = self.tr("■ Outbox {count}").format(count=view.waiting)
            if view.to_decide:
                outbox += self.tr(" · {count} to decide").format(count=view.to_decide)
        _set_text(self._outbox, outbox, colours.STALE)
        self._outbox.setVisible(bool(outbox))
        _set_text(self._busy, f"{view.busy}…" if view.busy else "", colours.TEXT_QUIET)
        self._busy.setVisible(bool(view.busy))
        self._give_up.setVisible(view.can_give_up)

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
        self._outbox.setAccessibleName(self.tr("Outbox"))
        self._patrol.setAccessibleName(self.tr("Patrol"))
        self._busy.setAccessibleName(self.tr("What is being waited for"))
        self._give_up.setText(self.tr("Don't wait"))
        self._clock.setAccessibleName(self.tr("Time"))
        self._show()
        self._show_backend()

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

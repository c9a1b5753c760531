"""The window of a consultation: the table, who sits there, and what comes of it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.pages.board_page import BoardPage
from console.pages.consult_centre import ConsultCentre
from console.pages.consult_side import ConsultPeople, ConsultWords
from console.pages.consult_voice import ConsultVoice
from console.pages.event_words import grade_words, state_words
from console.pages.plain_labels import words_label
from widgets.grade_mark import grade_pixmap

_SIDES_PX = (300, 1160, 460)
TALK = Qt.Key.Key_F2
_GRADE_PX = 22
_LEAST_PX = (1180, 700)


class ConsultWindow(QWidget):
    """A window of its own, which may lie on another monitor.

    Signals:
        left: The person left the table.
        seen: The map is in view, or no more.
        event_wanted: The event is to be opened in the main window (its id).
    """

    left = Signal()
    seen = Signal(bool)
    event_wanted = Signal(str)

    def __init__(
        self,
        controller: ConsultController,
        pictures: ConsultPictures,
        panes: BoardPage,
        voice: ConsultVoice,
        zone: tzinfo,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("cover")
        self._controller = controller
        self.grade = words_label(self)
        self.title = words_label(self, "heading")
        self.state = words_label(self, "quiet")
        self.notice = words_label(self, "fault")
        self.open_event = QPushButton(self)
        self.leave = QPushButton(self)
        self.people = ConsultPeople(controller, self)
        self.voice = voice
        self.people.box.addWidget(voice)
        self.centre = ConsultCentre(controller, pictures, panes, zone, self)
        self.words = ConsultWords(controller, zone, self)
        self.bar = QHBoxLayout()
        self._quiet = QTimer(self, singleShot=True, interval=8000)
        self._second = QTimer(self, interval=1000)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.bar.setContentsMargins(10, 6, 10, 6)
        self.bar.setSpacing(10)
        for widget in (self.grade, self.title, self.state, self.notice):
            self.bar.addWidget(widget)
        self.bar.addStretch(1)
        self.bar.addWidget(self.open_event)
        self.bar.addWidget(self.leave)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for side in (self.people, self.centre, self.words):
            self.split.addWidget(side)
        self.split.setSizes(list(_SIDES_PX))
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self.bar)
        box.addWidget(self.split, 1)
        self.setMinimumSize(*_LEAST_PX)
        self.resize(sum(_SIDES_PX), 1000)

    def _connect(self) -> None:
        """All signals of the window, in one place."""
        self._controller.changed.connect(self.show_head)
        self.leave.clicked.connect(self.close)
        self.open_event.clicked.connect(lambda: self.event_wanted.emit(self._controller.event_id))
        self.voice.speaking.connect(self.people.set_speaking)
        self.centre.said.connect(lambda _, text: self.tell(text))
        self._quiet.timeout.connect(self.notice.clear)
        self._second.timeout.connect(self.show_head)
        full = QShortcut(QKeySequence(Qt.Key.Key_F11), self)
        full.activated.connect(self.turn_full)

    def show_head(self) -> None:
        """Which event it is, how it stands, and for how long they have been at it."""
        event = self._controller.record
        if event is None:
            self.title.setText(self.tr("Reading the table…"))
            return
        self.grade.setPixmap(grade_pixmap(event.grade, _GRADE_PX))
        self.grade.setAccessibleName(grade_words()[event.grade])
        self.title.setText(f"{event.number}  {event.title}")
        self.setWindowTitle(self.tr("Consultation {number}").format(number=event.number))
        course = reversed(self._controller.course)
        begun = next((one.at for one in course if one.what == "event.open_consultation"), None)
        words = f"{grade_words()[event.grade]}  {state_words().get(event.state, event.state)}"
        consultation = self._controller.table.consultation or {}
        if begun is not None and consultation.get("is_open"):
            words += "  " + _long(begun, self._controller.now())
        self.state.setText(words)

    def tell(self, text: str) -> None:
        """Something to be known, for a while."""
        self.notice.setText(text)
        self._quiet.start()

    def turn_full(self) -> None:
        """The whole screen, or a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_it(self) -> None:
        """Bring it into view, under the hand."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._second.start()
        self.seen.emit(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+W leaves, as it puts an event away; F2 is held to talk."""
        if event.matches(QKeySequence.StandardKey.Close):
            self.close()
        elif event.key() == TALK:
            if not event.isAutoRepeat():
                self.voice.set_talking(is_talking=True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """F2 is let go of."""
        if event.key() == TALK and not event.isAutoRepeat():
            self.voice.set_talking(is_talking=False)
        else:
            super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Who closes the window leaves the table; it can be joined again."""
        self._second.stop()
        self.seen.emit(False)
        self.left.emit()
        super().closeEvent(event)

    def end(self) -> None:
        """Let go for good."""
        self._second.stop()
        self._quiet.stop()
        self.centre.surfaces.end()

    def retranslate(self) -> None:
        """Another language."""
        self.open_event.setText(self.tr("Open the event"))
        self.leave.setText(self.tr("Leave the table"))
        self.show_head()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.voice.set_talking(is_talking=False)  # the key's release goes elsewhere
        super().changeEvent(event)


def _long(since: datetime, now: datetime) -> str:
    minutes, seconds = divmod(max(0, int((now - since).total_seconds())), 60)
    return f"{minutes:02d}:{seconds:02d}"

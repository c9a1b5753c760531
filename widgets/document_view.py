"""A document as the ground of a table: its pages as pictures, or what it is where it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from resources import icons
from widgets.picture_surface import PictureSurface

_KEYS: Final[dict[int, int]] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class DocumentLook:
    """A document: its title, its kind and size in words, and its pages; 0: it is only saved."""

    title: str
    note: str
    pages: int = 0


class DocumentView(QWidget):
    """Page up and page down turn pages; wheel and hand work on the page as on a picture.

    Attributes:
        page: The page in view, 1 the first.
        picture: Shows it.

    Signals:
        page_turned: The person looks at another page.
        save_wanted: The document is to be kept as a file.
    """

    page_turned = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = 1
        self.picture = PictureSurface(self)
        self.bar = QWidget(self)
        self.title = QLabel(self.bar)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.back, self.on = QToolButton(self.bar), QToolButton(self.bar)
        self.number = QLabel(self.bar)
        self.save = QPushButton(icons.icon("save"), "", self.bar)
        self._look = DocumentLook("", "")
        self._why = ""
        self._has_hands = True
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self.back.setIcon(icons.icon("step_back"))
        self.on.setIcon(icons.icon("step_on"))
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self.title, 1)
        for widget in (self.back, self.number, self.on, self.save):
            line.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.picture, 1)
        self.setFocusProxy(self.picture)

    def _connect(self) -> None:
        """All signals of the view, in one place."""
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.save.clicked.connect(self.save_wanted)

    def set_hands(self, are_there: bool) -> None:
        """Whether somebody can turn pages and save here: on a wall nobody can."""
        self._has_hands = are_there
        self._retranslate()

    def is_ready(self) -> bool:
        """Whether the page is there, if there is one."""
        return not self._look.pages or not self.picture.image.isNull()

    def show_document(self, look: DocumentLook, page: int = 1) -> None:
        """Look at a page of a document; its picture comes later."""
        self._look, self.page = look, min(max(1, page), max(1, look.pages))
        self.show_page(None)
        self._retranslate()

    def show_page(self, image: QImage | None, why: str = "") -> None:
        """The page's pixels; None while they are being read, or where they can't be: ``why``."""
        self._why = why
        self.picture.set_image(QImage() if image is None else image)
        self._say()

    def turn(self, by: int) -> None:
        """Look at the next page, or the one before."""
        if 1 <= self.page + by <= self._look.pages:
            self.show_document(self._look, self.page + by)
            self.page_turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages; every other key is somebody else's."""
        by = _KEYS.get(event.key())
        if by is None or not self._look.pages:
            super().keyPressEvent(event)
        else:
            self.turn(by)

    def _retranslate(self) -> None:
        look = self._look
        self.title.setText(f"{look.title}  {look.note}")
        self.title.setToolTip(look.title)
        number = self.tr("Page {page} of {pages}")
        self.number.setText(number.format(page=self.page, pages=look.pages))
        self.number.setVisible(look.pages > 0)
        self.save.setVisible(self._has_hands)
        for widget in (self.back, self.on):
            widget.setVisible(look.pages > 0 and self._has_hands)
        self.back.setEnabled(self.page > 1)
        self.on.setEnabled(self.page < look.pages)
        for button, word in ((self.back, self.tr("Page before")), (self.on, self.tr("Next page"))):
            button.setToolTip(word)
            button.setAccessibleName(word)
        self.save.setText(self.tr("Save…"))
        self._say()

    def _say(self) -> None:
        """What stands where there is no picture."""
        look = self._look
        unshown = self.tr("It isn't shown here: save it, and look at it with another program.")
        whole = f"{look.title}\n{look.note}\n\n{unshown}"
        reading = self._why or self.tr("Reading the page…")
        self.picture.set_words(reading if look.pages else whole)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

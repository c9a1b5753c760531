"""The live pictures of a table: who presents changes and pauses them, the others follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget

from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.pages.board_page import BoardPage
from console.pages.consult_looks import paused_word
from console.pages.consult_surfaces import PANES
from console.state.board import PaneContent
from console.state.camera import Camera
from console.state.consult_panes import (
    board_of,
    changes,
    free_pane,
    frozen_panes,
    pane_id,
    pane_item,
)
from widgets.asking import ask_choice
from widgets.frozen_panes import FrozenPanes

PANES_SETTLE_MS: Final = 250


class ConsultLive(QObject):
    """Joins the panes with what lies on the table, and takes pictures of them.

    Signals:
        said: Something is to be told: how much it matters (0…2), and the words.
        shown: Something is there to be looked at: a surface.
    """

    said = Signal(int, str)
    shown = Signal(str)

    def __init__(
        self,
        controller: ConsultController,
        pictures: ConsultPictures,
        panes: BoardPage,
        zone: tzinfo,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pictures = pictures
        self._panes = panes
        self._zone = zone
        self._news: dict[str, int] | None = None
        self.offered: Callable[[], Sequence[Camera]] = tuple
        self.frozen = FrozenPanes(panes.board)
        self.add = QPushButton(parent)
        self.freeze = QPushButton(parent)
        self._settle = QTimer(self, singleShot=True, interval=PANES_SETTLE_MS)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        """All signals of the live pictures, in one place."""
        self._controller.changed.connect(self.follow)
        self._controller.opened.connect(self.on_opened)
        self._pictures.read.connect(lambda _: self.show_frozen())
        self._pictures.snapshot_failed.connect(
            lambda why: self.said.emit(1, self.tr("No snapshot: {reason}").format(reason=why))
        )
        self._panes.controller.board_changed.connect(self._settle.start)
        self._panes.snapshot_wanted.connect(self.take_snapshot)
        self._settle.timeout.connect(self.on_settled)
        self.add.clicked.connect(self.on_add_clicked)
        self.freeze.clicked.connect(self.on_freeze_clicked)

    def on_opened(self, _: str) -> None:
        """Another table: the panes of the one before are nobody's here."""
        self._settle.stop()
        self._news = None

    def follow(self) -> None:
        """Another's change of the panes is taken up; the own ones are there already."""
        items = self._controller.items
        news = {id_: int(one["seq"]) for id_, one in self._controller.items_of("pane")}
        if news != self._news:
            self._news = news
            mine = all(items[id_]["by"] == self._controller.me for id_ in news)
            if not (mine and self._settle.isActive()):
                board = self._panes.controller.board
                shown = board_of(items, board.selected)
                if board.enlarged is None or shown.cameras != board.cameras:
                    self._panes.controller.change_board(shown)
                    self._settle.stop()
        self.show_frozen()

    def show_frozen(self) -> None:
        """What was paused stands still, with a word that says so."""
        frozen = frozen_panes(self._controller.items)
        images = {pane: self._pictures.of_file(file) or QImage() for pane, file in frozen.items()}
        self.frozen.show_frozen(images, paused_word())

    def on_settled(self) -> None:
        """Cameras or zooms are others: whoever presents lays them on the table."""
        table = self._controller
        if not table.powers.presents:
            return
        board = self._panes.controller.board
        for id_, one in changes(table.items, board).items():
            if one is None:
                table.drop(id_)
            else:
                table.put(one, id_)

    def take_snapshot(self, pane: int) -> None:
        """Put what a pane shows on the table, and look at it."""
        board = self._panes.controller
        camera = board.camera(board.board.panes[pane].camera)
        if camera is None:
            self.said.emit(1, self.tr("Choose a live picture first."))
            return
        title = f"{camera.name} {datetime.now(self._zone):%H:%M:%S}"
        self._pictures.take(board, pane, title, self.shown.emit)

    def add_camera(self, number: str) -> None:
        """Lay a live picture on the table, where there is room; the last one makes it."""
        table = self._controller
        held = [one["camera"] for _, one in table.items_of("pane")]
        if number not in held and table.powers.presents:
            table.put(pane_item(PaneContent(number)), free_pane(table.items))
        self.shown.emit(PANES)

    def on_add_clicked(self) -> None:
        """Choose a camera: those that see the place first."""
        cameras = list(self.offered())
        words = [f"{one.number}  {one.name}" for one in cameras]
        if cameras:
            ask_choice(
                self._panes,
                self.tr("Add a live picture"),
                self.tr("Camera"),
                words,
                lambda place: self.add_camera(cameras[place].number),
            )

    def on_freeze_clicked(self) -> None:
        """Let the chosen pane stand still for everybody, or move again."""
        table, board = self._controller, self._panes.controller
        pane = board.board.selected
        item = table.items.get(pane_id(pane))
        if item is None:
            self.said.emit(1, self.tr("Choose a live picture first."))
            return
        whole = {name: item[name] for name in ("kind", "camera", "zoom")}
        if item.get("frozen"):
            table.put({**whole, "frozen": None}, pane_id(pane))
            return
        camera = board.camera(str(item["camera"]))
        name = str(item["camera"]) if camera is None else camera.name
        title = self.tr("{camera} paused {at}").format(
            camera=name, at=f"{datetime.now(self._zone):%H:%M:%S}"
        )
        self._pictures.take(
            board, pane, title, lambda file: table.put({**whole, "frozen": file}, pane_id(pane))
        )

    def retranslate(self) -> None:
        """Another language."""
        self.add.setText(self.tr("Add a live picture…"))
        self.freeze.setText(self.tr("Pause / go on"))

"""The dock of the video wall: which walls there are, what they show, and what they shall show."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.controllers.board_controller import BoardController
from console.controllers.wall_controller import WallController
from console.pages.plain_labels import words_label
from console.pages.wall_forms import KeyDialog, command_of
from console.pages.wall_manage import ask_new_wall, fill_manage_menu
from console.pages.wall_menu import Offers, fill_show_menu
from console.pages.wall_scenes import WallScenes
from console.pages.wall_small import SmallWall
from console.pages.wall_told import health_words, is_away, look_of, shown_words
from console.state.wall_driving import content_of
from widgets.asking import show_beside

_SCENES_WIDTH = 300


class WallPage(QWidget):
    """Joins the wall's controller with what hands do."""

    def __init__(
        self,
        walls: WallController,
        board: BoardController,
        offers: Offers,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.walls = walls
        self._offers = offers
        self._zone = zone
        self.names = QComboBox(self)
        self.health = words_label(self)
        self.scene = words_label(self, "quiet")
        self.show_menu = QMenu(self)
        self.show_button = QToolButton(self)
        self.show_button.setMenu(self.show_menu)
        self.show_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.manage_menu = QMenu(self)
        self.manage = QToolButton(self)
        self.manage.setMenu(self.manage_menu)
        self.manage.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.small = SmallWall(board, self)
        self.scenes = WallScenes(walls, self)
        self.empty = words_label(self, "quiet", wraps=True)
        self.make = QPushButton(self)
        self.no_screens = words_label(self, "quiet", wraps=True, selects=True)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(8)
        self.names.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for widget in (self.names, self.show_button, self.manage, self.health):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.scene)
        driven, right = QWidget(self), QHBoxLayout()
        driven.setLayout(right)
        right.setContentsMargins(6, 0, 6, 6)
        left = QVBoxLayout()
        left.addWidget(self.no_screens)
        left.addWidget(self.small, 1)
        right.addLayout(left, 1)
        self.scenes.setMinimumWidth(_SCENES_WIDTH)
        right.addWidget(self.scenes)
        none = QWidget(self)
        middle = QVBoxLayout(none)
        middle.addStretch(1)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.empty)
        middle.addWidget(self.make, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._pages.addWidget(driven)
        self._pages.addWidget(none)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self._pages, 1)
        self.setFocusProxy(self.small.view)

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        view = self.small.view
        self.walls.changed.connect(self.on_changed)
        self.walls.key_made.connect(self.on_key_made)
        self.names.activated.connect(lambda _: self.walls.choose(self.names.currentText()))
        self.show_menu.aboutToShow.connect(self.fill_show_menu)
        self.manage_menu.aboutToShow.connect(self.fill_manage_menu)
        self.make.clicked.connect(self.on_make_clicked)
        view.screen_chosen.connect(lambda screen: self.walls.choose(self.walls.chosen, screen))
        view.cameras_dropped.connect(self.walls.drop)
        view.menu_wanted.connect(self.on_menu_wanted)
        view.clear_wanted.connect(self.on_clear_wanted)

    # -- hands

    def fill_show_menu(self) -> None:
        """What the chosen screen can show now."""
        fill_show_menu(self.show_menu, self.walls, self._offers, self, self.walls.screen)

    def on_menu_wanted(self, at: QPoint) -> None:
        """The same beside the screen."""
        if self.walls.wall is not None:
            self.show_menu.popup(at)

    def on_clear_wanted(self) -> None:
        """The chosen screen shows nothing."""
        if self.walls.screen:
            self.walls.clear(self.walls.screen)

    def fill_manage_menu(self) -> None:
        """Walls and keys."""
        fill_manage_menu(self.manage_menu, self.walls, self)

    def on_make_clicked(self) -> None:
        """Ask for a new wall's name and how it is read."""
        ask_new_wall(self.walls, self)

    def on_key_made(self, wall: str, key: str) -> None:
        """A key is told this once."""
        show_beside(KeyDialog(self, wall, key, self.walls.where))

    # -- what is shown

    def on_changed(self) -> None:
        """Show the wall at hand as it is now."""
        walls, wall = self.walls, self.walls.wall
        self._show_names()
        self._pages.setCurrentIndex(0 if wall is not None else 1)
        for widget in (self.names, self.show_button, self.health, self.scene):
            widget.setVisible(wall is not None)
        self.manage.setVisible(walls.may_make and wall is not None)
        self.make.setVisible(walls.may_make)
        if wall is None:
            self.small.show_wall((), {}, "")
            return
        is_lost = is_away(walls, wall)
        words = health_words(walls, wall, self._zone)
        if words != self.health.text():
            self.health.setText(words)
        if self.health.objectName() != ("fault" if is_lost else ""):
            self.health.setObjectName("fault" if is_lost else "")
            self.health.style().polish(self.health)
        self.scene.setText(shown_words(wall))
        named = self._offers.named
        self.small.show_wall(
            [look_of(one, wall, named, is_lost=is_lost) for one in wall.screens],
            {one.id: content_of(wall.shown, one.id) for one in wall.screens},
            walls.screen,
        )
        self.no_screens.setVisible(not wall.screens)
        self.small.setVisible(bool(wall.screens))
        text = self.tr("The wall has told of no screen yet. On its PC, with its key: {command}")
        self.no_screens.setText(text.format(command=command_of(wall.name, *walls.where)))

    def _show_names(self) -> None:
        names = list(self.walls.walls)
        with QSignalBlocker(self.names):
            if [self.names.itemText(n) for n in range(self.names.count())] != names:
                self.names.clear()
                self.names.addItems(names)
            self.names.setCurrentIndex(self.names.findText(self.walls.chosen))

    def set_seen(self, seen: bool) -> None:
        """Whether somebody looks: only then there are pictures, and how walls are is asked for."""
        self.walls.set_watched(watched=seen)
        self.small.set_seen(seen=seen)

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of the dock."""
        self.names.setAccessibleName(self.tr("Wall"))
        self.health.setAccessibleName(self.tr("How the wall is"))
        self.show_button.setText(self.tr("Show…"))
        self.show_button.setToolTip(self.tr("What the chosen screen shall show"))
        self.manage.setText(self.tr("Walls and keys"))
        self.small.view.setAccessibleName(self.tr("Screens of the wall"))
        self.small.live.board.setAccessibleName(self.tr("Live pictures of the wall"))
        self.make.setText(self.tr("Make a wall…"))
        self.empty.setText(self.tr("No wall yet: a shift leader makes one here."))
        self.on_changed()

"""Scenes of the wall at hand: called, kept, changed, removed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from backend_client.wall_records import WallScene
from console.controllers.wall_controller import WallController
from console.pages.event_words import grade_words
from console.pages.plain_labels import words_label
from console.pages.wall_forms import SceneForm
from console.pages.wall_manage import ask_scene_removal
from console.state.wall_driving import is_about_event, with_any_event
from widgets.asking import show_beside

_NAME = Qt.ItemDataRole.UserRole


class SceneList(QListWidget):
    """Names of scenes.

    Signals:
        removal_wanted: The chosen one isn't wanted any more.
    """

    removal_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class WallScenes(QWidget):
    """The list of scenes, and what can be done with one."""

    def __init__(self, walls: WallController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walls = walls
        self._shown: object = None
        self.title = words_label(self, "section")
        self.list = SceneList(self)
        self.call = QPushButton(self)
        self.keep = QPushButton(self)
        self.change = QPushButton(self)
        self.remove = QPushButton(self)
        self.none_yet = words_label(self, "quiet", wraps=True)
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title, 0, 0, 1, 2)
        box.addWidget(self.none_yet, 1, 0, 1, 2)
        box.addWidget(self.list, 2, 0, 1, 2)
        for place, button in enumerate((self.call, self.keep, self.change, self.remove)):
            box.addWidget(button, 3 + place // 2, place % 2)
        box.setRowStretch(2, 1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        """All signals of this part, in one place."""
        self._walls.changed.connect(self.on_changed)
        self.list.itemActivated.connect(lambda _: self.on_call_clicked())
        self.list.itemSelectionChanged.connect(self.show_buttons)
        self.list.removal_wanted.connect(self.on_remove_clicked)
        self.call.clicked.connect(self.on_call_clicked)
        self.keep.clicked.connect(lambda: self.ask(None))
        self.change.clicked.connect(lambda: self.ask(self.chosen))
        self.remove.clicked.connect(self.on_remove_clicked)

    @property
    def chosen(self) -> WallScene | None:
        """The scene that is chosen in the list."""
        items, wall = self.list.selectedItems(), self._walls.wall
        name = items[0].data(_NAME) if items else ""
        scenes = () if wall is None else wall.scenes
        return next((one for one in scenes if one.name == name), None)

    def on_call_clicked(self) -> None:
        """Show the chosen scene."""
        if (scene := self.chosen) is not None:
            self._walls.call_scene(scene.name)

    def on_remove_clicked(self) -> None:
        """Forget the chosen scene, once it was asked again."""
        if (scene := self.chosen) is not None:
            ask_scene_removal(self._walls, self, scene)

    def ask(self, scene: WallScene | None) -> None:
        """Keep what is shown now under a new name; or change when a scene comes by itself."""
        wall = self._walls.wall
        if wall is None:
            return
        shown = wall.shown if scene is None else scene.shown
        form = SceneForm(self, scene, has_event=is_about_event(shown))

        def done(name: str, hours: object, grade: object, is_any: bool) -> None:
            kept = with_any_event(shown) if is_any else shown
            self._walls.keep_scene(name, hours, grade, kept)  # type: ignore[arg-type]

        form.wanted.connect(done)
        show_beside(form)

    def on_changed(self) -> None:
        """Show the scenes as they are now."""
        wall = self._walls.wall
        shown = None if wall is None else (wall.name, wall.scenes, wall.scene)
        if shown != self._shown:
            self._shown = shown
            chosen = self.chosen
            self.list.clear()
            for scene in () if wall is None else wall.scenes:
                item = QListWidgetItem(self._words(scene, now=wall is not None and wall.scene))
                item.setData(_NAME, scene.name)
                item.setToolTip(item.text())
                self.list.addItem(item)
                item.setSelected(chosen is not None and scene.name == chosen.name)
        self.none_yet.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self.show_buttons()

    def _words(self, scene: WallScene, now: object) -> str:
        parts = [f"▶ {scene.name}" if scene.name == now else scene.name]
        if scene.hours:
            line = scene.hours[0]
            parts.append(f"{line.get('from', '')}–{line.get('to', '')}")
        if scene.grade is not None:
            word = grade_words().get(scene.grade, str(scene.grade))
            parts.append(self.tr("{grade} and graver").format(grade=word))
        return " · ".join(parts)

    def show_buttons(self) -> None:
        """Only what is possible can be pressed."""
        has_chosen = self.chosen is not None
        for button in (self.call, self.change, self.remove):
            button.setEnabled(has_chosen)
        self.keep.setEnabled(self._walls.wall is not None and bool(self._walls.wall.screens))

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of this part."""
        self.title.setText(self.tr("Scenes"))
        self.list.setAccessibleName(self.tr("Scenes"))
        self.call.setText(self.tr("Call"))
        self.keep.setText(self.tr("Keep as a scene…"))
        self.change.setText(self.tr("Change…"))
        self.remove.setText(self.tr("Remove…"))
        self.none_yet.setText(
            self.tr("No scene yet. “Keep as a scene…” keeps what all screens show now.")
        )
        self._shown = None
        self.on_changed()

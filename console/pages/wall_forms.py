"""Small forms of the wall: making or changing one, its key, and a scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from backend_client.wall_records import Wall, WallScene
from console.pages.event_words import grade_words
from console.pages.plain_labels import words_label
from console.state.wall_contents import MAX_NAME, MAX_TEXT
from console.state.wall_legible import USUAL_DISTANCE_M, USUAL_WIDTH_M, character_mm
from console.state.wall_plan import DISTANCE_M, WIDTH_M, is_wall_name

WORKDAYS = (1, 2, 3, 4, 5)
_FORM_WIDTH = 380


class Form(QDialog):
    """Fields above OK and Cancel; OK is there once the first field says something."""

    def __init__(self, parent: QWidget, title: str, first: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.first = first
        self.setMinimumWidth(_FORM_WIDTH)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText(self.tr("OK"))
        self.buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.fields = QFormLayout()
        box = QVBoxLayout(self)
        box.addLayout(self.fields)
        box.addWidget(self.buttons)
        first.textChanged.connect(lambda *_: self.show_possible())
        self.show_possible()

    def said(self) -> str:
        """What the first field says."""
        one = self.first
        text = one.text() if isinstance(one, QLineEdit) else one.toPlainText()
        return text.strip()

    def show_possible(self) -> None:
        """OK without a word would be refused."""
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(0 < len(self.said()) <= MAX_TEXT)

    def add_field(self, word: str, field: QWidget) -> None:
        """A field with its word, which is also what it is called."""
        field.setAccessibleName(word)
        self.fields.addRow(word, field)


class WallForm(Form):
    """A wall's name and how it is read: of a new one, or as it is now.

    Signals:
        wanted: Name, viewing distance and a screen's width, in metres.
    """

    wanted = Signal(str, float, float)

    def __init__(
        self, parent: QWidget, wall: Wall | None = None, taken: Iterable[str] = ()
    ) -> None:
        self.name = QLineEdit()
        self._taken = frozenset(taken) - {"" if wall is None else wall.name}
        self.fault = words_label(parent, "fault", wraps=True)
        super().__init__(parent, "", self.name)
        self.setWindowTitle(self.tr("Make a wall") if wall is None else self.tr("Change the wall"))
        self.name.setMaxLength(MAX_NAME)
        self.distance = _metres(DISTANCE_M, USUAL_DISTANCE_M, self.tr(" m"))
        self.width_m = _metres(WIDTH_M, USUAL_WIDTH_M, self.tr(" m"))
        self.type_height = words_label(self, "quiet")
        self.add_field(self.tr("Name of the wall"), self.name)
        self.add_field(self.tr("Read from how far"), self.distance)
        self.add_field(self.tr("Width of a screen's picture"), self.width_m)
        self.fields.addRow(self.type_height)
        self.fields.addRow(self.fault)
        if wall is not None:
            self.name.setText(wall.name)
            self.distance.setValue(wall.viewing_m)
            self.width_m.setValue(wall.screen_width_m)
        self.distance.valueChanged.connect(self.show_height)
        self.show_height()
        self.accepted.connect(
            lambda: self.wanted.emit(self.said(), self.distance.value(), self.width_m.value())
        )

    def show_height(self) -> None:
        """How high the smallest type is then."""
        told = self.tr("The smallest characters are {mm} mm high.")
        self.type_height.setText(told.format(mm=f"{character_mm(self.distance.value()):.0f}"))

    def show_possible(self) -> None:
        """A name that can't be is told while it is typed."""
        name, fault = self.said(), ""
        if name in self._taken:
            fault = self.tr("There is a wall of this name already.")
        elif name and not is_wall_name(name):
            fault = self.tr("A name can't have / \\ : * ? < > | and can't begin or end with a dot.")
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(name) and not fault)


class KeyDialog(QDialog):
    """A wall's key, this once, and how its program is started."""

    def __init__(self, parent: QWidget, wall: str, key: str, where: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Key of the wall {wall}").format(wall=wall))
        self.setMinimumWidth(560)
        box = QVBoxLayout(self)
        told = self.tr(
            "The key is shown this once. On the wall's PC, save it in a file that only its user can"
            " read, and have the program started with the command below. Whoever has the key sees"
            " the town's cameras."
        )
        box.addWidget(words_label(self, wraps=True, text=told))
        self.key = QLineEdit(key, self)
        self.key.setReadOnly(True)
        self._copied(box, self.tr("Key"), self.key)
        self.command = words_label(self, wraps=True, selects=True, text=command_of(wall, *where))
        self._copied(box, self.tr("Command"), self.command)
        kind = QDialogButtonBox.StandardButton.Close
        buttons = QDialogButtonBox(kind, self)
        buttons.button(kind).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.key.setFocus()
        self.key.selectAll()

    def _copied(self, box: QVBoxLayout, word: str, field: QLineEdit | QLabel) -> None:
        """A text with its word above, and a button that copies it."""
        copy = QPushButton(self.tr("Copy"), self)
        field.setAccessibleName(word)
        copy.setAccessibleName(f"{copy.text()} {word}")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(field.text()))
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(words_label(self, "section", text=word))
        box.addLayout(row)


class SceneForm(Form):
    """What the wall shows under a name, and when it comes by itself.

    Signals:
        wanted: Name, hours (JSON), grade or None, whether events are the gravest of the moment.
    """

    wanted = Signal(str, object, object, bool)

    def __init__(self, parent: QWidget, scene: WallScene | None, *, has_event: bool) -> None:
        self.name = QLineEdit()
        super().__init__(parent, "", self.name)
        title = self.tr("Keep as a scene") if scene is None else self.tr("Change the scene")
        self.setWindowTitle(title)
        self.name.setMaxLength(MAX_NAME)
        self._further = () if scene is None else tuple(scene.hours[1:])
        self.has_hours = QCheckBox(self.tr("Comes by itself at these hours"))
        self.days = [QCheckBox(word) for word in self._day_words()]
        self.begins, self.ends = QTimeEdit(), QTimeEdit()
        self.grade = QComboBox()
        self.any_event = QCheckBox(self.tr("Events: the gravest open one of the moment"))
        self.any_event.setVisible(has_event)
        self._add_fields()
        self._fill(scene)
        self.has_hours.toggled.connect(self.show_hours)
        self.show_hours()
        self.accepted.connect(self.on_accepted)

    def _add_fields(self) -> None:
        self.add_field(self.tr("Name of the scene"), self.name)
        self.fields.addRow(self.has_hours)
        days = QHBoxLayout()
        for day in self.days:
            days.addWidget(day)
        self.fields.addRow(self.tr("Days"), days)
        for edit in (self.begins, self.ends):
            edit.setDisplayFormat("HH:mm")
        self.add_field(self.tr("From"), self.begins)
        self.add_field(self.tr("To"), self.ends)
        self.grade.addItem(self.tr("No event calls it"), None)
        for grade, word in grade_words().items():
            self.grade.addItem(self.tr("{grade} and graver").format(grade=word), grade)
        self.add_field(self.tr("An event calls it"), self.grade)
        self.fields.addRow(self.any_event)

    def _fill(self, scene: WallScene | None) -> None:
        line: Mapping[str, Any] = scene.hours[0] if scene is not None and scene.hours else {}
        self.has_hours.setChecked(bool(line))
        for number, day in enumerate(self.days, 1):
            day.setChecked(number in line.get("days", WORKDAYS))
        self.begins.setTime(QTime.fromString(line.get("from", "08:30"), "HH:mm"))
        self.ends.setTime(QTime.fromString(line.get("to", "17:30"), "HH:mm"))
        if scene is not None:
            self.name.setText(scene.name)
            self.name.setReadOnly(True)
            self.grade.setCurrentIndex(max(0, self.grade.findData(scene.grade)))

    def _day_words(self) -> list[str]:
        return [
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        ]

    def show_hours(self) -> None:
        """Without hours there is nothing to set of them."""
        for field in (*self.days, self.begins, self.ends):
            field.setEnabled(self.has_hours.isChecked())

    def hours(self) -> Sequence[Mapping[str, Any]]:
        """The line of this form; further ones, made elsewhere, stay as they are."""
        days = [number for number, day in enumerate(self.days, 1) if day.isChecked()]
        if not self.has_hours.isChecked() or not days:
            return ()
        begins, ends = (one.time().toString("HH:mm") for one in (self.begins, self.ends))
        return ({"days": days, "from": begins, "to": ends}, *self._further)

    def on_accepted(self) -> None:
        """Hand over what was said."""
        is_any = self.any_event.isChecked()
        self.wanted.emit(self.said(), self.hours(), self.grade.currentData(), is_any)


class NoticeForm(Form):
    """The text of a notice."""

    def __init__(self, parent: QWidget, text: str, done: Callable[[str], object]) -> None:
        self.text = QPlainTextEdit()
        super().__init__(parent, "", self.text)
        self.setWindowTitle(self.tr("Show a notice"))
        self.text.setTabChangesFocus(True)
        self.add_field(self.tr("Text"), self.text)
        self.text.setPlainText(text)
        self.accepted.connect(lambda: done(self.said()))


def _metres(bounds: tuple[float, float], value: float, unit: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(*bounds)
    box.setSingleStep(0.1)
    box.setValue(value)
    box.setSuffix(unit)
    return box


def command_of(wall: str, address: str, town: str) -> str:
    """How the program of a wall is started, with its key in a file beside."""
    told = f"--name {_quoted(wall)} --backend {address} --town {town} --key-file wall.key"
    return f"fengqiao-console wall {told}"


def _quoted(name: str) -> str:
    """A name as a shell takes it."""
    return name if name.isalnum() else "'" + name.replace("'", "'\\''") + "'"

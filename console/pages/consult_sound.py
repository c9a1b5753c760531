"""Which microphone and which loudspeaker somebody speaks and listens with."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from console.pages.plain_labels import words_label
from console.state.sound_choice import SoundChoice
from console.voice.messages import Devices

_LEAST_LETTERS = 8


class ConsultSound(QWidget):
    """Two choosers, and whether nothing of what is heard gets into the microphone.

    Attributes:
        choice: What is chosen, whether it is there or not.

    Signals:
        chosen: Something else is (a ``SoundChoice``).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = SoundChoice()
        self._found = Devices()
        self.microphone, self.loudspeaker = QComboBox(self), QComboBox(self)
        self.headphones = QCheckBox(self)
        self._titles = words_label(self, "quiet"), words_label(self, "quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for title, chooser in zip(self._titles, self._choosers(), strict=True):
            chooser.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            chooser.setMinimumContentsLength(_LEAST_LETTERS)
            chooser.activated.connect(self.on_chosen)
            title.setBuddy(chooser)
            box.addWidget(title)
            box.addWidget(chooser)
        box.addWidget(self.headphones)
        self.headphones.clicked.connect(self.on_chosen)
        self.retranslate()

    def _choosers(self) -> tuple[QComboBox, QComboBox]:
        return self.microphone, self.loudspeaker

    def set_choice(self, choice: SoundChoice) -> None:
        """Show what was chosen before."""
        self.choice = choice
        self.headphones.setChecked(choice.headphones)
        self.show_devices(self._found)

    def show_devices(self, found: Devices) -> None:
        """Offer what there is; what was chosen and isn't there stays chosen, and says so."""
        self._found = found
        self._offer(self.microphone, found.microphones, self.choice.microphone)
        self._offer(self.loudspeaker, found.loudspeakers, self.choice.loudspeaker)

    def _offer(self, chooser: QComboBox, names: Iterable[str], chosen: str) -> None:
        chooser.clear()
        chooser.addItem(self.tr("As the machine prefers"), "")
        for name in dict.fromkeys(names):
            chooser.addItem(name, name)
        if chooser.findData(chosen) < 0:
            chooser.addItem(self.tr("{name} (not there)").format(name=chosen), chosen)
        chooser.setCurrentIndex(chooser.findData(chosen))

    def on_chosen(self) -> None:
        """Another device, or headphones."""
        microphone, loudspeaker = (str(one.currentData()) for one in self._choosers())
        choice = SoundChoice(microphone, loudspeaker, self.headphones.isChecked())
        if choice != self.choice:
            self.choice = choice
            self.chosen.emit(choice)

    def retranslate(self) -> None:
        """Another language."""
        words = self.tr("Microphone"), self.tr("Loudspeaker")
        for title, chooser, word in zip(self._titles, self._choosers(), words, strict=True):
            title.setText(word)
            chooser.setAccessibleName(word)
        self.headphones.setText(self.tr("Headphones"))
        self.headphones.setToolTip(
            self.tr("Without headphones the others are softer while you talk: no echo.")
        )
        self.show_devices(self._found)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

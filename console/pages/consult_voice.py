"""Voice at a table: join, hold to talk, and who is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backend_client.errors import ClientError, VoiceAwayError
from backend_client.voice import VoicePass as GivenPass
from console.controllers.backend_link import BackendLink
from console.controllers.consult_controller import ConsultController
from console.pages.fault_words import fault_words
from console.pages.plain_labels import words_label
from console.voice.messages import Failure, Left, VoicePass, VoicePerson
from console.voice.voice_link import VoiceLink

LOUD, QUIET = 1.0, 0.3


class ConsultVoice(QWidget):
    """A switch, a button to hold, and what there is to say of it.

    Signals:
        speaking: Who is heard: how loud (0…1) by person.
    """

    speaking = Signal(object)

    def __init__(
        self,
        link: BackendLink,
        controller: ConsultController,
        voice: VoiceLink,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._controller = controller
        self._voice = voice
        self._is_joined = self._is_muted = False
        self._told = ""
        self.join = QPushButton(self)
        self.join.setCheckable(True)
        self.talk = QPushButton(self)
        self.told = words_label(self, "quiet", wraps=True)
        line = QHBoxLayout()
        line.addWidget(self.join)
        line.addWidget(self.talk, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(line)
        box.addWidget(self.told)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        """All signals of the voice, in one place."""
        voice = self._voice
        self.join.clicked.connect(self.on_join_clicked)
        self.talk.pressed.connect(lambda: self.set_talking(is_talking=True))
        self.talk.released.connect(lambda: self.set_talking(is_talking=False))
        voice.joined.connect(self.on_joined)
        voice.left.connect(self.on_left)
        voice.failed.connect(self.on_failed)
        voice.speaking_changed.connect(self.on_speaking)
        self._controller.opened.connect(self.on_opened)
        self._controller.changed.connect(self.show_state)

    def on_opened(self, _: str) -> None:
        """Another table, or none: nobody is heard from the one before."""
        self._voice.leave()
        self._is_joined = False
        self._told = ""
        self.join.setChecked(False)
        self.show_state()

    def on_join_clicked(self, wanted: bool) -> None:
        """Join, or leave."""
        if not wanted:
            self._voice.leave()
            self._is_joined = False
            self._tell("")
            return
        self._tell(self.tr("Connecting…"))
        event, client = self._controller.event_id, self._link.client

        def done(given: GivenPass) -> None:
            if self._controller.event_id == event and self.join.isChecked():
                self._voice.join(VoicePass(**asdict(given)))

        def failed(error: ClientError) -> None:
            self.join.setChecked(False)
            is_away = isinstance(error, VoiceAwayError)
            no_voice = self.tr("There is no voice here; the table works without it.")
            self._tell(no_voice if is_away else fault_words(error))

        self._link.tasks.run(lambda: client.voice.give_pass(event), done, failed)

    def set_talking(self, *, is_talking: bool) -> None:
        """The button or the key is held, or was let go of."""
        if self._is_joined:
            self._voice.talk(is_talking and not self._is_muted)

    def on_joined(self) -> None:
        """Sound flows."""
        self._is_joined = True
        self._tell(self.tr("Hold F2 to talk."))

    def on_left(self, why: str) -> None:
        """It is over."""
        self._is_joined = False
        self.join.setChecked(False)
        words = {
            Left.OVER: self.tr("The consultation's voice is over."),
            Left.REPLACED: self.tr("You joined the voice at another console."),
        }
        self._tell(words.get(Left(why), ""))

    def on_failed(self, reason: str, again_s: float) -> None:
        """Something doesn't work."""
        words = {
            Failure.AWAY: self.tr("The voice server doesn't answer; it is tried again."),
            Failure.MEDIA: self.tr("No sound comes through; it is tried again."),
            Failure.MICROPHONE: self.tr("No microphone: you hear the others and can't speak."),
            Failure.REFUSED: self.tr("The voice server refused to let you in."),
            Failure.FULL: self.tr("Too many are in the voice already."),
        }
        if again_s < 0 and reason != Failure.MICROPHONE:
            self._is_joined = False
            self.join.setChecked(False)
        self._tell(words[Failure(reason)])

    def on_speaking(self, people: Sequence[VoicePerson]) -> None:
        """Who talks, and who of them is heard."""
        me = self._controller.me
        muted = any(one.id == me and one.is_muted for one in people)
        if muted != self._is_muted:
            self._is_muted = muted
            self._tell(self.tr("The chair muted you.") if muted else self.tr("Hold F2 to talk."))
        self.speaking.emit(
            {one.id: LOUD if one.is_heard else QUIET for one in people if one.is_talking}
        )

    def _tell(self, text: str) -> None:
        self._told = text
        self.show_state()

    def show_state(self) -> None:
        """What can be done now, and what there is to say."""
        self.join.setEnabled(self._controller.powers.sits)
        self.talk.setEnabled(self._is_joined and not self._is_muted)
        self.told.setText(self._told)
        self.told.setVisible(bool(self._told))

    def retranslate(self) -> None:
        """Another language."""
        self.join.setText(self.tr("Voice"))
        self.talk.setText(self.tr("Talk  F2"))
        self.show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

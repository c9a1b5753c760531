"""Voice at a table: join, hold to talk, who is heard, and by which devices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend_client.errors import ClientError, VoiceAwayError
from backend_client.voice_pass import VoicePass
from console.controllers.backend_link import BackendLink
from console.controllers.consult_controller import ConsultController
from console.pages.consult_sound import ConsultSound
from console.pages.fault_words import fault_words
from console.pages.plain_labels import words_label
from console.state.sound_choice import SoundChoice
from console.voice.messages import Failure, Left, VoicePerson, Working
from console.voice.voice_link import VoiceLink
from resources.icons import icon

LOUD, QUIET = 1.0, 0.3
SOFTEST_DB = -60
_LEVEL_PX = 6


class ConsultVoice(QWidget):
    """A switch, a button to hold, the devices folded away, and what there is to say of it.

    Signals:
        speaking: Who is heard: how loud (0…1) by person.
        sound_chosen: Other devices are to be used (a ``SoundChoice``).
    """

    speaking = Signal(object)
    sound_chosen = Signal(object)

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
        self._working = Working(microphone=True, loudspeaker=True)
        self.join = QPushButton(self)
        self.join.setCheckable(True)
        self.talk = QPushButton(self)
        self.unfold = QToolButton(self)
        self.unfold.setIcon(icon("sound"))
        self.unfold.setCheckable(True)
        self.level = QProgressBar(self)
        self.level.setRange(SOFTEST_DB, 0)
        self.level.setTextVisible(False)
        self.level.setFixedHeight(_LEVEL_PX)
        self.sound = ConsultSound(self)
        self.sound.hide()
        self.told = words_label(self, "quiet", wraps=True)
        line = QHBoxLayout()
        line.addWidget(self.join)
        line.addWidget(self.talk, 1)
        line.addWidget(self.unfold)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(line)
        for widget in (self.level, self.sound, self.told):
            box.addWidget(widget)
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
        voice.level_changed.connect(lambda level_db: self.level.setValue(max(SOFTEST_DB, level_db)))
        voice.sound_changed.connect(self.on_sound)
        voice.devices_found.connect(self.sound.show_devices)
        self.unfold.toggled.connect(self.on_unfolded)
        self.sound.chosen.connect(voice.use_devices)
        self.sound.chosen.connect(self.sound_chosen)
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

        def done(given: VoicePass) -> None:
            if self._controller.event_id == event and self.join.isChecked():
                self._voice.join(given)

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
        if reason == Failure.MICROPHONE:
            return  # ``on_sound`` has said so
        words = {
            Failure.AWAY: self.tr("The voice server doesn't answer; it is tried again."),
            Failure.MEDIA: self.tr("No sound comes through; it is tried again."),
            Failure.REFUSED: self.tr("The voice server refused to let you in."),
            Failure.FULL: self.tr("Too many are in the voice already."),
        }
        if again_s < 0:
            self._is_joined = False
            self.join.setChecked(False)
        self._tell(words[Failure(reason)])

    def on_unfolded(self, is_unfolded: bool) -> None:
        """The devices are looked at: what there is now is looked for."""
        self.sound.setVisible(is_unfolded)
        if is_unfolded:
            self._voice.look_for_devices()

    def use_devices(self, choice: SoundChoice) -> None:
        """Use what was chosen before."""
        self.sound.set_choice(choice)
        self._voice.use_devices(choice)

    def on_sound(self, working: Working) -> None:
        """Devices came or went."""
        self._working = working
        self.show_state()

    def _sound_words(self) -> list[str]:
        if not self.join.isChecked():
            return []
        gone = self.tr("{name} isn't there: the device that the machine prefers is used.")
        words = [gone.format(name=name) for name in dict.fromkeys(self._working.gone)]
        if not self._working.microphone:
            words.append(self.tr("No microphone: you hear the others and can't speak."))
        if not self._working.loudspeaker:
            words.append(self.tr("No loudspeaker: you don't hear the others."))
        return words

    def on_speaking(self, people: Sequence[VoicePerson]) -> None:
        """Who talks, and who of them is heard."""
        me = self._controller.me
        if not any(one.id == me and one.is_talking for one in people):
            self.level.reset()
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
        self.level.setVisible(self._is_joined)
        told = "\n".join([*filter(None, [self._told]), *self._sound_words()])
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def retranslate(self) -> None:
        """Another language."""
        self.join.setText(self.tr("Voice"))
        self.talk.setText(self.tr("Talk  F2"))
        self.unfold.setToolTip(self.tr("Microphone and loudspeaker"))
        self.unfold.setAccessibleName(self.tr("Microphone and loudspeaker"))
        self.level.setAccessibleName(self.tr("How loud you speak"))
        self.show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

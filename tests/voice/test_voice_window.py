"""Voice at two consultation windows, by their buttons, through a real voice server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from console.controllers.backend_link import BackendLink, LinkState
from console.controllers.board_controller import BoardController, StreamOptions
from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.pages.board_page import BoardPage
from console.pages.consult_voice import SOFTEST_DB, ConsultVoice
from console.pages.consult_window import ConsultWindow
from console.state.board import BoardState
from console.state.layouts import layout_for
from console.state.limits import VideoLimits
from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.video.decoder_pool import DecoderPool
from console.voice.voice_link import VoiceLink
from tests.backend_town import PASSWORD
from tests.guards.patience import PatientBot
from tests.voice.heard_town import Heard, consulted
from tests.voice.sounds import RATE, Sound, is_silent, is_tone, tone, write_sound

LEFT, LATELY = Qt.MouseButton.LeftButton, round(0.3 * RATE)


class AtTable:
    """One window of its own, with files for ears and mouth."""

    def __init__(self, bot: PatientBot, address: str, folder: Path, hertz: float) -> None:
        folder.mkdir()
        self.bot = bot
        self.heard = folder / "heard.pcm"
        says = write_sound(folder / "says.wav", tone(hertz))
        limits = VideoLimits()
        self.link = BackendLink([address], folder, "en")
        self.table = ConsultController(self.link)
        self.pool = DecoderPool(1, limits)
        board = BoardState.empty(layout_for(1))
        self.board = BoardController(self.pool, board, StreamOptions(), limits)
        self.pictures = ConsultPictures(self.link, self.table, self.pool)
        options = ("--microphone", str(says), "--loudspeaker", str(self.heard))
        self.line = VoiceLink(VoiceLimits(), options=options)
        self.voice = ConsultVoice(self.link, self.table, self.line)
        self.page = BoardPage(self.board)
        self.window = ConsultWindow(self.table, self.pictures, self.page, self.voice, UTC)
        bot.addWidget(self.window)

    def sits_down(self, who: str, event: str) -> None:
        """Sign in, come to the table, and press *Voice*."""
        self.link.sign_in(who, PASSWORD, "", "")
        self.bot.waitUntil(lambda: self.link.state is LinkState.LIVE)
        self.table.open(event)
        self.window.show_it()
        self.bot.waitUntil(self.voice.join.isEnabled)
        self.bot.mouseClick(self.voice.join, LEFT)

    def sees(self, person: str, word: str) -> bool:
        """Whether a word stands beside somebody in the list of people."""
        people = self.window.people.people.people
        role = Qt.ItemDataRole.AccessibleTextRole
        row = people.row_of(person)
        return row >= 0 and word in str(people.data(people.index(row), role))

    def hears(self) -> Sound:
        """What came out of the loudspeaker lately."""
        return np.fromfile(self.heard, np.int16)[-LATELY:]

    def orders(self, person: str, command: str) -> None:
        """Choose a command of somebody's menu, by keys."""
        people = self.window.people.people
        people.setCurrentIndex(people.people.index(people.people.row_of(person)))
        self.bot.keyClick(people, Qt.Key.Key_Return)
        menu = people.findChildren(QMenu)[-1]
        next(one for one in menu.actions() if one.text() == command).trigger()
        menu.close()

    def close(self) -> None:
        """Leave, and end everything."""
        self.table.close(ends=True)
        self.window.close()
        self.window.end()
        for one in (self.line, self.pictures, self.board, self.pool, self.link):
            one.close()


@pytest.fixture
def at_table(qtbot: PatientBot, heard: Heard, tmp_path: Path) -> Iterator[Callable[..., AtTable]]:
    """Opens a window for somebody; hertz: what they say."""
    with ExitStack() as opened:

        def open_it(name: str, hertz: float) -> AtTable:
            one = AtTable(qtbot, heard.address, tmp_path / name, hertz)
            opened.callback(one.close)
            return one

        yield open_it


def test_who_holds_the_button_is_heard_and_marked_until_the_chair_mutes(
    qtbot: PatientBot, heard: Heard, at_table: Callable[..., AtTable]
) -> None:
    event = consulted(heard.api)["id"]
    chair, other = at_table("chair", 2200.0), at_table("other", 1000.0)
    other.voice.use_devices(SoundChoice("headset"))
    chair.sits_down("commander", event)
    other.sits_down("sj", event)
    talk, told = other.voice.talk, other.voice.told
    qtbot.waitUntil(lambda: chair.voice.talk.isEnabled() and talk.isEnabled())
    assert told.text().startswith("Hold F2 to talk.\nheadset isn't there")

    qtbot.mouseClick(other.voice.unfold, LEFT)
    chooser = other.voice.sound.microphone
    qtbot.waitUntil(lambda: chooser.findText("says.wav") >= 0)
    assert [chooser.itemText(row) for row in range(chooser.count())] == [
        "As the machine prefers",
        "says.wav",
        "headset (not there)",
    ]
    with qtbot.waitSignal(other.voice.sound_chosen) as chosen:
        qtbot.keyClick(chooser, Qt.Key.Key_Up)
    assert chosen.args == [SoundChoice("says.wav")]
    qtbot.waitUntil(lambda: told.text() == "Hold F2 to talk.")

    qtbot.mousePress(talk, LEFT)
    qtbot.waitUntil(lambda: chair.sees("sj", "Speaks"))
    qtbot.waitUntil(lambda: is_tone(chair.hears(), 1000.0))
    qtbot.waitUntil(lambda: other.voice.level.value() == -15)
    qtbot.mouseRelease(talk, LEFT)
    qtbot.waitUntil(lambda: not chair.sees("sj", "Speaks"))
    assert other.voice.level.value() < SOFTEST_DB
    qtbot.waitUntil(lambda: is_silent(chair.hears()))

    chair.orders("sj", "Mute")
    qtbot.waitUntil(lambda: told.text() == "The chair muted you.")
    assert not talk.isEnabled()
    qtbot.waitUntil(lambda: chair.sees("sj", "Muted"))

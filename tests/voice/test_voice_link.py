"""The console's line to the voice process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from backend_client.voice_pass import VoicePass
from console.state.voice_limits import VoiceLimits
from console.voice.messages import Devices, Working
from console.voice.voice_link import VoiceLink
from tests.guards.patience import PATIENCE_MS, PatientBot
from tests.voice.sounds import tone, write_sound
from tests.voice.voice_server import VoiceServer, wait_gone


@pytest.fixture
def link(tmp_path: Path, qtbot: PatientBot) -> Iterator[VoiceLink]:
    says = write_sound(tmp_path / "says.wav", tone())
    options = ("--microphone", str(says), "--loudspeaker", str(tmp_path / "heard.pcm"))
    one = VoiceLink(VoiceLimits(), options=options)
    yield one
    one.close()


def joins(link: VoiceLink, bot: PatientBot, given: VoicePass) -> None:
    with bot.waitSignal(link.joined):
        link.join(given)


def test_one_joins_speaks_and_leaves(
    link: VoiceLink, server: VoiceServer, qtbot: PatientBot
) -> None:
    told: list[bool] = []
    levels: list[int] = []
    link.speaking_changed.connect(lambda people: told.append(any(p.is_talking for p in people)))
    link.level_changed.connect(levels.append)
    with qtbot.waitSignal(link.sound_changed) as sound:
        joins(link, qtbot, server.gives("op1", "link"))
    assert sound.args == [Working(microphone=True, loudspeaker=True)]
    link.talk(True)
    qtbot.waitUntil(lambda: bool(told) and told[-1])
    qtbot.waitUntil(lambda: levels[-1:] == [-15])
    link.talk(False)
    qtbot.waitUntil(lambda: not told[-1])
    with qtbot.waitSignal(link.left) as left:
        link.leave()
    assert left.args == ["asked"]
    with qtbot.waitSignal(link.devices_found) as found:
        link.look_for_devices()
    assert found.args == [Devices(("says.wav",), ("heard.pcm",))]


def test_another_process_goes_back_where_one_died(
    link: VoiceLink, server: VoiceServer, qtbot: PatientBot
) -> None:
    joins(link, qtbot, server.gives("op1", "killed"))
    died = psutil.Process(link.process_id)
    link.failed.connect(link.look_for_devices)  # whatever else is wanted of it meanwhile
    with qtbot.waitSignals([link.failed, link.joined], timeout=PATIENCE_MS):
        died.kill()
    assert link.process_id != died.pid


def test_a_process_that_hangs_is_replaced(
    server: VoiceServer, qtbot: PatientBot, tmp_path: Path
) -> None:
    link = VoiceLink(VoiceLimits(mute_s=2.5), options=("--loudspeaker", str(tmp_path / "x.pcm")))
    joins(link, qtbot, server.gives("op2", "hung"))
    hung = psutil.Process(link.process_id)
    with qtbot.waitSignals([link.failed, link.joined], timeout=PATIENCE_MS):
        hung.suspend()
    assert link.process_id != hung.pid
    link.close()


def test_the_process_ends_with_the_console(
    link: VoiceLink, server: VoiceServer, qtbot: PatientBot
) -> None:
    joins(link, qtbot, server.gives("op1", "end"))
    process = psutil.Process(link.process_id)
    link.close()
    wait_gone(process)
    assert link.process_id == 0


def test_a_refused_pass_is_over(link: VoiceLink, server: VoiceServer, qtbot: PatientBot) -> None:
    given = server.gives("op1", "refused")
    with qtbot.waitSignal(link.failed) as failed:
        link.join(VoicePass(given.url, given.room, given.token, "another", given.name))
    assert failed.args == ["refused", -1.0]
    link.talk(True)  # nothing to speak into: nothing happens
    joins(link, qtbot, given)
    with qtbot.assertNotEmitted(link.left):  # off and on again: the first leave's word is old
        link.leave()
        joins(link, qtbot, given)

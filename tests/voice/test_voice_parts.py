"""Tokens, what is kept of rooms, what evens sound out, devices that fail."""

from __future__ import annotations

import asyncio
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from backend.config import Settings
from backend.domain.voice import (
    TOKEN_LIVES,
    Speaker,
    is_order,
    is_token,
    order_seal,
    room_of,
    token_of,
)
from backend.voice.room_book import KEPT_S, RoomBook, Told
from console.state.voice_limits import VoiceLimits
from console.voice.call import SpokenTrack
from console.voice.messages import Devices
from console.voice.sound import (
    FRAME,
    Playout,
    Samples,
    SoundLostError,
    SoundMissingError,
)
from console.voice.sound_devices import (
    DeviceLoudspeaker,
    DeviceMicrophone,
    SoundDevices,
)
from console.voice.sound_files import SoundFiles, read_wave
from console.voice.sounding import Sounding, level_of
from tests.guards.patience import PATIENCE_S
from tests.voice.sounds import tone, write_sound
from tests.voice.voice_server import ROOT

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SPEAKER = Speaker("room", "op1", "王芳")
LIMITS = replace(VoiceLimits(), look_s=0.01)


def test_a_token_is_for_one_person_in_one_room_for_a_while() -> None:
    token = token_of("secret", SPEAKER, NOW)
    assert is_token("secret", token, SPEAKER, NOW + TOKEN_LIVES - timedelta(seconds=1))
    assert not is_token("secret", token, SPEAKER, NOW + TOKEN_LIVES)
    assert not is_token("other", token, SPEAKER, NOW)
    for changed in ({"room": "x"}, {"person": "x"}, {"name": "x"}):
        assert not is_token("secret", token, replace(SPEAKER, **changed), NOW)
    until, _, seal = token.partition("-")
    later = f"{int(until) + 1}-{seal}"
    for wrong in (later, seal, f"-{seal}", f"x-{seal}", "", "-", f"９{token}", f"{until}-é"):
        assert not is_token("secret", wrong, SPEAKER, NOW), wrong


def test_seals_of_one_use_open_nothing_else() -> None:
    room = room_of("secret", "event", 5)
    assert room == room_of("secret", "event", 5)
    assert len({room, room_of("secret", "event", 6), room_of("other", "event", 5)}) == 3
    assert is_order("secret", "text", order_seal("secret", "text"))
    assert not is_order("secret", "text2", order_seal("secret", "text"))
    assert not is_order("secret", "text", token_of("secret", SPEAKER, NOW).partition("-")[2])


def test_the_secret_is_given_or_found(tmp_path: Path) -> None:
    def key(**given: object) -> str:
        return Settings.model_validate({"data_folder": tmp_path, **given}).voice_key()

    with pytest.raises(FileNotFoundError):
        key()
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "secret").write_text("found\n", encoding="ascii")
    (tmp_path / "other").write_text("named\n", encoding="ascii")
    assert key() == "found"
    assert key(voice_secret_file=tmp_path / "other") == "named"
    assert key(voice_secret_file=tmp_path / "other", voice_secret="given") == "given"


def test_rooms_are_remembered_newest_first_and_not_for_ever(tmp_path: Path) -> None:
    now = [1000.0]
    file = tmp_path / "rooms.json"

    def book() -> RoomBook:
        return RoomBook(file, lambda: now[0])

    one = book()
    assert one.tell("r", Told(5, frozenset({"a"})))
    assert not one.tell("r", Told(4, frozenset()))
    assert not one.tell("r", Told(6, frozenset({"a"})))
    assert book().of("r").muted == {"a"}
    assert one.tell("r", Told(7, frozenset({"a"}), is_over=True))
    assert not one.tell("r", Told(8))
    assert book().of("r").is_over
    now[0] += KEPT_S + 1
    assert one.tell("s", Told(1, frozenset({"b"})))
    assert book().of("r") == Told()
    file.write_text("{", encoding="utf-8")
    assert book().of("s") == Told()


def test_sound_is_evened_out() -> None:
    playout, frame = Playout(), np.full(FRAME, 7, np.int16)
    playout.put(frame)
    assert not playout.take(FRAME).any()  # it waits for a second one
    playout.put(frame)
    assert (playout.take(FRAME) == 7).all()
    assert playout.take(FRAME + 1).tolist() == [7] * FRAME + [0]
    playout.put(frame)
    assert not playout.take(FRAME).any()  # and again after it ran dry
    for number in range(9):
        playout.put(np.full(FRAME, number, np.int16))
    assert [int(playout.take(FRAME)[0]) for _ in range(4)] == [5, 6, 7, 8]


def test_a_delay_that_nobody_needs_goes() -> None:
    playout, frame = Playout(), np.ones(FRAME, np.int16)
    for _ in range(6):
        playout.put(frame)
    for _ in range(400):
        playout.put(frame)
        assert playout.take(FRAME).all()
    assert playout.take(9 * FRAME).sum() == FRAME


def test_pauses_grow() -> None:
    waits = [LIMITS.wait_s(number, Random(1)) for number in range(9)]
    for wait_s, base_s in zip(waits, (*LIMITS.waits_s, 10, 10, 10), strict=True):
        assert 0.8 * base_s <= wait_s <= 1.2 * base_s


def test_levels() -> None:
    assert level_of(np.zeros(FRAME, np.int16)) == -96
    assert level_of(np.full(FRAME, 32767, np.int16)) == 0
    assert level_of(tone()[:FRAME]) == -15


def test_files_that_are_no_sound_are_missing_devices(tmp_path: Path) -> None:
    assert len(read_wave(write_sound(tmp_path / "a.wav", tone()[: 2 * FRAME + 5]))) == 2 * FRAME
    (tmp_path / "b.wav").write_bytes(b"RIFF")
    for name in ("b.wav", "none.wav"):
        with pytest.raises(SoundMissingError):
            read_wave(tmp_path / name)
    with pytest.raises(SoundMissingError):
        read_wave(write_sound(tmp_path / "c.wav", tone()[: FRAME - 1]))


def run(work: Coroutine[Any, Any, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await work

    asyncio.run(bounded())


def test_what_isnt_said_isnt_sent() -> None:
    async def whole() -> None:
        spoken = SpokenTrack()
        here, there = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
        sender = here.addTrack(spoken)

        await here.setLocalDescription(await here.createOffer())
        await there.setRemoteDescription(here.localDescription)
        await there.setLocalDescription(await there.createAnswer())
        await here.setRemoteDescription(there.localDescription)
        await until(lambda: here.connectionState == there.connectionState == "connected")
        await asyncio.sleep(0.2)
        assert await packets(sender) == 0
        for _ in range(3):
            spoken.put(tone()[:FRAME])
        while not await packets(sender):
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.2)
        assert await packets(sender) <= 3
        await here.close()
        await there.close()

    run(whole())


async def packets(sender: Any) -> int:
    """How many packets went out."""
    stats = await sender.getStats()
    return int(next(one.packetsSent for one in stats.values() if one.type == "outbound-rtp"))


@dataclass
class FakeSound:
    """Devices that come and go as a test wants.

    Attributes:
        has_microphone, has_loudspeaker: Whether there is one now; an open one fails without.
        played: What came out.
        opened, closed: How many devices were.
    """

    has_microphone: bool = True
    has_loudspeaker: bool = True
    played: list[Samples] = field(default_factory=list)
    opened: int = 0
    closed: int = 0

    def look(self) -> Devices:
        assert self.opened == self.closed, "something was open"
        return Devices(("m",) * self.has_microphone, ("l",) * self.has_loudspeaker)

    def microphone(self, _name: str) -> FakeDevice:
        return self._device(self.has_microphone)

    def loudspeaker(self, _name: str) -> FakeDevice:
        return self._device(self.has_loudspeaker)

    def _device(self, is_there: bool) -> FakeDevice:
        if not is_there:
            raise SoundMissingError
        self.opened += 1
        return FakeDevice(self)


@dataclass
class FakeDevice:
    """An open one."""

    sound: FakeSound

    async def frame(self) -> Samples:
        await asyncio.sleep(0.001)
        if not self.sound.has_microphone:
            raise SoundLostError
        return tone()[:FRAME]

    def play(self, frame: Samples) -> None:
        if not self.sound.has_loudspeaker:
            raise SoundLostError
        self.sound.played.append(frame)

    def close(self) -> None:
        self.sound.closed += 1


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.001)


def test_devices_that_go_and_come_back() -> None:
    async def whole() -> None:
        sound, told, said = FakeSound(), list[tuple[bool, bool]](), list[Samples]()
        sounding = Sounding(sound, LIMITS, lambda *has: told.append(has), lambda _: None)
        await sounding.open()
        assert told == [(True, True)]
        sounding.spoken = said.append
        await until(lambda: len(said) > 2)
        sound.has_microphone = False  # unplugged while one speaks
        await until(lambda: told[-1] == (False, True))
        sounding.hear(tone()[:FRAME])
        assert len(sound.played) == 1  # one still hears
        sounding.spoken = None
        assert not await sounding.has_microphone()
        sound.has_microphone = True  # plugged in again: found when the key is pressed
        assert await sounding.has_microphone()
        sound.has_loudspeaker = False
        sounding.hear(tone()[:FRAME])
        assert told[-1] == (True, False)
        sounding.hear(tone()[:FRAME])
        sound.has_loudspeaker = True  # found by itself
        await until(lambda: told[-1] == (True, True))
        sounding.is_hearing = False
        sounding.hear(tone()[:FRAME])
        assert len(sound.played) == 1
        await sounding.close()
        assert sound.opened == sound.closed

    run(whole())


def test_nothing_stays_open_when_it_is_cancelled() -> None:
    async def whole() -> None:
        sound = FakeSound()
        sounding = Sounding(sound, LIMITS, lambda *_: None, lambda _: None)
        for turns in itertools.chain(range(12), range(12)):
            work = asyncio.create_task(sounding.open())
            for _ in range(turns):
                await asyncio.sleep(0)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            ending = asyncio.create_task(sounding.close())
            await asyncio.sleep(0)
            ending.cancel()
            await asyncio.gather(ending, return_exceptions=True)
            assert sound.opened == sound.closed

    run(whole())


def test_a_machine_without_devices_has_none() -> None:
    async def whole() -> None:
        devices = SoundDevices(LIMITS, asyncio.get_running_loop())
        found = devices.look()
        assert devices.look() == found
        for there, opens in (
            (found.microphones, devices.microphone),
            (found.loudspeakers, devices.loudspeaker),
        ):
            with pytest.raises(SoundMissingError):
                opens("no such device")
            if not there:
                with pytest.raises(SoundMissingError):
                    opens("")

    run(whole())


_OPEN_AND_CLOSE = """
import asyncio
from console.state.voice_limits import VoiceLimits
from console.voice.sound_devices import SoundDevices

async def main():
    devices = SoundDevices(VoiceLimits(), asyncio.get_running_loop())
    print(devices.look())
    for name in ("", "default"):
        microphone, loudspeaker = devices.microphone(name), devices.loudspeaker(name)
        for _ in range(5):
            frame = await microphone.frame()
            assert frame.shape == (960,) and frame.dtype == "int16"
            loudspeaker.play(frame)
        microphone.close()
        loudspeaker.close()
    print(devices.look())

asyncio.run(main())
"""


def test_devices_are_opened_by_port_audio(tmp_path: Path) -> None:
    """ALSA's null device stands for a sound card; PortAudio and ALSA are the real ones."""
    (tmp_path / "asound.conf").write_text(
        "pcm.!default { type plug slave.pcm null }\npcm.null { type null }\n", encoding="ascii"
    )
    done = subprocess.run(
        [sys.executable, "-c", _OPEN_AND_CLOSE],
        cwd=ROOT,
        env={**os.environ, "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    found = "Devices(microphones=('default',), loudspeakers=('default',))"
    assert done.stdout.splitlines() == [found, found], done.stderr


class SilentPortAudio:
    """Opens whatever is asked for, and then nothing comes of it: as after unplugging."""

    def __init__(self, **_: Any) -> None:
        self.is_closed = False

    RawInputStream = RawOutputStream = property(lambda self: SilentPortAudio)

    def start(self) -> None:
        pass

    def close(self, *, ignore_errors: bool) -> None:
        self.is_closed = ignore_errors


def test_devices_that_fall_still_are_lost() -> None:
    async def whole() -> None:
        still = replace(LIMITS, still_s=0.01)
        loop = asyncio.get_running_loop()
        microphone = DeviceMicrophone(SilentPortAudio(), None, still, loop)
        with pytest.raises(SoundLostError):
            await microphone.frame()
        microphone.close()
        loudspeaker = DeviceLoudspeaker(SilentPortAudio(), None, still)
        await asyncio.sleep(0.02)
        with pytest.raises(SoundLostError):
            loudspeaker.play(tone()[:FRAME])
        loudspeaker.close()

    run(whole())


def test_files_stand_for_devices(tmp_path: Path) -> None:
    async def whole() -> None:
        files = SoundFiles(None, tmp_path / "heard.pcm", asyncio.get_running_loop())
        assert files.look() == Devices((), ("heard.pcm",))
        with pytest.raises(SoundMissingError):
            files.microphone("")

    run(whole())

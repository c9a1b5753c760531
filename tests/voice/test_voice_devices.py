"""Microphones and loudspeakers: real ones, ones that fail, and files."""

from __future__ import annotations

import asyncio
import itertools
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.voice.messages import Devices, Working
from console.voice.sound import (
    FRAME,
    Samples,
    SoundLostError,
    SoundMissingError,
)
from console.voice.sound_devices import (
    DeviceLoudspeaker,
    DeviceMicrophone,
    SoundDevices,
)
from console.voice.sound_files import SoundFiles
from console.voice.sounding import Sounding
from tests.guards.patience import PATIENCE_S
from tests.voice.in_loop import run, until
from tests.voice.sounds import tone
from tests.voice.voice_server import ROOT

LIMITS = replace(VoiceLimits(), look_s=0.01)


@dataclass
class FakeSound:
    """Devices that come and go as a test wants.

    Attributes:
        has_microphone, has_loudspeaker: Whether there is one now; an open one fails without.
        names: What else may be opened than what the machine prefers.
        played: What came out.
        share: How soft the loudspeaker is.
        opened, closed: How many devices were.
    """

    has_microphone: bool = True
    has_loudspeaker: bool = True
    names: tuple[str, ...] = ()
    played: list[Samples] = field(default_factory=list)
    share: float = 1.0
    opened: int = 0
    closed: int = 0

    def look(self) -> Devices:
        assert self.opened == self.closed, "something was open"
        return Devices(("m",) * self.has_microphone, ("l",) * self.has_loudspeaker)

    def microphone(self, name: str) -> FakeDevice:
        return self._device(name, self.has_microphone)

    def loudspeaker(self, name: str) -> FakeDevice:
        return self._device(name, self.has_loudspeaker)

    def _device(self, name: str, is_there: bool) -> FakeDevice:
        if not is_there or name not in ("", *self.names):
            raise SoundMissingError(name)
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

    def soften(self, share: float) -> None:
        self.sound.share = share

    def close(self) -> None:
        self.sound.closed += 1


def test_devices_that_go_and_come_back() -> None:
    async def whole() -> None:
        sound, told, said = FakeSound(), list[Working](), list[Samples]()
        sounding = Sounding(sound, LIMITS, told.append, lambda _: None)
        await sounding.open()
        assert told == [Working(True, True)]
        sounding.speak(said.append)
        await until(lambda: len(said) > 2)
        sound.has_microphone = False  # unplugged while one speaks
        await until(lambda: told[-1] == Working(False, True))
        sounding.hear(tone()[:FRAME])
        assert len(sound.played) == 1  # one still hears
        sounding.speak(None)
        assert not await sounding.has_microphone()
        sound.has_microphone = True  # plugged in again: found when the key is pressed
        assert await sounding.has_microphone()
        sound.has_loudspeaker = False
        sounding.hear(tone()[:FRAME])
        assert told[-1] == Working(True, False)
        sounding.hear(tone()[:FRAME])
        sound.has_loudspeaker = True  # found by itself
        await until(lambda: told[-1] == Working(True, True))
        await sounding.close()
        assert sound.opened == sound.closed

    run(whole())


def test_in_place_of_a_device_that_is_gone_the_preferred_one_is_used() -> None:
    async def whole() -> None:
        sound, told = FakeSound(names=("headset",)), list[Working]()
        sounding = Sounding(sound, VoiceLimits(), told.append, lambda _: None)
        await sounding.use(SoundChoice("headset", "headset"))
        assert not told  # nothing is open yet
        await sounding.open()
        sound.names, sound.has_loudspeaker = (), False
        await sounding.look()
        sound.has_loudspeaker = True
        await sounding.use(SoundChoice("headset", ""))
        assert told == [
            Working(True, True),
            Working(True, False, ("headset", "headset")),
            Working(True, True, ("headset",)),
        ]
        await sounding.close()
        assert sound.opened == sound.closed

    run(whole())


def test_chosen_headphones_that_come_back_are_used_once_nobody_speaks() -> None:
    async def whole() -> None:
        sound, told = FakeSound(), list[Working]()
        sounding = Sounding(sound, LIMITS, told.append, lambda _: None)

        async def others_speak() -> None:
            while True:
                sounding.hear(tone()[:FRAME])
                await asyncio.sleep(0)

        await sounding.use(SoundChoice("", "headset", headphones=True))
        await sounding.open()
        sound.names = ("headset",)
        speaking = asyncio.create_task(others_speak())
        await asyncio.sleep(5 * LIMITS.look_s)
        sounding.speak(lambda _: None)
        assert sound.share == LIMITS.soft  # what is in their place may be heard by the microphone
        speaking.cancel()
        await asyncio.sleep(5 * LIMITS.look_s)
        assert told == [Working(True, True, ("headset",))]
        sounding.speak(None)
        await until(lambda: told[-1] == Working(True, True))
        sounding.speak(lambda _: None)
        assert sound.share == 1.0
        await sounding.close()

    run(whole())


def test_who_speaks_hears_softly_but_for_headphones() -> None:
    async def whole() -> None:
        sound = FakeSound()
        sounding = Sounding(sound, LIMITS, lambda _: None, lambda _: None)
        await sounding.open()
        shares = [sound.share]
        for step in (
            lambda: sounding.speak(lambda _: None),
            lambda: sounding.use(SoundChoice(headphones=True)),
            lambda: sounding.use(SoundChoice("", "", headphones=False)),
            sounding.look,  # opened anew while one speaks
            lambda: sounding.speak(None),
        ):
            waits = step()
            if waits is not None:
                await waits
            shares.append(sound.share)
        assert shares == [1.0, LIMITS.soft, 1.0, LIMITS.soft, LIMITS.soft, 1.0]
        await sounding.close()

    run(whole())


def test_nothing_stays_open_when_it_is_cancelled() -> None:
    async def whole() -> None:
        sound = FakeSound()
        sounding = Sounding(sound, LIMITS, lambda _: None, lambda _: None)
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
        for name, opens in (("", files.microphone), ("other.pcm", files.loudspeaker)):
            with pytest.raises(SoundMissingError):
                opens(name)

    run(whole())

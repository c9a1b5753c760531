"""The devices in use: opened, watched, looked for again; all sound goes through here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.voice.messages import Devices, Working
from console.voice.sound import (
    FRAME_S,
    Loudspeaker,
    Microphone,
    Samples,
    SoundLostError,
    SoundMissingError,
    SoundSystem,
)

_LEVEL_EVERY = round(0.2 / FRAME_S)
_LOUDEST = 32767.0
_SILENT_DB = -96
_QUIET_DB = -60
"""Nobody speaks: looking for devices interrupts nothing."""

T = TypeVar("T")


class Sounding:
    """Microphone and loudspeaker, each there or not.

    ``changed`` is called with which of them works, ``level`` with how loud one speaks, in dB below
    the loudest there can be, five times a second. While one speaks the loudspeaker is soft: it
    would go out again by the microphone.
    """

    def __init__(
        self,
        system: SoundSystem,
        limits: VoiceLimits,
        changed: Callable[[Working], None],
        level: Callable[[int], None],
    ) -> None:
        self._system = system
        self._limits = limits
        self._changed = changed
        self._level = level
        self._chosen = SoundChoice()
        self._gone: tuple[str, ...] = ()
        self._microphone: Microphone | None = None
        self._loudspeaker: Loudspeaker | None = None
        self._listening: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._is_on = False
        self._has_heard = False
        self._spoken: Callable[[Samples], None] | None = None

    async def open(self) -> None:
        """Open what there is, and look for what is missing."""
        self._is_on = True
        await self.look()
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_on())

    async def close(self) -> None:
        """Let go of everything."""
        await _to_its_end(self._close())

    async def _close(self) -> None:
        self._is_on = False
        self._spoken = None
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking
        async with self._lock:
            await self._let_go()

    async def use(self, chosen: SoundChoice) -> None:
        """Use other devices from now on; what the machine prefers for one that isn't there."""
        before, self._chosen = self._chosen, chosen
        self._soften()
        if self._is_on and replace(before, headphones=chosen.headphones) != chosen:
            await self.look()

    def speak(self, spoken: Callable[[Samples], None] | None) -> None:
        """Give what is said to ``spoken`` from now on; None: nothing is said."""
        self._spoken = spoken
        self._soften()

    async def look(self) -> Devices:
        """Look anew at what there is, and open it while sound is wanted."""
        return await _to_its_end(self._look())

    async def _look(self) -> Devices:
        async with self._lock:
            await self._let_go()
            found = await asyncio.to_thread(self._system.look)
            if self._is_on:
                await asyncio.to_thread(self._open_both)
                self._soften()
                if self._microphone is not None:
                    self._listening = asyncio.create_task(self._listen(self._microphone))
                self._tell()
            return found

    async def has_microphone(self) -> bool:
        """Whether one can speak; a microphone that wasn't there may be by now."""
        if self._microphone is None:
            await self.look()
        return self._microphone is not None

    def hear(self, samples: Samples) -> None:
        """Let something be heard."""
        if self._loudspeaker is None:
            return
        if self._gone and level_of(samples) > _QUIET_DB:
            self._has_heard = True
        try:
            self._loudspeaker.play(samples)
        except SoundLostError:
            self._loudspeaker.close()
            self._loudspeaker = None
            self._tell()

    def _soften(self) -> None:
        if self._loudspeaker is not None:
            chosen = self._chosen
            has_headphones = chosen.headphones and chosen.loudspeaker not in self._gone
            is_soft = self._spoken is not None and not has_headphones
            self._loudspeaker.soften(self._limits.soft if is_soft else 1.0)

    def _open_both(self) -> None:
        chosen, self._gone = self._chosen, ()
        self._microphone = self._opened(self._system.microphone, chosen.microphone)
        self._loudspeaker = self._opened(self._system.loudspeaker, chosen.loudspeaker)

    def _opened(self, open_it: Callable[[str], T], name: str) -> T | None:
        """Open what was chosen, or else what the machine prefers."""
        with suppress(SoundMissingError):
            return open_it(name)
        if name:
            self._gone += (name,)
            with suppress(SoundMissingError):
                return open_it("")
        return None

    async def _let_go(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
        open_now = [one for one in (self._microphone, self._loudspeaker) if one is not None]
        self._microphone = self._loudspeaker = None
        for one in open_now:
            await asyncio.to_thread(one.close)

    async def _listen(self, microphone: Microphone) -> None:
        count = 0
        try:
            while True:
                frame = await microphone.frame()
                if self._spoken is not None:
                    self._spoken(frame)
                    if count % _LEVEL_EVERY == 0:
                        self._level(level_of(frame))
                    count += 1
        except SoundLostError:
            self._microphone = None
            await asyncio.to_thread(microphone.close)
            self._tell()

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(self._limits.look_s)
            is_heard, self._has_heard = self._has_heard, False
            lacks = self._loudspeaker is None or (self._gone and not is_heard)
            if lacks and self._spoken is None:
                await self.look()

    def _tell(self) -> None:
        works = self._microphone is not None, self._loudspeaker is not None
        self._changed(Working(*works, self._gone))


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Do something whole even where who asked for it is cancelled: devices would stay open."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    finally:
        await asyncio.wait((task,))


def level_of(frame: Samples) -> int:
    """Return how loud a frame is: 0 dB for the loudest there can be, -96 for silence."""
    loudness = float(np.sqrt(np.mean(np.square(frame.astype(np.float64))))) / _LOUDEST
    return max(_SILENT_DB, round(20 * float(np.log10(max(loudness, 1e-6)))))

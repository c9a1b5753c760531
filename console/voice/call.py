"""One call: from joining a room to its end, by WebRTC, with the voice server's gate for the words.

CallError
├── CallLostError   the connection ended or never came about: `failure` says which; come again
└── CallOverError   this pass lets nobody in any more: `why` says why
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from backend_client.voice_pass import VoicePass
from console.state.voice_limits import VoiceLimits
from console.voice.messages import Failure, Left
from console.voice.sound import FRAME, RATE, Samples

_CLOSED: Mapping[int, Failure | Left] = MappingProxyType(
    {
        4400: Failure.REFUSED,
        4403: Failure.REFUSED,
        4409: Left.REPLACED,
        4410: Left.OVER,
        4413: Failure.FULL,
    }
)
_MOST_WAITING = 5
_TIME_BASE = Fraction(1, RATE)


class CallError(Exception):
    """The call has ended."""


class CallLostError(CallError):
    """It ended or never came about."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class CallOverError(CallError):
    """This pass lets nobody in any more."""

    def __init__(self, why: Failure | Left) -> None:
        super().__init__(why.value)
        self.why = why


class SpokenTrack(MediaStreamTrack):
    """What is said: nothing is sent while nothing is put in, not even silence."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._frames: asyncio.Queue[Samples] = asyncio.Queue()
        self._sent = 0

    def put(self, frame: Samples) -> None:
        """Say a frame."""
        self._frames.put_nowait(frame)
        while self._frames.qsize() > _MOST_WAITING:
            self._frames.get_nowait()

    async def recv(self) -> AudioFrame:
        """Wait for the next frame."""
        samples = await self._frames.get()
        # Opus has two channels here, and one made of one would lose 3 dB on the way.
        both = np.repeat(samples, 2).reshape(1, 2 * FRAME)
        frame = AudioFrame.from_ndarray(both, "s16", "stereo")
        frame.sample_rate, frame.time_base = RATE, _TIME_BASE
        frame.pts = self._sent
        self._sent += FRAME
        return frame


class Call:
    """A call with one pass; `heard` gets each frame that comes, `told` who is there."""

    def __init__(
        self,
        given: VoicePass,
        limits: VoiceLimits,
        heard: Callable[[Samples], None],
        told: Callable[[list[dict[str, Any]]], None],
    ) -> None:
        self._given = given
        self._limits = limits
        self._heard = heard
        self._told = told
        self._line: ClientConnection | None = None
        self.spoken = SpokenTrack()

    async def run(self, joined: Callable[[], None]) -> None:
        """Join, call `joined` once sound flows, and stay; raises CallError, sooner or later."""
        try:
            async with self._connected() as line:
                peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
                try:
                    await self._stay(line, peer, joined)
                finally:
                    self.spoken.stop()
                    await self._closed(peer)
        except ConnectionClosed as error:
            raise _closed(error) from error
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as error:
            raise CallLostError(Failure.AWAY) from error

    @property
    def is_joined(self) -> bool:
        """Whether there is somebody to speak to."""
        return self._line is not None

    async def talk(self, is_talking: bool) -> None:
        """Be let into the mix, or out of it."""
        if self._line is not None:
            with contextlib.suppress(ConnectionClosed):  # ``run`` says so
                await self._line.send(json.dumps({"do": "talk", "on": is_talking}))

    async def _closed(self, peer: RTCPeerConnection) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._limits.end_s / 2):
                await peer.close()

    def _connected(self) -> connect:
        limits = self._limits
        return connect(
            self._given.url,
            open_timeout=limits.connect_s,
            close_timeout=limits.end_s / 2,
            ping_interval=limits.ping_s,
            ping_timeout=limits.ping_s,
            compression=None,
            proxy=None,  # a voice server stands in the same building
        )

    async def _stay(
        self, line: ClientConnection, peer: RTCPeerConnection, joined: Callable[[], None]
    ) -> None:
        states: asyncio.Queue[str] = asyncio.Queue()
        hearing: list[asyncio.Task[None]] = []
        peer.on("connectionstatechange", lambda: states.put_nowait(peer.connectionState))
        peer.on("track", lambda track: hearing.append(asyncio.create_task(self._hear(track))))
        try:
            await self._join(line, peer)
            await _until_one_fails(self._listen(line), self._watch(states, joined))
        finally:
            await _ended(hearing)

    async def _join(self, line: ClientConnection, peer: RTCPeerConnection) -> None:
        both_ways = peer.addTransceiver(self.spoken, direction="sendrecv")
        codecs = RTCRtpSender.getCapabilities("audio").codecs
        both_ways.setCodecPreferences([one for one in codecs if one.mimeType == "audio/opus"])
        await peer.setLocalDescription(await peer.createOffer())
        given = self._given
        asked = {"do": "join", "room": given.room, "id": given.id, "name": given.name}
        asked |= {"token": given.token, "sdp": peer.localDescription.sdp}
        await line.send(json.dumps(asked))
        async with asyncio.timeout(self._limits.answer_s):
            answer = json.loads(await line.recv())
        await peer.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
        self._line = line

    async def _listen(self, line: ClientConnection) -> None:
        while True:
            message = json.loads(await line.recv())
            if message["is"] == "people":
                self._told(message["people"])

    async def _watch(self, states: asyncio.Queue[str], joined: Callable[[], None]) -> None:
        state = ""
        try:
            async with asyncio.timeout(self._limits.media_s):
                while state != "connected":
                    state = await _next(states)
        except TimeoutError as error:
            raise CallLostError(Failure.MEDIA) from error
        joined()
        try:
            while True:
                await _next(states)
        except CallLostError:
            # The server says why it lets nobody in; its word may come after the sound's end.
            await asyncio.sleep(self._limits.word_s)
            raise

    async def _hear(self, track: MediaStreamTrack) -> None:
        with contextlib.suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                assert isinstance(frame, AudioFrame)
                samples = frame.to_ndarray().reshape(-1)
                self._heard(samples[:: len(frame.layout.channels)].astype(np.int16))


async def _next(states: asyncio.Queue[str]) -> str:
    state = await states.get()
    if state in ("failed", "closed"):
        raise CallLostError(Failure.MEDIA)
    return state


async def _until_one_fails(*works: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await _ended(tasks)


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _closed(error: ConnectionClosed) -> CallError:
    why = _CLOSED.get(error.rcvd.code if error.rcvd is not None else 0)
    return CallLostError(Failure.AWAY) if why is None else CallOverError(why)

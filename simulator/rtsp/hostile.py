"""A hostile RTSP server: what clients must survive.

Everything it says is wrong in one chosen way (``HostileMode``). Modes with streams speak
interleaved TCP only.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import struct
import threading
from collections.abc import AsyncIterator
from enum import StrEnum
from types import TracebackType
from typing import Self

_LINE_END = b"\r\n"
_BLOCK = 16 * 1024
_FRAME_S = 1 / 15
_LARGEST_REQUEST = 64 * 1024


class HostileMode(StrEnum):
    """How the server misbehaves.

    RANDOM: random bytes instead of RTSP, without end.
    ENDLESS_SDP: a description that never ends.
    ABSURD_SIZE: a stream whose parameter sets say 16384 × 16384, with random slices.
    IMPOSSIBLE_SIZE: the same with 65535 × 65535 macroblocks.
    REDIRECTS: every request is redirected to another address of the same server.
    HUGE_LENGTH: a Content-Length of nearly 2^63 and some bytes.
    SLOW: a correct answer at one byte a second.
    TRUNCATED: the connection is closed in the middle of the description.
    """

    RANDOM = "random"
    ENDLESS_SDP = "endless_sdp"
    ABSURD_SIZE = "absurd_size"
    IMPOSSIBLE_SIZE = "impossible_size"
    REDIRECTS = "redirects"
    HUGE_LENGTH = "huge_length"
    SLOW = "slow"
    TRUNCATED = "truncated"


class HostileServer:
    """Context manager: the server on 127.0.0.1 in a thread of its own. Port 0: a free one."""

    def __init__(self, mode: HostileMode, port: int = 0) -> None:
        self._mode = mode
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stopping = asyncio.Event()
        self._error: OSError | None = None
        self._clients: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._thread = threading.Thread(target=self._run, name="hostile", daemon=True)

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self._port}/stream"

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        if self._error is not None:
            self._thread.join()
            raise self._error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        try:
            server = await asyncio.start_server(self._on_connected, "127.0.0.1", self._port)
        except OSError as error:
            self._error = error
            self._started.set()
            return
        self._port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopping.wait()
        # A connection just accepted is set up by a task of the loop's own, which fails and leaves
        # its socket open once the server is closed. So: accept no more, let those run out, close.
        self._loop.remove_reader(server.sockets[0].fileno())
        ours = asyncio.current_task()
        while others := asyncio.all_tasks() - {ours, *self._clients}:
            await asyncio.wait(others)
        server.close()
        await self._end_connections()

    async def _end_connections(self) -> None:
        clients = dict(self._clients)
        for task, writer in clients.items():
            task.cancel()
            writer.transport.abort()
        closed = (writer.wait_closed() for writer in clients.values())
        await asyncio.gather(*clients, *closed, return_exceptions=True)

    def _on_connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection down at once: a task that is cancelled early can't close it."""
        task = asyncio.get_running_loop().create_task(self._on_client(reader, writer))
        self._clients[task] = writer
        task.add_done_callback(self._clients.pop)

    async def _on_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.LimitOverrunError):
            try:
                while request := await _read_request(reader):
                    if request[0] == "PLAY":
                        await _send(writer, _answer(request, b"Session: 1"))
                        await self._play(writer)
                        break
                    if not await self._reply(request, writer):
                        break
                await writer.drain()
            finally:
                writer.close()
                await writer.wait_closed()

    async def _reply(self, request: list[str], writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection is to be closed."""
        if self._mode is HostileMode.RANDOM:
            while True:
                await _send(writer, os.urandom(_BLOCK))
        if self._mode is HostileMode.REDIRECTS:
            target = f"{self.url}/{os.urandom(4).hex()}".encode()
            await _send(writer, _answer(request, b"Location: " + target, status=b"302 Found"))
            return True
        if request[0] == "DESCRIBE":
            return await self._describe(request, writer)
        transport = b"Transport: RTP/AVP/TCP;unicast;interleaved=0-1"
        headers = {"SETUP": (b"Session: 1", transport), "OPTIONS": (b"Public: DESCRIBE, PLAY",)}
        await _send(writer, _answer(request, *headers.get(request[0], (b"Session: 1",))))
        return True

    async def _describe(self, request: list[str], writer: asyncio.StreamWriter) -> bool:
        description = _description(parameter_sets(self._size_in_blocks()))
        length = {
            HostileMode.ENDLESS_SDP: 2**31 - 1,
            HostileMode.HUGE_LENGTH: 2**63 - 1,
            HostileMode.TRUNCATED: len(description),
        }.get(self._mode, len(description))
        kind = b"Content-Type: application/sdp"
        head = _answer(request, kind, b"Content-Length: %d" % length)
        if self._mode is HostileMode.SLOW:
            await _send_slowly(writer, head + description)
        elif self._mode is HostileMode.TRUNCATED:
            await _send(writer, head + description[: len(description) // 2])
            return False
        else:
            await _send(writer, head + description)
        while self._mode is HostileMode.ENDLESS_SDP:
            await _send(writer, b"a=x-%s\r\n" % os.urandom(512).hex().encode() * 16)
        return True

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        sequence = 0
        sets = parameter_sets(self._size_in_blocks())
        while True:
            for unit in (*sets, b"\x65" + os.urandom(900)):
                header = struct.pack(">BBHII", 0x80, 0xE0, sequence & 0xFFFF, sequence * 2000, 1)
                await _send(writer, struct.pack(">BBH", 36, 0, 12 + len(unit)) + header + unit)
                sequence += 1
            await asyncio.sleep(_FRAME_S)

    def _size_in_blocks(self) -> int:
        sizes = {HostileMode.ABSURD_SIZE: 16384 // 16, HostileMode.IMPOSSIBLE_SIZE: 65535}
        return sizes.get(self._mode, 40)


async def _read_request(reader: asyncio.StreamReader) -> list[str]:
    """Method and CSeq; empty at the connection's end."""
    try:
        data = await reader.readuntil(_LINE_END * 2)
    except asyncio.IncompleteReadError:
        return []
    lines = data.decode("latin-1").split("\r\n")
    cseq = next((line[5:].strip() for line in lines if line.lower().startswith("cseq:")), "0")
    return [lines[0].split(" ")[0], cseq]


def _answer(request: list[str], *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = (b"RTSP/1.0 " + status, b"CSeq: " + request[1].encode("latin-1"), *headers)
    return _LINE_END.join(lines) + _LINE_END * 2


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()
    await asyncio.sleep(0)  # else one greedy reader would keep the loop from everything else


async def _send_slowly(writer: asyncio.StreamWriter, data: bytes) -> None:
    async for byte in _slowly(data):
        await _send(writer, byte)


async def _slowly(data: bytes) -> AsyncIterator[bytes]:
    for number in data:
        yield bytes((number,))
        await asyncio.sleep(1)


def _description(sets: tuple[bytes, bytes]) -> bytes:
    sprop = ",".join(base64.b64encode(unit).decode() for unit in sets)
    lines = (
        "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=camera", "t=0 0", "a=control:*",
        "m=video 0 RTP/AVP 96", "c=IN IP4 0.0.0.0", "a=rtpmap:96 H264/90000",
        f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sprop}", "a=control:stream=0",
    )  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines).encode()


def parameter_sets(blocks: int) -> tuple[bytes, bytes]:
    """SPS and PPS (ITU-T H.264 7.3.2) of a picture of ``blocks`` × ``blocks`` macroblocks."""
    sps = "".join(
        (_ue(0), _ue(0), _ue(2), _ue(1), "0", _ue(blocks - 1), _ue(blocks - 1), "1", "1", "0", "0")
    )
    pps = _ue(0) + _ue(0) + "00" + _ue(0) + _ue(0) + _ue(0) + "000" + _ue(0) * 3 + "000"
    return b"\x67\x42\xc0\x3e" + _to_bytes(sps), b"\x68" + _to_bytes(pps)


def _ue(value: int) -> str:
    """Exponential-Golomb code as a string of bits."""
    bits = f"{value + 1:b}"
    return "0" * (len(bits) - 1) + bits


def _to_bytes(bits: str) -> bytes:
    """With the stop bit; escaped so that no start code appears."""
    padded = bits + "1"
    padded += "0" * (-len(padded) % 8)
    out = bytearray()
    for start in range(0, len(padded), 8):
        value = int(padded[start : start + 8], 2)
        if out[-2:] == b"\0\0" and value <= 3:
            out.append(3)
        out.append(value)
    return bytes(out)

"""The voice server as a program: Janus as a child, the gate before it, both ending together."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from websockets.asyncio.server import serve

from backend.voice.faults import JanusGoneError, ListenError
from backend.voice.gate import MAX_MESSAGE, Gate
from backend.voice.janus_folder import (
    SOCKET,
    Janus,
    JanusKeys,
    Media,
    find_janus,
    held_folder,
    kept_secret,
    write_folder,
)
from backend.voice.janus_line import JanusLine
from backend.voice.room_book import RoomBook
from backend.voice.rooms import Rooms

BEGIN_S = 20.0
END_S = 5.0
CLOSE_S = 2.0
PING_S = 5.0
"""How often each side is asked whether it is there; after twice that without a word it isn't."""
_STEP_S = 0.02
_STDERR = 2


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """Where the server keeps its things, listens, and sends sound."""

    folder: Path
    host: str
    port: int
    media: Media


def run_voice(options: VoiceOptions, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; the address goes to `say`. Raises VoiceError."""
    janus = find_janus()
    with held_folder(options.folder):
        asyncio.run(_Server(options, janus, say).run())


class _Server:
    def __init__(self, options: VoiceOptions, janus: Janus, say: Callable[[str], None]) -> None:
        self._options = options
        self._janus = janus
        self._say = say
        self._keys = JanusKeys()
        self._secret = kept_secret(options.folder)
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Serve until a signal comes; raises VoiceError where Janus ends."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        write_folder(self._options.folder, self._janus, self._options.media, self._keys)
        async with self._running_janus() as process:
            line, rooms = await self._connect(process)
            try:
                await self._serve(rooms, line)
            finally:
                await line.close()

    async def _serve(self, rooms: Rooms, line: JanusLine) -> None:
        gate = Gate(rooms, self._secret, lambda: datetime.now(UTC))
        options = self._options
        try:
            server = await serve(
                gate.serve,
                options.host,
                options.port,
                origins=[None],  # no page in a browser has business here
                compression=None,
                max_size=MAX_MESSAGE,
                ping_interval=PING_S,
                ping_timeout=PING_S,
                close_timeout=CLOSE_S,
                server_header=None,
            )
        except OSError as error:
            place = f"{options.host}:{options.port}"
            raise ListenError(f"{place} can't be listened on: {error.strerror}") from error
        async with server:
            host, port = next(iter(server.sockets)).getsockname()[:2]
            self._say(f"ws://[{host}]:{port}" if ":" in host else f"ws://{host}:{port}")
            await _first_of(self._stop.wait(), line.ended.wait())
        if not self._stop.is_set():
            raise JanusGoneError("Janus ended, so voice ends. Start it again.")

    async def _connect(self, process: asyncio.subprocess.Process) -> tuple[JanusLine, Rooms]:
        """Wait until Janus has its socket; a signal in between ends it all as later on."""
        path = self._options.folder / SOCKET
        line = JanusLine(self._keys.api)
        try:
            async with asyncio.timeout(BEGIN_S):
                while process.returncode is None:
                    with contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
                        await line.open(path)
                        keeper = await line.attach()
                        book = RoomBook(self._options.folder / "rooms.json")
                        return line, Rooms(line, keeper, self._keys.rooms, book)
                    await asyncio.sleep(_STEP_S)
        except TimeoutError as error:
            await line.close()
            raise JanusGoneError(f"Janus didn't begin within {BEGIN_S:.0f} s.") from error
        await line.close()
        raise JanusGoneError(f"Janus ended at once, with {process.returncode}.")

    @asynccontextmanager
    async def _running_janus(self) -> AsyncIterator[asyncio.subprocess.Process]:
        (self._options.folder / SOCKET).unlink(missing_ok=True)
        process = await asyncio.create_subprocess_exec(
            *_tied_to_us(),
            str(self._janus.program),
            *("-C", "janus.jcfg", "-F", "."),
            cwd=self._options.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=_STDERR,  # our own stdout says the address
            start_new_session=True,  # Ctrl+C is for us, and we end it
        )
        try:
            yield process
        finally:
            await _ended(process)


def _tied_to_us() -> tuple[str, ...]:
    """Have Janus end with us even where we are killed."""
    tool = shutil.which("setpriv")
    return () if tool is None else (tool, "--pdeathsig", "TERM", "--")


async def _ended(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(END_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _first_of(*waits: object) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

"""The network between a console and its backend, which can be cut, frozen and mended."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

_CHUNK = 65536


class Cable:
    """Passes connections on to a port.

    While it is cut they break, and no new ones come about; while it is frozen they stay, and
    nothing comes through.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._own: Future[int] = Future()
        self._is_cut = False
        self._open = set[asyncio.Task[Any]]()
        self._ended = asyncio.Event()
        self._passes = asyncio.Event()
        self._passes.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> str:
        """Begin; returns the address for the console."""
        self._thread.start()
        return f"http://127.0.0.1:{self._own.result()}"

    def cut(self) -> None:
        """Break every connection."""
        self._loop.call_soon_threadsafe(self._break)

    def freeze(self) -> None:
        """Let nothing through; what is sent comes later."""
        self._loop.call_soon_threadsafe(self._passes.clear)

    def mend(self) -> None:
        """Let everything pass again."""
        self._is_cut = False
        self._loop.call_soon_threadsafe(self._passes.set)

    def _break(self) -> None:
        self._is_cut = True
        for one in self._open:
            one.cancel()

    def close(self) -> None:
        """End every connection."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self._own.set_result(server.sockets[0].getsockname()[1])
        await self._ended.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            if self._is_cut:
                return
            there = await asyncio.open_connection("127.0.0.1", self._port)
            ways = (self._pump(reader, there[1]), self._pump(there[0], writer))
            try:
                await asyncio.gather(*ways)
            finally:
                there[1].close()
        except (OSError, asyncio.CancelledError):
            pass  # nobody is there, or not any more
        finally:
            self._open.discard(task)
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                await self._passes.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

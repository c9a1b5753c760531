"""The network between a console and its backend, which can be pulled out and plugged in."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from contextlib import suppress

_CHUNK = 65536


class Cable:
    """Passes connections on to a port. While it is pulled nothing passes, and nobody is told."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._own: Future[int] = Future()
        self._plugged = asyncio.Event()
        self._ended = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> str:
        """Begin, plugged in; returns the address for the console."""
        self._thread.start()
        return f"http://127.0.0.1:{self._own.result()}"

    def pull(self) -> None:
        """Let nothing pass."""
        self._loop.call_soon_threadsafe(self._plugged.clear)

    def plug(self) -> None:
        """Let everything pass, what was held first."""
        self._loop.call_soon_threadsafe(self._plugged.set)

    def close(self) -> None:
        """End every connection."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._plugged.set()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self._own.set_result(server.sockets[0].getsockname()[1])
        await self._ended.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._plugged.wait()
            there = await asyncio.open_connection("127.0.0.1", self._port)
            ways = (self._pump(reader, there[1]), self._pump(there[0], writer))
            try:
                await asyncio.gather(*ways)
            finally:
                there[1].close()
        except OSError:
            pass  # nobody is there
        finally:
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                await self._plugged.wait()
                writer.write(data)
                await writer.drain()
        await self._plugged.wait()
        writer.close()

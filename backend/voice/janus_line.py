"""The line to Janus: its JSON interface over a WebSocket on a Unix socket."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from backend.voice.faults import JanusGoneError

ANSWER_S = 5.0
_PLUGIN = "janus.plugin.audiobridge"

OnEvent = Callable[[int, dict[str, Any]], None]


class RefusedError(Exception):
    """Janus doesn't do what was asked: `code` and its words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code = code


class JanusLine:
    """One session with Janus; its handles are the people.

    Attributes:
        on_event: Gets what Janus says by itself: the handle, and the message.
        ended: Set when Janus is gone.
    """

    def __init__(self, secret: str) -> None:
        self._line: ClientConnection | None = None
        self._secret = secret
        self._numbers = itertools.count(1)
        self._asked: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._session = 0
        self._hearing: asyncio.Task[None] | None = None
        self.on_event: OnEvent = _nobody_listens
        self.ended = asyncio.Event()

    async def open(self, path: Path) -> None:
        """Connect to the socket at a path and begin a session; raises OSError, JanusGoneError."""
        folder = os.open(path.parent, os.O_PATH)
        try:
            # By way of the descriptor: a Unix socket's path may have 107 characters only.
            self._line = await unix_connect(
                f"/proc/self/fd/{folder}/{path.name}",
                "ws://janus",
                subprotocols=[Subprotocol("janus-protocol")],
                compression=None,
                max_size=None,
                open_timeout=ANSWER_S,
                ping_interval=None,
            )
        finally:
            os.close(folder)
        self._hearing = asyncio.create_task(self._hear(self._line))
        self._session = (await self._ask({"janus": "create"}))["data"]["id"]

    async def attach(self) -> int:
        """Return a new handle."""
        asked = {"janus": "attach", "plugin": _PLUGIN, "session_id": self._session}
        number: int = (await self._ask(asked))["data"]["id"]
        return number

    async def detach(self, handle: int) -> None:
        """Let go of a handle, and of whoever it stands for."""
        with contextlib.suppress(RefusedError):
            await self._ask({"janus": "detach", **self._of(handle)})

    async def message(
        self, handle: int, body: dict[str, Any], offer: str | None = None
    ) -> dict[str, Any]:
        """Ask the AudioBridge; returns its data, with `sdp` where it answers an offer."""
        asked: dict[str, Any] = {"janus": "message", "body": body, **self._of(handle)}
        if offer is not None:
            asked["jsep"] = {"type": "offer", "sdp": offer, "trickle": False}
        answer = await self._ask(asked)
        data: dict[str, Any] = answer.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise RefusedError(data["error_code"], data.get("error", ""))
        return {**data, "sdp": answer.get("jsep", {}).get("sdp")}

    async def close(self) -> None:
        """End the line; Janus lets go of all its handles."""
        if self._line is not None and self._hearing is not None:
            await self._line.close()
            await self._hearing

    def _of(self, handle: int) -> dict[str, Any]:
        return {"session_id": self._session, "handle_id": handle}

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        number = str(next(self._numbers))
        text = json.dumps({**message, "transaction": number, "apisecret": self._secret})
        assert self._line is not None
        self._asked[number] = answered = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._line.send(text)
                answer: dict[str, Any] = await answered
        except (OSError, TimeoutError, ConnectionClosed) as error:
            raise JanusGoneError("Janus doesn't answer.") from error
        finally:
            del self._asked[number]
        if answer["janus"] == "error":
            raise RefusedError(answer["error"]["code"], answer["error"]["reason"])
        return answer

    async def _hear(self, line: ClientConnection) -> None:
        try:
            async for text in line:
                self._take(json.loads(text))
        except ConnectionClosed:
            pass  # it is gone, however
        finally:
            self.ended.set()
            for waiting in self._asked.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionResetError("Janus is gone."))

    def _take(self, message: dict[str, Any]) -> None:
        waiting = self._asked.get(message.get("transaction", ""))
        if waiting is None:
            self.on_event(message.get("sender", 0), message)
        elif message["janus"] != "ack" and not waiting.done():
            waiting.set_result(message)  # an ack only says that the answer is to come


def _nobody_listens(_handle: int, _message: dict[str, Any]) -> None:
    pass

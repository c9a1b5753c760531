"""The live feed: every entry of the journal that the listener may see, once and in order.

Messages of the server: `entries` (with `seq`, how far was looked), `heartbeat`, `gap` (too much
was missed: read the lists anew, then go on from `seq`), `passing` (kept nowhere: where somebody
points) and `problem`. The client sends `{"type": "alive"}` every five seconds; who misses two is
left.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from backend.api.access import bearer_of
from backend.api.feed import Feed, News
from backend.api.passing import Waiting
from backend.domain.canonical import written_at
from backend.domain.sight import Sight, sight_of
from backend.services.accounts import NotSignedInError, PasswordChangeNeededError
from backend.services.parts import Backend
from backend.storage.faults import StoreError

HEARTBEAT_S = 5.0
DEAD_AFTER_S = 2 * HEARTBEAT_S + 5
SEND_S = 20.0
MAX_BEHIND = 20_000
"""Whoever missed more reads the lists anew."""
NOT_SIGNED_IN, CHANGE_PASSWORD, DEAD, AWAY = 4401, 4403, 4408, 4503
"""Why the server closes; 4401: sign in again, the others: connect again."""

router = APIRouter()


@router.websocket("/feed")
async def feed(socket: WebSocket, after: Annotated[int, Query(ge=0, le=2**62)] = 0) -> None:
    """Send entries after a `seq`, then each as it comes."""
    parts: Backend = socket.app.state.backend
    source: Feed = socket.app.state.feed
    token = bearer_of(socket.headers.get("authorization", ""))
    # Refusing the handshake itself would leave Qt's and the browsers' clients without the reason.
    await socket.accept()
    listener = _Listener(socket, parts, source, token, after)
    hearing = asyncio.create_task(listener.hear())
    try:
        await listener.tell()
    except NotSignedInError:
        await listener.leave(NOT_SIGNED_IN, "not_signed_in")
    except PasswordChangeNeededError:
        await listener.leave(CHANGE_PASSWORD, "change_password")
    except StoreError:
        await listener.leave(AWAY, "storage_away")
    except TimeoutError:
        await listener.leave(DEAD, "dead")
    except (WebSocketDisconnect, RuntimeError):
        pass  # it went while something was being sent
    finally:
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing


@dataclass(slots=True)
class _Listener:
    socket: WebSocket
    parts: Backend
    source: Feed
    token: str
    seq: int
    sight: Sight = field(default_factory=lambda: Sight(""))
    heard_at: float = 0.0
    is_gone: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self) -> None:
        """Take note of every sign of life."""
        try:
            while True:
                await self.socket.receive_text()
                self.heard_at = time.monotonic()
        except (WebSocketDisconnect, RuntimeError, KeyError):
            self.is_gone = True
            self.woken.set()

    async def tell(self) -> None:
        """Send until the listener goes; raises for whatever ends it."""
        await self._look_who()
        loop, woken = asyncio.get_running_loop(), self.woken

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        self.heard_at = time.monotonic()
        listening = self.source.listening(wake)
        passing = await run_in_threadpool(listening.__enter__)
        try:
            await self._skip_gap()
            await self._beat()
            beaten_at = time.monotonic()
            while not self.is_gone:
                woken.clear()
                page = self.source.after(self.seq)
                if page is None:
                    page = await run_in_threadpool(self.source.from_store, self.seq)
                if page:
                    await self._send_entries(page)
                await self._pass_on(passing)
                now = time.monotonic()
                if now - beaten_at >= HEARTBEAT_S:
                    await self._look_after(now)
                    beaten_at = now
                if not page:
                    left_s = max(0.05, beaten_at + HEARTBEAT_S - now)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(woken.wait(), left_s)
        finally:
            listening.__exit__(None, None, None)

    async def leave(self, code: int, why: str) -> None:
        """Say why, and close."""
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            await self._send(json.dumps({"type": "problem", "code": why}))
            await asyncio.wait_for(self.socket.close(code), SEND_S)

    async def _skip_gap(self) -> None:
        last = await run_in_threadpool(self.parts.store.last_seq)
        if self.seq > last or last - self.seq > MAX_BEHIND:
            self.seq = last
            await self._send(json.dumps({"type": "gap", "seq": last}))

    async def _look_after(self, now: float) -> None:
        if now - self.heard_at > DEAD_AFTER_S:
            raise TimeoutError
        await self._look_who()
        await self._beat()

    async def _look_who(self) -> None:
        """Rights change, and sessions end."""
        session = await run_in_threadpool(self.parts.accounts.session, self.token)
        if session.must_change:
            raise PasswordChangeNeededError
        self.sight = sight_of(session.actor.person)

    async def _beat(self) -> None:
        at = written_at(self.parts.store.clock())
        await self._send(json.dumps({"type": "heartbeat", "seq": self.seq, "at": at}))

    async def _send_entries(self, page: list[News]) -> None:
        self.seq = page[-1].seq
        seen = ",".join(one.text for one in page if self.sight.sees(one.scope, in_trail=True))
        await self._send(f'{{"type":"entries","entries":[{seen}],"seq":{self.seq}}}')

    async def _pass_on(self, passing: Waiting) -> None:
        for _ in range(len(passing)):  # no more than there are: entries come first
            one = passing.popleft()
            if self.sight.sees(one.scope):
                await self._send(one.text)

    async def _send(self, text: str) -> None:
        await asyncio.wait_for(self.socket.send_text(text), SEND_S)

"""A plain reader of the live feed, for programs and tests: a thread that goes on for ever."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from backend_client.errors import BadAnswerError, ClientError
from backend_client.feed_protocol import (
    ALIVE,
    HEARTBEAT_S,
    MAX_MESSAGE,
    FeedState,
    Message,
    Told,
)
from backend_client.transport import BASE, Transport

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 5.0
OPEN_S = 5.0
_STEP_S = 0.5

log = logging.getLogger(__name__)


class FeedReader:
    """Reads from `after` on and hands over every message, on its own thread.

    It reconnects with growing waits, to the next address where there are several, and goes on
    where it was: each entry is handed over once and in order. `on_message` gets entries and
    gaps; after a gap the lists have to be read anew. `on_state` is told whether it is connected.
    """

    def __init__(
        self,
        transport: Transport,
        on_message: Callable[[Message], None],
        after: int = 0,
        on_state: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._transport = transport
        self._on_message = on_message
        self._on_state = on_state
        self._state = FeedState(after)
        self._rng = Random()
        self._is_closed = threading.Event()
        self._ahead = timedelta()
        self._thread = threading.Thread(target=self._run, name="feed-reader", daemon=True)

    @property
    def seq(self) -> int:
        """How far it is."""
        return self._state.seq

    @property
    def ahead(self) -> timedelta:
        """How far the backend's clock is ahead of this machine's, as its last heartbeat told."""
        return self._ahead

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end; what is on its way may still be handed over."""
        self._is_closed.set()

    def close(self) -> None:
        """End; returns when nothing more will be handed over."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        wait_s, number = FIRST_WAIT_S, 0
        while not self._is_closed.is_set():
            addresses = self._transport.addresses
            begun = time.monotonic()
            try:
                self._listen(addresses[number % len(addresses)])
            except (OSError, TimeoutError, WebSocketException, ClientError) as error:
                log.info("The feed broke off: %s", type(error).__name__)
            number += 1
            self._on_state(False)
            if time.monotonic() - begun > LONGEST_WAIT_S:
                wait_s = FIRST_WAIT_S
            self._is_closed.wait(self._rng.uniform(0.5, 1.0) * wait_s)
            wait_s = min(LONGEST_WAIT_S, wait_s * 2)

    def _listen(self, address: str) -> None:
        url = f"{_websocket(address)}{BASE}/feed?after={self._state.seq}"
        headers = {"Authorization": f"Bearer {self._transport.token}"}
        with connect(
            url,
            additional_headers=headers,
            open_timeout=OPEN_S,
            close_timeout=1,
            max_size=MAX_MESSAGE,
            proxy=None,
        ) as socket:
            self._state.heard_at = said_at = time.monotonic()
            is_told = False
            while not self._is_closed.is_set():
                try:
                    text = socket.recv(timeout=_STEP_S)
                except TimeoutError:
                    text = None
                now = time.monotonic()
                if text is not None:
                    self._take(str(text), now)
                    if not is_told:
                        self._on_state(True)
                        is_told = True
                if self._state.is_dead(now):
                    raise TimeoutError
                if now - said_at >= HEARTBEAT_S:
                    socket.send(ALIVE)
                    said_at = now

    def _take(self, text: str, now: float) -> None:
        before = self._state.told_at
        message = self._state.take(text, now)
        if self._state.told_at is not None and self._state.told_at is not before:
            self._ahead = self._state.told_at - datetime.now(UTC)
        if message.kind is Told.PROBLEM:
            raise BadAnswerError(message.code)
        if message.entries or message.kind is Told.GAP:
            self._on_message(message)


def _websocket(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(scheme="wss" if parts.scheme == "https" else "ws").geturl()

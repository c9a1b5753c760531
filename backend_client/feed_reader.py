"""A plain reader of the live feed, for programs and tests: a thread that goes on for ever."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
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

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 2.0
"""Between the beginnings of two rounds of tries: a backend that is back is found within it."""
OPEN_S = 4.0
CLOSE_S = 1.0
_STEP_S = 0.5

log = logging.getLogger(__name__)


class FeedReader:
    """Reads from `after` on and hands over every message, on its own thread.

    It reconnects with growing waits, where there are several addresses to each of them before it
    waits, and goes on where it was: each entry is handed over once and in order. `on_message` gets
    entries, gaps and what is only passed on; after a gap the lists have to be read anew. `on_state`
    is told whether it is connected, after each try anew. The transport learns from it when the
    backend is lost and where it was found, so that calls don't wait in vain.
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
        self._wire: socket.socket | None = None
        self._is_heard = self._was_heard = False
        self._heard_at = time.monotonic()
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

    @property
    def silent_s(self) -> float:
        """For how many seconds the backend hasn't been heard."""
        return time.monotonic() - self._heard_at

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end; what is on its way may still be handed over."""
        self._is_closed.set()
        if self._wire is not None and not self._is_heard:  # else it notices by itself
            with suppress(OSError):  # it is closed already
                self._wire.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End; returns when nothing more will be handed over."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        wait_s, tries, round_begun = FIRST_WAIT_S, 0, time.monotonic()
        while not self._is_closed.is_set():
            address, begun = self._transport.address, time.monotonic()
            if not self._tried(address):
                self._transport.leave(address)
                tries += 1
                if tries % len(self._transport.addresses):
                    continue  # the next address, at once
            elif time.monotonic() - begun > LONGEST_WAIT_S:
                wait_s, round_begun = FIRST_WAIT_S, time.monotonic()
            taken_s = time.monotonic() - round_begun
            self._is_closed.wait(self._rng.uniform(0.5, 1.0) * wait_s - taken_s)
            wait_s, round_begun = min(LONGEST_WAIT_S, wait_s * 2), time.monotonic()

    def _tried(self, address: str) -> bool:
        """Listen until it breaks off; whether anything was heard."""
        self._was_heard = self._is_heard = False
        try:
            with _connected(address) as self._wire:
                self._listen(address, self._wire)
        except (OSError, TimeoutError, WebSocketException, ClientError) as error:
            log.info("The feed broke off: %s", type(error).__name__)
        self._is_heard = False
        self._on_state(False)
        return self._was_heard

    def _listen(self, address: str, wire: socket.socket) -> None:
        headers = {"Authorization": f"Bearer {self._transport.token}"}
        with connect(
            f"{_websocket(address)}{BASE}/feed?after={self._state.seq}",
            sock=wire,
            additional_headers=headers,
            open_timeout=OPEN_S,
            close_timeout=CLOSE_S,
            max_size=MAX_MESSAGE,
            proxy=None,
        ) as feed:
            self._state.heard_at = said_at = time.monotonic()
            while not self._is_closed.is_set():
                try:
                    text = feed.recv(timeout=_STEP_S)
                except TimeoutError:
                    text = None
                now = time.monotonic()
                if text is not None:
                    self._take(str(text), now)
                    self._note_heard(address, now)
                if self._state.is_dead(now):
                    self._note_dead(address)
                    raise TimeoutError
                if now - said_at >= HEARTBEAT_S:
                    feed.send(ALIVE)
                    said_at = now

    def _note_heard(self, address: str, now: float) -> None:
        self._heard_at = now
        if not self._is_heard:
            self._was_heard = self._is_heard = True
            self._transport.note_found(address)
            self._on_state(True)

    def _note_dead(self, address: str) -> None:
        """Say it before the connection is closed: that takes its time where nobody answers."""
        self._is_heard = False
        self._transport.note_lost()
        self._transport.leave(address)
        self._on_state(False)

    def _take(self, text: str, now: float) -> None:
        before = self._state.told_at
        message = self._state.take(text, now)
        if self._state.told_at is not None and self._state.told_at is not before:
            self._ahead = self._state.told_at - datetime.now(UTC)
        if message.kind is Told.PROBLEM:
            raise BadAnswerError(message.code)
        if message.entries or message.kind in {Told.GAP, Told.PASSING}:
            self._on_message(message)


def _connected(address: str) -> socket.socket:
    """Return a connection, which another thread can cut while its handshake is waited for."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    made = socket.create_connection((parts.hostname or "", port), OPEN_S)
    made.settimeout(None)
    return made


def _websocket(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(scheme="wss" if parts.scheme == "https" else "ws").geturl()

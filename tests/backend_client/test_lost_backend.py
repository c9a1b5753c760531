"""What a client does with a backend that hangs, and which of several addresses it asks."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pysqlite3
import pytest

from backend_client.breaker import CircuitBreaker
from backend_client.client import Client
from backend_client.errors import BackendAwayError, CircuitOpenError
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader
from backend_client.local_store import LocalStore, OutState
from backend_client.transport import Limits, Transport
from tests.backend_client.test_contract import QUICK, Heard, clients, now
from tests.backend_parts import Served
from tests.backend_town import PASSWORD, REPORT
from tests.guards.patience import PATIENCE_S

__all__ = ["clients"]
ONE_KIND = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
"""Which database is behind the backend makes no difference to these."""
ENDLESS = Limits(answer_s=100_000, trial_s=100_000, longest_s=100_000)


@contextmanager
def silence() -> Iterator[tuple[str, threading.Event]]:
    """A server that takes connections and never says a word; the event: something was asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        asked, taken = threading.Event(), list[socket.socket]()

        def take() -> None:
            while True:
                try:
                    one, _ = listening.accept()
                except OSError:
                    return
                taken.append(one)
                one.recv(1)
                asked.set()

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
        listening.shutdown(socket.SHUT_RDWR)
        for one in taken:
            one.close()
        thread.join()


def asking(transport: Transport) -> tuple[threading.Thread, list[BackendAwayError]]:
    """Ask on another thread."""
    failed: list[BackendAwayError] = []

    def ask() -> None:
        try:
            transport.get("/x")
        except BackendAwayError as error:
            failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, failed


@pytest.mark.parametrize("end", ["note_lost", "close"])
def test_a_call_that_hangs_ends_with_the_backend_s_loss(end: str) -> None:
    with silence() as (address, asked):
        transport = Transport([address], ENDLESS)
        thread, failed = asking(transport)
        assert asked.wait(PATIENCE_S)
        getattr(transport, end)()
        thread.join(PATIENCE_S)
        assert len(failed) == 1
        if end == "note_lost":
            with pytest.raises(CircuitOpenError):
                transport.get("/x")  # known to be away: nobody waits
            transport.note_found(address)
            assert not transport.breaker.is_open
        transport.close()


def test_a_trial_waits_less_long_than_a_call() -> None:
    breaker = CircuitBreaker(lambda: 0.0, Random(1))
    assert not breaker.enter()
    breaker.trip()
    with pytest.raises(CircuitOpenError):
        breaker.enter()
    with silence() as (address, _):
        limits = Limits(answer_s=100_000, trial_s=0.1, longest_s=100_000)
        transport = Transport([address], limits, sleep=lambda _: None)
        later = itertools.count(step=1000.0)
        transport.breaker = CircuitBreaker(lambda: next(later), Random(1))
        transport.breaker.trip()
        with pytest.raises(BackendAwayError):
            transport.get("/x")
        transport.close()


def test_calls_that_fail_together_move_to_the_next_address_once() -> None:
    transport = Transport(["http://a/", "http://b", "http://c"])
    for _ in range(3):
        transport.leave("http://a")
    assert transport.address == "http://b"
    transport.note_found("http://c")
    assert transport.address == "http://c"
    transport.leave("http://c")
    assert transport.address == "http://a"


@ONE_KIND
def test_signing_in_asks_the_next_address_by_itself(served: Served) -> None:
    there = f"http://127.0.0.1:{served.port}"
    with Client(["http://127.0.0.1:9", there], QUICK) as client:
        assert client.sessions.sign_in("op1", PASSWORD).name == "op1"
        assert client.transport.address == there


@ONE_KIND
def test_the_feed_finds_the_address_that_answers(clients: Any, served: Served) -> None:
    member, heard = clients("member"), Heard()
    there = f"http://127.0.0.1:{served.port}"
    with silence() as (address, _), Client([there, "http://127.0.0.1:9", address]) as op:
        op.sessions.sign_in("op1", PASSWORD)
        op.transport.leave(there)
        reader = FeedReader(op.transport, heard.take, 0, heard.connected.append)
        reader.start()
        member.events.report(REPORT)
        heard.wait_for(1)
        assert op.transport.address == there  # calls go where the feed is
        assert reader.silent_s < PATIENCE_S
        reader.close()


def test_the_feed_ends_though_nobody_answers_its_handshake() -> None:
    with silence() as (address, asked):
        messages: list[Message] = []
        reader = FeedReader(Transport([address]), messages.append)
        reader.start()
        assert asked.wait(PATIENCE_S)
        reader.close()
    assert messages == []


def test_a_file_of_before_keeps_what_waits(tmp_path: Path) -> None:
    file = tmp_path / "local.db"
    store = LocalStore(file)
    store.put_out(("POST", "/x", {}), "key", "上报", store_time := now())
    store.close()
    with pysqlite3.connect(file) as plain:
        plain.execute("ALTER TABLE outbox DROP COLUMN stands")
    plain.close()
    store = LocalStore(file)
    (one,) = store.outbox(OutState.WAITING)
    assert (one.key, one.made_at, one.stands) == ("key", store_time, None)
    store.close()

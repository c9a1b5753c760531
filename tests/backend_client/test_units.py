"""The breaker, repeats, the feed's messages and the local store by themselves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.breaker import BreakerRule, CircuitBreaker
from backend_client.errors import (
    BackendAwayError,
    BadAnswerError,
    CircuitOpenError,
    ReadOnlyError,
)
from backend_client.feed_protocol import DEAD_AFTER_S, FeedState, Told
from backend_client.local_store import LocalStore
from backend_client.transport import Limits, Transport

QUICK = Limits(connect_s=1, answer_s=0.5, repeats=2, first_wait_s=0.01, longest_s=5)


def test_the_breaker_opens_lets_one_try_and_closes() -> None:
    now = [0.0]
    breaker = CircuitBreaker(lambda: now[0], Random(1), BreakerRule(failures=3))
    for _ in range(3):
        breaker.enter()
        breaker.failed()
    with pytest.raises(CircuitOpenError):
        breaker.enter()
    now[0] = 10.0
    breaker.enter()
    with pytest.raises(CircuitOpenError):
        breaker.enter()  # one tries, the others wait
    breaker.succeeded()
    breaker.enter()
    assert not breaker.is_open


@contextmanager
def answering(*answers: tuple[int, bytes]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers, the last one for ever."""
    left, asked = list(answers), list[str]()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def problem(code: str, status: int) -> bytes:
    return json.dumps({"code": code, "status": status, "title": "t", "detail": "d"}).encode()


def test_a_read_is_repeated_and_a_write_without_key_is_not() -> None:
    with answering((503, b""), (200, b"{}")) as (address, asked):
        transport = Transport([address], QUICK)
        assert transport.get("/x") == {}
        assert len(asked) == 2
        transport.close()
    with answering((503, b"")) as (address, asked):
        transport = Transport([address], QUICK)
        with pytest.raises(BackendAwayError):
            transport.send("POST", "/x", json_body={})
        assert len(asked) == 1
        with pytest.raises(BackendAwayError):
            transport.write("POST", "/x", {})
        assert len(asked) == 1 + 3
        transport.close()


def test_a_full_disk_is_said_at_once() -> None:
    with answering((503, problem("storage_full", 503))) as (address, asked):
        transport = Transport([address], QUICK)
        with pytest.raises(ReadOnlyError):
            transport.write("POST", "/x", {})
        assert len(asked) == 1
        assert not transport.breaker.is_open
        transport.close()


@pytest.mark.parametrize(
    "answer", [(200, b"<html>"), (302, b""), (500, b"oops"), (404, b"[]"), (400, b"{}")]
)
def test_an_answer_of_somebody_else_is_told_as_such(answer: tuple[int, bytes]) -> None:
    with answering(answer) as (address, _):
        transport = Transport([address], QUICK)
        with pytest.raises(BadAnswerError):
            transport.get("/x")
        transport.close()


def test_of_two_addresses_the_one_that_answers_is_taken() -> None:
    with answering((200, b"{}")) as (address, _):
        transport = Transport(["http://127.0.0.1:9", address], QUICK)
        assert transport.get("/x") == {}
        transport.close()


def test_the_feed_s_messages_move_it_on_and_never_back() -> None:
    state = FeedState(5, 100.0)
    entry = {
        "seq": 6,
        "at": "2026-11-24T02:00:00Z",
        "town": "FX",
        "who": {"id": "a", "name": "b"},
        "what": "event.take",
        "event": "e",
        "change": {},
        "prev": "p",
        "hash": "h",
    }
    text = json.dumps({"type": "entries", "entries": [entry], "seq": 8})
    assert [one.seq for one in state.take(text, 101.0).entries] == [6]
    assert state.seq == 8
    assert state.take(text, 102.0).entries == ()  # told twice, taken once
    assert state.take('{"type": "heartbeat", "seq": 3}', 103.0).kind is Told.HEARTBEAT
    assert state.seq == 8
    assert state.take('{"type": "gap", "seq": 4}', 104.0).kind is Told.GAP
    assert state.seq == 4
    assert not state.is_dead(104.0 + DEAD_AFTER_S)
    assert state.is_dead(104.1 + DEAD_AFTER_S)


def test_what_is_only_passed_on_moves_nothing_on() -> None:
    state = FeedState(5, 100.0)
    told = {
        "type": "passing",
        "event": "e",
        "who": {"id": "sj", "name": "市监"},
        "surface": "map",
        "point": [120.2, 29.7],
        "drawing": {"tool": "pen", "points": [[120.2, 29.7]]},
        "seq": 99,
    }
    message = state.take(json.dumps(told), 101.0)
    passing = message.passing
    assert passing is not None
    assert (message.kind, message.entries, state.seq) == (Told.PASSING, (), 5)
    assert (passing.person, passing.name, passing.point) == ("sj", "市监", (120.2, 29.7))
    assert passing.drawing == told["drawing"]
    sign_of_life = state.take(json.dumps({**told, "point": None, "drawing": None}), 102.0).passing
    assert sign_of_life is not None
    assert (sign_of_life.point, sign_of_life.drawing) == (None, None)
    for broken in ({"who": "sj"}, {"point": [1]}, {"point": ["a", "b"]}, {"drawing": 1}):
        with pytest.raises(BadAnswerError):
            state.take(json.dumps({**told, **broken}), 103.0)
    assert state.heard_at == 102.0


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_comes_over_the_feed_is_a_message_or_told(text: str) -> None:
    with pytest.raises(BadAnswerError):
        FeedState().take(text, 0.0)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from backend_client.local_store import LocalStore
store = LocalStore(Path(sys.argv[1]))
for number in range(100_000):
    store.put_out(("POST", "/x", {"number": number}), f"key-{number}", "上报", datetime.now(UTC))
    print(number, flush=True)
"""


def test_what_was_kept_is_there_after_kill_9(tmp_path: Path) -> None:
    file = tmp_path / "local.db"
    command = [sys.executable, "-c", WRITER, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(30)]
        os.kill(writer.pid, signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
    acknowledged = [int(line) for line in lines if line.strip().isdigit()]
    store = LocalStore(file)
    kept = [one.body["number"] for one in store.outbox()]
    store.close()
    assert kept == sorted(kept)
    assert set(acknowledged) <= set(kept)

"""What somebody does at a table is sent in order, once, however the backend answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

import pytest

from backend_client import consult_sender
from backend_client.consult_sender import MAX_WAITING, ConsultSender
from backend_client.consultations import Consultations
from backend_client.errors import (
    BackendFaultError,
    BadAnswerError,
    ClientError,
    ConflictError,
    NotTakenError,
)
from backend_client.transport import Limits, Transport
from tests.guards.patience import PATIENCE_S

QUICK = Limits(connect_s=5, answer_s=PATIENCE_S, repeats=1, first_wait_s=0.001, longest_s=60)
Answer = tuple[int, str]
EVENT = "e" * 32
GONE: Answer = (0, "")
"""The connection breaks after the request came."""


def problem(status: int, code: str, **more: Any) -> Answer:
    told = {"code": code, "status": status, "title": "t", "detail": "d", **more}
    return status, json.dumps(told)


class Backend:
    """A server that answers each request as the script says, at its end with what it should."""

    def __init__(self, *script: Answer) -> None:
        self.script = list(script)
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self.held = threading.Event()
        self.held.set()

    def answer(self, key: str, body: Mapping[str, Any]) -> Answer:
        self.held.wait()
        self.asked.append((key, body))
        return self.script.pop(0) if self.script else (200, json.dumps({"op": key}))

    @property
    def done(self) -> list[int]:
        """The numbers that came, in order, without repetitions one after the other."""
        numbers = [int(body["number"]) for _, body in self.asked]
        return [one for at, one in enumerate(numbers) if at == 0 or numbers[at - 1] != one]


@contextmanager
def serving(backend: Backend) -> Iterator[Transport]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == f"/api/v1/events/{EVENT}/consultation/ops"
            status, text = backend.answer(self.headers["Idempotency-Key"], body)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    transport = Transport([f"http://127.0.0.1:{server.server_address[1]}"], QUICK)
    yield transport
    backend.held.set()
    transport.close()
    server.shutdown()
    thread.join()
    server.server_close()


class Told:
    """What a sender says."""

    def __init__(self) -> None:
        self.news = threading.Condition()
        self.done: list[str] = []
        self.refused: list[tuple[str, Mapping[str, Any], ClientError]] = []

    def note_done(self, key: str) -> None:
        with self.news:
            self.done.append(key)
            self.news.notify_all()

    def note_refused(self, key: str, op: Mapping[str, Any], error: ClientError) -> None:
        with self.news:
            self.refused.append((key, op, error))
            self.news.notify_all()

    def waits_for(self, is_so: Callable[[], bool]) -> bool:
        with self.news:
            return self.news.wait_for(is_so, PATIENCE_S)


@contextmanager
def sending(backend: Backend) -> Iterator[tuple[ConsultSender, Told]]:
    told = Told()
    with serving(backend) as transport:
        consultations = Consultations(transport)
        sender = ConsultSender(consultations, EVENT, told.note_refused, told.note_done, Random(1))
        try:
            yield sender, told
        finally:
            sender.close(0)


def op(number: int) -> dict[str, Any]:
    return {"verb": "join", "number": number}


def test_in_order_and_each_under_one_key_though_answers_are_lost() -> None:
    away = problem(503, "storage_busy")
    backend = Backend(GONE, away, GONE, (200, '{"op": "x"}'), away, (503, "<html>"), GONE)
    with sending(backend) as (sender, told):
        keys = [sender.send(op(number)) for number in range(20)]
        assert told.waits_for(lambda: len(told.done) == 20)
    assert told.done == keys
    assert told.refused == []
    assert backend.done == list(range(20))
    assert len({key for key, _ in backend.asked}) == len(set(keys)) == 20
    assert len(backend.asked) > 20


def test_what_is_refused_is_told_and_the_next_follows() -> None:
    current = {"text": "改", "seq": 7}
    refused = problem(409, "stale_version", current=current)
    with sending(Backend(refused, problem(422, "invalid"))) as (sender, told):
        keys = [sender.send(op(number)) for number in range(3)]
        assert told.waits_for(lambda: len(told.done) == 1)
    assert [(key, body) for key, body, _ in told.refused] == [(keys[0], op(0)), (keys[1], op(1))]
    error = told.refused[0][2]
    assert isinstance(error, ConflictError)
    assert error.problem.current == current
    assert told.done == [keys[2]]


def test_who_isnt_signed_in_waits() -> None:
    out = problem(401, "not_signed_in")
    with sending(Backend(out, out)) as (sender, told):
        key = sender.send(op(0))
        assert told.waits_for(lambda: told.done == [key])
    assert told.refused == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(problem(500, "internal"), BackendFaultError), ((200, "[]"), BadAnswerError)],
)
def test_a_fault_that_stays_holds_up_nothing_for_ever(
    answer: Answer, kind: type[ClientError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consult_sender, "_LONGEST_WAIT_S", 0.01)
    monkeypatch.setattr(consult_sender, "_FIRST_WAIT_S", 0.01)
    with sending(Backend(*[answer] * 5)) as (sender, told):
        keys = [sender.send(op(number)) for number in range(2)]
        assert told.waits_for(lambda: told.done == [keys[1]])
    assert [(key, type(error)) for key, _, error in told.refused] == [(keys[0], kind)]


def test_it_takes_only_so_much() -> None:
    backend = Backend()
    backend.held.clear()
    with sending(backend) as (sender, told):
        for number in range(MAX_WAITING):
            assert sender.send(op(number))
        assert sender.send(op(-1)) == ""
        assert [(key, body) for key, body, _ in told.refused] == [("", op(-1))]
        assert isinstance(told.refused[0][2], NotTakenError)
        assert sender.waiting == MAX_WAITING
        backend.held.set()
        assert told.waits_for(lambda: len(told.done) == MAX_WAITING)
    assert backend.done == list(range(MAX_WAITING))


def test_from_several_threads_nothing_is_lost() -> None:
    backend = Backend()
    with sending(backend) as (sender, told):
        threads = [
            threading.Thread(target=lambda at=at: [sender.send(op(at + n)) for n in range(20)])
            for at in range(0, 80, 20)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert told.waits_for(lambda: len(told.done) == 80)
    numbers = [body["number"] for _, body in backend.asked]
    assert sorted(numbers) == list(range(80))
    for at in range(0, 80, 20):
        assert [one for one in numbers if at <= one < at + 20] == list(range(at, at + 20))


def test_closing_sends_what_is_left_first() -> None:
    backend = Backend(problem(503, "storage_busy"))
    with sending(backend) as (sender, told):
        keys = [sender.send(op(number)) for number in range(5)]
        assert sender.close(PATIENCE_S) == ()
        assert told.done == keys
        assert sender.send(op(9)) == ""
        assert isinstance(told.refused[0][2], NotTakenError)
        assert sender.close() == ()
    with sending(Backend()) as (sender, _):
        assert sender.close() == ()  # nothing was ever sent


def test_closing_has_its_bound() -> None:
    backend = Backend()
    backend.held.clear()
    with sending(backend) as (sender, told):
        keys = [sender.send(op(number)) for number in range(3)]
        left = sender.close(0.05)
        assert [(one.key, one.op) for one in left] == [
            (key, op(number)) for number, key in enumerate(keys)
        ]
    assert (told.done, told.refused) == ([], [])  # nobody is told any more


def test_it_tries_again_as_soon_as_it_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consult_sender, "_FIRST_WAIT_S", 1e6)
    backend = Backend(*[problem(503, "storage_busy")] * 4)
    with sending(backend) as (sender, told):
        key = sender.send(op(0))
        while not told.done:
            sender.wake()
            with told.news:
                told.news.wait_for(lambda: bool(told.done), 0.05)
    assert told.done == [key]

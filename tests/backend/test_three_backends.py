"""Three processes on one PostgreSQL: every listener hears every entry once and in order."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backend.bootstrap import build
from backend.domain.sight import Scope
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import read, verify
from backend.storage.migrate import migrate
from backend.storage.people import find_actor
from backend.storage.unit_of_work import Unit
from backend_client.client import Client
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader
from tests.backend_town import PASSWORD, TOWN, set_up

PATIENCE_S = 60
BATCH = 10


@contextmanager
def backend(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Begins to start; its address is the first line that it says."""
    command = [sys.executable, "-m", "backend", "serve", "--port", "0"]
    command += ["--data-folder", str(folder)]
    env = {**os.environ, "DATABASE_URL": url}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, env=env, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


class Listener:
    """One client that writes down what it hears, beginning at one of the addresses."""

    def __init__(self, addresses: list[str], first: int, after: int) -> None:
        turned = addresses[first:] + addresses[:first]
        self.client = Client(turned)
        self.client.sessions.sign_in("op1", PASSWORD)
        self.seqs: list[int] = []
        self.reader = FeedReader(self.client.transport, self.take, after)
        self.reader.start()

    def take(self, message: Message) -> None:
        self.seqs += [entry.seq for entry in message.entries]

    def close(self) -> None:
        self.reader.close()
        self.client.close()


@pytest.mark.timeout(600)
def test_listeners_lose_nothing_when_a_backend_is_killed(
    postgres_url: str, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher, is_soak: bool
) -> None:
    listeners, per_second, seconds = (30, 200, 60) if is_soak else (9, 100, 3)
    engine = open_engine(postgres_url)
    migrate(engine)
    engine.dispose()
    here = build(postgres_url, tmp_path, hasher=hasher, shelf=shelf)
    set_up(here)
    with here.store.reading() as connection:
        actor = find_actor(connection, "op1")
    assert actor is not None

    def note(unit: Unit) -> None:
        for number in range(BATCH):
            unit.note("event.test", Scope(TOWN), {"number": number}, "0" * 32)

    with ExitStack() as running:
        started = [running.enter_context(backend(postgres_url, tmp_path)) for _ in range(3)]
        addresses = [_address(process) for process in started]
        heard = [
            running.enter_context(_closing(Listener(addresses, number % 3, 0)))
            for number in range(listeners)
        ]
        killer = threading.Timer(seconds / 2, started[1].kill)
        killer.start()
        begun = time.monotonic()
        for number in range(seconds * per_second // BATCH):
            here.store.do(actor, note)
            wait_s = begun + (number + 1) * BATCH / per_second - time.monotonic()
            threading.Event().wait(max(0.0, wait_s))
        killer.join()
        last, until = here.store.last_seq(), time.monotonic() + PATIENCE_S
        while min(one.seqs[-1] if one.seqs else 0 for one in heard) < last:
            assert time.monotonic() < until
            threading.Event().wait(0.1)
    with here.store.reading() as connection:
        wanted = [entry.seq for entry in read(connection, 0, 100_000) if _is_seen(entry.scope)]
        assert list(verify(connection)) == []
    here.close()
    for one in heard:
        assert one.seqs == wanted


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _is_seen(scope: Scope) -> bool:
    return scope.town == TOWN


@contextmanager
def _closing(listener: Listener) -> Iterator[Listener]:
    try:
        yield listener
    finally:
        listener.close()

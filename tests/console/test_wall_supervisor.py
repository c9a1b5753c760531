"""The watch over a program: started again when it dies or hangs, ended when it is asked to."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from console.state.wall_watch import Watch, WatchLimits
from console.wall_supervisor import Cover, Supervisor
from tests.guards.patience import PATIENCE_S

QUICK = WatchLimits(
    silent_for_s=1.0, starting_for_s=PATIENCE_S, waits_s=(0.1, 0.2), ending_for_s=PATIENCE_S
)
DIES = ["the wall's program died"]


def program(folder: Path, body: str) -> list[str]:
    """A program that counts its starts, then does something."""
    counting = (
        "import os, pathlib, sys, time\n"
        f"file = pathlib.Path({str(folder / 'starts')!r})\n"
        "count = len(file.read_text()) + 1 if file.exists() else 1\n"
        "file.write_text('x' * count)\n"
        "def beat():\n    print('beat', flush=True)\n"
    )
    return [sys.executable, "-c", counting + body]


def starts(folder: Path) -> int:
    file = folder / "starts"
    return len(file.read_text()) if file.exists() else 0


@pytest.mark.allow_logs(*DIES)
def test_it_is_started_again_until_it_ends_well(tmp_path: Path) -> None:
    command = program(tmp_path, "sys.exit(0 if count == 3 else 1)")
    assert Supervisor(command, Watch(QUICK)).run() == 0
    assert starts(tmp_path) == 3


def test_a_program_that_was_started_wrongly_is_not_started_again(tmp_path: Path) -> None:
    assert Supervisor(program(tmp_path, "sys.exit(2)"), Watch(QUICK)).run() == 2
    assert starts(tmp_path) == 1


@pytest.mark.allow_logs(*DIES, "the wall's program hangs")
def test_a_silent_program_is_killed_and_started_again(tmp_path: Path) -> None:
    command = program(tmp_path, "beat()\nif count == 1: time.sleep(600)")
    assert Supervisor(command, Watch(QUICK)).run() == 0
    assert starts(tmp_path) == 2


def children() -> set[psutil.Process]:
    """What this process has started, and others of the session with it."""
    return set(psutil.Process().children())


@contextmanager
def watching(supervisor: Supervisor) -> Iterator[list[int]]:
    """The supervisor beside the test; asked to end whatever happens, its exit code in the list."""
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(supervisor.run()), daemon=True)
    thread.start()
    try:
        yield codes
    finally:
        supervisor.ask_to_end()
        thread.join(PATIENCE_S)


def wait_for_start(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not starts(folder) and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_program_that_beats_is_left_alone_until_it_is_asked_to_end(tmp_path: Path) -> None:
    command = program(tmp_path, "while True:\n    beat()\n    time.sleep(0.1)")
    with watching(Supervisor(command, Watch(QUICK))) as codes:
        wait_for_start(tmp_path)
        time.sleep(3 * QUICK.silent_for_s)
        assert not codes
    assert codes == [0]
    assert starts(tmp_path) == 1


@pytest.mark.allow_logs(*DIES)
def test_it_can_be_ended_while_the_program_is_dead(tmp_path: Path) -> None:
    slow = WatchLimits(waits_s=(600.0,))
    with watching(Supervisor(program(tmp_path, "sys.exit(1)"), Watch(slow))) as codes:
        wait_for_start(tmp_path)
    assert codes == [0]


@pytest.mark.allow_logs("the wall's cover ended")
def test_a_cover_that_ends_is_started_again_though_not_at_once(tmp_path: Path) -> None:
    cover, before = Cover(program(tmp_path, "sys.exit(count > 1 and sys.stdin.read())")), children()
    cover.look(100.0)
    wait_for_start(tmp_path)
    assert not psutil.wait_procs(children() - before, PATIENCE_S)[1]
    for now in (100.1, 101.0, 103.0):
        cover.look(now)
    assert starts(tmp_path) == 1
    cover.look(105.0)
    deadline = time.monotonic() + PATIENCE_S
    while starts(tmp_path) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    cover.look(200.0)
    cover.end()
    cover.end()
    assert starts(tmp_path) == 2
    assert children() == before


def test_a_supervisor_ends_its_cover_with_itself(tmp_path: Path) -> None:
    (tmp_path / "cover").mkdir()
    before = children()
    cover = Cover(program(tmp_path / "cover", "sys.stdin.read()"))
    command = program(tmp_path, "sys.exit(0)")
    assert Supervisor(command, Watch(QUICK), cover=cover).run() == 0
    assert children() == before

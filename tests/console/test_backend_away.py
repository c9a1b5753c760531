"""The backend goes and comes back while people work: nothing is lost, nothing is done twice."""

from __future__ import annotations

import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backend.storage.database import open_engine
from backend.storage.journal import verify
from console.controllers.backend_link import LinkState
from tests.console.away_shift import MEMBERS, Figures, Shift, print_table
from tests.console.backend_process import BackendProcess, Fault, bring_back, cut
from tests.console.hands import CTRL, Hands, Tally
from tests.console.room import PASSWORD, Room, SeatOpener

FAULTS, ROUNDS_IN_SOAK = (Fault.KILLED, Fault.FROZEN), 20
"""One of each kind, and in the long form all of them in turn."""
LONGEST_AWAY_S = 12.0
"""In the long form the backend stays away for up to so long after it is seen to be."""


@pytest.fixture
def backend(tmp_path: Path, loaded_town: Path) -> Iterator[BackendProcess]:
    """The town behind a backend that is a process of its own."""
    folder = tmp_path / "backend"
    shutil.copytree(loaded_town, folder)
    (folder / "town.db").rename(folder / "fengqiao.db")
    process = BackendProcess(folder)
    process.start()
    yield process
    process.stop()
    engine = open_engine(f"sqlite:///{folder / 'fengqiao.db'}")
    with engine.connect() as connection:
        assert list(verify(connection)) == []
    engine.dispose()


@pytest.fixture
def room(backend: BackendProcess) -> Iterator[Room]:
    """Everybody's clients at that process."""
    made = Room(backend, backend.address, {}, lambda: datetime.now(UTC))
    yield made
    made.close()


@pytest.fixture
def shift(qtbot: QtBot, room: Room, open_seat: SeatOpener) -> Shift:
    """The operator at work."""
    room.put_people_on_duty(MEMBERS)
    return Shift(qtbot, room, Hands(qtbot, open_seat("op1"), Tally("")))


@pytest.mark.timeout(3600)
def test_the_backend_goes_and_comes_back_while_people_work(
    shift: Shift, backend: BackendProcess, is_soak: bool
) -> None:
    rng, rounds = random.Random(1), list[Figures]()
    seat = shift.hands.desk.link.seat
    faults = tuple(Fault) * (ROUNDS_IN_SOAK // len(Fault)) if is_soak else FAULTS
    for number, fault in enumerate(faults):
        longer_s = rng.uniform(0, LONGEST_AWAY_S) if is_soak else 0
        rounds.append(run_round(shift, backend, number, fault, longer_s))
        assert shift.hands.desk.link.seat is seat  # the same session: nobody had to sign in
    print_table(rounds)


def run_round(
    shift: Shift, backend: BackendProcess, number: int, fault: Fault, longer_s: float
) -> Figures:
    """Work, lose the backend, work on, get it back; then everything is there, once."""
    figures = Figures(fault)
    on_its_way, left_open, to_reject = (
        shift.report(3 * number + place, text) for place, text in enumerate(("way", "open", "form"))
    )
    shift.begin_to_reject(to_reject, "nothing to see")
    shift.open_to_go(left_open)
    shift.open_to_go(on_its_way)
    shift.states.clear()
    with ThreadPoolExecutor(1) as members:
        shift.hands.press(Qt.Key.Key_F9)  # what it does is on its way when the backend goes
        cut(backend, figures.fault)
        cut_at = time.monotonic()
        before = members.submit(shift.report, 1000 + number, "while away")
        shift.bot.waitUntil(shift.is_away)
        figures.shown_s = time.monotonic() - cut_at
        shift.go(left_open)
        shift.reject(to_reject, "nothing to see")
        shift.bot.wait(int(longer_s * 1000))
        figures.waited = len(shift.hands.desk.link.waiting())
        get_back(shift, backend, figures, cut_at, before)
    assert shift.states == [LinkState.AWAY, LinkState.LIVE]
    check_done_once(shift, on_its_way, left_open, to_reject)
    return figures


def get_back(
    shift: Shift, backend: BackendProcess, figures: Figures, cut_at: float, before: Future[str]
) -> None:
    """End the fault; a member reports as soon as the backend is there again."""
    with ThreadPoolExecutor(1) as pool:
        after = len(shift.reported) + 2000
        ready = pool.submit(
            bring_back, backend, figures.fault, lambda: shift.report(after, "right after")
        )
        shift.bot.waitUntil(shift.is_back)
        live_at = time.monotonic()
        shift.bot.waitUntil(lambda: not shift.hands.desk.link.waiting())
        sent_at = time.monotonic()
        shift.bot.waitUntil(lambda: ready.done() and before.done())
    ready_at = ready.result()
    figures.away_s = ready_at - cut_at
    figures.back_s, figures.sent_s = max(0.0, live_at - ready_at), max(0.0, sent_at - ready_at)


def check_done_once(shift: Shift, on_its_way: str, left_open: str, rejected: str) -> None:
    """The journal has each thing once; the console's list has every event."""
    journal = shift.room.client("commander").journal
    for event in (on_its_way, left_open):
        trail = Counter(one.what for one in journal.all(event=event))
        assert (trail["event.take"], trail["event.assign"]) == (1, 1), trail
        assert trail["event.dispatch"] <= 1
    trail = Counter(one.what for one in journal.all(event=rejected))
    assert (trail["event.take"], trail["event.reject"]) == (1, 1)
    model = shift.hands.desk.model
    shift.bot.waitUntil(lambda: model.row_of(rejected) is None)
    shift.reported.remove(rejected)
    shift.bot.waitUntil(lambda: all(model.row_of(one) is not None for one in shift.reported))
    assert len(set(shift.reported)) == len(shift.reported)
    assert model.rowCount() == len(shift.reported)


def test_the_console_locks_and_ends_while_the_backend_is_frozen(
    qtbot: QtBot, shift: Shift, backend: BackendProcess
) -> None:
    window, desk = shift.hands.console.window, shift.hands.desk
    event = shift.report(0, "hangs")
    qtbot.waitUntil(lambda: desk.model.row_of(event) is not None)
    backend.signal(signal.SIGSTOP)
    desk.open_event(event)  # its calls hang
    shift.hands.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: window.is_covered)
    shift.hands.paste(PASSWORD)
    shift.hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_covered)
    assert desk.link.state is LinkState.LIVE  # it wasn't the end of the calls that opened it
    assert desk.link.tasks.waiting
    window.close()
    left = [one.name for one in threading.enumerate() if one.name.startswith("backend-call")]
    assert left == []  # the calls that hung are over
    backend.signal(signal.SIGCONT)

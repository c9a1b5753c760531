"""The most pressing 紧急 event is always the one that is due first, whatever comes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from backend_client.records import Grant, Line, Session
from console.controllers.backend_link import BackendLink, Seat
from console.controllers.event_watch import EventWatch
from tests.console.inbox_lines import NOW, a_line


@pytest.fixture
def link(qapp: QApplication, tmp_path: Path) -> Iterator[BackendLink]:
    """An operator sits here; nobody answers."""
    made = BackendLink(["http://127.0.0.1:9"], tmp_path, "en")
    grants = (Grant("operator", "FX"),)
    session = Session("op1", "王", "op1", None, NOW, must_change_password=False, grants=grants)
    made.seat = Seat(session, "FX", "1", "day")
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(5))
def test_first_is_what_is_due_first(link: BackendLink, seed: int) -> None:
    watch, rng, waiting = EventWatch(link), Random(seed), dict[str, Line]()
    for number in range(300):
        event = rng.choice([*waiting, f"e{number}"])
        state = rng.choice(("reported", "reported", "triage"))
        due = NOW + timedelta(seconds=rng.randrange(50))
        line = a_line(event, grade=4, state=state, version=number, due_at=due)
        waiting.pop(event, None)
        if state == "reported":
            waiting[event] = line
        link.lines_changed.emit([line])
        first = min(waiting.values(), key=lambda one: (one.due_at, one.id), default=None)
        if rng.random() < 0.7:
            assert watch.most_pressing == first
        assert watch.urgent_count == len(waiting)


def test_what_changes_nothing_is_not_told(link: BackendLink) -> None:
    watch, told = EventWatch(link), list[int]()
    watch.urgent_changed.connect(lambda: told.append(watch.urgent_count))
    urgent = a_line("e1", grade=4)
    for lines in ([urgent], [urgent], [a_line("e2")], [a_line("e1", grade=4, state="triage")]):
        link.lines_changed.emit(lines)
    assert told == [1, 0]

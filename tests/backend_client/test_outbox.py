"""The outbox against the real server: steps made unseen, and an event that moved on meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend_client.client import Client
from backend_client.local_store import LocalStore, OutState
from backend_client.mirror import Mirror
from backend_client.outbox import STEP_BEFORE, Outbox
from backend_client.records import Event
from backend_client.transport import BASE
from tests.backend_client.test_contract import clients, now
from tests.backend_town import REPORT, TOWN

__all__ = ["clients"]


class Seat:
    """An operator with an outbox, who has seen an event."""

    def __init__(self, client: Client, store: LocalStore, event: Event) -> None:
        self.client, self.store, self.event = client, store, event
        Mirror(client, store, TOWN).read_all()
        self.outbox = Outbox(store, client.transport, now)

    def do(self, action: str, ahead: int = 0, **given: Any) -> int:
        """Do something to the event, `ahead` steps after the version that was seen."""
        path = f"{BASE}/events/{self.event.id}/actions/{action}"
        body = {**given, "version": self.event.version + ahead}
        return self.outbox.put("POST", path, body, action, now() + timedelta(minutes=10))

    def problems(self) -> list[str]:
        """Codes of what was refused, oldest first."""
        refused = self.store.outbox(OutState.REFUSED)
        return [str((one.problem or {})["code"]) for one in refused]

    def trail(self) -> Counter[str]:
        """How often each thing happened to the event."""
        return Counter(one.what for one in self.client.journal.all(event=self.event.id))


@pytest.fixture
def seat(clients: Any, tmp_path: Path) -> Iterator[Seat]:
    """An event is reported and seen."""
    event = clients("member").events.report(REPORT)
    store = LocalStore(tmp_path / "local.db")
    yield Seat(clients("op1"), store, event)
    store.close()


def mark_urgent(clients: Any, seat: Seat) -> None:
    """Somebody else does something that leaves the event where it is, in another version."""
    leader = clients("leader")
    leader.events.do(seat.event.id, leader.events.one(seat.event.id).version, "mark_urgent")


def test_each_step_goes_to_the_version_that_the_one_before_left(clients: Any, seat: Seat) -> None:
    seat.do("take")
    seat.do("dispatch", 1, people=["member"])
    seat.do("raise_grade", 2, grade=3, reason="聚集")
    mark_urgent(clients, seat)
    done = seat.outbox.flush()
    assert (done.sent, done.refused, seat.store.outbox()) == (3, 0, [])
    assert seat.client.events.one(seat.event.id).grade == 3
    trail = seat.trail()
    assert (trail["event.take"], trail["event.dispatch"], trail["event.raise_grade"]) == (1, 1, 1)


def test_what_waits_already_isnt_kept_twice(seat: Seat) -> None:
    assert seat.do("take") == seat.do("take")
    assert seat.do("mark_urgent") != seat.do("take")
    report = ("POST", f"{BASE}/reports", REPORT, "report")
    assert seat.outbox.put(*report) != seat.outbox.put(*report)  # two people may have seen it


def test_where_the_event_stands_otherwise_a_person_is_asked(clients: Any, seat: Seat) -> None:
    take = seat.do("take")
    dispatch = seat.do("dispatch", 1, people=["member"])
    clients("op2").events.do(seat.event.id, seat.event.version, "take")
    assert seat.outbox.flush().refused == 2
    assert seat.problems() == ["stale_version", STEP_BEFORE]
    assert seat.trail()["event.dispatch"] == 0
    seat.outbox.send_anyway(take)
    assert seat.outbox.flush().refused == 1  # it goes to the newest version: not allowed there
    assert seat.problems() == ["state_conflict", STEP_BEFORE]
    seat.outbox.give_up(take)
    seat.outbox.give_up(dispatch)
    assert seat.store.outbox() == []


def test_sent_after_all_it_goes_to_the_event_as_it_stands(clients: Any, seat: Seat) -> None:
    taken = seat.do("take")
    clients("leader").events.do(
        seat.event.id, seat.event.version, "raise_grade", {"grade": 3, "reason": "聚集"}
    )
    assert seat.outbox.flush().refused == 1
    assert seat.problems() == ["stale_version"]
    seat.outbox.send_anyway(taken, now() + timedelta(minutes=10))
    assert seat.outbox.flush().sent == 1
    assert seat.trail()["event.take"] == 1


def test_after_an_expired_step_those_that_follow_wait_too(seat: Seat) -> None:
    taken = seat.do("take")
    dispatch = seat.do("dispatch", 1, people=["member"])
    seat.store.mark(taken, OutState.WAITING, None, datetime(2026, 1, 1, tzinfo=UTC))
    done = seat.outbox.flush()
    assert (done.sent, done.expired, done.refused) == (0, 1, 1)
    assert seat.problems() == [STEP_BEFORE]
    seat.outbox.send_anyway(dispatch)
    seat.outbox.send_anyway(taken)
    assert seat.outbox.flush().sent == 2


def test_a_closed_outbox_sends_nothing(seat: Seat) -> None:
    seat.do("take")
    seat.outbox.close()  # somebody else signs in: it would be done in their name
    assert seat.outbox.flush().sent == 0
    assert len(seat.store.outbox(OutState.WAITING)) == 1

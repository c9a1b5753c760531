"""What is passed on: to whoever sees the event, through every process, and kept nowhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, text

from backend.api import feed as feed_source
from backend.api.feed import Feed
from backend.api.passing import MAX_NOTICE, MAX_WAITING, Waiting, notice_of, passing_of
from backend.bootstrap import build
from backend.domain.sight import Scope
from backend.services.parts import Backend
from backend.services.town_rules import RuleShelf
from backend.storage.unit_of_work import ITSELF
from backend_client.client import Client
from backend_client.feed_protocol import Message, Passing
from backend_client.feed_reader import FeedReader
from tests.backend_client.test_contract import QUICK, clients
from tests.backend_parts import Served
from tests.backend_town import FARMING, REPORT, TOWN
from tests.guards.patience import PATIENCE_S

__all__ = ["clients"]
DRAWING = {"tool": "pen", "colour": "red", "width": 2, "points": [[120.2, 29.7], [120.3, 29.7]]}


class Ear:
    """One listener, connected: what was passed on to it, and how far it is."""

    def __init__(self, client: Client, after: int) -> None:
        self.heard: list[Passing] = []
        self.news = threading.Condition()
        is_there = threading.Event()
        states = lambda is_on: is_there.set() if is_on else None  # noqa: E731
        self.reader = FeedReader(client.transport, self.take, after, states)
        self.reader.start()
        assert is_there.wait(PATIENCE_S)

    def take(self, message: Message) -> None:
        with self.news:
            if message.passing is not None:
                self.heard.append(message.passing)
            self.news.notify_all()

    def hears(self, count: int) -> bool:
        with self.news:
            return self.news.wait_for(lambda: len(self.heard) >= count, PATIENCE_S)

    def is_at(self, seq: int) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.reader.seq >= seq, PATIENCE_S)


@contextmanager
def ears(*people: Client) -> Iterator[list[Ear]]:
    with ExitStack() as open_:
        found = []
        for one in people:
            found.append(Ear(one, one.journal.page(limit=1).last))
            open_.callback(found[-1].reader.close)
        yield found


def opened(clients: Any) -> str:
    op, commander = clients("op1"), clients("commander")
    event = clients("member").events.report({**REPORT, "text": "饭店晚上偷排油烟"})
    event = op.events.do(event.id, event.version, "take")
    called = {"platforms": ["SJ", "ZF"], "departments": [FARMING]}
    return str(commander.events.do(event.id, event.version, "open_consultation", called).id)


def test_who_sees_the_event_sees_who_points_where(clients: Any) -> None:
    event = opened(clients)
    sj, far, op = clients("sj"), clients("far"), clients("op1")
    there = {"lon": 121.0, "lat": 30.0}
    with ears(op, clients("farmer"), sj, far) as (room, farmer, own, stranger):
        for number in range(3):
            point = (120.2, 29.7 + number / 100)
            sj.consultations.point(event, "map", point, DRAWING if number else None)
            assert all(one.hears(number + 1) for one in (room, farmer, own))
            report = {"town": "YZ", "source": "pane", "text": "路灯坏了", "position": there}
            far.events.report(report)
            assert stranger.is_at(far.journal.page(limit=1).last)
        last = sj.journal.page(limit=1).last
    for one in (room, farmer, own):
        assert [told.point for told in one.heard] == [(120.2, 29.7), (120.2, 29.71), (120.2, 29.72)]
        told = one.heard[-1]
        assert (told.event, told.person, told.name, told.surface) == (event, "sj", "sj", "map")
        assert told.drawing == DRAWING
        assert one.heard[0].drawing is None
    assert stranger.heard == []
    assert last == op.journal.page(limit=1).last
    assert "passing" not in {one.what for one in op.journal.all()}


def test_a_wall_sees_it_too(clients: Any, served: Served) -> None:
    event, leader = opened(clients), clients("leader")
    leader.walls.make(TOWN, "大厅", 6, 1.2)
    key = leader.walls.make_key(TOWN, "大厅")
    with Client(f"http://127.0.0.1:{served.port}", QUICK) as wall:
        wall.sessions.sign_in_wall(TOWN, "大厅", key)
        whole = list(wall.journal.all(event=event))
        assert whole[-1].what == "event.open_consultation"

        ear = Ear(wall, whole[-1].seq)
        clients("zf").consultations.point(event, "timeline")
        is_heard = ear.hears(1)
        ear.reader.close()
    assert is_heard
    assert (ear.heard[0].person, ear.heard[0].point) == ("zf", None)


@pytest.fixture
def backends(
    engine: Engine, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[list[Backend]]:
    url = engine.url.render_as_string(hide_password=False)
    found = [build(url, tmp_path, hasher=hasher, shelf=shelf) for _ in range(2)]
    yield found
    for one in found:
        one.close()


@contextmanager
def listening(feed: Feed) -> Iterator[tuple[Waiting, threading.Event]]:
    """A listener who takes nothing out."""
    woken = threading.Event()
    with feed.listening(woken.set) as told:
        yield told, woken
    feed.close()


def settled(told: Waiting, woken: threading.Event, last: int) -> bool:
    while not (told and json.loads(told[-1].text)["number"] == last):
        woken.clear()
        if not (told and json.loads(told[-1].text)["number"] == last) and not woken.wait(
            PATIENCE_S
        ):
            return False
    return True


def test_who_doesnt_listen_holds_nobody_up_and_forgets_the_oldest(
    backends: list[Backend],
) -> None:
    many, scope = 3 * MAX_WAITING, Scope(TOWN)
    feed = Feed(backends[0].store)
    with listening(feed) as (told, woken):
        passes_on(feed, (told, woken))
        for number in range(many):
            feed.pass_on(scope, {"number": number})
        assert settled(told, woken, many - 1)
        numbers = [json.loads(one.text)["number"] for one in told]
    assert numbers == list(range(many - MAX_WAITING, many))


ON_POSTGRESQL = pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)


def passes_on(feed: Feed, *listeners: tuple[Waiting, threading.Event]) -> None:
    """Say something again and again until every process listens; then nobody has heard of it."""
    for told, woken in listeners:
        while not told:
            woken.clear()
            feed.pass_on(Scope(TOWN), {"number": -1})
            woken.wait(0.2)
    feed.pass_on(Scope(TOWN), {"number": -2})
    for told, woken in listeners:
        assert settled(told, woken, -2)
        told.clear()


@ON_POSTGRESQL
def test_it_comes_to_the_other_processes_too(backends: list[Backend]) -> None:
    first, second = (Feed(one.store) for one in backends)
    scope = Scope(TOWN, "FX01", None, frozenset({FARMING}), frozenset({"member"}))
    with listening(first) as (own, own_woken), listening(second) as (other, other_woken):
        passes_on(first, (own, own_woken), (other, other_woken))
        for number in range(20):
            (first, second)[number % 2].pass_on(scope, {"number": number})
        assert settled(own, own_woken, 19)
        assert settled(other, other_woken, 19)
        for told in (own, other):
            assert [json.loads(one.text)["number"] for one in told] == list(range(20))
            assert {one.scope for one in told} == {scope}
    backends[0].store.tell_processes("nobody listens any more")


@ON_POSTGRESQL
@pytest.mark.allow_logs("The feed can't read the journal")
def test_a_connection_that_breaks_is_made_anew(
    backends: list[Backend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_source, "AWAY_S", 0.05)
    store = backends[0].store
    feed = Feed(store)
    listening_now = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    with listening(feed) as (told, woken):
        passes_on(feed, (told, woken))
        with store.reading() as connection:
            assert connection.execute(listening_now).scalars().all() == [True]
        passes_on(feed, (told, woken))
        store.do(ITSELF, lambda unit: unit.note("town.test", Scope(TOWN), {}))
        last = store.last_seq()
        while [one.seq for one in feed.after(last - 1) or ()] != [last]:
            woken.clear()
            assert feed.after(last - 1) or woken.wait(PATIENCE_S)


def test_a_notice_is_as_short_as_postgresql_wants_it() -> None:
    scope = Scope(TOWN, "FX01", "FX01-05", frozenset({FARMING}), frozenset({"member", "李四"}))
    points = [[-120.123456, -29.123456]] * 200
    told = {"type": "passing", "drawing": {**DRAWING, "points": points}, "point": [0.5, 0.25]}
    notice = notice_of(scope, told)
    assert notice is not None
    assert len(notice.encode()) <= MAX_NOTICE
    assert (passing_of(notice).scope, json.loads(passing_of(notice).text)) == (scope, told)
    many = frozenset(f"部门{number:040}" for number in range(60))
    wide = Scope(TOWN, departments=many, people=frozenset({"member"}))
    assert json.loads(passing_of(notice_of(wide, told) or "").text) == {**told, "drawing": None}
    crowd = frozenset(f"person-{number:040}" for number in range(300))
    crowded = notice_of(Scope(TOWN, departments=many, people=crowd), told)
    assert passing_of(crowded or "").scope == Scope(TOWN, departments=many)
    everybody = Scope(TOWN, departments=frozenset(f"{number:0100}" for number in range(100)))
    assert notice_of(everybody, told) is None


@pytest.mark.allow_logs("Too many concerned")
def test_what_is_too_long_for_all_is_left_out(backends: list[Backend]) -> None:
    feed = Feed(backends[0].store)
    everybody = Scope(TOWN, departments=frozenset(f"{number:0100}" for number in range(100)))
    with listening(feed) as (told, woken):
        passes_on(feed, (told, woken))
        feed.pass_on(everybody, {"number": 0})
        feed.pass_on(Scope(TOWN), {"number": 1})
        assert settled(told, woken, 1)
        assert len(told) == 1

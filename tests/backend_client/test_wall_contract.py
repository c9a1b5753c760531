"""The client's walls against the real server, on both kinds of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend_client.client import Client
from backend_client.errors import ConflictError, MayNotError, NotFoundError, NotSignedInError
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader
from backend_client.records import Entry
from backend_client.wall_records import WallScene, WallScreen, WallScreenHealth
from tests.backend_client.test_contract import QUICK, clients
from tests.backend_parts import Served
from tests.backend_town import REPORT, TOWN
from tests.guards.patience import PATIENCE_S

__all__ = ["clients"]
Clients = Callable[[str], Client]
HALL = "指挥大厅 1"
CALM = {"A-1": {"kind": "clock"}, "span": {"kind": "camera_span", "camera": "C1"}}
SCENE = WallScene(
    "夜间", {"A-1": {"kind": "event"}}, ({"days": [1], "from": "22:00", "to": "06:00"},), 4, 0
)


def test_a_wall_is_made_driven_and_given_scenes(clients: Clients) -> None:
    leader, op = clients("leader"), clients("op1")
    with pytest.raises(MayNotError):
        op.walls.make(TOWN, HALL, 6, 1.2)
    made = leader.walls.make(TOWN, HALL, 6, 1.2)
    assert (made.text_share, made.version, made.health) == (0.005, 1, None)
    shown = op.walls.show(TOWN, HALL, CALM, made.version)
    assert shown.shown == CALM
    with pytest.raises(ConflictError) as late:
        op.walls.show(TOWN, HALL, {}, made.version)
    assert late.value.problem.current is not None
    assert late.value.problem.current["shown"] == CALM
    kept = op.walls.keep_scene(TOWN, HALL, SCENE)
    assert replace(kept, version=0, shown=SCENE.shown) == SCENE
    event = clients("member").events.report(REPORT)
    called = op.walls.call(TOWN, HALL, "夜间")
    assert (called.scene, called.shown) == ("夜间", {"A-1": {"kind": "event", "id": event.id}})
    whole = op.walls.one(TOWN, HALL)
    assert (whole.scenes, whole.shown) == ((kept,), called.shown)
    op.walls.remove_scene(TOWN, HALL, kept)
    changed = leader.walls.make(TOWN, HALL, 8, 1.2, text_share=0.01, version=called.version)
    assert op.walls.list(TOWN) == (changed,)
    renamed = leader.walls.rename(TOWN, HALL, "二楼 1", changed.version)
    assert (renamed.name, renamed.shown) == ("二楼 1", changed.shown)
    with pytest.raises(ConflictError):
        leader.walls.remove(TOWN, "二楼 1", changed.version)
    with pytest.raises(MayNotError):
        op.walls.remove(TOWN, "二楼 1", renamed.version)
    hours = op.towns.hours(TOWN, renamed.changed_at - timedelta(hours=1), 2)
    assert sum(one.reported for one in hours) == 1
    leader.walls.remove(TOWN, "二楼 1", renamed.version)
    assert op.walls.list(TOWN) == ()
    with pytest.raises(NotFoundError):
        op.walls.one(TOWN, "other")


class Following:
    """A wall's process that knows only how the wall was and what the feed tells."""

    def __init__(self, client: Client) -> None:
        first = client.walls.one(TOWN, HALL)
        self.shown, self.news = first.shown, threading.Condition()
        self.reader = FeedReader(client.transport, self.take, first.seq)
        self.reader.start()

    def take(self, message: Message) -> None:
        with self.news:
            for entry in message.entries:
                self._follow(entry)
            self.news.notify_all()

    def _follow(self, entry: Entry) -> None:
        if entry.what == "wall.shown" and entry.change["wall"] == HALL:
            self.shown = entry.change["shown"]

    def waits_for(self, shown: object) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.shown == shown, PATIENCE_S)


def test_a_wall_s_process_signs_in_follows_and_tells(clients: Clients, served: Served) -> None:
    leader, op = clients("leader"), clients("op1")
    version = leader.walls.make(TOWN, HALL, 6, 1.2).version
    key = leader.walls.make_key(TOWN, HALL)
    screens = (WallScreen("A-1", 0, 0, 1920, 1080, serial="X1"),)
    with Client(f"http://127.0.0.1:{served.port}", QUICK) as wall:
        with pytest.raises(NotSignedInError):
            wall.sessions.sign_in_wall(TOWN, HALL, key + "x")
        assert wall.sessions.sign_in_wall(TOWN, HALL, key).name == HALL
        wall.walls.tell_screens(TOWN, HALL, screens)
        wall.walls.tell_health(TOWN, HALL, [WallScreenHealth("A-1", 25.0, 3, 4)], 31.5, 1)
        seen = op.walls.one(TOWN, HALL)
        assert (seen.screens, seen.has_key) == (screens, True)
        assert seen.health is not None
        assert (seen.health.cpu, seen.health.screens[0].live, seen.health.restarts) == (31.5, 3, 1)
        follower = Following(wall)
        try:
            op.walls.show(TOWN, HALL, CALM, version)
            assert follower.waits_for(CALM)
        finally:
            follower.reader.close()
        assert wall.towns.cameras(TOWN) == ()
        assert wall.events.page().items == ()
        with pytest.raises(MayNotError):
            wall.walls.call(TOWN, HALL, "x")
        with pytest.raises(MayNotError):
            wall.journal.page()
        leader.walls.revoke_key(TOWN, HALL)
        with pytest.raises(NotSignedInError):
            wall.walls.one(TOWN, HALL)

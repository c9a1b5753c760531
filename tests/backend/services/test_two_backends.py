"""Two backends on one database: a camera has one holder, a wall one picture; each is told once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, insert

from backend.bootstrap import build
from backend.services.faults import CameraTakenError, NotFoundError, StaleRowError
from backend.services.parts import Backend
from backend.services.ptz_leases import Asked, end_leases, take_lease
from backend.services.ptz_presets import keep_preset
from backend.services.town_rules import RuleShelf
from backend.services.wall_keys import make_key, sign_in_wall
from backend.services.wall_making import make_wall, remove_wall, rename_wall
from backend.services.wall_rounds import turn_walls
from backend.services.walls import Told, keep_scene, show, tell_health
from backend.storage.journal import read, verify
from backend.storage.ptz import Preset, lease_of
from backend.storage.tables import camera
from backend.storage.unit_of_work import ITSELF, Actor, Unit
from backend.storage.walls import KeptScene, Legibility, find_wall, health_of, scenes_of
from tests.backend_town import TOWN, StandingClock, actor_of, set_up

PEOPLE = ("op1", "op2", "leader", "commander")
ROUNDS = 8


@dataclass
class Two:
    """Two backends with one clock."""

    backends: list[Backend]
    clock: StandingClock

    def actor(self, who: str) -> Actor:
        return actor_of(self.backends[0], who)

    def at_once(self, *works: Callable[[], object]) -> list[object]:
        """Do them together, and give back what each gave or raised."""
        start = threading.Barrier(len(works))

        def done(work: Callable[[], object]) -> object:
            start.wait()
            try:
                return work()
            except (CameraTakenError, NotFoundError, StaleRowError) as error:
                return error

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(done, works))

    def whats(self) -> list[str]:
        with self.backends[0].store.reading() as connection:
            found = [one.what for one in read(connection, 0, 10_000)]
        return [one for one in found if one.startswith(("ptz.", "wall."))]


@pytest.fixture
def two(engine: Engine, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Two]:
    url, clock = engine.url.render_as_string(hide_password=False), StandingClock()
    backends = [build(url, tmp_path, clock, hasher, shelf) for _ in range(2)]
    set_up(backends[0])
    row = {"id": "C1", "town": TOWN, "name": "高点"}
    backends[0].store.do(ITSELF, lambda unit: unit.connection.execute(insert(camera).values(row)))
    yield Two(backends, clock)
    with backends[0].store.reading() as connection:
        assert list(verify(connection)) == []
    for backend in backends:
        backend.close()


def asking(two: Two, who: str, number: int, *, take_over: bool = False) -> Callable[[], object]:
    store, actor = two.backends[number % 2].store, two.actor(who)
    return lambda: store.do(
        actor, lambda unit: take_lease(unit, TOWN, "C1", Asked("席", take_over))
    )


def test_of_those_who_ask_at_once_one_has_it(two: Two) -> None:
    for _ in range(ROUNDS):
        found = two.at_once(*(asking(two, who, n) for n, who in enumerate(PEOPLE)))
        assert sum(isinstance(one, CameraTakenError) for one in found) == len(PEOPLE) - 1
        two.clock.now += timedelta(minutes=1)
        end_leases(two.backends[0])
    assert two.whats() == ["ptz.taken", "ptz.expired"] * ROUNDS


def test_whoever_comes_first_the_highest_rank_has_it_in_the_end(two: Two) -> None:
    works = [asking(two, who, n, take_over=True) for n, who in enumerate(PEOPLE)]
    two.at_once(*works)
    with two.backends[0].store.reading() as connection:
        lease = lease_of(connection, TOWN, "C1")
    assert lease is not None
    assert lease.person == "commander"


def test_an_end_is_told_once(two: Two) -> None:
    for number in range(ROUNDS):
        asking(two, "op1", number)()
        two.clock.now += timedelta(seconds=31)
        found = two.at_once(*(partial(end_leases, one) for one in two.backends))
        assert sorted(map(str, found)) == ["0", "1"]
    assert two.whats() == ["ptz.taken", "ptz.expired"] * ROUNDS


def test_an_end_and_a_new_beginning_at_once_are_told_in_order(two: Two) -> None:
    for number in range(ROUNDS):
        asking(two, "op1", number)()
        two.clock.now += timedelta(seconds=31)
        two.at_once(lambda: end_leases(two.backends[0]), asking(two, "op2", 1))
        two.clock.now += timedelta(seconds=31)
        end_leases(two.backends[1])
    assert two.whats() == ["ptz.taken", "ptz.expired"] * (2 * ROUNDS)


def test_two_who_keep_one_preset_don_t_overwrite_each_other(two: Two) -> None:
    def keeping(who: str, number: int) -> Callable[[], object]:
        store, actor = two.backends[number].store, two.actor(who)
        told = Preset(1, who, 0.0, 0.0, 0.0, "", None, 0)
        return lambda: store.do(actor, lambda unit: keep_preset(unit, TOWN, "C1", told))

    found = two.at_once(keeping("op1", 0), keeping("op2", 1))
    assert {type(one) for one in found} == {Preset, StaleRowError}


LEGIBILITY = Legibility(6.0, 1.2, 0.005)


def made_wall(two: Two) -> None:
    two.backends[0].store.do(
        two.actor("leader"), lambda unit: make_wall(unit, TOWN, "A", LEGIBILITY, 0)
    )


def test_of_two_who_make_or_show_at_once_one_does(two: Two) -> None:
    leader, op = two.actor("leader"), two.actor("op1")

    def making(number: int) -> Callable[[], object]:
        store = two.backends[number].store
        return lambda: store.do(leader, lambda unit: make_wall(unit, TOWN, "A", LEGIBILITY, 0))

    def showing(number: int) -> Callable[[], object]:
        store, shown = two.backends[number].store, {"A-1": {"kind": ("clock", "board")[number]}}
        return lambda: store.do(op, lambda unit: show(unit, TOWN, "A", shown, None, 1))

    for works in ((making(0), making(1)), (showing(0), showing(1))):
        found = two.at_once(*works)
        assert sum(isinstance(one, StaleRowError) for one in found) == 1
    assert two.whats() == ["wall.made", "wall.shown"]


def test_hours_call_a_scene_once(two: Two) -> None:
    made_wall(two)
    hours = [{"days": [1, 2, 3, 4, 5, 6, 7], "from": "10:30", "to": "12:00"}]  # it is 10:00

    def keep(unit: Unit) -> None:
        scene = KeptScene("x", {"A-1": {"kind": "board"}}, hours, None, 0, unit.now)
        keep_scene(unit, TOWN, "A", scene)

    two.backends[0].store.do(two.actor("op1"), keep)
    two.clock.now += timedelta(minutes=31)
    found = two.at_once(*(partial(turn_walls, one) for one in two.backends))
    assert sorted(map(str, found)) == ["0", "1"]
    assert two.whats() == ["wall.made", "wall.scene_kept", "wall.scene_called", "wall.shown"]
    with two.backends[0].store.reading() as connection:
        kept = find_wall(connection, TOWN, "A")
    assert kept is not None
    assert (kept.showing.now.scene, kept.version) == ("x", 2)


def test_of_two_who_rename_or_remove_at_once_one_does(two: Two) -> None:
    leader = two.actor("leader")

    def renaming(number: int) -> Callable[[], object]:
        store = two.backends[number].store
        return lambda: store.do(leader, lambda unit: rename_wall(unit, TOWN, "A", "B", 1))

    def removing(number: int) -> Callable[[], object]:
        store = two.backends[number].store
        return lambda: store.do(leader, lambda unit: remove_wall(unit, TOWN, "A", 1))

    for first, second in ((renaming, renaming), (renaming, removing)):
        made_wall(two)
        found = two.at_once(first(0), second(1))
        assert sum(isinstance(one, NotFoundError) for one in found) == 1, found
        forget_wall(two, "B")
    assert two.whats().count("wall.made") == two.whats().count("wall.removed") == 2


def test_a_scene_that_is_kept_while_its_wall_is_removed_goes_with_it(two: Two) -> None:
    op, leader = two.actor("op1"), two.actor("leader")

    def keep(unit: Unit) -> object:
        return keep_scene(unit, TOWN, "A", KeptScene("x", {}, [], None, 0, unit.now))

    for _ in range(ROUNDS):
        made_wall(two)
        kept, gone = two.at_once(
            lambda: two.backends[0].store.do(op, keep),
            lambda: two.backends[1].store.do(leader, lambda unit: remove_wall(unit, TOWN, "A", 1)),
        )
        assert isinstance(kept, KeptScene | NotFoundError)
        assert gone is None
        with two.backends[0].store.reading() as connection:
            assert scenes_of(connection, TOWN, "A") == []
            assert find_wall(connection, TOWN, "A") is None


def forget_wall(two: Two, name: str) -> None:
    """No wall of this name, whatever became of it."""
    store = two.backends[0].store
    with store.reading() as connection:
        kept = find_wall(connection, TOWN, name)
    if kept is not None:
        leader, version = two.actor("leader"), kept.version
        store.do(leader, lambda unit: remove_wall(unit, TOWN, name, version))


def test_how_a_wall_is_comes_through_either(two: Two) -> None:
    made_wall(two)
    leader = two.actor("leader")
    key = two.backends[0].store.do(leader, lambda unit: make_key(unit, TOWN, "A", "wall-1"))
    actor = sign_in_wall(two.backends[1].store, TOWN, "A", key).actor

    def telling(number: int) -> Callable[[], object]:
        store, told = two.backends[number].store, Told({"screens": [], "cpu": 1.0}, number)
        return lambda: store.do(actor, lambda unit: tell_health(unit, TOWN, "A", told))

    assert two.at_once(telling(0), telling(1)) == [None, None]
    with two.backends[0].store.reading() as connection:
        assert health_of(connection, TOWN)["A"].restarts in {0, 1}

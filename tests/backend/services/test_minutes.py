"""Minutes on both kinds of database, and with two backends that make them at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backend.api.app import create_app
from backend.bootstrap import build
from backend.minutes.content import Form
from backend.minutes.press import Press, PressBusyError
from backend.services.minutes import AMENDED, WRITTEN, amend, minutes_file, versions_of
from backend.services.town_rules import RuleShelf
from backend.storage.journal import read_kinds, verify
from backend.storage.unit_of_work import Actor
from tests.backend_minutes import decided
from tests.backend_town import Api, Time, actor_of, set_up


@pytest.fixture
def two(
    migrated_url: str, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[list[Api]]:
    """Two backends on one database and one folder, as two processes would be."""
    clock = Time()
    backends = [build(migrated_url, tmp_path, clock, hasher, shelf) for _ in range(2)]
    set_up(backends[0])
    apis = [Api(create_app(one), one, clock) for one in backends]
    yield apis
    for one in apis:
        one.app.state.feed.close()
    with backends[0].store.reading() as connection:
        assert list(verify(connection)) == []
    for backend in backends:
        backend.close()


def actor(api: Api, who: str) -> Actor:
    return actor_of(api.backend, who)


def noted(api: Api, event: str, what: str) -> list[object]:
    with api.backend.store.reading() as connection:
        return [one.change["version"] for one in read_kinds(connection, event, what)]


def test_two_backends_give_the_bytes_of_whoever_was_first(two: list[Api]) -> None:
    event, people = decided(two[0])["id"], [actor(two[0], who) for who in ("op1", "sj")]
    start = threading.Barrier(2)

    def asks(at: int) -> bytes:
        start.wait()
        return minutes_file(two[at].backend, people[at], event, 1, Form.DOCX).data

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(asks, range(2))
    assert first == second
    assert noted(two[0], event, WRITTEN) == [1]
    with two[1].backend.store.reading() as connection:
        (version,) = versions_of(connection, people[1].person, event)
    kept = version.kept(Form.DOCX)
    assert kept is not None
    assert kept.size == len(first)


def test_two_amendments_at_once_are_two_versions(two: list[Api]) -> None:
    event, people = decided(two[0])["id"], [actor(two[0], who) for who in ("leader", "commander")]
    start = threading.Barrier(2)

    def amends(at: int) -> int:
        start.wait()
        return two[at].backend.store.do(
            people[at], lambda unit: amend(unit, event, f"第{at}处", "笔误")
        )

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(amends, range(2))) == [2, 3]
    assert noted(two[0], event, AMENDED) == [2, 3]


def test_a_press_that_is_busy_too_long_says_so() -> None:
    press = Press(patience_s=0.01)
    with press.turn(), pytest.raises(PressBusyError), press.turn():
        pass
    with press.turn():
        pass

"""The town's files taken in by a real backend, and its people living against it."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backend.bootstrap import build
from backend.services.loading import TownFileError, load_town
from backend.services.parts import Backend
from backend.services.signatures import verify_signatures
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from backend.storage.people import find_actor
from simulator.life import director as director_module
from simulator.life.director import Director, Pace
from simulator.life.reports import MIX, ReportSource
from simulator.life.run import live
from simulator.town_files import TOWN, write_town
from simulator.town_grids import TOWN_GRIDS, grid_at
from simulator.town_people import Population, departments
from tests.backend_parts import serve_app

PASSWORD = "模拟-小镇-2026"


@pytest.fixture
def town(tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Backend]:
    write_town(tmp_path / "town", {"C001": {"sub": "rtsp://127.0.0.1:8554/C001/sub"}}, {})
    url = f"sqlite:///{tmp_path / 'town.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    backend = build(url, tmp_path, hasher=hasher, shelf=shelf)
    backend.accounts.add_first()
    with backend.store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    found = backend.store.do(
        admin, lambda unit: load_town(unit, backend.accounts, tmp_path / "town", PASSWORD)
    )
    assert (found["grids"], found["cameras"], found["speakers"]) == (200, 700, 60)
    yield backend
    with backend.store.reading() as connection:
        assert [*verify(connection), *verify_signatures(connection)] == []
    backend.close()


def test_the_town_is_as_large_as_towns_are() -> None:
    field = Population().field_people
    assert len(TOWN_GRIDS) == 200
    assert len(field) == 300
    covered = {grid for person in field for grid in person.grids}
    assert covered == {grid.code for grid in TOWN_GRIDS}
    assert len({person.name for person in Population().people}) == len(Population().people)
    for grid in TOWN_GRIDS:
        if grid.kind == "dedicated":
            assert grid_at(*grid.middle) == grid


def test_every_department_of_the_dictionary_has_somebody(shelf: RuleShelf, town: Backend) -> None:
    with town.store.reading() as connection:
        rules = shelf.of(connection, TOWN, datetime.now(UTC))
    known = {one.name for one in departments()}
    leads = {row.lead_dept for row in rules.taxonomy.subcategories.values()}
    assert leads <= known
    assert {person.department for person in Population().people} - {""} == known


@pytest.mark.parametrize("mix", MIX)
def test_the_same_seed_reports_the_same(mix: str) -> None:
    told = [
        [ReportSource.of(seed, mix).make(TOWN, (0.0, 0.0)) for _ in range(3)] for seed in (1, 1, 2)
    ]
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_half_an_hour_of_the_town_ends_in_settled_events(
    town: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(director_module, "POSITIONS_EVERY_S", 60.0)
    with serve_app(town) as address:
        source = ReportSource.of(3, "busy")
        director = Director([address], PASSWORD, Pace(reports_per_hour=15), source)
        director.begin()
        for minute in range(1, 31):
            director.run_until(minute * 60.0)
        figures = director.client("op1").towns
        now = datetime.now(UTC)
        whole = figures.figures(TOWN, now.replace(year=2000), now.replace(year=2100))[0]
        whats = Counter(one.what for one in director.client("auditor").journal.all())
        shown = figures.map(TOWN, (120.3, 29.6, 120.6, 29.9), "people")
        director.close()
    assert director.failures == []
    assert whole.reported >= 4
    assert whole.closed >= 1
    assert whats["event.field_status"] >= 2
    steps = ("dispatch", "assign", "sign", "feed_back", "verify")
    assert {f"event.{step}" for step in steps} <= set(whats)
    assert len(shown["people"]) == 300


def test_everybody_who_is_invited_speaks_and_the_commander_signs(town: Backend) -> None:
    with serve_app(town) as address:
        director = Director([address], PASSWORD, Pace(), ReportSource.of(3, "busy"))
        reporter = next(one.id for one in Population().field_people)
        place = {"position": {"lon": 120.45, "lat": 29.75}}
        told = {"town": TOWN, "source": "field", "text": "有人组织传销", **place}
        event = director.client(reporter).events.report(told)
        op, commander = director.client("op1").events, director.client("commander")
        event = op.do(event.id, event.version, "take")
        called = {"platforms": ["ZZ", "SJ"], "departments": ["派出所"]}
        commander.events.do(event.id, event.version, "open_consultation", called)
        director.touched(event.id)
        for minute in range(1, 31):
            director.run_until(minute * 60.0)
        decision = commander.decisions.one(event.id)
        director.close()
    assert director.failures == []
    assert decision.is_valid
    parties = json.loads(decision.text)["parties"]
    assert {one["party"]: one["stance"] for one in parties} == {
        "SJ": "agreed",
        "ZZ": "agreed",
        "派出所": "agreed",
    }


def test_it_lives_until_it_is_told_to_end(town: Backend) -> None:
    ended = threading.Event()
    with serve_app(town) as address:
        director = Director([address], PASSWORD, Pace(600), ReportSource.of(1, "storm"))
        living = threading.Thread(target=live, args=(director, 200.0, ended))
        living.start()
        until = threading.Event()
        for _ in range(200):
            until.wait(0.1)
            with town.store.reading() as connection:
                if connection.exec_driver_sql("SELECT COUNT(*) FROM event").scalar_one() >= 3:
                    break
        ended.set()
        living.join()
        with town.store.reading() as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM event").scalar_one() >= 3


def test_a_folder_that_is_no_town_says_why(town: Backend, tmp_path: Path) -> None:
    with town.store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    folder = tmp_path / "other"
    with pytest.raises(TownFileError, match=r"town\.json"):
        town.store.do(admin, lambda unit: load_town(unit, town.accounts, folder, PASSWORD))
    folder.mkdir()
    (folder / "town.json").write_text(json.dumps({"code": "FX", "name": "枫溪镇"}))
    (folder / "people.csv").write_text(f"编号,姓名\n{random.Random(1).random()},\n")
    with pytest.raises(TownFileError, match=r"people\.csv: 2 name"):
        town.store.do(admin, lambda unit: load_town(unit, town.accounts, folder, PASSWORD))

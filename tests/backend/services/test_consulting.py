"""The table as the backend keeps it: in the journal alone, for two backends on one database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, insert, select

from backend.bootstrap import build
from backend.domain.actions import Action
from backend.domain.consult_items import seat_of
from backend.domain.consult_ops import Op, Verb
from backend.domain.consult_table import OP, ConsultTable
from backend.domain.event_facts import Source, Stance
from backend.domain.limits import parse_limit
from backend.domain.payload import Payload
from backend.domain.refusals import Why
from backend.domain.words import Platform
from backend.services import consulting
from backend.services.acting import Order, act
from backend.services.consulting import TableShelf, do_op, table_of
from backend.services.faults import NotFoundError, RefusedError, StaleRowError, UnfitError
from backend.services.parts import Backend
from backend.services.reporting import NewReport, take_report
from backend.services.town_rules import RuleShelf
from backend.storage.events import find_event, scope_of
from backend.storage.journal import read, verify
from backend.storage.tables import attachment
from backend.storage.unit_of_work import ITSELF, Actor, Unit
from tests.backend_table import file, measure, message, stroke
from tests.backend_town import FARMING, TOWN, actor_of, set_up

PEOPLE = ("op1", "op2", "leader", "commander", "sj", "zf", "farmer")
PLATFORMS = frozenset({Platform.MARKET, Platform.ENFORCEMENT})


def forenoon() -> datetime:
    return datetime.now(UTC).replace(hour=2)


@dataclass
class Table:
    """An event that is consulted about, and two backends that are asked in turn."""

    backends: list[Backend]
    event: str = ""
    keys: Counter[str] = field(default_factory=Counter)

    def actor(self, who: str) -> Actor:
        return actor_of(self.backends[0], who)

    def does(self, who: str, op: Op, number: int = 0) -> str:
        backend = self.backends[number]
        self.keys[who] += 1
        key = f"{who}-{self.keys[who]:06}"
        actor = self.actor(who)
        backend.store.do(actor, lambda unit: do_op(unit, backend.tables, self.event, key, op))
        return key

    def puts(self, who: str, id_: str, item: dict[str, Any], seen: int | None = None) -> str:
        return self.does(who, Op(Verb.PUT, id_, item, seen))

    def acts(self, who: str, action: Action, **given: Any) -> None:
        backend = self.backends[0]

        def work(unit: Unit) -> None:
            record = find_event(unit.connection, self.event)
            assert record is not None
            act(unit, backend.shelf, Order(self.event, record.version, action, Payload(**given)))

        backend.store.do(self.actor(who), work)

    def now(self, number: int = 0) -> ConsultTable:
        with self.backends[number].store.reading() as connection:
            kept = self.backends[number].tables.of(connection, self.event)
            assert kept == table_of(connection, self.event)
        return kept

    def opens(self) -> None:
        new = NewReport(TOWN, Source.FIELD, "key-00000001", "饭店晚上偷排油烟", 120.2, 29.7)
        backend = self.backends[0]
        work = lambda unit: take_report(unit, backend.shelf, new, backend.make_id)  # noqa: E731
        self.event = backend.store.do(self.actor("member"), work).facts.id
        self.acts("op1", Action.TAKE)
        called = {"platforms": PLATFORMS, "departments": frozenset({FARMING})}
        self.acts("commander", Action.OPEN_CONSULTATION, **called)


@pytest.fixture
def table(
    engine: Engine, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Table]:
    url = engine.url.render_as_string(hide_password=False)
    backends = [build(url, tmp_path, forenoon, hasher, shelf) for _ in range(2)]
    set_up(backends[0])
    found = Table(backends)
    found.opens()
    yield found
    with backends[0].store.reading() as connection:
        assert list(verify(connection)) == []
    for one in backends:
        one.close()


def why(table: Table, who: str, op: Op) -> Why:
    with pytest.raises(RefusedError) as refused:
        table.does(who, op)
    return refused.value.refusal.code


def test_what_is_done_is_one_entry_each_and_the_table_what_they_make(table: Table) -> None:
    table.does("farmer", Op(Verb.JOIN))
    key = table.puts("farmer", "line-00001", stroke())
    table.puts("sj", "measure-01", measure())
    seen = table.now().items["measure-01"]["seq"]
    table.puts("op1", "measure-01", measure("改"), seen)
    table.does("farmer", Op(Verb.UNDO))
    with table.backends[0].store.reading() as connection:
        entries = [one for one in read(connection, 0, 500, table.event) if one.what == OP]
        last = read(connection, table.now().seq - 1, 1)[0]
    assert [one.who for one in entries] == ["farmer", "farmer", "sj", "op1", "farmer"]
    assert entries[1].change["op"] == key
    assert entries[-1].change == {
        "op": "farmer-000003",
        "verb": "undo",
        "put": {},
        "drop": ["line-00001"],
        "undoes": key,
    }
    assert all(FARMING in one.scope.departments for one in entries)
    now = table.now(1)
    assert (now.seq, now.hash, now.state) == (last.seq, last.hash, "consulting")
    assert set(now.items) == {seat_of("farmer"), "measure-01"}
    assert now.items["measure-01"]["name"] == "sj"


def test_who_doesnt_sit_and_when_it_is_over(table: Table) -> None:
    say = Op(Verb.PUT, "message-01", message())
    assert why(table, "mayor", say) is Why.NOT_SEATED
    for who in ("auditor", "keeper", "stranger", "far"):
        with pytest.raises(NotFoundError):
            table.does(who, say)
    table.does("zf", say)
    table.acts("sj", Action.STATE_POSITION, stance=Stance.AGREED)
    table.acts(
        "commander",
        Action.SIGN_DECISION,
        lead=FARMING,
        limit=parse_limit("1WD"),
        text="联合执法",
        absent=frozenset({"ZF", FARMING}),
        is_signed=True,
    )
    for who in ("zf", "commander", "farmer"):
        assert why(table, who, Op(Verb.PUT, "message-02", message())) is Why.NOT_CONSULTING
    assert table.now().state == "assigned"
    assert set(table.now().items) == {"message-01"}


def test_a_measure_that_another_changed_first(table: Table) -> None:
    table.puts("sj", "measure-01", measure())
    with pytest.raises(StaleRowError) as late:
        table.puts("zf", "measure-01", measure("晚"))
    assert late.value.current == table.now().items["measure-01"]
    table.does("sj", Op(Verb.DROP, "measure-01"))
    with pytest.raises(StaleRowError) as gone:
        table.puts("zf", "measure-01", measure("晚"), 1)
    assert gone.value.current is None


def add_attachment(table: Table, id_: str, person: str, **changes: Any) -> None:
    row = {
        "id": id_,
        "town": TOWN,
        "name": "现场.jpg",
        "media_type": "image/webp",
        "size": 9,
        "sha256": "0" * 64,
        "original_sha256": "0" * 64,
        "width": 640,
        "height": 480,
        "added_by": person,
        "added_at": forenoon(),
        **changes,
    }
    store = table.backends[0].store
    store.do(ITSELF, lambda unit: unit.connection.execute(insert(attachment).values(row)))


def test_a_file_is_the_event_s_or_becomes_it(table: Table) -> None:
    own, others, theirs, far = (f"{number:032x}" for number in range(4))
    add_attachment(table, own, "sj")
    add_attachment(table, others, "zf")
    add_attachment(table, theirs, "zf", event=table.event)
    add_attachment(table, far, "sj", town="YZ")
    for unfit in (others, far, "f" * 32):
        with pytest.raises(UnfitError) as error:
            table.puts("sj", "picture-01", file(unfit))
        assert error.value.field == "item/attachment"
    table.puts("sj", "picture-01", file(own))
    table.puts("sj", "picture-02", file(theirs))
    told = table.now().items["picture-01"]
    assert (told["media_type"], told["width"], told["height"]) == ("image/webp", 640, 480)
    with table.backends[0].store.reading() as connection:
        query = select(attachment.c.id).where(attachment.c.event == table.event)
        assert set(connection.execute(query).scalars()) == {own, theirs}
        whats = [one.what for one in read(connection, 0, 500, table.event)]
    assert whats[-3:] == ["event.attachments", OP, OP]
    with pytest.raises(UnfitError):  # what isn't done attaches nothing either
        table.puts("zf", "picture-03", {**file(others), "surface": "not-there"})
    with table.backends[0].store.reading() as connection:
        row = connection.execute(select(attachment).where(attachment.c.id == others)).one()
    assert row.event is None


def test_a_second_consultation_begins_with_an_empty_table(table: Table) -> None:
    table.puts("sj", "measure-01", measure())
    with table.backends[1].store.reading() as connection:
        assert table.backends[1].tables.of(connection, table.event).items  # it is kept in mind
    opened = {"state": "consulting", "consultation": {"is_open": True}}
    store = table.backends[0].store

    def again(unit: Unit) -> None:
        record = find_event(unit.connection, table.event, to_change=True)
        assert record is not None
        scope = scope_of(record.facts)
        unit.note("event.open_consultation", scope, {"changed": opened}, table.event)

    store.do(table.actor("commander"), again)
    assert (table.now(0).items, table.now(1).items) == ({}, {})


def test_two_who_write_at_once_have_one_table(table: Table) -> None:
    start = threading.Barrier(len(PEOPLE))

    def work(number: int) -> None:
        who = PEOPLE[number]
        start.wait()
        table.does(who, Op(Verb.JOIN), number % 2)
        for step in range(4):
            line = Op(Verb.PUT, f"{who}-line-{step:04}", stroke())
            table.does(who, line, (number + step) % 2)
            table.does(who, Op(Verb.PUT, f"{who}-word-{step:04}", message()), step % 2)
        table.does(who, Op(Verb.UNDO), number % 2)

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        list(pool.map(work, range(len(PEOPLE))))
    first, second = table.now(0), table.now(1)
    assert first == second
    counts = Counter(item["kind"] for item in first.items.values())
    assert counts == {"seat": 7, "stroke": 7 * 3, "message": 7 * 4}


def test_of_two_who_change_a_measure_at_once_one_is_told(table: Table) -> None:
    table.puts("sj", "measure-01", measure())
    for _ in range(6):
        seen = table.now().items["measure-01"]["seq"]
        start = threading.Barrier(2)

        def change(number: int, start: threading.Barrier = start, seen: int = seen) -> object:
            op = Op(Verb.PUT, "measure-01", measure(f"{number}"), seen)
            start.wait()
            try:
                return table.does(("op1", "zf")[number], op, number)
            except StaleRowError as error:
                return error

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(change, range(2)))
        assert sum(isinstance(one, StaleRowError) for one in found) == 1


def test_only_so_many_tables_are_kept_in_mind(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consulting, "MAX_TABLES", 1)
    monkeypatch.setattr(consulting, "PAGE", 2)
    first = table.event
    table.puts("sj", "measure-01", measure())
    table.opens()
    table.puts("sj", "measure-02", measure())
    shelf = TableShelf()
    with table.backends[0].store.reading() as connection:
        for event, ids in ((first, {"measure-01"}), (table.event, {"measure-02"})) * 2:
            assert set(shelf.of(connection, event).items) == ids
            assert list(shelf._kept) == [event]


def test_what_isnt_committed_is_on_no_table(table: Table) -> None:
    backend = table.backends[0]

    def fails(unit: Unit) -> None:
        do_op(unit, backend.tables, table.event, "key-00000001", Op(Verb.JOIN))
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        backend.store.do(table.actor("sj"), fails)
    assert table.now().items == {}

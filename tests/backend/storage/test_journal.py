"""One chain, in order, that shows every change."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from backend.domain.people import Person
from backend.domain.sight import Scope
from backend.storage.database import writing
from backend.storage.journal import Broken, read, verify
from backend.storage.tables import journal, journal_head
from backend.storage.unit_of_work import Actor, Store, Unit

TOWN = "FX"
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
OPERATOR = Actor(Person("op1"), "陈值班")
SCOPE = Scope(TOWN, "FX01", "FX01-05", frozenset({"综合执法队"}), frozenset({"p1"}))


def a_store(engine: Engine) -> Store:
    seconds = count()
    return Store(engine, lambda: START + timedelta(seconds=next(seconds)))


def note(unit: Unit, number: int) -> None:
    unit.note("event.assigned", SCOPE, {"次": number, "text": '"一"\\'}, event=f"e{number % 3}")


def filled(engine: Engine, entries: int = 6) -> Store:
    store = a_store(engine)
    for number in range(entries):
        store.do(OPERATOR, partial(note, number=number))
    return store


def faults(engine: Engine, expected: tuple[int, str] | None = None) -> list[Broken]:
    with engine.connect() as connection:
        return list(verify(connection, expected))


def test_what_was_written_is_read_in_order(engine: Engine) -> None:
    store = filled(engine)
    with store.reading() as connection:
        entries = read(connection, after=2, limit=3)
        of_event = read(connection, after=0, limit=10, event="e1")
    assert [entry.seq for entry in entries] == [3, 4, 5]
    assert [entry.seq for entry in of_event] == [2, 5]
    first = entries[0]
    assert (first.who, first.who_name, first.at) == ("op1", "陈值班", START + timedelta(seconds=2))
    assert (first.scope, first.change) == (SCOPE, {"次": 2, "text": '"一"\\'})
    assert entries[1].prev == first.hash
    assert faults(engine) == []


def test_a_page_is_no_longer_than_wanted_but_one_entry_at_the_least(engine: Engine) -> None:
    store = filled(engine)
    with store.reading() as connection:
        length = len(read(connection, 0, 1)[0].change["text"]) * 8
        for chars, count_ in ((0, 1), (length, 1), (10 * length, 6), (None, 6)):
            found = read(connection, 0, 100, max_chars=chars)
            assert [entry.seq for entry in found] == list(range(1, count_ + 1)), chars


def test_a_unit_that_fails_leaves_nothing(engine: Engine) -> None:
    store = filled(engine)

    def fails(unit: Unit) -> None:
        note(unit, 99)
        unit.connection.execute(insert(journal_head), {"id": 2, "seq": 0, "hash": ""})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.do(OPERATOR, fails)
    assert store.last_seq() == 6
    assert faults(engine) == []


@pytest.mark.parametrize("change", [update(journal).values(who="x"), delete(journal)])
def test_the_database_itself_refuses_to_change_the_journal(engine: Engine, change: object) -> None:
    filled(engine)
    with (
        pytest.raises(DBAPIError, match=r"only appended|permission denied"),
        writing(engine) as connection,
        connection.begin(),
    ):
        connection.execute(change)  # type: ignore[call-overload]
    assert faults(engine) == []


def test_an_end_cut_off_with_its_head_is_found_by_what_was_noted(tmp_engine: Engine) -> None:
    store = filled(tmp_engine)
    with store.reading() as connection:
        fifth, last = read(connection, after=4, limit=2)
    with writing(tmp_engine) as connection, connection.begin():
        connection.execute(delete(journal).where(journal.c.seq == last.seq))
    assert [broken.seq for broken in faults(tmp_engine)] == [5]
    with writing(tmp_engine) as connection, connection.begin():
        connection.execute(update(journal_head).values(seq=5, hash=fifth.hash))
    assert faults(tmp_engine) == []
    assert [broken.seq for broken in faults(tmp_engine, (6, last.hash))] == [6]


@pytest.fixture
def tmp_engine(engine: Engine) -> Engine:
    """A database whose guards somebody took away."""
    with writing(engine) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("DROP TRIGGER journal_append_only ON journal"))
            connection.execute(text("GRANT ALL ON journal TO CURRENT_USER"))
        else:
            for what in ("UPDATE", "DELETE"):
                connection.execute(text(f"DROP TRIGGER journal_no_{what}"))
    return engine


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seq=st.integers(1, 6),
    column=st.sampled_from([column.name for column in journal.c if column.name != "seq"]),
    place=st.integers(0, 10_000),
    other=st.sampled_from('0aZ一"} '),
)
def test_a_changed_character_anywhere_is_found(
    filled_once: Engine, seq: int, column: str, place: int, other: str
) -> None:
    with filled_once.connect() as connection, connection.begin() as transaction:
        row = connection.execute(select(journal).where(journal.c.seq == seq)).one()
        value = row._mapping[column]
        at = place % len(value)
        changed = value[:at] + other + value[at + 1 :]
        if changed == value:
            return
        connection.execute(update(journal).where(journal.c.seq == seq).values({column: changed}))
        found = {broken.seq for broken in verify(connection)}
        transaction.rollback()
    assert seq in found


@pytest.fixture
def filled_once(tmp_engine: Engine) -> Iterator[Engine]:
    filled(tmp_engine)
    yield tmp_engine
    assert faults(tmp_engine) == []


def test_writers_side_by_side_make_one_chain_without_gaps(engine: Engine) -> None:
    store = a_store(engine)

    def write() -> None:
        for number in range(10):
            store.do(OPERATOR, partial(note, number=number))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with store.reading() as connection:
        assert [entry.seq for entry in read(connection, 0, 100)] == list(range(1, 41))
    assert faults(engine) == []

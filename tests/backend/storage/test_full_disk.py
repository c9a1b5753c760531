"""No room: a clear fault, nothing lost, and it goes on as soon as there is room."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, event, select, text

from backend.domain.sight import Scope
from backend.storage.database import open_engine
from backend.storage.faults import StoreFullError
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from backend.storage.tables import journal
from backend.storage.unit_of_work import ITSELF, Store, Unit


def write_much(unit: Unit) -> None:
    unit.note("test.filled", Scope("FX"), {"text": "满" * 20_000})


def has_room(store: Store) -> bool:
    try:
        store.do(ITSELF, write_much)
    except StoreFullError:
        return False
    return True


def test_a_full_disk_loses_nothing_and_goes_on_by_itself(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'town.db'}")
    migrate(engine)
    pages = 400

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "begin", limit)
    store = Store(engine, lambda: datetime.now(UTC))
    written = 0
    while has_room(store):
        written += 1
    assert 0 < written < pages
    with store.reading() as connection:
        assert len(connection.execute(select(journal.c.seq)).all()) == written
    pages = 100_000
    store.do(ITSELF, write_much)
    with store.reading() as connection:
        assert list(verify(connection)) == []
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    assert store.last_seq() == written + 1
    engine.dispose()

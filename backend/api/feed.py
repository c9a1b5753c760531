"""The live feed's source: one reader of the journal for all listeners of this process."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from backend.api.schemas import entry_out
from backend.domain.sight import Scope
from backend.storage.faults import StoreError
from backend.storage.journal import Entry, read
from backend.storage.unit_of_work import CHANNEL, Store

KEPT = 5000
"""Entries that are held for listeners who are a little behind."""
PAGE = 500
POLL_S = 1.0
"""How late an entry of another process is found where nothing wakes this one."""
AWAY_S = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """One entry as it goes out: JSON text, and whom it concerns."""

    seq: int
    scope: Scope
    text: str


def news_of(entry: Entry) -> News:
    """Return an entry as it goes out."""
    return News(entry.seq, entry.scope, entry_out(entry).model_dump_json())


class Feed:
    """Reads what the journal takes in, as soon as it does, and wakes the listeners.

    The reader is a thread that begins with the first listener; `close` ends it. Listeners ask
    with `after` at their own pace, so a slow one holds nobody up.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: deque[News] = deque(maxlen=KEPT)
        self._seq = 0
        self._wakers: set[Callable[[], None]] = set()
        self._appended = threading.Event()
        self._is_closed = threading.Event()
        self._reader: threading.Thread | None = None

    @contextmanager
    def listening(self, wake: Callable[[], None]) -> Iterator[None]:
        """Have `wake` called, on another thread, whenever there is news."""
        with self._lock:
            self._wakers.add(wake)
            if self._reader is None and not self._is_closed.is_set():
                self._seq = self._store.last_seq()
                self._store.on_append.append(self._appended.set)
                self._reader = threading.Thread(target=self._read_on, name="feed", daemon=True)
                self._reader.start()
        try:
            yield
        finally:
            with self._lock:
                self._wakers.discard(wake)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._wakers)

    def after(self, seq: int) -> list[News] | None:
        """Return what came after a `seq`, a page at the most; None if it isn't held any more."""
        with self._lock:
            if seq >= self._seq:
                return []
            first = self._kept[0].seq if self._kept else self._seq + 1
            if seq + 1 < first:
                return None
            return list(islice(self._kept, seq + 1 - first, seq + 1 - first + PAGE))

    def from_store(self, seq: int) -> list[News]:
        """Return a page after a `seq` from the journal itself."""
        with self._store.reading() as connection:
            return [news_of(entry) for entry in read(connection, seq, PAGE)]

    def close(self) -> None:
        """End the reader."""
        self._is_closed.set()
        self._appended.set()
        if self._reader is not None:
            self._reader.join()
            self._store.on_append.remove(self._appended.set)
            self._reader = None

    def _read_on(self) -> None:
        wait = self._woken if self._store.engine.dialect.name == "postgresql" else self._polled
        while not self._is_closed.is_set():
            try:
                wait()
            except (StoreError, DBAPIError) as error:
                log.warning("The feed can't read the journal: %s", error)
                self._is_closed.wait(AWAY_S)

    def _polled(self) -> None:
        while not self._is_closed.is_set():
            self._appended.wait(POLL_S)
            self._appended.clear()
            self._take_in()

    def _woken(self) -> None:
        """Let PostgreSQL say that another process wrote; what it was is read from the table."""
        with self._store.engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            try:
                connection.exec_driver_sql(f"LISTEN {CHANNEL}")
                while not self._is_closed.is_set():
                    self._take_in()
                    _await_notice(connection)
            finally:
                plain.invalidate()  # nobody else gets a connection that listens

    def _take_in(self) -> None:
        while not self._is_closed.is_set():
            page = self.from_store(self._seq)
            if page:
                with self._lock:
                    self._kept.extend(page)
                    self._seq = page[-1].seq
                    wakers = tuple(self._wakers)
                for wake in wakers:
                    wake()
            if len(page) < PAGE:
                return


def _await_notice(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    for _ in driver.notifies(timeout=POLL_S, stop_after=1):
        return

"""The live feed's source: one reader of the journal for all listeners of this process."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from backend.api.passing import Passing, Waiting, notice_of, passing_of, waiting
from backend.api.schemas import entry_out
from backend.domain.sight import Scope
from backend.storage.faults import StoreError
from backend.storage.journal import PAGE_CHARS, Entry, read
from backend.storage.unit_of_work import CHANNEL, PASSING_CHANNEL, Store

KEPT, KEPT_CHARS = 5000, 64_000_000
"""Entries that are held for listeners who are a little behind, and how long together."""
PAGE = 500
"""Entries of a message; fewer where they are longer together than PAGE_CHARS."""
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
        self._kept: deque[News] = deque()
        self._chars = self._seq = 0
        self._listeners: dict[Callable[[], None], Waiting] = {}
        self._appended = threading.Event()
        self._is_closed = threading.Event()
        self._reader: threading.Thread | None = None

    @contextmanager
    def listening(self, wake: Callable[[], None]) -> Iterator[Waiting]:
        """Have `wake` called, on another thread, whenever there is news.

        What is only passed on waits in what this gives.
        """
        told = waiting()
        with self._lock:
            self._listeners[wake] = told
            if self._reader is None and not self._is_closed.is_set():
                self._seq = self._store.last_seq()
                self._store.on_append.append(self._appended.set)
                self._reader = threading.Thread(target=self._read_on, name="feed", daemon=True)
                self._reader.start()
        try:
            yield told
        finally:
            with self._lock:
                self._listeners.pop(wake, None)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def after(self, seq: int) -> list[News] | None:
        """Return what came after a `seq`, a page at the most; None if it isn't held any more."""
        with self._lock:
            if seq >= self._seq:
                return []
            first = self._kept[0].seq if self._kept else self._seq + 1
            if seq + 1 < first:
                return None
            found = islice(self._kept, seq + 1 - first, seq + 1 - first + PAGE)
            return list(_short_enough(found))

    def from_store(self, seq: int) -> list[News]:
        """Return a page after a `seq` from the journal itself."""
        with self._store.reading() as connection:
            entries = read(connection, seq, PAGE, max_chars=PAGE_CHARS)
        return [news_of(entry) for entry in entries]

    def pass_on(self, scope: Scope, told: Mapping[str, Any]) -> None:
        """Tell the listeners of every process, whom it concerns, something that nobody keeps.

        Raises StoreError.
        """
        notice = notice_of(scope, told)
        if notice is None:
            log.warning("Too many concerned to be told where somebody points")
        elif self._hears_others:
            self._store.tell_processes(notice)
        else:
            self._pass_here([passing_of(notice)])

    def close(self) -> None:
        """End the reader."""
        self._is_closed.set()
        self._appended.set()
        if self._reader is not None:
            self._reader.join()
            self._store.on_append.remove(self._appended.set)
            self._reader = None

    @property
    def _hears_others(self) -> bool:
        """Whether other processes may be there, which PostgreSQL lets speak to each other."""
        return self._store.engine.dialect.name == "postgresql"

    def _read_on(self) -> None:
        wait = self._woken if self._hears_others else self._polled
        while not self._is_closed.is_set():
            try:
                wait()
            except (StoreError, DBAPIError, psycopg.Error) as error:
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
                for channel in (CHANNEL, PASSING_CHANNEL):
                    connection.exec_driver_sql(f"LISTEN {channel}")
                self._take_in()
                while not self._is_closed.is_set():
                    passed, is_only_that = _await_notices(connection)
                    self._pass_here(passed)
                    if not is_only_that:
                        self._take_in()
            finally:
                plain.invalidate()  # nobody else gets a connection that listens

    def _take_in(self) -> None:
        while not self._is_closed.is_set():
            page = self.from_store(self._seq)
            if page:
                with self._lock:
                    self._keep(page)
                    wakers = tuple(self._listeners)
                for wake in wakers:
                    wake()
            else:
                return

    def _keep(self, page: list[News]) -> None:
        self._kept.extend(page)
        self._seq = page[-1].seq
        self._chars += sum(len(one.text) for one in page)
        while len(self._kept) > KEPT or self._chars > KEPT_CHARS:
            self._chars -= len(self._kept.popleft().text)

    def _pass_here(self, passed: Iterable[Passing]) -> None:
        """Give it to this process's listeners; a slow one forgets what is oldest."""
        with self._lock:
            listeners = tuple(self._listeners.items())
        for one in passed:
            for wake, told in listeners:
                told.append(one)
                wake()


def _short_enough(news: Iterable[News]) -> Iterator[News]:
    """Entries up to a page's length, one at the least."""
    chars = 0
    for number, one in enumerate(news):
        chars += len(one.text)
        if number and chars > PAGE_CHARS:
            return
        yield one


def _await_notices(connection: Connection) -> tuple[list[Passing], bool]:
    """Wait for what other processes say; what is passed on, and whether there was nothing else."""
    driver = connection.connection.driver_connection
    assert driver is not None
    heard = list(driver.notifies(timeout=POLL_S, stop_after=1))
    passed = [passing_of(one.payload) for one in heard if one.channel == PASSING_CHANNEL]
    return passed, bool(passed) and len(passed) == len(heard)

"""Real databases: a SQLite file, and a PostgreSQL server of the tests' own."""

import hashlib
import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.api.app import create_app
from backend.bootstrap import build
from backend.services.parts import Backend
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from benchmarks.local_postgres import new_database, running_postgres
from tests.backend_town import Api, Time, set_up


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of an empty server, ended with the tests: `host:port`."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A new database on the server."""
    with new_database(postgres_server, f"t{abs(hash(request.node.nodeid))}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'town.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    """A database as the program needs it."""
    migrate(empty_engine)
    return empty_engine


@pytest.fixture(scope="session")
def shelf() -> RuleShelf:
    return RuleShelf()


@pytest.fixture(scope="session")
def hasher() -> PasswordHasher:
    """Quick, where the test isn't about passwords."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@contextmanager
def small_town(folder: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Api]:
    """The application on SQLite, with ids that are counted and a clock that ticks at each look."""
    url = f"sqlite:///{folder / 'town.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    clock, ids = Time(), itertools.count(1)
    built = build(url, folder, clock, hasher, shelf)
    backend = replace(built, make_id=lambda: hashlib.md5(b"%d" % next(ids)).hexdigest())
    set_up(backend)
    app = create_app(backend)
    yield Api(app, backend, clock)
    app.state.feed.close()
    with backend.store.reading() as connection:
        assert list(verify(connection)) == []
    backend.close()


@pytest.fixture
def api(tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Api]:
    """A small town behind the application."""
    with small_town(tmp_path, shelf, hasher) as town:
        yield town


@contextmanager
def serve_app(backend: Backend, port: int = 0) -> Iterator[str]:
    """A real server for a backend; its address."""
    with served_app(create_app(backend), port) as address:
        yield address


@contextmanager
def served_app(app: FastAPI, port: int = 0) -> Iterator[str]:
    config = uvicorn.Config(app, port=0, log_config=None)
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(api: Api) -> Iterator[str]:
    """The same application behind a real server."""
    with served_app(api.app) as address:
        yield address


def day_clock() -> datetime:
    """The time that runs, put to the forenoon: at night the rules raise every grade."""
    return datetime.now(UTC) + _TO_FORENOON


_TO_FORENOON = datetime.now(UTC).replace(hour=2, minute=0) - datetime.now(UTC)


@dataclass
class Served:
    """A backend behind a real server, on one kind of database; `stop` and `start` it at will."""

    url: str
    folder: Path
    shelf: RuleShelf
    hasher: PasswordHasher
    port: int = 0
    backend: Backend | None = None
    running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> str:
        """Begin, on the port of before."""
        self.backend = build(self.url, self.folder, day_clock, hasher=self.hasher, shelf=self.shelf)
        app = create_app(self.backend)
        address = self.running.enter_context(served_app(app, self.port))
        self.port = int(address.rpartition(":")[2])
        return address

    def stop(self) -> None:
        """End, without a word to anybody."""
        self.running.close()
        if self.backend is not None:
            self.backend.close()
            self.backend = None


@pytest.fixture(params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Served]:
    """The small town behind a real server."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'town.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    one = Served(url, tmp_path, shelf, hasher)
    first = build(url, tmp_path, day_clock, hasher=hasher, shelf=shelf)
    set_up(first)
    first.close()
    one.start()
    yield one
    one.stop()
    engine = open_engine(url)
    with engine.connect() as connection:
        assert list(verify(connection)) == []
    engine.dispose()

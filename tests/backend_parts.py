"""Real databases: a SQLite file, and a PostgreSQL server of the tests' own."""

import hashlib
import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import uvicorn
from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.api.app import create_app
from backend.bootstrap import build
from backend.services.parts import Backend
from backend.services.signatures import verify_signatures
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from benchmarks.local_postgres import new_database, running_postgres
from tests.backend_town import Api, Time, set_up


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of an empty server, ended with the tests: `host:port`."""
    with running_postgres(keeps=False) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database as the program needs it, to be copied: making one takes long."""
    name = "migrated"
    with new_database(postgres_server, name) as url:
        _migrate(url)
        yield name


@pytest.fixture
def migrated_postgres_url(
    postgres_server: str, postgres_template: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database on the server as the program needs it."""
    name = f"m{abs(hash(request.node.nodeid))}"
    with new_database(postgres_server, name, postgres_template) as url:
        yield url


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


@cache
def _migrated_file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "town.db"
        _migrate(f"sqlite:///{file}")
        return file.read_bytes()


def migrated_sqlite_url(folder: Path) -> str:
    """A SQLite file as the program needs it."""
    file = folder / "town.db"
    file.write_bytes(_migrated_file())
    return f"sqlite:///{file}"


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


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as the program needs it; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return migrated_sqlite_url(tmp_path)
    url: str = request.getfixturevalue("migrated_postgres_url")
    return url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """A connection to such a database."""
    engine = open_engine(migrated_url)
    yield engine
    engine.dispose()


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
    url = migrated_sqlite_url(folder)
    clock, ids = Time(), itertools.count(1)
    built = build(url, folder, clock, hasher, shelf)
    backend = replace(built, make_id=lambda: hashlib.md5(b"%d" % next(ids)).hexdigest())
    set_up(backend)
    app = create_app(backend)
    with start_blocking_portal() as portal:
        yield Api(app, backend, clock, portal)
    app.state.feed.close()
    with backend.store.reading() as connection:
        assert [*verify(connection), *verify_signatures(connection)] == []
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
    # With the protocol named, asyncio sets TCP_NODELAY: without it most answers wait 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
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


@pytest.fixture
def served(
    migrated_url: str, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> Iterator[Served]:
    """The small town behind a real server."""
    url = migrated_url
    one = Served(url, tmp_path, shelf, hasher)
    first = build(url, tmp_path, day_clock, hasher=hasher, shelf=shelf)
    set_up(first)
    first.close()
    one.start()
    yield one
    one.stop()
    engine = open_engine(url)
    with engine.connect() as connection:
        assert [*verify(connection), *verify_signatures(connection)] == []
    engine.dispose()

"""Real databases: a SQLite file, and a PostgreSQL server of the tests' own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, text

from backend.api.app import create_app
from backend.bootstrap import build
from backend.services.parts import Backend
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from tests.backend_town import Api, Time, set_up


def _server_program(name: str) -> str:
    """Debian keeps the server's programs out of PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).is_file():
            return str(folder / name)
    found = shutil.which(name)
    assert found, f"{name} isn't installed: setup/debian-packages.txt names PostgreSQL"
    return found


def _as_postgres() -> list[str]:
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of an empty server, ended with the tests: `host:port`."""
    folder = Path(tempfile.mkdtemp(prefix="fengqiao-pg-"))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = str(folder / "data"), str(folder / "log")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*_as_postgres(), _server_program("pg_ctl"), "-D", data, "-w"]
    initdb = [_server_program("initdb"), "-D", data, "-U", "fengqiao", "-A", "trust", "-E", "UTF8"]
    run = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*_as_postgres(), *initdb], check=True, **run)  # type: ignore[call-overload]
    subprocess.run([*control, "-l", log, "-o", options, "start"], check=True, **run)  # type: ignore[call-overload]
    yield f"127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, **run)  # type: ignore[call-overload]
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A new database on the server."""
    name = f"t{abs(hash(request.node.nodeid))}"
    admin = create_engine(
        f"postgresql+psycopg://fengqiao@{postgres_server}/postgres", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"postgresql+psycopg://fengqiao@{postgres_server}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


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


@pytest.fixture
def api(tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Api]:
    """The application on SQLite, with a clock that ticks a second at each look."""
    url = f"sqlite:///{tmp_path / 'town.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    clock = Time()
    backend = build(url, tmp_path, clock, hasher, shelf)
    set_up(backend)
    app = create_app(backend)
    yield Api(app, backend, clock)
    app.state.feed.close()
    with backend.store.reading() as connection:
        assert list(verify(connection)) == []
    backend.close()


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
        self.backend = build(self.url, self.folder, hasher=self.hasher, shelf=self.shelf)
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
    first = build(url, tmp_path, hasher=hasher, shelf=shelf)
    set_up(first)
    first.close()
    one.start()
    yield one
    one.stop()
    engine = open_engine(url)
    with engine.connect() as connection:
        assert list(verify(connection)) == []
    engine.dispose()

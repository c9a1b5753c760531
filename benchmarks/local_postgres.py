"""A PostgreSQL server of one's own, empty, ended with the block: for tests and benchmarks."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

USER = "fengqiao"


_FORGETFUL = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def running_postgres(*, keeps: bool = True) -> Iterator[str]:
    """Start a server; yields `host:port`. Its user needs no password.

    One that doesn't have to keep anything when the machine goes down answers sooner.
    """
    folder = Path(tempfile.mkdtemp(prefix="fengqiao-pg-"))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = str(folder / "data"), str(folder / "log")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    options += "" if keeps else _FORGETFUL
    control = [*_as_postgres(), _program("pg_ctl"), "-D", data, "-w"]
    initdb = [_program("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"]
    _run([*_as_postgres(), *initdb], folder)
    _run([*control, "-l", log, "-o", options, "start"], folder)
    try:
        yield f"127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder)


@contextmanager
def new_database(server: str, name: str, template: str = "template1") -> Iterator[str]:
    """Make a database like another on the server and drop it at the end; yields its URL."""
    admin = create_engine(
        f"postgresql+psycopg://{USER}@{server}/postgres", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield f"postgresql+psycopg://{USER}@{server}/{name}"
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def _program(name: str) -> str:
    """Debian keeps the server's programs out of PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).is_file():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name}: setup/debian-packages.txt names PostgreSQL")
    return found


def _as_postgres() -> list[str]:
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(
        command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

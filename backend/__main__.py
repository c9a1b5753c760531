"""`fengqiao-backend`: serve, migrate, create-user, verify-journal."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from sqlalchemy.exc import OperationalError

from backend.api.app import create_app
from backend.bootstrap import build
from backend.config import Settings
from backend.domain.people import Grant, Person
from backend.domain.words import Platform, Role
from backend.services.accounts import FIRST_LOGIN, LoginTakenError, WeakPasswordError
from backend.services.timing import Timer
from backend.storage.database import open_engine
from backend.storage.faults import StoreError
from backend.storage.journal import verify
from backend.storage.migrate import NEWEST
from backend.storage.migrate import migrate as migrate_to
from backend.storage.people import add_person
from backend.storage.unit_of_work import Actor, Unit

app = typer.Typer(add_completion=False, no_args_is_help=True, help="枫桥指挥台 backend")
FIRST_PASSWORD_FILE = "first-administrator.txt"  # noqa: S105 - a file's name
STOP_S = 10

DataOption = Annotated[Path | None, typer.Option(help="Folder for the database and files.")]


def _settings(data_folder: Path | None) -> Settings:
    settings = Settings() if data_folder is None else Settings(data_folder=data_folder)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    return settings


def _fail(text: str) -> typer.Exit:
    typer.echo(text, err=True)
    return typer.Exit(2)


@app.command()
def serve(
    data_folder: DataOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
) -> None:
    """Bring the database up to date and answer until SIGINT or SIGTERM."""
    settings = _settings(data_folder)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    _migrated(settings, NEWEST)
    backend = build(settings.url(), settings.data_folder)
    _make_first(settings, backend.accounts.add_first())
    listening = _listen(host or settings.host, settings.port if port is None else port)
    address, number = listening.getsockname()[:2]
    typer.echo(f"http://{address}:{number}")
    config = uvicorn.Config(
        create_app(backend, settings.metrics_token.get_secret_value()),
        log_config=None,
        access_log=False,  # addresses may hold what people searched for
        timeout_graceful_shutdown=STOP_S,
    )
    timer = Timer(backend)
    timer.start()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        timer.close()
        backend.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(1024)  # whoever reads the address may come at once
    except OSError as error:
        listening.close()
        raise _fail(f"{host}:{port} can't be listened on: {error.strerror}") from error
    return listening


def _make_first(settings: Settings, password: str | None) -> None:
    if password is None:
        return
    file = settings.data_folder / FIRST_PASSWORD_FILE
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(f"{FIRST_LOGIN}\n{password}\n")
    typer.echo(f"First administrator: login and password are in {file}", err=True)


@app.command()
def migrate(
    data_folder: DataOption = None,
    to: Annotated[str, typer.Option(help="A revision, head or base.")] = NEWEST,
) -> None:
    """Bring the database to a form, by default the newest."""
    _migrated(_settings(data_folder), to)


def _migrated(settings: Settings, to: str) -> None:
    try:
        engine = open_engine(settings.url())
    except ValueError as error:
        raise _fail(str(error)) from error
    try:
        migrate_to(engine, to)
    except OperationalError as error:
        # The driver's words name host and user, never the password.
        raise _fail(f"The database doesn't answer: {error.orig}") from error
    finally:
        engine.dispose()


@app.command("create-user")
def create_user(
    login: str,
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[Role, typer.Option()],
    region: Annotated[str, typer.Option(help="Code of the town, county or city.")],
    department: Annotated[str | None, typer.Option()] = None,
    platform: Annotated[Platform | None, typer.Option()] = None,
    data_folder: DataOption = None,
) -> None:
    """Make an account with a person of its own; the password is asked for, or read from stdin."""
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    settings = _settings(data_folder)
    backend = build(settings.url(), settings.data_folder)
    granted = Grant(role, region, department=department, platform=platform)

    def add(unit: Unit) -> None:
        add_person(unit.connection, login, name, region, [granted])
        backend.accounts.add(unit, login, login, password)

    try:
        backend.store.do(Actor(Person.itself(), "系统"), add)
    except WeakPasswordError as error:
        raise _fail(
            "The password has to have 10 to 200 characters and not be the login."
        ) from error
    except LoginTakenError as error:
        raise _fail(f"There is an account {login} already.") from error
    finally:
        backend.close()


@app.command("verify-journal")
def verify_journal(
    data_folder: DataOption = None,
    expect: Annotated[
        str | None, typer.Option(help="SEQ:HASH noted earlier, which has to be in the chain.")
    ] = None,
) -> None:
    """Go through the whole journal; ends with 1 and names every entry that doesn't hold."""
    expected = None
    if expect is not None:
        seq, _, noted = expect.partition(":")
        if not seq.isdigit() or len(noted) != 64:
            raise _fail("--expect takes SEQ:HASH as an entry of the journal gives them.")
        expected = (int(seq), noted)
    engine = open_engine(_settings(data_folder).url())
    try:
        with engine.connect() as connection:
            broken = list(verify(connection, expected))
    finally:
        engine.dispose()
    for one in broken:
        typer.echo(f"{one.seq}: {one.what}", err=True)
    if broken:
        raise typer.Exit(1)
    typer.echo("The journal holds.")


def main() -> None:
    """Run the program."""
    try:
        app()
    except StoreError as error:
        typer.echo(f"The database doesn't take it: {error}", err=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()

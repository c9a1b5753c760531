"""`fengqiao-backend`: serve, migrate, users, files in and out, backup, the journal's check."""

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
from backend.domain.datum import Datum
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.services.accounts import FIRST_LOGIN, LoginTakenError, WeakPasswordError
from backend.services.faults import UnfitError
from backend.services.import_records import ImportOrder
from backend.services.importing import EXPORTS, IMPORTS, export_file, import_file
from backend.services.loading import TownFileError, load_town
from backend.services.parts import Backend
from backend.services.signatures import verify_signatures
from backend.services.timing import Timer
from backend.services.voice_line import VoiceLine
from backend.storage.backup import BackupError, back_up, restore
from backend.storage.database import open_engine
from backend.storage.faults import StoreError
from backend.storage.journal import verify
from backend.storage.migrate import NEWEST
from backend.storage.migrate import migrate as migrate_to
from backend.storage.people import add_person
from backend.storage.unit_of_work import ITSELF, Unit
from backend.voice.command import voice

app = typer.Typer(add_completion=False, no_args_is_help=True, help="枫桥指挥台 backend")
app.command()(voice)
FIRST_PASSWORD_FILE = "first-administrator.txt"  # noqa: S105 - a file's name
STOP_S = 10

DataOption = Annotated[Path | None, typer.Option(help="Folder for the database and files.")]


def _settings(data_folder: Path | None) -> Settings:
    settings = Settings() if data_folder is None else Settings(data_folder=data_folder)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    return settings


def _built(data_folder: Path | None) -> Backend:
    settings = _settings(data_folder)
    return build(settings.url(), settings.data_folder)


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
    line = VoiceLine(settings.voice_url, settings.voice_key) if settings.voice_url else None
    backend = build(settings.url(), settings.data_folder, voice=line)
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
    # With the protocol named, asyncio sets TCP_NODELAY: without it each answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
    backend = _built(data_folder)
    granted = Grant(role, region, department=department, platform=platform)

    def add(unit: Unit) -> None:
        add_person(unit.connection, login, name, region, [granted])
        backend.accounts.add(unit, login, login, password)

    try:
        backend.store.do(ITSELF, add)
    except WeakPasswordError as error:
        raise _fail(
            "The password has to have 10 to 200 characters and not be the login."
        ) from error
    except LoginTakenError as error:
        raise _fail(f"There is an account {login} already.") from error
    finally:
        backend.close()


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(IMPORTS)}.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    town: Annotated[str, typer.Option(help="Code of the town.")],
    datum: Annotated[Datum, typer.Option(help="Datum of the file's positions.")] = Datum.WGS84,
    dry_run: Annotated[bool, typer.Option(help="Only say what would happen.")] = False,
    data_folder: DataOption = None,
) -> None:
    """Take in a file; ends with 1 and names every fault by row and field."""
    if kind not in IMPORTS:
        raise _fail(f"{kind} isn't one of {', '.join(IMPORTS)}.")
    backend = _built(data_folder)
    order = ImportOrder(town, kind, file.read_bytes(), datum, is_dry_run=dry_run)
    try:
        outcome = backend.store.do(ITSELF, lambda unit: import_file(unit, order))
    except UnfitError as error:
        raise _fail(f"There is no town {town}.") from error
    finally:
        backend.close()
    for one in (*outcome.warnings, *outcome.faults):
        place = f"{one.row}" + (f", {one.field}" if one.field else "")
        typer.echo(f"{place}: {one.zh} / {one.en}", err=True)
    if outcome.suspected is not None:
        typer.echo(f"The positions seem to be in {outcome.suspected.value}.", err=True)
    counts = f"{len(outcome.added)} new, {len(outcome.changed)} changed, {outcome.same} same"
    typer.echo(f"{counts}, {len(outcome.missing)} not in the file")
    if outcome.faults:
        raise typer.Exit(1)


@app.command("export")
def export(
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(EXPORTS)}.")],
    file: Annotated[Path, typer.Argument(help="Ends with .csv, .xlsx or, grids, .geojson.")],
    town: Annotated[str, typer.Option(help="Code of the town.")],
    data_folder: DataOption = None,
) -> None:
    """Write a list of a town to a file."""
    form = file.suffix.removeprefix(".").lower()
    if kind not in EXPORTS or form not in ({"geojson"} if kind == "grids" else {"csv", "xlsx"}):
        raise _fail(f"{kind} can't be written as {file.name}.")
    backend = _built(data_folder)
    try:
        with backend.store.reading() as connection:
            file.write_bytes(export_file(connection, town, kind, form))
    finally:
        backend.close()


@app.command("load-town")
def load_town_(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    data_folder: DataOption = None,
) -> None:
    """Take in a whole town from a folder, with accounts whose password is read from stdin."""
    password = typer.prompt("Password of the accounts", hide_input=True, confirmation_prompt=False)
    settings = _settings(data_folder)
    _migrated(settings, NEWEST)
    backend = build(settings.url(), settings.data_folder)
    _make_first(settings, backend.accounts.add_first())
    try:
        found = backend.store.do(
            ITSELF, lambda unit: load_town(unit, backend.accounts, folder, password)
        )
    except TownFileError as error:
        raise _fail(str(error)) from error
    finally:
        backend.close()
    typer.echo(", ".join(f"{number} {kind}" for kind, number in found.items()))


@app.command("backup")
def backup(
    archive: Annotated[Path, typer.Argument(help="The ZIP file to write.")],
    data_folder: DataOption = None,
) -> None:
    """Write everything into one file; the program may go on meanwhile."""
    settings = _settings(data_folder)
    engine = open_engine(settings.url())
    try:
        seq = back_up(engine, settings.data_folder / "files", archive)
    finally:
        engine.dispose()
    typer.echo(f"{archive}: everything up to entry {seq} of the journal")


@app.command("restore")
def restore_(
    archive: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    data_folder: DataOption = None,
) -> None:
    """Fill an empty database from a backup, of this or of the other kind of database."""
    settings = _settings(data_folder)
    _migrated(settings, NEWEST)
    engine = open_engine(settings.url())
    try:
        seq = restore(engine, settings.data_folder / "files", archive)
    except BackupError as error:
        raise _fail(str(error)) from error
    finally:
        engine.dispose()
    typer.echo(f"Restored up to entry {seq} of the journal, which holds.")


@app.command("verify-journal")
def verify_journal(
    data_folder: DataOption = None,
    expect: Annotated[
        str | None, typer.Option(help="SEQ:HASH noted earlier, which has to be in the chain.")
    ] = None,
) -> None:
    """Go through the whole journal and every signature; ends with 1 and names what doesn't hold."""
    expected = None
    if expect is not None:
        seq, _, noted = expect.partition(":")
        if not seq.isdigit() or len(noted) != 64:
            raise _fail("--expect takes SEQ:HASH as an entry of the journal gives them.")
        expected = (int(seq), noted)
    engine = open_engine(_settings(data_folder).url())
    try:
        with engine.connect() as connection:
            broken = [*verify(connection, expected), *verify_signatures(connection)]
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

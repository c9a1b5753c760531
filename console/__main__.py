"""Command line of the console."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from console import config, log
from console.camera_file import FileFault, read_list
from console.config import ConfigError, Configuration
from console.state.camera import Camera
from console.state.layouts import layout_for, parse_layout
from console.state.wall_legible import USUAL_DISTANCE_M
from console.state.wall_plan import is_wall_name

app = typer.Typer(add_completion=False, invoke_without_command=True, help="枫桥指挥台")

_NO_DISPLAY = (
    "No display: set DISPLAY or WAYLAND_DISPLAY, or try it without a screen with"
    " xvfb-run -a -s '-screen 0 1920x1080x24' fengqiao-console"
)
LanguageOption = Annotated[str | None, typer.Option(help="zh_CN or en.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Log everything to the terminal.")]


def _fail(text: str) -> typer.Exit:
    typer.echo(text, err=True)
    return typer.Exit(2)


def _load(said: dict[str, object]) -> Configuration:
    try:
        return config.load(said)
    except ConfigError as error:
        raise _fail(str(error)) from None


def _need_display() -> None:
    named = (os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not any(named):
        raise _fail(_NO_DISPLAY)


def _read_cameras(file: Path) -> list[Camera]:
    """The cameras of the good rows; every fault goes to stderr, no good row ends with 2."""
    outcome = read_list(file)
    if isinstance(outcome, FileFault):
        raise _fail(f"{file} can't be read: {outcome.word}")
    for fault in outcome.faults:
        typer.echo(str(fault), err=True)
    if not outcome.cameras:
        raise _fail(f"{file} has no row that can be used.")
    if outcome.faults:
        count = f"{len(outcome.cameras)} cameras of the good rows are shown"
        typer.echo(f"{file}: {len(outcome.faults)} faults; {count}.", err=True)
    return list(outcome.cameras)


@app.callback()
def console(
    context: typer.Context,
    cameras: Annotated[
        Path | None,
        typer.Option(
            help="Show the cameras of this CSV file; the list is not kept. Faults are written to"
            " stderr by row and column; the good rows are shown, without any it ends with 2."
        ),
    ] = None,
    backend: Annotated[
        str | None, typer.Option(help="The backend's address, e.g. http://192.168.1.10:8460.")
    ] = None,
    language: LanguageOption = None,
    data_folder: Annotated[Path | None, typer.Option(help="Layouts, cameras, snapshots.")] = None,
    base_map: Annotated[Path | None, typer.Option(help="MBTiles file below the map.")] = None,
    verbose: VerboseOption = False,
) -> None:
    """Open the console."""
    if context.invoked_subcommand is not None:
        return
    said = {"data_folder": data_folder, "backend": backend, "base_map": base_map}
    configuration = _load({"language": language, **said})
    chosen = _read_cameras(cameras) if cameras else None
    _need_display()
    folder = log.set_up(level=configuration.settings.log_level, verbose=verbose)
    from console.app import run_console  # noqa: PLC0415  Qt only where a window opens

    raise typer.Exit(run_console(configuration, chosen, folder))


@app.command("config")
def show_config() -> None:
    """Show each setting, its value and where it comes from."""
    configuration = _load({})
    typer.echo(f"{configuration.file}\n")
    for setting in config.describe_settings(configuration):
        typer.echo(f"{setting.name} = {setting.value}\n    {setting.source}; {setting.description}")


@app.command()
def live(
    urls: Annotated[list[str], typer.Argument(help="Streams or files.")],
    layout: Annotated[str | None, typer.Option(help="40, 8x5, 1+7, …")] = None,
    transport: Annotated[str | None, typer.Option(help="tcp or udp.")] = None,
    warmup: Annotated[float, typer.Option(min=0, help="Seconds before counting.")] = 0.0,
    duration: Annotated[float, typer.Option(min=0, help="Seconds; 0: until closed.")] = 0.0,
    stats: Annotated[Path | None, typer.Option(help="Write figures as JSON.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Write a PNG at the end.")] = None,
    language: LanguageOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Show any streams or files on a board, like a player."""
    configuration = _load({"transport": transport, "language": language})
    from console.live_run import LivePlan, cameras_of  # noqa: PLC0415  Qt only from here on

    try:
        cameras = cameras_of(urls)
        chosen = parse_layout(layout) if layout else layout_for(len(cameras))
    except ValueError as error:
        raise _fail(str(error)) from None
    if (stats or screenshot) and not duration:
        raise _fail("--stats and --screenshot are written after --duration: say how long.")
    for file in (stats, screenshot):
        if file is not None and not file.resolve().parent.is_dir():
            raise _fail(f"there is no folder {file.resolve().parent}")
    _need_display()
    log.set_up(level=configuration.settings.log_level, verbose=verbose)
    from console.app import run_live  # noqa: PLC0415

    plan = LivePlan(warmup, duration, stats, screenshot)
    raise typer.Exit(run_live(configuration.settings, cameras, chosen, plan))


@app.command()
def wall(
    name: Annotated[
        str, typer.Option(help="The wall's name as the console has it; without / \\ : * ? < > |.")
    ] = "wall",
    plan: Annotated[
        Path | None, typer.Option(help="Show what this JSON file says; no backend is asked.")
    ] = None,
    backend: Annotated[str | None, typer.Option(help="The backend's address.")] = None,
    town: Annotated[str | None, typer.Option(help="The town's code.")] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="The wall's key; else FENGQIAO_WALL_KEY.")
    ] = None,
    distance: Annotated[
        float | None, typer.Option(min=0.3, max=100, help="Metres from which it is read.")
    ] = None,
    language: LanguageOption = None,
    data_folder: Annotated[Path | None, typer.Option(help="What is shown is kept here.")] = None,
    base_map: Annotated[Path | None, typer.Option(help="MBTiles file below the map.")] = None,
    verbose: VerboseOption = False,
    has_beat: Annotated[bool, typer.Option("--beat", hidden=True)] = False,
    is_cover: Annotated[bool, typer.Option("--cover", hidden=True)] = False,
) -> None:
    """Show the wall on every monitor of this PC; Ctrl+Q ends it."""
    if not is_wall_name(name):
        raise _fail(f"{name!r} is no name for a wall: it is a folder's name, too.")
    said = {"language": language, "data_folder": data_folder, "base_map": base_map}
    settings = _load({**said, "backend": backend}).settings
    key = _wall_key(key_file)
    if plan is None and not (settings.addresses and town and key):
        raise _fail(
            "say with --plan which file to show, or where the wall is kept: --backend ADDRESS, "
            "--town CODE, and its key with --key-file FILE or in FENGQIAO_WALL_KEY."
        )
    _need_display()
    log.set_up(level=settings.log_level, verbose=verbose)
    if is_cover:
        from console.wall_cover import run_cover  # noqa: PLC0415  Qt only with a window

        raise typer.Exit(run_cover(settings, name))
    if not has_beat:
        from console.wall_supervisor import supervise  # noqa: PLC0415

        raise typer.Exit(supervise(sys.argv[1:]))
    from console.controllers.wall_backend import WallLogin  # noqa: PLC0415
    from console.wall_program import run_wall, source_opener  # noqa: PLC0415
    from console.wall_run import WallOptions  # noqa: PLC0415

    options = WallOptions(name, settings.zone, distance or USUAL_DISTANCE_M)
    login = WallLogin(settings.addresses, town or "", name, key)
    code = run_wall(settings, options, source_opener(plan, login, settings), has_beat=True)
    raise typer.Exit(code)


def _wall_key(file: Path | None) -> str:
    """The wall's key: from its file, else from the environment; never from the command line."""
    if file is None:
        return os.environ.get("FENGQIAO_WALL_KEY", "").strip()
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise _fail(f"the wall's key can't be read: {error}") from None


def main() -> None:
    """Entry point of ``fengqiao-console``."""
    app()


if __name__ == "__main__":
    main()

"""Command line of the simulated town."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
import typer

from simulator.cameras import TOWN_CAMERAS
from simulator.life.director import Director, Pace
from simulator.life.reports import ReportSource
from simulator.life.run import live
from simulator.listing import write_ready_file
from simulator.rtsp.hostile import HostileMode, HostileServer
from simulator.streams import SimCamera
from simulator.town_files import write_town

_ALL = len(TOWN_CAMERAS)
_CACHE = platformdirs.user_cache_path("fengqiao-simulator")
app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The simulated town of the command room.",
)

CacheOption = Annotated[Path, typer.Option(help="Where the drawn footage is kept.")]
FootageOption = Annotated[
    Literal["full", "test", "pattern"],
    typer.Option(help="The town, a few short loops of it, or a test pattern."),
]
CamerasOption = Annotated[int, typer.Option(min=1, help="Only the first so many cameras.")]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address of the cameras.")] = "127.0.0.1",
    rtsp_port: Annotated[int, typer.Option(help="First camera's port; 0: free ports.")] = 8554,
    control_port: Annotated[int, typer.Option(help="0: a free port.")] = 8480,
    onvif_port: Annotated[int, typer.Option(help="0: a free port.")] = 8481,
    cache: CacheOption = _CACHE,
    footage: FootageOption = "full",
    ready_file: Annotated[Path | None, typer.Option(help="Written when all listens.")] = None,
    cameras_csv: Annotated[Path | None, typer.Option(help="Write the cameras' list.")] = None,
    cameras: CamerasOption = _ALL,
) -> None:
    """Serve the town's cameras until SIGINT or SIGTERM."""
    # Loads GStreamer, which the other commands don't need.
    from simulator.service import FootageKind, Ports, Simulator  # noqa: PLC0415

    chosen = _chosen(cameras)
    if footage != "pattern":
        _prepare(cache, chosen, footage)
    ended = _end_of_service()
    try:
        ports = Ports(host, rtsp_port, control_port, onvif_port)
        simulator = Simulator(chosen, FootageKind(footage), cache, ports)
    except OSError as error:
        typer.echo(f"cannot serve: {error}", err=True)
        raise typer.Exit(1) from error
    try:
        if cameras_csv is not None:
            simulator.write_cameras(cameras_csv)
        ready = simulator.ready(cameras_csv)
        if ready_file is not None:
            write_ready_file(ready_file, ready)
        typer.echo(f"{len(chosen)} cameras on {host}; control: {ready['control']}")
        ended.wait()
    finally:
        simulator.stop()


@app.command("town")
def town_(
    folder: Annotated[Path, typer.Argument(help="Where the files are written.")],
    ready_file: Annotated[
        Path | None, typer.Option(exists=True, help="Of the cameras that are served.")
    ] = None,
) -> None:
    """Write the town as files for `fengqiao-backend load-town`."""
    ready = {} if ready_file is None else json.loads(ready_file.read_text(encoding="utf-8"))
    write_town(folder, ready.get("rtsp", {}), ready.get("onvif", {}))


@app.command()
def tiles(
    file: Annotated[Path, typer.Argument(help="The MBTiles file that is written.")],
) -> None:
    """Draw the town as a base map (raster MBTiles, WGS-84)."""
    from simulator.town_tiles import write_tiles  # noqa: PLC0415 - loads what draws

    typer.echo(f"{write_tiles(file)} tiles in {file}")


@app.command("live")
def live_(
    backend: Annotated[list[str], typer.Argument(help="Addresses of the backend.")],
    password_file: Annotated[Path, typer.Option(exists=True, help="The accounts' password.")],
    rate: Annotated[float, typer.Option(min=0.01, help="Reports in an hour of town life.")] = 30.0,
    mix: Annotated[Literal["daily", "busy", "storm"], typer.Option()] = "daily",
    seed: Annotated[int, typer.Option(help="The same seed reports the same.")] = 1,
    speed: Annotated[float, typer.Option(min=0.1, help="Seconds of town life in one.")] = 1.0,
    room: Annotated[bool, typer.Option(help="Play the command room's people too.")] = True,
) -> None:
    """Let people walk, report, go, settle and sign until SIGINT or SIGTERM."""
    password = password_file.read_text(encoding="utf-8").strip()
    pace = Pace(reports_per_hour=rate, plays_room=room)
    source = ReportSource.of(seed, mix)
    live(Director(backend, password, pace, source), speed, _end_of_service())


@app.command()
def prepare(
    cache: CacheOption = _CACHE,
    cameras: CamerasOption = _ALL,
    footage: Annotated[Literal["full", "test"], typer.Option()] = "full",
) -> None:
    """Draw and encode the footage, if it isn't there yet."""
    _prepare(cache, _chosen(cameras), footage)


@app.command()
def hostile(
    mode: Annotated[HostileMode, typer.Option(help="How it misbehaves.")],
    port: Annotated[int, typer.Option(help="0: a free port.")] = 0,
) -> None:
    """Run a hostile RTSP server until SIGINT or SIGTERM."""
    ended = _end_of_service()
    with HostileServer(mode, port) as server:
        typer.echo(server.url)
        ended.wait()


def main() -> None:
    """Entry point of ``fengqiao-simulator``."""
    app()


def _prepare(cache: Path, cameras: list[SimCamera], kind: Literal["full", "test"]) -> None:
    from simulator.footage.prepare import prepare_footage  # noqa: PLC0415 - loads what draws

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _on_end_while_drawing)
    prepare_footage(cache, cameras, _on_progress, kind)


def _on_end_while_drawing(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _on_progress(done: int, wanted: int) -> None:
    if wanted:
        end = "\n" if done == wanted else ""
        typer.echo(f"\rdrawing the town: {done} of {wanted} cameras{end}", nl=False)
        sys.stdout.flush()


def _chosen(count: int) -> list[SimCamera]:
    return list(TOWN_CAMERAS[:count])


def _end_of_service() -> threading.Event:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    return ended


if __name__ == "__main__":
    main()

"""Command line of the simulated town."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
import typer

from simulator.listing import write_ready_file
from simulator.rtsp.hostile import HostileMode, HostileServer
from simulator.streams import SimCamera
from simulator.town import TOWN_CAMERAS

_ALL = len(TOWN_CAMERAS)
_CACHE = platformdirs.user_cache_path("fengqiao-simulator")
app = typer.Typer(add_completion=False, help="The simulated town of the command room.")

CacheOption = Annotated[Path, typer.Option(help="Where the drawn footage is kept.")]
CamerasOption = Annotated[int, typer.Option(min=1, help="Only the first so many cameras.")]


@app.command()
def serve(  # noqa: PLR0917 - each argument is an option of the command line
    host: Annotated[str, typer.Option(help="Address of the cameras.")] = "127.0.0.1",
    rtsp_port: Annotated[int, typer.Option(help="First camera's port; 0: free ports.")] = 8554,
    control_port: Annotated[int, typer.Option(help="0: a free port.")] = 8480,
    onvif_port: Annotated[int, typer.Option(help="0: a free port.")] = 8481,
    cache: CacheOption = _CACHE,
    footage: Annotated[
        Literal["full", "test"], typer.Option(help="full, or test for a test pattern.")
    ] = "full",
    ready_file: Annotated[Path | None, typer.Option(help="Written when all listens.")] = None,
    cameras_csv: Annotated[Path | None, typer.Option(help="Write the cameras' list.")] = None,
    cameras: CamerasOption = _ALL,
) -> None:
    """Serve the town's cameras until SIGINT or SIGTERM."""
    # Loads GStreamer, which the other commands don't need.
    from simulator.service import FootageKind, Ports, Simulator  # noqa: PLC0415

    chosen = _chosen(cameras)
    kind = FootageKind(footage)
    if kind is FootageKind.FULL:
        _prepare(cache, chosen)
    ended = _end_of_service()
    try:
        ports = Ports(host, rtsp_port, control_port, onvif_port)
        simulator = Simulator(chosen, kind, cache, ports)
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


@app.command()
def prepare(cache: CacheOption = _CACHE, cameras: CamerasOption = _ALL) -> None:
    """Draw and encode the footage, if it isn't there yet."""
    _prepare(cache, _chosen(cameras))


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


def _prepare(cache: Path, cameras: list[SimCamera]) -> None:
    from simulator.footage.library import prepare_footage  # noqa: PLC0415 - draws

    prepare_footage(cache, cameras, _on_progress)


def _on_progress(*progress: object) -> None:
    typer.echo(f"\rdrawing the town: {progress}", nl=False)


def _chosen(count: int) -> list[SimCamera]:
    return list(TOWN_CAMERAS[:count])


def _end_of_service() -> threading.Event:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    return ended


if __name__ == "__main__":
    main()

"""Starts the simulated town, the backend that it reports to, and the console; ends all together."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 600.0
"""Footage is drawn at the first start; slow machines get time for it."""
ENDS_WITHIN_S = 15.0
CACHE = platformdirs.user_cache_path("fengqiao-simulator")
"""The simulator's own: the base map lies beside the footage."""
DRAWN_BY = ("town.py", "town_grids.py", "town_tiles.py")
"""What the base map depends on: where one of these changes, it is drawn anew."""
NO_DISPLAY = (
    "There is no display here. Go on with a virtual one: "
    'xvfb-run -s "-screen 0 1920x1080x24" make run (or run the tests: make test).'
)


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    named = (os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return any(named)


@contextlib.contextmanager
def running(*arguments: str, **options: object) -> Iterator[subprocess.Popen[str]]:
    """A program of ours, ended with its children at the end."""
    command = [sys.executable, "-m", *arguments]
    # A session of its own: Ctrl+C ends the console first, then we end the others.
    process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
        command, cwd=ROOT, start_new_session=True, text=True, **options
    )
    try:
        yield process
    finally:
        stop(process)


@contextlib.contextmanager
def running_town(folder: Path) -> Iterator[Path]:
    """The cameras, serving; yields their CSV file. SystemExit when they don't start."""
    ready, cameras = folder / "ready.json", folder / "cameras.csv"
    files = ("--ready-file", str(ready), "--cameras-csv", str(cameras))
    with running("simulator", "serve", *files) as town:
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if town.poll() is not None:
                raise SystemExit(f"The simulated town ended at once (exit code {town.returncode}).")
            if time.monotonic() > deadline:
                raise SystemExit(f"The simulated town isn't ready after {READY_WITHIN_S:.0f} s.")
            time.sleep(0.1)
        yield cameras


@contextlib.contextmanager
def running_backend(folder: Path) -> Iterator[str]:
    """The backend with the town in it; yields its address. SystemExit when it doesn't start."""
    password, data = secrets.token_urlsafe(12), folder / "backend"
    file = folder / "password.txt"
    file.touch(mode=0o600)
    file.write_text(password, encoding="utf-8")
    town = ("simulator", "town", str(folder / "town"), "--ready-file", str(folder / "ready.json"))
    subprocess.run([sys.executable, "-m", *town], cwd=ROOT, check=True)
    load = ("backend", "load-town", str(folder / "town"), "--data-folder", str(data))
    # Of a database somewhere else it would be the wrong one to fill.
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    options = {"cwd": ROOT, "env": clean, "text": True, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", *load], input=f"{password}\n", check=True, **options)  # type: ignore[call-overload]
    serve = ("backend", "serve", "--data-folder", str(data), "--port", "0")
    with running(*serve, env=clean, stdout=subprocess.PIPE) as backend:
        assert backend.stdout is not None
        address = backend.stdout.readline().strip()
        if not address:
            raise SystemExit("The backend doesn't start.")
        accounts = f"accounts op1, leader, commander …, password in {file}"
        print(f"Backend: {address}, {accounts}", flush=True)
        yield address


def draw_base_map(file: Path) -> None:
    """Draw the town, which takes seconds. CalledProcessError where that fails."""
    draw = [sys.executable, "-m", "simulator", "tiles", str(file)]
    subprocess.run(draw, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def base_map(cache: Path, draw: Callable[[Path], None] = draw_base_map) -> Path:
    """The town's base map out of the cache; drawn where it isn't there yet."""
    sources = b"".join((ROOT / "simulator" / name).read_bytes() for name in DRAWN_BY)
    file = cache / f"town-{hashlib.sha256(sources).hexdigest()[:8]}.mbtiles"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        drawn = cache / f".{file.name}.{os.getpid()}"
        try:
            draw(drawn)
            for old in cache.glob("town-*.mbtiles"):
                old.unlink(missing_ok=True)
            drawn.replace(file)  # whole or not at all, whoever else draws it at the same moment
        finally:
            drawn.unlink(missing_ok=True)
    return file


def stop(process: subprocess.Popen[str]) -> None:
    """Ask a program to end; end it and its children by force when it doesn't."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def main(arguments: list[str]) -> int:
    """Run town, backend and console; returns the console's exit code."""
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    # SIGTERM takes the same way out as Ctrl+C, so that nothing outlives this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with (
        tempfile.TemporaryDirectory(prefix="fengqiao-town-") as name,
        running_town(Path(name)),
        running_backend(Path(name)) as address,
        running(
            "simulator", "live", address, "--password-file", f"{name}/password.txt", "--no-room"
        ),
    ):
        own = ["--backend", address, "--data-folder", str(Path(name) / "console")]
        own += ["--base-map", str(base_map(CACHE))]
        command = [sys.executable, "-m", "console", *own, *arguments]
        console = subprocess.Popen(command, cwd=ROOT)
        try:
            return console.wait()
        except KeyboardInterrupt:
            return console.wait()
        finally:
            if console.poll() is None:
                console.terminate()
                console.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

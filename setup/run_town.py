"""Starts the simulated town, then the console on its cameras; ends the town with the console."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 600.0
"""Footage is drawn at the first start; slow machines get time for it."""
ENDS_WITHIN_S = 10.0
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
def running_town(folder: Path) -> Iterator[Path]:
    """The town, serving; yields the CSV file of its cameras. SystemExit when it doesn't start."""
    ready, cameras = folder / "ready.json", folder / "cameras.csv"
    command = [sys.executable, "-m", "simulator", "serve"]
    command += ["--ready-file", str(ready), "--cameras-csv", str(cameras)]
    # A session of its own: Ctrl+C ends the console first, then we end the town.
    town = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if town.poll() is not None:
                raise SystemExit(f"The simulated town ended at once (exit code {town.returncode}).")
            if time.monotonic() > deadline:
                raise SystemExit(f"The simulated town isn't ready after {READY_WITHIN_S:.0f} s.")
            time.sleep(0.1)
        yield cameras
    finally:
        stop(town)


def stop(town: subprocess.Popen[bytes]) -> None:
    """Ask the town to end; end it and its children by force when it doesn't."""
    if town.poll() is None:
        town.terminate()
    try:
        town.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(town.pid, signal.SIGKILL)
        town.wait()


def main(arguments: list[str]) -> int:
    """Run town and console; returns the console's exit code."""
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    # SIGTERM takes the same way out as Ctrl+C, so that the town never outlives this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with (
        tempfile.TemporaryDirectory(prefix="fengqiao-town-") as folder,
        running_town(Path(folder)) as cameras,
    ):
        command = [sys.executable, "-m", "console", "--cameras", str(cameras), *arguments]
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

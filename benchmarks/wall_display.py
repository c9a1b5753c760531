"""A virtual display with several monitors that can be pulled, and its pixels as they are.

The X server keeps its picture in a file in memory: looking takes no turn of anybody's and is done
in a millisecond, however busy the server is.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DESKTOP = (255, 0, 255)
"""Red, green and blue of the bare desktop, as nothing of ours is."""
WIDTH, HEIGHT = 1280, 720
Picture = NDArray[np.uint8]
"""Rows of pixels of red, green and blue."""
_HEADER_WORDS, _COLOUR_BYTES = 25, 12


@dataclass
class WallDisplay:
    """Monitors stand in a row, each `width` × `height` pixels; they are called A, B, C …"""

    name: str
    pixels: NDArray[np.uint8]
    pid: int
    width: int = WIDTH
    height: int = HEIGHT
    environment: dict[str, str] = field(default_factory=dict)

    def put_in(self, monitor: str, at: int) -> None:
        """A monitor is plugged in at a place of the row, counted from 0."""
        output = "screen" if monitor == "A" else "none"
        place = f"{self.width}/600x{self.height}/340+{at * self.width}+0"
        self._run("xrandr", "--setmonitor", monitor, place, output)

    def pull(self, monitor: str) -> None:
        """A cable is pulled."""
        self._run("xrandr", "--delmonitor", monitor)

    def look(self, step: int = 1) -> Picture:
        """What is to be seen now, all monitors side by side; of each `step` pixels one."""
        return self.pixels[::step, ::step, 2::-1].copy()

    def screen(self, at: int, step: int = 1) -> Picture:
        """What is to be seen at one place of the row."""
        left = at * self.width
        return self.pixels[: self.height : step, left : left + self.width : step, 2::-1].copy()

    def set_desktop(self) -> None:
        """The bare desktop has its colour."""
        red, green, blue = DESKTOP
        self._run("xsetroot", "-solid", f"#{red:02x}{green:02x}{blue:02x}")

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True)


@contextmanager
def wall_display(
    folder: Path, monitors: int, width: int = WIDTH, height: int = HEIGHT
) -> Iterator[WallDisplay]:
    """A display with so many monitors; `folder` takes its picture."""
    folder.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # Without -noreset the display forgets its monitors whenever the last program leaves it.
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width * monitors}x{height}x24",
         "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as output:
            name = f":{output.readline().strip()}"
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        pixels = _mapped(folder / "Xvfb_screen0")
        display = WallDisplay(name, pixels, server.pid, width, height, environment)
        display.set_desktop()
        for at in range(monitors):
            display.put_in("ABCDEF"[at], at)
        yield display
    finally:
        server.kill()
        server.wait()


def is_desktop(picture: Picture) -> bool:
    """Whether any pixel is the bare desktop's."""
    return bool((picture == np.array(DESKTOP, np.uint8)).all(axis=-1).any())


def is_covered(picture: Picture) -> bool:
    """Whether it is black: what is to be seen while a wall's program doesn't run."""
    return bool((picture == 0).all(axis=-1).mean() > 0.8)


def _mapped(file: Path) -> NDArray[np.uint8]:
    """The rows of an XWD file, X.Org's XWDFile.h: a header, a list of colours, the pixels."""
    header = np.fromfile(file, ">u4", _HEADER_WORDS)
    size, columns, rows, bits, line, colours = (int(header[at]) for at in (0, 4, 5, 11, 12, 19))
    if bits != 32:
        raise ValueError(f"{bits} bits a pixel")
    start = size + colours * _COLOUR_BYTES
    data = np.memmap(file, np.uint8, "r", start, (rows, line))
    return data[:, : columns * 4].reshape(rows, columns, 4)

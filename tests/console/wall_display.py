"""A display of its own with several monitors that can be pulled, and what is to be seen on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from tests.town import ROOT

# Takes a picture of the whole display, again for every line that is read.
_CAMERA = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
for line in sys.stdin:
    app.processEvents()
    screen = app.primaryScreen()
    whole, own = screen.virtualGeometry(), screen.geometry()
    at = whole.topLeft() - own.topLeft()
    picture = screen.grabWindow(0, at.x(), at.y(), whole.width(), whole.height())
    picture.save(line.strip(), "PNG")
    print("there", flush=True)
"""
WIDTH, HEIGHT = 1280, 720


@dataclass
class WallDisplay:
    """A virtual display; monitors stand in a row, each ``WIDTH`` × ``HEIGHT``."""

    name: str
    camera: subprocess.Popen[str]
    folder: Path
    taken: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to show their windows here."""
        return {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def put_in(self, monitor: str, at: int) -> None:
        """A monitor is plugged in at a place of the row, counted from 0."""
        output = "screen" if monitor == "A" else "none"
        place = f"{WIDTH}/600x{HEIGHT}/340+{at * WIDTH}+0"
        self._xrandr("--setmonitor", monitor, place, output)

    def pull(self, monitor: str) -> None:
        """A cable is pulled."""
        self._xrandr("--delmonitor", monitor)

    def look(self) -> QImage:
        """What is to be seen now, all monitors side by side."""
        self.taken += 1
        file = self.folder / f"look-{self.taken:03d}.png"
        assert self.camera.stdin is not None
        assert self.camera.stdout is not None
        self.camera.stdin.write(f"{file}\n")
        self.camera.stdin.flush()
        assert self.camera.stdout.readline().strip() == "there"
        return QImage(str(file))

    def screen(self, at: int) -> QImage:
        """What is to be seen at one place of the row."""
        return self.look().copy(at * WIDTH, 0, WIDTH, HEIGHT)

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(
            ["xrandr", *arguments], env=self.environment, check=True, capture_output=True
        )


@contextmanager
def wall_display(folder: Path, monitors: int) -> Iterator[WallDisplay]:
    """A display with so many monitors, called A, B, C …"""
    folder.mkdir(parents=True, exist_ok=True)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # Without -noreset the display forgets its monitors whenever the last program leaves it.
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH * monitors}x{HEIGHT}x24",
         "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as output:
        name = f":{output.readline().strip()}"
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
    camera = subprocess.Popen(
        [sys.executable, "-c", _CAMERA],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    display = WallDisplay(name, camera, folder)
    try:
        for at in range(monitors):
            display.put_in("ABCDEF"[at], at)
        yield display
    finally:
        for process in (camera, server):
            process.kill()
            process.wait()
        for pipe in (camera.stdin, camera.stdout):
            if pipe is not None:
                pipe.close()


def is_black(image: QImage) -> bool:
    """Whether nothing of ours is to be seen: the bare display is black, and the wall is not."""
    points = [
        image.pixelColor(x, y)
        for x in range(5, image.width(), image.width() // 8)
        for y in range(5, image.height(), image.height() // 8)
    ]
    return all(point.lightness() < 4 for point in points)


def are_alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures show the same; the edges of letters may be smoothed otherwise."""
    if one.size() != other.size():
        return False
    return all(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) < 60
        for x in range(0, one.width(), 3)
        for y in range(0, one.height(), 3)
    )

"""What is measured of a wall runs here: cameras, backend, and PCs with monitors of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from backend_client.client import Client
from backend_client.errors import ClientError
from backend_client.wall_records import Shown, WallScene
from benchmarks.process_tree import ROOT, end, python, ready_simulator, weigh
from benchmarks.seat_scene import load_town, run_program, served_town
from benchmarks.wall_display import WallDisplay, is_covered, is_desktop, wall_display
from console.state.layouts import parse_layout

TOWN = "FX"
MONITORS = 3
WITHIN_S = 90.0
LOOK_S = 0.004
PANES = (("4", 1), ("4", 5), ("1+7", 9))
"""Layout of each screen, and its first camera: 4 + 4 + 8 panes."""
SETTLED_S = 3.0


@dataclass
class Stage:
    """The town, its backend, and people who are signed in."""

    folder: Path
    address: str
    simulator: int
    backend: contextlib.ExitStack
    environment: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)
    backend_pid: int = 0

    @property
    def password_file(self) -> Path:
        """Whoever belongs to the town has this password."""
        return self.folder / "password.txt"

    @property
    def base_map(self) -> Path:
        """The map below the town."""
        return self.folder / "town.mbtiles"

    def client(self, login: str) -> Client:
        """Somebody's client."""
        if login not in self.clients:
            made = Client(self.address)
            made.sessions.sign_in(login, self.password_file.read_text(encoding="utf-8"))
            self.clients[login] = made
        return self.clients[login]

    def stop_backend(self) -> None:
        """It ends, in order."""
        self.backend.close()

    def start_backend(self) -> None:
        """It comes back where it was."""
        port = int(self.address.rpartition(":")[2])
        served = served_town(self.environment, port)
        self.address, self.backend_pid = self.backend.enter_context(served)


@contextlib.contextmanager
def staged() -> Iterator[Stage]:
    """Cameras and a backend that knows them."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fengqiao-bench-")))
        ready, simulator = stack.enter_context(ready_simulator())
        environment = load_town(folder, ready)
        run_program("simulator", "tiles", str(folder / "town.mbtiles"))
        backend = stack.enter_context(contextlib.ExitStack())
        address, pid = backend.enter_context(served_town(environment))
        made = Stage(folder, address, simulator, backend, environment, backend_pid=pid)
        try:
            yield made
        finally:
            for client in made.clients.values():
                client.close()


@dataclass
class WallPc:
    """A PC with monitors of its own, folders of its own, and a key; the program as it is run."""

    name: str
    folder: Path
    display: WallDisplay
    stage: Stage
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Switch it on."""
        folders = ("CONFIG", "DATA", "STATE", "CACHE")
        own = {f"XDG_{one}_HOME": str(self.folder / one.lower()) for one in folders}
        own |= {"HOME": str(self.folder), "DISPLAY": self.display.name}
        kept = {name: one for name, one in os.environ.items() if name != "QT_QPA_PLATFORM"}
        command = [*python(), "console", "wall", "--name", self.name, "--town", TOWN]
        command += ["--backend", self.stage.address, "--key-file", str(self.folder / "wall.key")]
        self.process = subprocess.Popen(
            [*command, "--base-map", str(self.stage.base_map)],
            cwd=ROOT, env={**kept, **own, **self.settings}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def end(self) -> None:
        """Switch it off."""
        if self.process is not None:
            end(self.process)
            self.process = None

    @property
    def pid(self) -> int:
        """Of the supervisor: the tree below it is all of the wall."""
        assert self.process is not None
        return self.process.pid

    def program(self) -> psutil.Process:
        """The program with the windows."""
        children = psutil.Process(self.pid).children()
        return next(one for one in children if "--beat" in one.cmdline())

    def kill_program(self) -> None:
        """It dies on the spot."""
        self.program().send_signal(signal.SIGKILL)

    def cpu_s(self) -> float:
        """What all of it has used."""
        return weigh(self.pid, shared=False).cpu_s

    def screens(self) -> list[str]:
        """What the backend calls its screens, from the left; empty while it hasn't told."""
        wall = self.stage.client("op1").walls.one(TOWN, self.name)
        return [one.id for one in sorted(wall.screens, key=lambda one: one.x)]

    def is_lit(self) -> bool:
        """Whether every screen shows something of ours."""
        seen = (self.display.screen(at, 4) for at in range(MONITORS))
        return not any(is_desktop(one) or is_covered(one) for one in seen)

    def call(self, scene: str) -> None:
        """A person calls a scene."""
        self.stage.client("op1").walls.call(TOWN, self.name, scene)


@contextlib.contextmanager
def wall_pc(stage: Stage, name: str, **settings: str) -> Iterator[WallPc]:
    """A wall that is on and has told its screens; `settings` go into its environment."""
    folder = stage.folder / f"pc-{name}"
    folder.mkdir()
    leader = stage.client("leader").walls
    leader.make(TOWN, name, 4.0, 1.2)
    key = folder / "wall.key"
    key.touch(mode=0o600)
    key.write_text(leader.make_key(TOWN, name), encoding="ascii")
    with wall_display(folder / "display", MONITORS) as display:
        made = WallPc(name, folder, display, stage, settings)
        try:
            made.start()
            wait_for(lambda: len(made.screens()) == MONITORS, "screens told")
            wait_for(made.is_lit, "something on every screen")
            yield made
        finally:
            made.end()


def keep_scenes(pc: WallPc, scenes: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Keep scenes: what each screen shows, or one content for all of them."""
    walls, screens = pc.stage.client("op1").walls, pc.screens()
    for name, contents in scenes.items():
        over = contents[0].get("kind") == "camera_span"
        places = ["span"] if over else screens
        shown: Shown = dict(zip(places, contents, strict=True))
        walls.keep_scene(TOWN, pc.name, WallScene(name, shown, (), None, 0))


def panes(first: int = 0) -> list[dict[str, Any]]:
    """4 + 4 + 8 live panes; `first`: so many cameras later."""
    return [
        {
            "kind": "panes",
            "layout": layout,
            "cameras": [
                f"C{first + number + at:03d}" for at in range(parse_layout(layout).pane_count)
            ],
        }
        for layout, number in PANES
    ]


def wait_for(
    what: Callable[[], bool], words: str, within_s: float = WITHIN_S, every_s: float = LOOK_S
) -> float:
    """Wait until something is so; how long it took. Raises TimeoutError."""
    begun = time.monotonic()
    while True:
        with contextlib.suppress(ClientError, StopIteration, psutil.Error):
            if what():
                return time.monotonic() - begun
        if time.monotonic() - begun > within_s:
            raise TimeoutError(f"not within {within_s:.0f} s: {words}")
        time.sleep(every_s)


def live_count(pc: WallPc) -> int:
    """How many pictures are live, by the wall's own word."""
    health = pc.stage.client("op1").walls.one(TOWN, pc.name).health
    return 0 if health is None else sum(one.live for one in health.screens)

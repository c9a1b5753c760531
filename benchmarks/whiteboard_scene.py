"""What ``whiteboard`` measures on: town, backend, two consoles with a screen each, and others."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backend_client.client import Client
from backend_client.errors import ClientError
from benchmarks.seat_load import place_before
from benchmarks.seat_scene import Load, Peer
from benchmarks.wall_display import WallDisplay, wall_display
from benchmarks.wall_stage import Stage, staged
from simulator.cameras import TOWN_CAMERAS
from simulator.town_files import TOWN
from simulator.town_people import Population, departments

WIDTH, HEIGHT = 1920, 1080
COMES_WITHIN_S = 120.0
POLL_S = 0.5
EVENTS_A_SECOND = 2.0
PLATFORMS = ("ZZ", "SJ", "ZF", "BM")
INVITED = 4
"""So many departments come beside the platforms."""
LOGINS = (
    "op2",
    "leader",
    *(f"pt-{one.lower()}" for one in PLATFORMS),
    *(f"bm{number:02d}" for number in range(1, INVITED + 1)),
)
_RED = 90
"""By so much the red of the pen's colour is above its green and blue."""
_REACH_PX = 3


@dataclass
class Polled:
    """Somebody without a feed, who asks the journal again and again: when each thing is known."""

    client: Client
    event: str
    drawn: list[list[Any]] = field(default_factory=list)
    said: list[list[Any]] = field(default_factory=list)
    moved: list[list[Any]] = field(default_factory=list)
    faults: int = 0

    @property
    def notes(self) -> dict[str, list[list[Any]]]:
        """The same as an eye's, but for what is passed by."""
        return {"drawn": self.drawn, "said": self.said, "moved": self.moved}

    def ask_until(self, is_over: threading.Event, after: int) -> None:
        """Ask every half second."""
        while not is_over.wait(POLL_S):
            try:
                for entry in self.client.journal.all(after, self.event):
                    after = entry.seq
                    self._take(entry.change.get("put") or {})
            except ClientError:
                self.faults += 1

    def _take(self, put: dict[str, Any]) -> None:
        now = time.monotonic()
        for id_, item in put.items():
            if item["kind"] == "stroke":
                self.drawn.append([id_, now])
            elif item["kind"] == "message":
                self.said.append([item["text"], now])
            elif item["kind"] == "view":
                self.moved.append([item["map"], now])


@dataclass(frozen=True, slots=True)
class Scene:
    """One table; `hand` is the presenter's console, `eye` the other one's; their screens."""

    stage: Stage
    event: str
    hand: Peer
    eye: Peer
    crowd: Peer
    reporters: Peer
    screens: tuple[WallDisplay, WallDisplay]

    @property
    def pids(self) -> dict[str, int]:
        """What is weighed."""
        named = {"looking console": self.eye, "pen's console": self.hand, "others": self.crowd}
        named["members"] = self.reporters
        fixed = {"backend": self.stage.backend_pid, "cameras": self.stage.simulator}
        screens = {f"screen {at}": one.pid for at, one in enumerate(self.screens, 1)}
        return fixed | screens | {name: one.pid for name, one in named.items()}

    @contextlib.contextmanager
    def polled(self) -> Iterator[Polled]:
        """Somebody asks the journal meanwhile."""
        client = self.stage.client("op1")
        last = client.journal.page(event=self.event).last
        made, is_over = Polled(client, self.event), threading.Event()
        thread = threading.Thread(target=made.ask_until, args=(is_over, last))
        thread.start()
        try:
            yield made
        finally:
            is_over.set()
            thread.join()

    @contextlib.contextmanager
    def crowded(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Ten others are at it for so long, and members report; what they did comes at the end."""
        told: dict[str, Any] = {}
        load = Load()

        def report() -> None:
            while (line := self.reporters.line()) != "done":
                load.take(line)

        self.crowd.say(f"go {self.event} {seconds}")
        self.reporters.say(f"go {seconds}")
        thread = threading.Thread(target=report, daemon=True)
        thread.start()
        yield told
        thread.join()
        told |= json.loads(self.crowd.line())
        told["events"] = len(load.posted)

    def is_seen(self, places: list[list[float]]) -> bool:
        """Whether most of a red line is in the other screen's pixels."""
        seen = [self._is_red(round(x), round(y)) for _, _, _, x, y in places]
        return sum(seen) > len(seen) / 2

    def _is_red(self, x: int, y: int) -> bool:
        rows, columns = (slice(at - _REACH_PX, at + _REACH_PX + 1) for at in (y, x))
        blue, green, red = np.moveaxis(self.screens[1].pixels[rows, columns, :3], -1, 0)
        rest = np.maximum(green, blue).astype(int)
        return bool((red.astype(int) - rest > _RED).any())


@contextlib.contextmanager
def seated(panes: int) -> Iterator[Scene]:
    """Two consoles sit at a table; the others are signed in."""
    with contextlib.ExitStack() as stack:
        stage = stack.enter_context(staged())
        password = str(stage.password_file)
        crowd = Peer("benchmarks.whiteboard_crowd", stage.address, password, *LOGINS, env={})
        stack.callback(crowd.close)
        rate = ("--rate", str(EVENTS_A_SECOND))
        reporters = Peer("benchmarks.seat_reporters", stage.address, password, *rate, env={})
        stack.callback(reporters.close)
        crowd.line()
        reporters.line()
        event = opened(stage)
        hand, first = stack.enter_context(console(stage, "commander", panes))
        sit(hand, event, panes, "presents")
        eye, second = stack.enter_context(console(stage, "op1", panes))
        sit(eye, event, panes, "sits")
        yield Scene(stage, event, hand, eye, crowd, reporters, (first, second))


@contextlib.contextmanager
def console(stage: Stage, login: str, panes: int) -> Iterator[tuple[Peer, WallDisplay]]:
    """Somebody's console, with a screen of its own."""
    folder = stage.folder / f"seat-{login}"
    with wall_display(stage.folder / f"screen-{login}", 1, WIDTH, HEIGHT) as screen:
        where = (str(stage.password_file), str(folder), login)
        more = ("--base-map", str(stage.base_map), "--panes", str(panes))
        env = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        peer = Peer("benchmarks.whiteboard_window", stage.address, *where, *more, env=env)
        try:
            yield peer, screen
        finally:
            peer.close()


def opened(stage: Stage) -> str:
    """Report something and open a consultation on it; the event's id."""
    lon, lat = place_before(TOWN_CAMERAS[0])
    body = {"town": TOWN, "source": "field", "text": "饭店晚上偷排油烟"}
    member = Population().field_people[-1].id
    event = stage.client(member).events.report({**body, "position": {"lon": lon, "lat": lat}})
    stage.client("op1").events.do(event.id, event.version, "take")
    called = [one.name for one in departments()[:INVITED]]
    events = stage.client("commander").events
    given = {"platforms": list(PLATFORMS), "departments": called}
    events.do(event.id, events.one(event.id).version, "open_consultation", given)
    return event.id


def sit(peer: Peer, event: str, panes: int, until: str) -> None:
    """Open the event, sit down at its table; its own panes live by then. Raises TimeoutError."""
    wait_for_state(peer, lambda now: now["is_live"] and now["panes"] >= panes)
    peer.ask(f"open {event}")
    wait_for_state(peer, lambda now: now["shown"] == event)
    peer.ask("sit")
    wait_for_state(peer, lambda now: bool(now[until]))


def wait_for_state(peer: Peer, is_so: Callable[[dict[str, Any]], bool]) -> None:
    """Until a console is so far. Raises TimeoutError."""
    until = time.monotonic() + COMES_WITHIN_S
    while not is_so(state := peer.ask("state")):
        if time.monotonic() > until:
            raise TimeoutError(f"a console isn't ready: {state}")
        time.sleep(0.2)

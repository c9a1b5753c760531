"""What ``seat_load`` measures on: cameras, backend, members and the console, a process each."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.process_tree import ROOT, display, end, python, ready_simulator, running, weigh

COMES_WITHIN_S = 120.0
NEAR_WITHIN_S, NEAR_LOOK_S = 30.0, 0.1
Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much: reports a second, panes, and the load at which panes slow down."""

    rate: float
    panes: int
    shed_percent: int


class Peer:
    """A program that answers lines with lines."""

    def __init__(self, module: str, *arguments: str, env: dict[str, str]) -> None:
        self._name = module
        self._process = subprocess.Popen(
            [*python(), module, *arguments],
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.pid = self._process.pid

    def say(self, line: str) -> None:
        """Ask for something."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def line(self) -> str:
        """Return the next line. Raises ValueError when the program has ended."""
        assert self._process.stdout is not None
        text = self._process.stdout.readline()
        if not text:
            raise ValueError(f"{self._name} ended")
        return text.decode().strip()

    def ask(self, line: str) -> Any:
        """Ask, and return the answer's JSON."""
        self.say(line)
        return json.loads(self.line())

    def close(self) -> None:
        """End it: its stdin ends, and it has a moment."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        end(self._process)
        self._process.stdout.close()


@dataclass
class Load:
    """What the members reported: each accepted event with when it was posted."""

    posted: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    late_s: list[float] = field(default_factory=list)
    took_s: list[float] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Take one line of the reporters in."""
        told = json.loads(line)
        if "error" in told:
            self.faults.append(told["error"])
        else:
            self.posted[told["event"]] = told["at"]
        self.late_s.append(told["late"])
        self.took_s.append(told["took"])


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that runs; ``pids`` are weighed."""

    seat: Peer
    reporters: Peer
    pids: dict[str, int]
    plan: Plan

    def wait_for_seat(self, panes: int, shown: int) -> None:
        """Until the panes live and so many events were shown. Raises TimeoutError."""
        until = time.monotonic() + COMES_WITHIN_S
        while True:
            state = self.seat.ask("state")
            if state["is_live"] and state["panes"] >= panes and state["shown"] >= shown:
                return
            if time.monotonic() > until:
                raise TimeoutError(f"the seat isn't ready: {state}")
            time.sleep(0.5)

    def report(self, seconds: float, picture: Path | None = None) -> Load:
        """Let the members report for so long; half way through a picture is taken."""
        load, half = Load(), round(seconds * self.plan.rate / 2)
        self.reporters.say(f"go {seconds}")
        while (line := self.reporters.line()) != "done":
            load.take(line)
            if picture is not None and len(load.took_s) == half:
                self.seat.ask(f"picture {picture}")
        return load

    def report_at(self, lon: float, lat: float) -> Load:
        """Let a member report something at a place."""
        load = Load()
        self.reporters.say(f"at {lon} {lat}")
        while (line := self.reporters.line()) != "done":
            load.take(line)
        return load

    def near_live_s(self, event: str) -> float:
        """Open an event: seconds until all cameras beside it are live, infinite for never."""
        self.seat.ask(f"near {event}")
        until = time.monotonic() + NEAR_WITHIN_S
        while time.monotonic() < until:
            live_s = self.seat.ask("near_live")
            if live_s is not None:
                return float(live_s)
            time.sleep(NEAR_LOOK_S)
        return float("inf")

    @contextlib.contextmanager
    def measured(self, row: Row) -> Iterator[None]:
        """Fill a column of the table with what happens meanwhile."""
        row["memory MB, begin"] = weigh(self.seat.pid).pss_mb
        before, machine = self._spent(), busy_s()
        begun = time.monotonic()
        self.seat.ask("measure")
        yield
        figures = self.seat.ask("figures")
        took = time.monotonic() - begun
        row |= _seat_row(figures)
        for name, spent in self._spent().items():
            row[f"cores, {name}"] = (spent - before[name]) / took
        row["cores, whole machine"] = (busy_s() - machine) / took
        row["memory MB, end"] = weigh(self.seat.pid).pss_mb
        row["backend memory MB"] = weigh(self.pids["backend"]).pss_mb

    def _spent(self) -> dict[str, float]:
        return {name: weigh(pid, shared=False).cpu_s for name, pid in self.pids.items()}


def busy_s() -> float:
    """Seconds of processor that the whole machine has spent."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def _seat_row(figures: dict[str, Any]) -> Row:
    fps = [float(pane["shown_fps"]) for pane in figures["panes"]]
    stall, sheds = figures["gui_stall_ms"], figures["sheds"]
    return {
        "GUI stall p50 ms": stall["p50"],
        "GUI stall p99 ms": stall["p99"],
        "GUI stall max ms": stall["max"],
        "pane fps, mean": sum(fps) / len(fps),
        "pane fps, worst": min(fps),
        "pane fps, worst stretch": min(figures["stretches"], default=min(fps)),
        "panes slowed down, share": sum(sheds) / max(1, len(sheds)),
        "cores, console": figures["cpu_cores"],
    }


@contextlib.contextmanager
def staged(plan: Plan) -> Iterator[Scene]:
    """Everything runs, all panes live, somebody sits at the seat."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fengqiao-bench-")))
        ready, town = stack.enter_context(ready_simulator())
        address, backend = stack.enter_context(served_town(load_town(folder, ready)))
        env, screen = stack.enter_context(display())
        tiles = folder / "town.mbtiles"
        run_program("simulator", "tiles", str(tiles))
        common = (address, str(folder / "password.txt"))
        rate = ("--rate", str(plan.rate))
        reporters = Peer("benchmarks.seat_reporters", *common, *rate, env={})
        stack.callback(reporters.close)
        reporters.line()
        shown = ("--panes", str(plan.panes), "--shed-percent", str(plan.shed_percent))
        place = (str(folder / "seat"), "--base-map", str(tiles))
        seat = Peer("benchmarks.seat_window", *common, *place, *shown, env=env)
        stack.callback(seat.close)
        pids = {"backend": backend, "cameras": town, "reporters": reporters.pid}
        if screen is not None:
            pids["X server"] = screen
        scene = Scene(seat, reporters, pids, plan)
        scene.wait_for_seat(plan.panes, 0)
        yield scene


def load_town(folder: Path, ready: Path) -> dict[str, str]:
    """Put the town into a new database; the backend's environment. ``password.txt`` opens it."""
    password = secrets.token_urlsafe(12)
    (folder / "password.txt").write_text(password, encoding="utf-8")
    files = str(folder / "town")
    # Of a database somewhere else it would be the wrong one to fill.
    env = {"DATABASE_URL": "", "FENGQIAO_DATA_FOLDER": str(folder / "backend")}
    run_program("simulator", "town", files, "--ready-file", str(ready))
    run_program("backend", "load-town", files, env=env, said=f"{password}\n")
    return env


@contextlib.contextmanager
def served_town(env: dict[str, str], port: int = 0) -> Iterator[tuple[str, int]]:
    """The backend on what was loaded: its address and pid."""
    serve = (*python(), "backend", "serve", "--port", str(port))
    with running(serve, env, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        address = child.stdout.readline().decode().strip()
        if not address:
            raise ValueError("the backend doesn't start")
        yield address, child.pid
        child.stdout.close()


def run_program(*arguments: str, env: dict[str, str] | None = None, said: str = "") -> None:
    """One of our programs to its end. Raises CalledProcessError."""
    subprocess.run(
        [*python(), *arguments],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        input=said,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )

"""The wall as it is run: three monitors, cables, crashes, and what is to be seen all the while."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.console.programs import COMMAND, environment, log_text, run_program
from tests.console.wall_display import WallDisplay, are_alike, is_black, wall_display
from tests.guards.patience import PATIENCE_S
from tests.town import ROOT, Town

SCREENS = [{"id": f"w-{n}", "wall": "w", "width_m": 1.2, "distance_m": 4} for n in (1, 2, 3)]
EVENTS = [
    {
        "id": f"e{n}", "number": f"20261127-{n:04d}", "title": "道路塌陷", "state": "handling",
        "grade": n % 4 + 1, "reported_at": datetime.now(UTC).isoformat(), "place": "上枫村",
    }
    for n in range(9)
]  # fmt: skip


class Wall:
    """A wall program on a display, and its plan."""

    def __init__(self, folder: Path, display: WallDisplay, cameras: Path) -> None:
        self.folder = folder
        self.display = display
        self.plan = folder / "plan.json"
        shutil.copy(cameras, folder / "cameras.csv")
        self.process: subprocess.Popen[str] | None = None

    def write(self, shown: dict[str, Any], **more: Any) -> None:
        """Another plan, whole at once."""
        told = {"town": "枫溪镇", "cameras": "cameras.csv", "screens": SCREENS, "events": EVENTS}
        new = self.plan.with_suffix(".new")
        new.write_text(json.dumps({**told, "shown": shown, **more}), encoding="utf-8")
        new.replace(self.plan)

    def start(self) -> None:
        """Begin, as a person would."""
        own = {**environment(self.folder), "DISPLAY": self.display.name}
        command = [*COMMAND, "wall", "--name", "w", "--plan", str(self.plan)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=own | {"FENGQIAO_HARDWARE_DECODE": "false"}, text=True
        )

    @property
    def program(self) -> psutil.Process:
        """The program that is watched over."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children()[0]

    def all_shown(self) -> bool:
        """Whether every screen shows something."""
        return not any(is_black(self.display.screen(at)) for at in range(3))


def wait_for(what: Callable[[], bool], words: str) -> float:
    """Wait until something is so; returns how long it took."""
    begun = time.monotonic()
    while not what():
        if time.monotonic() - begun > PATIENCE_S:
            pytest.fail(f"not within {PATIENCE_S:.0f} s: {words}")
        time.sleep(0.1)
    return time.monotonic() - begun


@pytest.fixture
def wall(tmp_path: Path, town: Town) -> Iterator[Wall]:
    """A wall on three monitors, not begun yet."""
    with wall_display(tmp_path / "looks", 3) as display:
        made = Wall(tmp_path, display, town.cameras_csv)
        yield made
        if made.process is not None:
            made.process.terminate()
            assert made.process.wait(PATIENCE_S) == 0


CLOCKS = {f"w-{n}": {"kind": "clock"} for n in (1, 2, 3)}
MIXED = {
    "w-1": {"kind": "panes", "layout": "4", "cameras": ["C001", "C002", "C003", "C004"]},
    "w-2": {"kind": "board"},
    "w-3": {"kind": "notices", "text": "防汛视频会商"},
}


def test_every_monitor_has_its_own_and_changes_are_never_black(wall: Wall) -> None:
    wall.write(MIXED)
    wall.start()
    wait_for(wall.all_shown, "three screens with something on them")
    before = [wall.display.screen(at) for at in range(3)]
    span = {"span": {"kind": "camera_span", "camera": "C001"}}
    for shown in (CLOCKS, {**CLOCKS, **span}, MIXED):
        wall.write(shown)
        until = time.monotonic() + 6
        while time.monotonic() < until:
            assert wall.all_shown(), shown
    after = [wall.display.screen(at) for at in range(3)]
    assert are_alike(before[2], after[2]), "the notice is there again"


def test_a_pulled_cable_leaves_the_others_and_comes_back(wall: Wall) -> None:
    wall.write({**CLOCKS, "w-2": {"kind": "notices", "text": "二"}, "w-3": MIXED["w-3"]})
    wall.start()
    wait_for(wall.all_shown, "three screens with something on them")
    middle, right = wall.display.screen(1), wall.display.screen(2)
    wall.display.pull("B")
    wait_for(lambda: is_black(wall.display.screen(1)), "no window where no monitor is")
    assert are_alike(wall.display.screen(2), right)
    wall.display.put_in("B", 1)
    wait_for(lambda: are_alike(wall.display.screen(1), middle), "what it showed before")
    assert are_alike(wall.display.screen(2), right)


def test_it_comes_back_with_the_last_scene_when_it_crashes_or_hangs(wall: Wall) -> None:
    wall.write(MIXED)
    wall.start()
    wait_for(wall.all_shown, "three screens with something on them")
    shown = wall.display.screen(2)
    wall.plan.unlink()  # what comes back is what was kept
    for number in (signal.SIGKILL, signal.SIGSTOP):
        dead = wall.program
        dead.send_signal(number)
        wait_for(lambda dead=dead: not dead.is_running(), "the dead one gone")  # type: ignore[misc]
        wait_for(wall.all_shown, "everything back")
        assert are_alike(wall.display.screen(2), shown)
    assert "the wall's program hangs" in log_text(wall.folder)


def test_it_ends_when_asked_and_when_nobody_watches(wall: Wall) -> None:
    wall.write(MIXED)
    wall.start()
    wait_for(wall.all_shown, "three screens with something on them")
    family = [wall.program, *wall.program.children(recursive=True)]
    assert wall.process is not None
    wall.process.kill()
    wall.process.wait()
    wall.process = None
    assert not psutil.wait_procs(family, PATIENCE_S)[1]
    wall.start()
    wait_for(wall.all_shown, "three screens again")
    family = [wall.program, *wall.program.children(recursive=True)]
    assert wall.process is not None
    wall.process.terminate()
    assert wall.process.wait(PATIENCE_S) == 0
    wall.process = None
    assert not psutil.wait_procs(family, PATIENCE_S)[1]


def test_two_of_one_name_do_not_run_together(wall: Wall) -> None:
    wall.write(CLOCKS)
    wall.start()
    wait_for(wall.all_shown, "three screens with something on them")
    own = {**environment(wall.folder), "DISPLAY": wall.display.name}
    second = subprocess.run(
        [*COMMAND, "wall", "--name", "w", "--plan", str(wall.plan)],
        cwd=ROOT, env=own, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert "runs here already" in second.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--name", "../x", "--plan", "p"), ("--name", ""), (), ("--plan", "p", "--distance", "0")],
)
def test_bad_arguments_end_with_2_and_words(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run_program(tmp_path, "wall", *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr

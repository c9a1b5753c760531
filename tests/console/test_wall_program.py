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
from typer.testing import CliRunner

from benchmarks.wall_display import Picture, WallDisplay, is_covered, is_desktop, wall_display
from console.__main__ import app
from resources import colours
from tests.console.programs import COMMAND, environment, log_text
from tests.console.wall_display import are_alike
from tests.guards.patience import PATIENCE_S
from tests.town import ROOT, Town

# What a program starts anew is the module's, whichever test makes it do so.
pytestmark = [pytest.mark.xdist_group("wall_program"), pytest.mark.allow_leaks]
SCREENS = [{"id": f"w-{n}", "wall": "w", "width_m": 1.2, "distance_m": 4} for n in (1, 2, 3)]
EVENTS = [
    {
        "id": f"e{n}", "number": f"20261127-{n:04d}", "title": "道路塌陷", "state": "handling",
        "grade": n % 4 + 1, "reported_at": datetime.now(UTC).isoformat(), "place": "上枫村",
    }
    for n in range(9)
]  # fmt: skip
CLOCKS = {f"w-{n}": {"kind": "clock"} for n in (1, 2, 3)}
MIXED = {
    "w-1": {"kind": "panes", "layout": "4", "cameras": ["C001", "C002", "C003", "C004"]},
    "w-2": {"kind": "board"},
    "w-3": {"kind": "notices", "text": "防汛视频会商"},
}
GROUND = tuple(bytes.fromhex(colours.WINDOW.removeprefix("#")))
SPAN = {"span": {"kind": "camera_span", "camera": "C001"}}


class Wall:
    """A wall program on a display, and its plan."""

    def __init__(self, folder: Path, display: WallDisplay, cameras: Path) -> None:
        self.folder = folder
        self.display = display
        self.plan = folder / "plan.json"
        self.process: subprocess.Popen[str] | None = None
        shutil.copy(cameras, folder / "cameras.csv")

    def write(self, shown: dict[str, Any]) -> None:
        """Another plan, whole at once."""
        told = {"town": "枫溪镇", "cameras": "cameras.csv", "screens": SCREENS, "events": EVENTS}
        new = self.plan.with_suffix(".new")
        new.write_text(json.dumps({**told, "shown": shown}), encoding="utf-8")
        new.replace(self.plan)

    def start(self) -> None:
        """Begin, as a person would, and wait until every screen shows something."""
        own = {**environment(self.folder), "DISPLAY": self.display.name}
        command = [*COMMAND, "wall", "--name", "w", "--plan", str(self.plan)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=own | {"FENGQIAO_HARDWARE_DECODE": "false"}, text=True
        )
        wait_for(self.all_shown, "three screens with something on them")

    def show(self, shown: dict[str, Any]) -> None:
        """Let it show that; what is there at the moment may be the same."""
        self.write(shown)
        self.wait(lambda one: shows(one, shown), f"{sorted(shown)} in view")

    @property
    def family(self) -> list[psutil.Process]:
        """Everything that the command started: the program, its decoders, the cover."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    @property
    def program(self) -> psutil.Process:
        """The program that is watched over."""
        return next(one for one in self.family if "--beat" in one.cmdline())

    def screens(self) -> list[Picture]:
        """What is to be seen on each."""
        return [self.display.screen(at) for at in range(3)]

    def all_shown(self) -> bool:
        """Whether every screen shows something of the wall's program."""
        return not any(is_desktop(one) or is_covered(one) for one in self.screens())

    def wait(self, until: Callable[[list[Picture]], bool], words: str) -> None:
        """Look all the while until it is so: no screen is black, none shows the desktop."""

        def is_so() -> bool:
            seen = self.screens()
            assert not any(is_desktop(one) for one in seen), words
            assert not any(is_covered(one) for one in seen), words
            return until(seen)

        wait_for(is_so, words)


def shows(seen: list[Picture], shown: dict[str, Any]) -> bool:
    """Whether it is this plan: sheets have much of their ground in view, pictures none."""
    are_sheets = [bool((one == GROUND).all(axis=-1).mean() > 0.4) for one in seen]
    if "span" in shown:
        return not any(are_sheets)
    if shown == MIXED:
        return are_sheets == [False, True, True] and not are_alike(seen[1], seen[2])
    return all(are_sheets) and are_alike(seen[0], seen[1]) and are_alike(seen[1], seen[2])


def wait_for(what: Callable[[], bool], words: str) -> None:
    """Wait until something is so."""
    begun = time.monotonic()
    while not what():
        if time.monotonic() - begun > PATIENCE_S:
            pytest.fail(f"not within {PATIENCE_S:.0f} s: {words}")
        time.sleep(0.02)


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory, town: Town) -> Iterator[Wall]:
    """A wall that runs on three monitors; every test leaves it running, the last one ends it."""
    folder = tmp_path_factory.mktemp("wall")
    with wall_display(folder / "display", 3) as display:
        made = Wall(folder, display, town.cameras_csv)
        made.write(MIXED)
        try:
            made.start()
            yield made
        finally:
            if made.process is not None:
                made.process.terminate()
                assert made.process.wait(PATIENCE_S) == 0


def test_every_monitor_has_its_own_and_changes_are_never_black(wall: Wall) -> None:
    wall.show(MIXED)
    notice = wall.display.screen(2)
    for shown in (CLOCKS, {**CLOCKS, **SPAN}, MIXED):
        wall.show(shown)
    assert are_alike(notice, wall.display.screen(2)), "the notice is there again"


def test_a_pulled_cable_leaves_the_others_and_comes_back(wall: Wall) -> None:
    wall.show(MIXED)
    middle, right = wall.display.screen(1), wall.display.screen(2)
    wall.display.pull("B")
    wait_for(lambda: is_desktop(wall.display.screen(1)), "nothing where no monitor is")
    assert are_alike(wall.display.screen(2), right)
    wall.display.put_in("B", 1)
    wait_for(lambda: are_alike(wall.display.screen(1), middle), "what it showed before")
    assert are_alike(wall.display.screen(2), right)
    wait_for(wall.all_shown, "everything back")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_it_comes_back_with_the_last_scene_and_the_desktop_is_never_seen(
    wall: Wall, number: signal.Signals
) -> None:
    wall.show(MIXED)
    notice, dead = wall.display.screen(2), wall.program
    wall.plan.unlink()  # what comes back is what was kept
    dead.send_signal(number)
    dark = 0

    def is_back() -> bool:
        nonlocal dark
        seen = wall.screens()
        assert not any(is_desktop(one) for one in seen)
        dark += all(is_covered(one) for one in seen)
        # There is a moment without the program: the windows go a little later than it does.
        return dark > 0 and not any(is_covered(one) for one in seen)

    wait_for(is_back, "dark, and everything back")
    assert not dead.is_running()
    wait_for(lambda: are_alike(wall.display.screen(2), notice), "what it showed before")
    if number is signal.SIGSTOP:
        assert "the wall's program hangs" in log_text(wall.folder)


def test_a_cover_that_dies_is_there_again_and_nothing_is_seen_of_it(wall: Wall) -> None:
    wall.show(MIXED)
    notice = wall.display.screen(2)
    dead = next(one for one in wall.family if "--cover" in one.cmdline())
    dead.kill()

    def is_back() -> bool:
        assert wall.all_shown()
        assert are_alike(wall.display.screen(2), notice)
        return any("--cover" in one.cmdline() for one in wall.family if one.pid != dead.pid)

    wait_for(is_back, "another cover")
    until = time.monotonic() + 1
    while time.monotonic() < until:
        is_back()


def test_two_of_one_name_do_not_run_together(wall: Wall) -> None:
    own = {**environment(wall.folder), "DISPLAY": wall.display.name}
    second = subprocess.run(
        [*COMMAND, "wall", "--name", "w", "--plan", str(wall.plan)],
        cwd=ROOT, env=own, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert "runs here already" in second.stderr


def test_it_ends_when_nobody_watches_and_when_asked(wall: Wall) -> None:
    assert wall.process is not None
    family = wall.family
    wall.process.kill()
    wall.process.wait()
    assert not psutil.wait_procs(family, PATIENCE_S)[1]
    wall.start()
    family = wall.family
    wall.process.terminate()
    assert wall.process.wait(PATIENCE_S) == 0
    wall.process = None
    assert not psutil.wait_procs(family, PATIENCE_S)[1]
    assert is_desktop(wall.display.look())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "../x", "--plan", "p"),
        ("--name", ""),
        ("--name", "a:b", "--plan", "p"),
        (),
        ("--plan", "p", "--distance", "0"),
    ],
)
def test_bad_arguments_end_with_2_and_words(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["wall", *arguments], env=environment(tmp_path))
    assert done.exit_code == 2
    assert done.output.strip()

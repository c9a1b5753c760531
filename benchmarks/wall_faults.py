"""What a wall on a second PC bears, and how long each thing takes.

    python -m benchmarks wall_faults --times 5

Two PCs: each with monitors, folders and a key of its own. On the second one a scene is called, a
monitor is pulled and put back while the backend is down, the program is killed, and the backend
goes and comes back; everything is told by looking at its pixels, and the first PC's wall is
watched all the while.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.process_tree import ROOT
from benchmarks.seat_load import at
from benchmarks.wall_display import is_covered, is_desktop
from benchmarks.wall_eye import Eye, pane_boxes, screen_boxes, shown_rates
from benchmarks.wall_stage import (
    LOOK_S,
    MONITORS,
    SETTLED_S,
    Stage,
    WallPc,
    keep_scenes,
    live_count,
    panes,
    staged,
    wait_for,
    wall_pc,
)

GIVEN_UP_S = 60.0
PANES, CALM = "panes 4+4+8", "notices"
SCENES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    PANES: panes(),
    CALM: [{"kind": "notices", "text": text} for text in ("一号屏", "二号屏", "三号屏")],
}
Times = dict[str, list[float]]


class Faults:
    """One PC's wall, and everything that happens to it."""

    def __init__(self, stage: Stage, pc: WallPc, other: WallPc) -> None:
        self._stage = stage
        self._pc = pc
        self._other = other
        self.eye, self.others_eye = Eye(pc.display), Eye(other.display)
        self.times: Times = {}
        self.looks = self.bare = self.others_dark = 0

    def learn(self) -> None:
        """Know both scenes by their looks, and the first PC's own."""
        width, height = self._pc.display.width, self._pc.display.height
        for scene in (PANES, CALM):
            self._pc.call(scene)
            count = 16 if scene == PANES else 0
            wait_for(lambda: live_count(self._pc) == count, scene, every_s=0.5)  # noqa: B023
            time.sleep(SETTLED_S)
            self.eye.learn(
                scene,
                pane_boxes(width, height) if scene == PANES else screen_boxes(width, height, 3),
            )
        self.eye.compare()

    def call(self) -> None:
        """A scene is called, to and fro."""
        for scene in (PANES, CALM):
            self._note(f"scene called: {scene}", lambda scene=scene: self._call(scene))  # type: ignore[misc]
            time.sleep(SETTLED_S)

    def _call(self, scene: str) -> None:
        self._pc.call(scene)
        self._until(lambda: self.eye.missing(scene) == 0)

    def pull_without_backend(self) -> None:
        """The backend is down; a cable is pulled and put back."""
        self._call(PANES)
        self._stage.stop_backend()
        time.sleep(SETTLED_S)
        self._note("cable pulled: nothing there", self._pull)
        time.sleep(SETTLED_S)
        self._note("cable back, backend down: whole again", self._put_back)
        self._come_back()

    def _pull(self) -> None:
        display = self._pc.display
        display.pull("B")
        self._until(lambda: is_desktop(display.screen(1, 4)))

    def _put_back(self) -> None:
        self._pc.display.put_in("B", 1)
        self._until(lambda: self.eye.missing(PANES) == 0)

    def kill(self) -> None:
        """The program dies on the spot."""
        self._call(CALM)
        self._pc.kill_program()
        self._note("program killed: black", lambda: self._until(self._is_black, desktop=True))
        self._note(
            "program killed: whole again",
            lambda: self._until(lambda: self.eye.missing(CALM) == 0, desktop=True),
        )

    def _is_black(self) -> bool:
        display = self._pc.display
        return all(is_covered(display.screen(at, 4)) for at in range(MONITORS))

    def lose_backend(self) -> None:
        """The backend goes for a while."""
        self._call(PANES)
        self._stage.stop_backend()
        boxes = pane_boxes(self._pc.display.width, self._pc.display.height)
        rates = shown_rates(self._pc.display, boxes, 2 * SETTLED_S)
        self.times.setdefault("backend down: fps of the worst pane", []).append(min(rates))
        self._come_back()
        self._note("backend back: scene shown", lambda: self._call(CALM))

    def _come_back(self) -> None:
        """Its people sign in again; the wall follows again by itself."""
        self._stage.start_backend()
        begun = time.monotonic()
        wait_for(lambda: self._age_s() < time.monotonic() - begun, "the wall heard of again")
        self.times.setdefault("backend back: heard of", []).append(time.monotonic() - begun)

    def _age_s(self) -> float:
        health = self._stage.client("op1").walls.one("FX", self._pc.name).health
        return float("inf") if health is None else health.age_s

    def _note(self, name: str, what: Callable[[], object]) -> None:
        begun = time.monotonic()
        try:
            what()
        except TimeoutError as error:
            raise TimeoutError(f"{name}: {error}") from error
        self.times.setdefault(name, []).append(time.monotonic() - begun)

    def _until(self, what: Callable[[], bool], *, desktop: bool = False) -> None:
        """Look until it is so; `desktop`: count looks that show it. Raises TimeoutError."""
        begun = time.monotonic()
        while not what():
            self.looks += 1
            self.others_dark += not self._other.is_lit()
            if desktop:
                self.bare += is_desktop(self._pc.display.look(4))
            if time.monotonic() - begun > GIVEN_UP_S:
                raise TimeoutError(f"not within {GIVEN_UP_S:.0f} s")
            time.sleep(LOOK_S)


def measure(times: int) -> Faults:
    """All of it, so many times."""
    with staged() as stage, wall_pc(stage, "大厅") as first, wall_pc(stage, "值班室") as second:
        for pc in (first, second):
            keep_scenes(pc, SCENES)
        first.call(CALM)
        wait_for(first.is_lit, "the first PC's wall")
        faults = Faults(stage, second, first)
        faults.learn()
        for _ in range(times):
            faults.call()
            faults.pull_without_backend()
            faults.kill()
            faults.lose_backend()
    return faults


def table(faults: Faults) -> str:
    """Rows for reading."""
    lines = [f"{'':42}{'p50':>8}{'worst':>8}"]
    for name, values in faults.times.items():
        is_rate = "fps" in name
        worst = min(values) if is_rate else max(values)
        unit = "" if is_rate else " s"
        lines.append(f"{name:42}{at(values, 0.5):>7.2f}{unit}{worst:>7.2f}{unit}")
    lines.append(f"looks with the desktop in view while the program was dead: {faults.bare}")
    lines.append(f"looks at the first PC's wall: {faults.looks}, dark: {faults.others_dark}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(prog="benchmarks wall_faults", description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "wall_faults.json")
    chosen = parser.parse_args(arguments)
    try:
        faults = measure(chosen.times)
    except (OSError, ValueError, TimeoutError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"wall_faults: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(table(faults) + "\n")
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps(faults.times, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From calling a scene to the last picture of it on the screen.

    python -m benchmarks wall_scene --calls 30

The simulated cameras, a real backend, the wall's program on three monitors. A scene is called over
HTTP as the console does; when all of it is there is seen in the display's pixels. Beside it, in
the same run, the same scenes in a wall that is started anew to show them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.process_tree import ROOT
from benchmarks.seat_load import at
from benchmarks.wall_eye import Eye, pane_boxes, screen_boxes
from benchmarks.wall_stage import (
    MONITORS,
    SETTLED_S,
    WallPc,
    keep_scenes,
    live_count,
    panes,
    staged,
    wait_for,
    wall_pc,
)

GIVEN_UP_S = 30.0
LAYERS = ["base", "grids", "events", "cameras"]
PLACE = {"kind": "map", "lon": 120.42, "lat": 29.736, "zoom": 14.0, "layers": LAYERS}
SCENES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "panes 4+4+8": panes(),
    "one camera over all": [{"kind": "camera_span", "camera": "C017"}],
    "map, board, figures": [PLACE, {"kind": "board"}, {"kind": "figures"}],
}
LIVE = {"panes 4+4+8": 16, "one camera over all": 3}
"""Pictures that are live then; the three screens share one stream."""
Times = dict[str, list[float]]


def learn(pc: WallPc, eye: Eye) -> None:
    """Show each scene for long enough, and remember it."""
    width, height = pc.display.width, pc.display.height
    boxes = {"panes 4+4+8": pane_boxes(width, height)}
    for scene in SCENES:
        pc.call(scene)
        wait_for(lambda: live_count(pc) == LIVE.get(scene, 0), f"all of {scene} live", every_s=0.5)  # noqa: B023
        time.sleep(SETTLED_S)
        eye.learn(scene, boxes.get(scene, screen_boxes(width, height, MONITORS)))
    sys.stderr.write(f"wall_scene: the least clear picture by {eye.compare():.1f} of 255\n")


def called(pc: WallPc, eye: Eye, calls: int) -> tuple[Times, Times]:
    """Call scenes in turn: seconds until the backend answered, and until all is in view."""
    answered: Times = {one: [] for one in SCENES}
    shown: Times = {one: [] for one in SCENES}
    names = list(SCENES)
    for number in range(calls):
        scene = names[number % len(names)]
        # Not in step with the cameras' key frames.
        time.sleep(SETTLED_S + 0.37 * (number % 7))
        begun = time.monotonic()
        pc.call(scene)
        answered[scene].append(time.monotonic() - begun)
        shown[scene].append(answered[scene][-1] + eye.wait(scene, GIVEN_UP_S))
    return answered, shown


def started(pc: WallPc, eye: Eye, times: int) -> Times:
    """Start the wall anew for each scene: seconds from the start until all is in view."""
    shown: Times = {one: [] for one in SCENES}
    for scene in list(SCENES) * times:
        pc.end()
        pc.call(scene)
        time.sleep(1.0)
        begun = time.monotonic()
        pc.start()
        eye.wait(scene, GIVEN_UP_S)
        shown[scene].append(time.monotonic() - begun)
        time.sleep(SETTLED_S)
    return shown


def table(answered: Times, shown: Times, anew: Times) -> str:
    """Rows for reading, in milliseconds."""
    lines = [
        f"{'':22}{'answered':>10}{'shown p50':>11}{'p95':>8}{'worst':>8}{'anew p50':>11}{'×':>6}"
    ]
    for name in (*SCENES, "all"):
        answers, times, others = (_of(one, name) for one in (answered, shown, anew))
        half, other = at(times, 0.5), at(others, 0.5)
        figures = (at(answers, 0.5), half, at(times, 0.95), max(times), other)
        cells = [f"{1000 * one:,.0f}" for one in figures]
        line = f"{name:22}{cells[0]:>10}{cells[1]:>11}{cells[2]:>8}{cells[3]:>8}{cells[4]:>11}"
        lines.append(f"{line}{other / half:>6.1f}")
    return "\n".join(lines)


def _of(times: Times, name: str) -> list[float]:
    return [one for values in times.values() for one in values] if name == "all" else times[name]


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(prog="benchmarks wall_scene", description=__doc__)
    parser.add_argument("--calls", type=int, default=30)
    parser.add_argument("--anew", type=int, default=3, help="starts for each scene")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "wall_scene.json")
    chosen = parser.parse_args(arguments)
    try:
        with staged() as stage, wall_pc(stage, "大厅") as pc:
            keep_scenes(pc, SCENES)
            eye = Eye(pc.display)
            learn(pc, eye)
            answered, shown = called(pc, eye, chosen.calls)
            anew = started(pc, eye, chosen.anew)
    except (OSError, ValueError, TimeoutError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"wall_scene: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(table(answered, shown, anew) + "\n")
    told = {"answered": answered, "shown": shown, "anew": anew}
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

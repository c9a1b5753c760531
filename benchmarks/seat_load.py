"""A seat in a storm: twenty events a second for ten minutes beside forty live panes.

Simulated cameras, a real backend, the console as a person has it, and members who report, each in
processes of their own. The same window is measured at rest first, then under load, in one run. At
rest some events are opened, one after another: how soon are the cameras near them live? A picture
of the window under load lies beside the figures.

python -m benchmarks seat_load --minutes 10
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.process_tree import ROOT
from benchmarks.seat_scene import Load, Plan, Row, Scene, staged
from console.state.nearest_cameras import EARTH_M
from simulator.cameras import TOWN_CAMERAS
from simulator.streams import SimCamera

REST_S, SETTLE_S, PICTURE_S = 30.0, 10.0, 10.0
BEFORE = 60
"""So many events are open before anything is measured."""
NEAR, LOOKED_AT_S = 5, 2.0
"""So many events are opened beside cameras, each looked at for a moment."""
NEAR_M = 20.0
GOALS = {
    "near cameras live, worst s": ("≤", 4.0),
    "GUI stall p99 ms": ("≤", 50.0),
    "on screen p99 s": ("≤", 5.0),
    "pane fps, worst": ("≥", 14.0),
    "pane fps, worst stretch": ("≥", 14.0),
    "missing": ("≤", 0.0),
    "twice": ("≤", 0.0),
}
_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


def measure(chosen: argparse.Namespace, plan: Plan) -> dict[str, Row]:
    """Both columns."""
    picture = chosen.json.with_suffix(".png")
    rest: Row = {}
    storm: Row = {}
    with staged(plan) as scene:
        first = scene.report(BEFORE / plan.rate)
        scene.wait_for_seat(plan.panes, len(first.posted))
        scene.seat.ask("open")
        time.sleep(SETTLE_S)
        with scene.measured(rest):
            time.sleep(chosen.rest)
        near = open_near(scene, rest)
        scene.seat.ask("open")
        time.sleep(SETTLE_S)
        with scene.measured(storm):
            load = scene.report(60 * chosen.minutes)
        # Taking the picture holds the window up for a moment: that isn't measured.
        last = scene.report(PICTURE_S, picture)
        every = {**first.posted, **near.posted, **load.posted, **last.posted}
        with contextlib.suppress(TimeoutError):  # then the table tells what is missing
            scene.wait_for_seat(0, len(every))
        storm |= arrivals(load, scene.seat.ask("shown"), 60 * chosen.minutes)
    for fault in sorted(set(load.faults))[:5]:
        sys.stderr.write(f"seat_load: refused: {fault}\n")
    return {"rest": rest, "storm": storm}


def open_near(scene: Scene, row: Row) -> Load:
    """Open events near cameras, one after another; fills in when all cameras beside them live."""
    every, times = Load(), list[float]()
    for camera in TOWN_CAMERAS[:: len(TOWN_CAMERAS) // NEAR][:NEAR]:
        load = scene.report_at(*place_before(camera))
        every.posted |= load.posted
        times += [scene.near_live_s(event) for event in load.posted]
        time.sleep(LOOKED_AT_S)
    row["near cameras live, p50 s"] = at(times, 0.5)
    row["near cameras live, worst s"] = at(times, 1.0)
    return every


def place_before(camera: SimCamera) -> tuple[float, float]:
    """Return the place some metres before a camera, longitude and latitude."""
    towards = math.radians(camera.direction_deg)
    degrees = math.degrees(NEAR_M / EARTH_M)
    lon = camera.longitude + degrees * math.sin(towards) / math.cos(math.radians(camera.latitude))
    return lon, camera.latitude + degrees * math.cos(towards)


def arrivals(load: Load, known: dict[str, Any], seconds: float) -> Row:
    """How the reports came onto the screen; what is missing or twice anywhere counts."""
    shown, told, rows = known["shown"], known["told"], known["rows"]
    delays = [shown[one] - posted for one, posted in load.posted.items() if one in shown]
    places = (shown, told, set(known["listed"]), set(known["known"]))
    missing = [one for one in load.posted if any(one not in place for place in places)]
    twice = [one for one in load.posted if told.get(one, 0) > 1 or rows.get(one, 0) > 1]
    urgent = set(known["urgent"])
    row: Row = {f"on screen {name} s": at(delays, share) for name, share in _SHARES.items()}
    return row | {
        "reports": len(load.posted) + len(load.faults),
        "reports a second": len(load.posted) / seconds,
        "refused": len(load.faults),
        "urgent, share": len(urgent & load.posted.keys()) / max(1, len(load.posted)),
        "missing": len(missing),
        "twice": len(twice),
        "report answered p99 s": at(load.took_s, 0.99),
        "reporters late p99 s": at(load.late_s, 0.99),
    }


def at(times: Sequence[float], share: float) -> float:
    """Return the value that a share of the times doesn't exceed; infinite for none."""
    ordered = sorted(times)
    if not ordered:
        return float("inf")
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(columns: dict[str, Row], rate: float) -> str:
    """Rows for reading, each with its goal where there is one."""
    rest, storm = columns["rest"], columns["storm"]
    lines = [f"{'':28}{'at rest':>12}{f'{rate:g} events/s':>16}"]
    for name in storm | rest:
        line = f"{name:28}{_word(rest.get(name)):>12}{_word(storm.get(name)):>16}"
        if name in GOALS:
            sign, goal = GOALS[name]
            value = storm.get(name, rest.get(name, float("inf")))
            is_held = value <= goal if sign == "≤" else value >= goal
            line += f"   goal {sign} {goal:g}: {'held' if is_held else 'MISSED'}"
        lines.append(line)
    return "\n".join(lines)


def _word(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".removesuffix(".00")


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=20.0, help="reports a second")
    parser.add_argument("--panes", type=int, choices=(16, 25, 36, 40, 64), default=40)
    shed = "load of the machine at which panes slow down; a seat has one for itself, here all share"
    parser.add_argument("--shed-percent", type=int, default=85, help=shed)
    parser.add_argument("--rest", type=float, default=REST_S, help="seconds at rest")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "seat_load.json")
    chosen = parser.parse_args(arguments)
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    try:
        columns = measure(chosen, Plan(chosen.rate, chosen.panes, chosen.shed_percent))
    except (OSError, ValueError, TimeoutError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"seat_load: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(table(columns, chosen.rate) + "\n")
    chosen.json.write_text(json.dumps(columns, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

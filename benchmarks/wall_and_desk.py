"""Forty live panes at the desk and sixteen on the wall at once, beside each alone.

    python -m benchmarks wall_and_desk --seconds 30

Two real processes on displays of their own, one backend, the same cameras, in one run. The desk
counts what it paints; on the wall it is counted how often each pane's pixels change.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.process_tree import ROOT, display, weigh
from benchmarks.seat_scene import COMES_WITHIN_S, Peer
from benchmarks.wall_eye import pane_boxes, shown_rates
from benchmarks.wall_stage import (
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

PANES, ON_WALL = 40, 16
FIRST_ON_WALL = 41
"""The wall shows cameras that the desk doesn't."""
Row = dict[str, float]


@contextlib.contextmanager
def open_desk(stage: Stage, folder: str, shed_percent: int) -> Iterator[Peer]:
    """A console that is new to its machine, with somebody at it and forty live panes."""
    with display() as (env, _):
        place = (stage.address, str(stage.password_file), str(stage.folder / folder))
        more = ("--panes", str(PANES), "--shed-percent", str(shed_percent))
        seat = Peer(
            "benchmarks.seat_window", *place, "--base-map", str(stage.base_map), *more, env=env
        )
        try:
            # Asked without a pause it would do nothing but answer.
            wait_for(
                lambda: seat.ask("state")["panes"] >= PANES, "forty panes", COMES_WITHIN_S, 0.5
            )
            yield seat
        finally:
            seat.close()


def measured(seat: Peer | None, pc: WallPc | None, stage: Stage, seconds: float) -> Row:
    """One column: shown rates and cores of what runs."""
    time.sleep(SETTLED_S)
    pids = {"simulator": stage.simulator, "backend": stage.backend_pid}
    if seat is not None:
        pids["desk"] = seat.pid
        seat.ask("measure")
    if pc is not None:
        pids |= {"wall": pc.pid, "wall's X server": pc.display.pid}
    before, begun = _spent(pids), time.monotonic()
    row: Row = {}
    if pc is not None:
        boxes = pane_boxes(pc.display.width, pc.display.height)
        row |= _rates("wall", shown_rates(pc.display, boxes, seconds))
        row["wall live"] = live_count(pc)
    else:
        time.sleep(seconds)
    took, after = time.monotonic() - begun, _spent(pids)
    if seat is not None:
        told = seat.ask("figures")
        row |= _rates("desk", [float(one["shown_fps"]) for one in told["panes"]])
        row["desk GUI stall p99 ms"] = told["gui_stall_ms"]["p99"]
    return row | {f"cores, {name}": (after[name] - before[name]) / took for name in pids}


def _rates(name: str, rates: list[float]) -> Row:
    return {f"{name} fps, worst": min(rates), f"{name} fps, mean": sum(rates) / len(rates)}


def _spent(pids: dict[str, int]) -> dict[str, float]:
    return {name: weigh(pid, shared=False).cpu_s for name, pid in pids.items()}


@contextlib.contextmanager
def lit_wall(stage: Stage, shed_percent: int) -> Iterator[WallPc]:
    """A wall with sixteen live panes."""
    with wall_pc(stage, "大厅", FENGQIAO_CPU_SHED_PERCENT=str(shed_percent)) as pc:
        keep_scenes(pc, {"panes": panes(FIRST_ON_WALL - 1)})
        pc.call("panes")
        wait_for(lambda: live_count(pc) == ON_WALL, "sixteen panes live", every_s=0.5)
        yield pc


def measure(seconds: float, shed_percent: int) -> dict[str, Row]:
    """Three columns in one run."""
    columns: dict[str, Row] = {}
    with staged() as stage:
        with open_desk(stage, "first", shed_percent) as seat:
            columns["desk alone"] = measured(seat, None, stage, seconds)
        with lit_wall(stage, shed_percent) as pc:
            columns["wall alone"] = measured(None, pc, stage, seconds)
            with open_desk(stage, "second", shed_percent) as seat:
                columns["both"] = measured(seat, pc, stage, seconds)
    return columns


def table(columns: dict[str, Row]) -> str:
    """Rows for reading."""
    names = dict.fromkeys(name for row in columns.values() for name in row)
    lines = [f"{'':24}" + "".join(f"{name:>12}" for name in columns)]
    for name in names:
        cells = (row.get(name) for row in columns.values())
        told = ("–" if one is None else f"{one:.2f}" for one in cells)
        lines.append(f"{name:24}" + "".join(f"{one:>12}" for one in told))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(prog="benchmarks wall_and_desk", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each column")
    shed = "load of the machine at which panes slow down; here everything shares one machine"
    parser.add_argument("--shed-percent", type=int, default=85, help=shed)
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "wall_and_desk.json")
    chosen = parser.parse_args(arguments)
    try:
        columns = measure(chosen.seconds, chosen.shed_percent)
    except (OSError, ValueError, TimeoutError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"wall_and_desk: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(table(columns) + "\n")
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps(columns, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

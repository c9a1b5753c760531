"""From the pen to the other screen: one console draws, speaks and moves the map, another looks.

The simulated cameras, a real backend, two consoles with a screen each, all on one machine. First
the two are alone in a quiet town, then ten others sit at the table who draw and speak too, and two
events a second are reported. Beside it, in the same run, a table that is polled: a client that
asks the journal every half second and paints nothing.

python -m benchmarks whiteboard --seconds 200
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend_client.errors import ClientError
from benchmarks.process_tree import ROOT, weigh
from benchmarks.seat_load import at
from benchmarks.seat_scene import Row, busy_s
from benchmarks.whiteboard_scene import Scene, seated

GOAL_MS = 500.0
BEFORE_S, AFTER_S = 4.0, 3.0
"""So long others are at it before anything counts, and so long what was done last may take."""
PAUSE_S = 0.4
NEVER = float("inf")
SHARES = (0.5, 0.95)
POLLED = ", polled"
TIMES = {
    "growing": "pen moved, stroke there grown",
    "drawn": "pen lifted, stroke there",
    "said": "chat line there",
    "moved": "map moved there",
}
Notes = Mapping[str, Sequence[Sequence[Any]]]


@dataclass
class Done:
    """What the hand did; every time is of the one clock that all processes have."""

    strokes: list[dict[str, Any]] = field(default_factory=list)
    said: list[tuple[str, float]] = field(default_factory=list)
    moved: list[tuple[Any, float]] = field(default_factory=list)
    in_pixels: int = 0

    def go_round(self, scene: Scene, number: int, column: str) -> None:
        """Draw, say and move something."""
        stroke = scene.hand.ask(f"draw {number}")
        self.strokes.append(stroke)
        time.sleep(PAUSE_S)
        text = f"{column} {number}"
        self.said.append((text, scene.hand.ask(f"say {text}")))
        time.sleep(PAUSE_S)
        self.in_pixels += scene.is_seen(stroke["places"])
        move = scene.hand.ask("move " + ("left" if number % 2 else "right"))
        self.moved.append((move["map"], move["at"]))
        time.sleep(2 * PAUSE_S)


def column(scene: Scene, name: str, seconds: float) -> dict[str, Row]:
    """Go on for so long; what came onto the other screen, and what polling would have known."""
    done = Done()
    with scene.polled() as polled:
        row = measured(scene, done, name, seconds)
        time.sleep(AFTER_S)
    times = times_of(done, scene.eye.ask("seen"))
    row["strokes"], row["strokes in the pixels"] = len(done.strokes), done.in_pixels
    row["things on the table"] = scene.eye.ask("state")["things"]
    return {name: times | row, name + POLLED: times_of(done, polled.notes)}


def measured(scene: Scene, done: Done, name: str, seconds: float) -> Row:
    """Let the hand do so much, and weigh everything meanwhile."""
    scene.hand.ask("measure")
    first, before, begun = scene.eye.ask("measure"), spent(scene), time.monotonic()
    while time.monotonic() - begun < seconds:
        done.go_round(scene, len(done.strokes), name)
    eye, hand = scene.eye.ask("figures"), scene.hand.ask("figures")
    took = time.monotonic() - begun
    row = {f"GUI stall {one} ms": eye["gui_stall_ms"][one] for one in ("p50", "p99", "max")}
    row["GUI stall p99 ms, pen's"] = hand["gui_stall_ms"]["p99"]
    row["journal entries/s"] = (eye["seq"] - first) / took
    after = spent(scene)
    return row | {f"cores, {one}": (after[one] - before[one]) / took for one in before}


def spent(scene: Scene) -> Row:
    """Seconds of processor that each part has used."""
    parts = {one: weigh(pid, shared=False).cpu_s for one, pid in scene.pids.items()}
    return parts | {"whole machine": busy_s()}


def times_of(done: Done, notes: Notes) -> Row:
    """Milliseconds from what the hand did to what another knew of it."""
    drawn = {one[0]: one[1] for one in notes["drawn"]}
    late: dict[str, list[float]] = {
        "growing": [],
        "drawn": [drawn.get(one["stroke"], NEVER) - one["lifted"] for one in done.strokes],
        "said": [first(notes["said"], what, since) - since for what, since in done.said],
        "moved": [first(notes["moved"], what, since) - since for what, since in done.moved],
    }
    if "growing" in notes:
        for one in done.strokes:
            late["growing"] += grown(one, notes["growing"], drawn.get(one["stroke"], NEVER))
    row: Row = {}
    for name, words in TIMES.items():
        if late[name]:
            row |= {f"{words} p{100 * share:.0f}": 1000 * at(late[name], share) for share in SHARES}
    row["not seen"] = sum(one == NEVER for ones in late.values() for one in ones)
    return row


def first(notes: Sequence[Sequence[Any]], what: Any, since: float) -> float:
    """When something was known, at or after a time."""
    return min((one[1] for one in notes if one[0] == what and one[1] >= since), default=NEVER)


def grown(
    stroke: Mapping[str, Any], notes: Sequence[Sequence[Any]], finished: float
) -> list[float]:
    """How late each place of a stroke was seen: in the making, or else when it was finished."""
    places = stroke["places"]
    numbers = {(lon, lat): number for number, (_, lon, lat, *_) in enumerate(places)}
    seen = [finished] * len(places)
    for lon, lat, painted in notes:
        number = numbers.get((lon, lat))
        if number is not None and painted >= places[number][0]:
            seen[number] = min(seen[number], painted)
    late, soonest = list[float](), NEVER
    for number in reversed(range(len(places))):
        soonest = min(soonest, seen[number])
        late.append(soonest - places[number][0])
    return late


def table(columns: Mapping[str, Row]) -> str:
    """Rows for reading, each with its goal where there is one."""
    lines = [f"{'':36}" + "".join(f"{name:>18}" for name in columns)]
    for name in dict.fromkeys(one for row in columns.values() for one in row):
        line = f"{name:36}" + "".join(f"{_word(row.get(name)):>18}" for row in columns.values())
        if name.endswith("p95"):
            ours = (row[name] for column, row in columns.items() if not column.endswith(POLLED))
            is_held = all(one <= GOAL_MS for one in ours)
            line += f"   goal ≤ {GOAL_MS:g} ms: {'held' if is_held else 'MISSED'}"
        lines.append(line)
    return "\n".join(lines)


def _word(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".removesuffix(".00")


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(prog="benchmarks whiteboard", description=__doc__)
    parser.add_argument("--seconds", type=float, default=200.0, help="for each column")
    parser.add_argument("--panes", type=int, default=4, choices=(1, 4, 9, 16), help="live panes")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "whiteboard.json")
    chosen = parser.parse_args(arguments)
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    try:
        with seated(chosen.panes) as scene:
            columns = column(scene, "quiet", chosen.seconds)
            with scene.crowded(chosen.seconds + 2 * BEFORE_S) as others:
                time.sleep(BEFORE_S)
                columns |= column(scene, "twelve", chosen.seconds)
                scene.eye.ask(f"picture {chosen.json.with_suffix('.png')}")
    except (OSError, ValueError, TimeoutError, ClientError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"whiteboard: {type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(f"{table(columns)}\nthe others: {others}\n")
    told = {"columns": columns, "others": others}
    chosen.json.write_text(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Memory, threads, handles and processes of the live board while cameras flap.

python -m benchmarks.soak --minutes 10
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np

from benchmarks.process_tree import (
    Weight,
    display,
    python,
    ready_simulator,
    running,
    sub_streams,
    weigh,
)

FLAP_S = 10.0
FLAPPING = 10


def slope_mb_per_hour(at_s: list[float], rss_mb: list[float]) -> float:
    """Least-squares slope of memory over time."""
    return float(np.polyfit(at_s, rss_mb, 1)[0] * 3600)


def set_fault(control: str, number: str, stopped: bool) -> None:
    """Stop a camera of the simulator, or let it go on."""
    body = json.dumps({"kind": "stop"}).encode() if stopped else None
    request = urllib.request.Request(
        f"{control.rstrip('/')}/cameras/{number}/fault",
        data=body,
        headers={"Content-Type": "application/json"},
        method="PUT" if stopped else "DELETE",
    )
    with urllib.request.urlopen(request, timeout=5):
        pass


def sample(
    child: subprocess.Popen[bytes], control: str, flapping: list[str], seconds: float
) -> list[Weight]:
    """One look a second; every ``FLAP_S`` the flapping cameras stop or come back."""
    looks: list[Weight] = []
    stopped, began = False, time.monotonic()
    while (now := time.monotonic() - began) < seconds:
        if int(now / FLAP_S) % 2 != int(stopped):
            stopped = not stopped
            for number in flapping:
                with contextlib.suppress(OSError):  # HTTP errors too: an answer may be late
                    set_fault(control, number, stopped)
        look = weigh(child.pid, shared=False)
        if child.poll() is not None:
            break
        looks.append(look)
        time.sleep(1.0)
    return looks


def report(looks: list[Weight], warmup_s: int) -> dict[str, object]:
    """The figures after the warm-up; one look is one second."""
    kept = looks[warmup_s:]
    if len(kept) < 10:
        raise ValueError("the console ended too early for figures")
    seconds, half = [float(i) for i in range(len(kept))], len(kept) // 2
    ranges = {
        name: [min(getattr(k, name) for k in kept), max(getattr(k, name) for k in kept)]
        for name in ("threads", "handles", "processes")
    }
    return {
        "looks": len(kept),
        "slope_mb_per_h": round(slope_mb_per_hour(seconds, [k.rss_mb for k in kept]), 2),
        "slope_second_half_mb_per_h": round(
            slope_mb_per_hour(seconds[half:], [k.rss_mb for k in kept[half:]]), 2
        ),
        "rss_mb_by_minute": [round(k.rss_mb, 1) for k in looks[::60]],
        **ranges,
    }


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something needed is missing."""
    parser = argparse.ArgumentParser(description="live board under flapping cameras")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--warmup", type=int, default=30, help="seconds")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        with ready_simulator() as (ready_file, _), display() as (env, _):
            ready = json.loads(ready_file.read_text())
            streams = sub_streams(ready["cameras_csv"])
            numbers = sorted(streams)[:40]
            urls = [streams[number] for number in numbers]
            total = chosen.minutes * 60
            command = (*python(), "console", "live", *urls, "--layout", "8x5")
            with running((*command, "--duration", str(int(total) + 60)), env) as child:
                looks = sample(child, ready["control"], numbers[:FLAPPING], total)
        result = report(looks, chosen.warmup)
    except (OSError, ValueError, TimeoutError) as error:
        sys.stderr.write(f"soak: {error}\n")
        return 1
    text = json.dumps(result, indent=1)
    sys.stdout.write(text + "\n")
    if chosen.json:
        chosen.json.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

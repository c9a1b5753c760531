"""A process that draws cameras: jobs come as JSON lines, each answered by a line when done."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from simulator.footage.loops import Kind, Stream, make_loops
from simulator.streams import SimCamera, StreamSpec


def job_line(camera: SimCamera, wanted: Sequence[tuple[Stream, Path]], kind: Kind) -> str:
    """One job as a line."""
    paths = [(stream, str(path)) for stream, path in wanted]
    return json.dumps({"camera": asdict(camera), "wanted": paths, "kind": kind}) + "\n"


def _camera(fields: Mapping[str, Any]) -> SimCamera:
    specs = {name: StreamSpec(**fields[name]) for name in ("sub", "main")}
    return SimCamera(**{**fields, **specs})


def work(jobs: TextIO, answers: TextIO) -> None:
    """Make all loops asked for, until there are no more lines."""
    for line in jobs:
        job = json.loads(line)
        wanted = [(stream, Path(path)) for stream, path in job["wanted"]]
        make_loops(_camera(job["camera"]), wanted, job["kind"])
        answers.write("done\n")
        answers.flush()


if __name__ == "__main__":
    # The one who gives the jobs ends this process; without him it ends in silence.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    work(sys.stdin, sys.stdout)

"""Fills the cache folder with the town's loops, once, in processes beside this one."""

from __future__ import annotations

import mmap
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from simulator.footage.encode import check_loop
from simulator.footage.loops import (
    STREAMS,
    Kind,
    Stream,
    drawn_camera,
    generator_hash,
    loop_path,
    make_loops,
)
from simulator.footage.worker import job_line
from simulator.streams import SimCamera

PROCESSES = 2
Job = tuple[SimCamera, list[tuple[Stream, Path]]]


class DrawingError(RuntimeError):
    """A drawing process ended before its job was done."""


def prepare_footage(
    cache_dir: Path,
    cameras: Sequence[SimCamera],
    progress: Callable[[int, int], None],
    kind: Kind = "full",
) -> None:
    """Make the loops that the cache lacks; ``progress`` gets cameras done and to do.

    High-rise (``ptz``) cameras and H.265 streams have no loops. Broken loops are made anew;
    those of other versions of this program and leftovers of killed starts are removed.
    `DrawingError` when a process dies.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    _remove_old(cache_dir)
    jobs = _missing(cache_dir, cameras, kind)
    progress(0, len(jobs))
    if len(jobs) == 1:
        make_loops(*jobs[0], kind)
        progress(1, 1)
    elif jobs:
        _make_in_processes(jobs, progress, kind)


def _remove_old(folder: Path) -> None:
    for path in folder.glob("*.loop"):
        if generator_hash() not in path.name:
            path.unlink(missing_ok=True)
    for path in folder.glob(".*.loop.*"):
        maker = path.name.rpartition(".")[2]
        if not Path("/proc", maker).exists():
            path.unlink(missing_ok=True)


def _missing(folder: Path, cameras: Sequence[SimCamera], kind: Kind) -> list[Job]:
    jobs: dict[str, Job] = {}
    paths: set[Path] = set()
    for camera in cameras:
        if camera.ptz:
            continue
        drawn = drawn_camera(camera, cameras, kind)
        for stream in STREAMS:
            spec = drawn.sub if stream == "sub" else drawn.main
            path = loop_path(folder, drawn, stream, kind)
            if spec.codec != "h264" or path in paths or _is_whole(path):
                continue
            paths.add(path)
            # Cameras that share a picture may differ in their streams.
            key = f"{drawn.number} {drawn.sub} {drawn.main}"
            jobs.setdefault(key, (drawn, []))[1].append((stream, path))
    return list(jobs.values())


def _is_whole(path: Path) -> bool:
    try:
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
            memoryview(data) as view,
        ):
            check_loop(view)
    except (OSError, ValueError):
        return False
    return True


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "simulator.footage.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )


def _make_in_processes(jobs: list[Job], progress: Callable[[int, int], None], kind: Kind) -> None:
    lines = iter([job_line(camera, wanted, kind) for camera, wanted in jobs])
    workers = [_start() for _ in range(min(PROCESSES, len(jobs)))]
    try:
        for worker in workers:
            _give(worker, lines)
        for done in range(1, len(jobs) + 1):
            _take_answer(workers, lines)
            progress(done, len(jobs))
    finally:
        for worker in workers:
            _end(worker)


def _give(worker: subprocess.Popen[str], lines: Iterator[str]) -> None:
    """The next job, if there is one."""
    line = next(lines, None)
    if line is not None and worker.stdin is not None:
        worker.stdin.write(line)
        worker.stdin.flush()


def _take_answer(workers: list[subprocess.Popen[str]], lines: Iterator[str]) -> None:
    """Wait for one worker to finish its job, and give it another."""
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            if worker.stdout is not None:
                selector.register(worker.stdout, selectors.EVENT_READ, worker)
        worker = selector.select()[0][0].data
    if not worker.stdout.readline():
        raise DrawingError("a drawing process ended early")
    _give(worker, lines)


def _end(worker: subprocess.Popen[str]) -> None:
    """Kill it: either all is made, or what it makes isn't wanted any more."""
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            pipe.close()

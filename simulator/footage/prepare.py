"""Draws and encodes the town's loops once, and keeps them in a cache folder."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.footage.encode import encode_loop, write_loop
from simulator.footage.painter import Painter
from simulator.footage.picture import Picture
from simulator.streams import SimCamera, StreamSpec

Kind = Literal["full", "test"]
Stream = Literal["sub", "main"]
PROCESSES = 2
TEST_PICTURES = 6


@dataclass(frozen=True, slots=True)
class LoopLengths:
    """Seconds of the loops: whole groups of pictures."""

    sub: int
    main: int


LENGTHS: dict[Kind, LoopLengths] = {"full": LoopLengths(8, 4), "test": LoopLengths(2, 2)}


def _generator_hash() -> bytes:
    """Changes with every line of the code that draws and encodes."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def drawn_camera(camera: SimCamera, cameras: Sequence[SimCamera], kind: Kind) -> SimCamera:
    """Whose loop shows for ``camera``: its own, or a shared one in the small kind for tests."""
    if kind == "full":
        return camera
    same = [c for c in cameras if not c.ptz and c.main.codec == "h264"]
    place = sum(c.number < camera.number for c in same)
    return replace(same[place % min(TEST_PICTURES, len(same))], sub=camera.sub, main=camera.main)


def loop_path(folder: Path, camera: SimCamera, stream: Stream, kind: Kind) -> Path:
    """The file of a loop; its name holds a hash of everything that made it."""
    spec = camera.sub if stream == "sub" else camera.main
    inputs = repr((camera.number, camera.name, camera.village, camera.scene, camera.view_deg, spec))
    digest = sha256(_generator_hash() + repr(LENGTHS[kind]).encode() + inputs.encode())
    return folder / f"{camera.number}-{stream}-{digest.hexdigest()[:16]}.loop"


def _frames(picture: Picture, spec: StreamSpec, seconds: int) -> Iterator[NDArray[np.uint8]]:
    painter = Painter(picture, spec, seconds)
    count = spec.fps * seconds
    for number in range(count):
        yield painter.draw_yuv(number / count)


def make_loops(camera: SimCamera, wanted: Sequence[tuple[Stream, Path]], kind: Kind) -> None:
    """Draw one camera and write its loops."""
    picture = Picture(camera)
    for stream, path in wanted:
        spec = camera.sub if stream == "sub" else camera.main
        seconds = LENGTHS[kind].sub if stream == "sub" else LENGTHS[kind].main
        write_loop(path, encode_loop(spec, _frames(picture, spec, seconds)))


def _missing(
    folder: Path, cameras: Sequence[SimCamera], kind: Kind
) -> dict[SimCamera, list[tuple[Stream, Path]]]:
    jobs: dict[str, tuple[SimCamera, dict[Path, Stream]]] = {}
    streams: tuple[Stream, ...] = ("sub", "main")
    for camera in cameras:
        if camera.ptz:
            continue
        drawn = drawn_camera(camera, cameras, kind)
        for stream in streams:
            if (drawn.sub if stream == "sub" else drawn.main).codec == "h264":
                path = loop_path(folder, drawn, stream, kind)
                if not path.exists():
                    jobs.setdefault(drawn.number, (drawn, {}))[1][path] = stream
    return {
        camera: [(stream, path) for path, stream in wanted.items()]
        for camera, wanted in jobs.values()
    }


def prepare_footage(
    cache_dir: Path,
    cameras: Sequence[SimCamera],
    progress: Callable[[int, int], None],
    kind: Kind = "full",
) -> None:
    """Make the loops that the cache lacks; ``progress`` gets cameras done and to do.

    High-rise (``ptz``) cameras and H.265 streams have no loops.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    jobs = _missing(cache_dir, cameras, kind)
    progress(0, len(jobs))
    if not jobs:
        return
    if len(jobs) == 1:
        for camera, wanted in jobs.items():
            make_loops(camera, wanted, kind)
        progress(1, 1)
        return
    method = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(PROCESSES, len(jobs)), mp_context=method) as pool:
        running = [pool.submit(make_loops, camera, jobs[camera], kind) for camera in jobs]
        try:
            for done, future in enumerate(as_completed(running), 1):
                future.result()
                progress(done, len(jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise

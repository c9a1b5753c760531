"""The loops of the fixed cameras: how long, under which names, and how one is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
STREAMS: tuple[Stream, ...] = ("sub", "main")
TEST_PICTURES = 6
# What these do doesn't show in a loop.
_NOT_DRAWING = frozenset({"library.py", "live.py", "prepare.py", "worker.py"})


@dataclass(frozen=True, slots=True)
class LoopLengths:
    """Seconds of the loops: whole groups of pictures."""

    sub: int
    main: int


LENGTHS: dict[Kind, LoopLengths] = {"full": LoopLengths(8, 4), "test": LoopLengths(2, 2)}


@cache
def generator_hash() -> str:
    """Changes with every line of the code that draws and encodes; 8 hex digits."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name not in _NOT_DRAWING:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def drawn_camera(camera: SimCamera, cameras: Sequence[SimCamera], kind: Kind) -> SimCamera:
    """Whose loops show for ``camera``: its own, or nameless shared ones in the kind for tests."""
    if kind == "full":
        return camera
    fixed = [c for c in cameras if not c.ptz]
    shown = sum(c.number < camera.number for c in fixed) % TEST_PICTURES
    return replace(
        fixed[min(shown, len(fixed) - 1)],
        number=f"T{shown + 1}",
        name="",
        sub=camera.sub,
        main=camera.main,
    )


def loop_path(folder: Path, camera: SimCamera, stream: Stream, kind: Kind) -> Path:
    """The file of a loop; its name holds hashes of the code and of all else that made it."""
    spec = camera.sub if stream == "sub" else camera.main
    inputs = (camera.number, camera.name, camera.village, camera.scene, camera.view_deg, spec)
    digest = sha256(repr((inputs, LENGTHS[kind])).encode()).hexdigest()[:8]
    return folder / f"{camera.number}-{stream}-{generator_hash()}-{digest}.loop"


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

"""A test pattern instead of the town's footage: ready within seconds, the same everywhere."""

from __future__ import annotations

from typing import Literal

from simulator.rtsp.recode import RecodedLoop, encode_loop
from simulator.streams import SimCamera, StreamSpec


class PatternFootage:
    """Encodes one loop for each kind of stream and lets all cameras share it."""

    def __init__(self) -> None:
        self._loops: dict[StreamSpec, RecodedLoop] = {}

    def source(self, camera: SimCamera, stream: Literal["sub", "main"]) -> RecodedLoop:
        """The loop for a camera's stream; encodes it (up to seconds) the first time."""
        spec = camera.sub if stream == "sub" else camera.main
        if spec not in self._loops:
            self._loops[spec] = encode_loop(spec)
        return self._loops[spec]

"""Where the streams of the fixed cameras come from: loops in mapped files, with the true time."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

from simulator.footage.bits import nal_units
from simulator.footage.clock_face import ClockFace
from simulator.footage.clock_strip import ClockStrips, SliceHead, read_head, read_sequence
from simulator.footage.encode import read_index
from simulator.footage.live import LiveSource
from simulator.footage.loops import LENGTHS, Kind, Stream, drawn_camera, loop_path
from simulator.streams import SimCamera, StreamSpec, UnitSource


class LoopSource:
    """A loop from a mapped file; ``unit`` is the scenery's, its top slice the true time's."""

    live = False

    def __init__(self, path: Path, spec: StreamSpec, strips: ClockStrips) -> None:
        self.spec = spec
        self._strips = strips
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        with memoryview(self._data) as data:
            self._entries = read_index(data)
        self._heads = self._read_heads()

    def _read_heads(self) -> list[SliceHead]:
        first = self._entries[0]
        headers = self._data[first.offset : first.offset + first.slice_begin]
        sequence = read_sequence(next(nal for nal in nal_units(headers) if nal[0] & 31 == 7))
        heads = []
        for entry in self._entries:
            begin = entry.offset + entry.slice_begin + 4
            heads.append(read_head(self._data[begin : begin + 64], sequence))
        return heads

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        """The access unit of a frame number, and whether it's a key frame."""
        index = frame_number % len(self._entries)
        entry = self._entries[index]
        end = entry.offset + entry.length
        clock = self._strips.slice_for(self._heads[index], frame_number)
        before = self._data[entry.offset : entry.offset + entry.slice_begin]
        return before + clock + self._data[entry.offset + entry.slice_end : end], entry.key

    def watched(self, watching: bool) -> None:
        """Nothing to start or stop: the loop is a file."""

    def close(self) -> None:
        """Release the file."""
        self._data.close()


class FootageLibrary:
    """The sources of the fixed cameras; `prepare_footage` must have filled ``cache_dir``."""

    def __init__(self, cache_dir: Path, cameras: Sequence[SimCamera], kind: Kind = "full") -> None:
        self._cache_dir = cache_dir
        self._cameras = cameras
        self._kind = kind
        self._strips: dict[StreamSpec, ClockStrips] = {}
        self._loops: dict[Path, LoopSource] = {}

    def source(self, camera: SimCamera, stream: Stream) -> UnitSource:
        """The camera's stream; `FileNotFoundError` when its loop wasn't made."""
        spec = camera.sub if stream == "sub" else camera.main
        if spec.codec == "h265":
            return LiveSource(camera, spec, LENGTHS[self._kind].sub)
        drawn = drawn_camera(camera, self._cameras, self._kind)
        path = loop_path(self._cache_dir, drawn, stream, self._kind)
        loop = self._loops.get(path)
        if loop is None:
            loop = self._loops[path] = LoopSource(path, spec, self._strips_for(spec))
        return loop

    def _strips_for(self, spec: StreamSpec) -> ClockStrips:
        if spec not in self._strips:
            self._strips[spec] = ClockStrips(ClockFace(spec).draw, spec.fps)
        return self._strips[spec]

    def close(self) -> None:
        """Release all files."""
        for loop in self._loops.values():
            loop.close()
        self._loops.clear()

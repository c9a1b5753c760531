"""Loops of pictures as H.264 access units in one file, with an index beside the units."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from simulator.footage.bits import nal_units
from simulator.footage.clock_face import strip_height
from simulator.footage.clock_strip import START_CODE
from simulator.streams import StreamSpec

MAGIC = b"FQLOOP01"
_HEAD = struct.Struct("<8sII")
_UNIT = struct.Struct("<QIIII")
_SEI, _DELIMITER = 6, 9
_PICTURES = frozenset({1, 5})


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """Where a unit lies in its file: offset, length, its top slice's begin and end, key."""

    offset: int
    length: int
    slice_begin: int
    slice_end: int
    key: bool


def x264_options(spec: StreamSpec) -> dict[str, str]:
    """Baseline, one reference, and slices as high as the clock's strip."""
    blocks = (strip_height(spec) // 16) * ((spec.width + 15) // 16)
    # A loop is too short for the rate control, which stays about as much below this rate as
    # the clock's own slices add.
    rate = spec.bitrate * 96 // 100_000
    return {
        "preset": "ultrafast",
        "profile": "baseline",
        "x264-params": (
            f"slice-max-mbs={blocks}:keyint={spec.gop_frames}:min-keyint={spec.gop_frames}"
            ":scenecut=0:bframes=0:cabac=0:ref=1:weightp=0:8x8dct=0:repeat-headers=1:aud=0"
            # Threads by slices also keep the loop filter within each slice (§7.4.3, idc 2), so
            # another strip on top changes nothing below it.
            ":threads=2:sliced-threads=1:rc-lookahead=0:sync-lookahead=0:mbtree=0"
            f":deblock=0,0:qpmin=8:bitrate={rate}:vbv-maxrate={rate}:vbv-bufsize={rate * 2}"
        ),
    }


def encode_loop(spec: StreamSpec, frames: Iterable[NDArray[np.uint8]]) -> Iterable[bytes]:
    """Annex-B access units of 4:2:0 frames, (height · 3/2, width); each may reuse one array."""
    context = av.CodecContext.create("libx264", "w")
    if not isinstance(context, av.VideoCodecContext):
        raise TypeError("libx264 isn't a video encoder")
    context.width, context.height, context.pix_fmt = spec.width, spec.height, "yuv420p"
    context.framerate = Fraction(spec.fps)
    context.time_base = Fraction(1, spec.fps)
    context.gop_size = spec.gop_frames
    context.options = x264_options(spec)
    for number, pixels in enumerate(frames):
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="yuv420p")
        frame.pts = number
        for packet in context.encode(frame):
            yield bytes(packet)
    for packet in context.encode(None):
        yield bytes(packet)


def split_unit(unit: bytes) -> tuple[bytes, int, int, bool]:
    """The unit without comments, begin and end of its first slice (with start code), key."""
    kept = bytearray()
    begin = end = 0
    key = False
    for nal in nal_units(unit):
        kind = nal[0] & 31
        if kind in {_SEI, _DELIMITER}:
            continue
        if kind in _PICTURES and not end:
            begin, end = len(kept), len(kept) + len(START_CODE) + len(nal)
            key = kind == 5
        kept += START_CODE + nal
    return bytes(kept), begin, end, key


def write_loop(path: Path, units: Iterable[bytes]) -> None:
    """Units and index into a file that appears whole or not at all."""
    entries: list[bytes] = []
    body = bytearray()
    for unit in units:
        kept, begin, end, key = split_unit(unit)
        entries.append(_UNIT.pack(len(body), len(kept), begin, end, int(key)))
        body += kept
    rest = b"".join(entries) + body
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with half.open("wb") as file:
        file.write(_HEAD.pack(MAGIC, len(entries), zlib.crc32(rest)))
        file.write(rest)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def read_index(data: memoryview) -> list[UnitEntry]:
    """The index of a loop file; `ValueError` when it isn't one or is cut short."""
    if len(data) < _HEAD.size:
        raise ValueError("too short for a loop")
    magic, count, _ = _HEAD.unpack_from(data)
    body = _HEAD.size + count * _UNIT.size
    if magic != MAGIC or body > len(data):
        raise ValueError("not a loop file")
    entries = [
        UnitEntry(body + offset, length, begin, end, bool(key))
        for offset, length, begin, end, key in _UNIT.iter_unpack(data[_HEAD.size : body])
    ]
    if not entries or any(e.offset + e.length > len(data) for e in entries):
        raise ValueError("the loop is cut short")
    return entries


def check_loop(data: memoryview) -> None:
    """`ValueError` unless the file is whole and as it was written."""
    read_index(data)
    if zlib.crc32(data[_HEAD.size :]) != _HEAD.unpack_from(data)[2]:
        raise ValueError("the loop was changed")

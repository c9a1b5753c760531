"""The loops and the true time in them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.cameras import TOWN_CAMERAS
from simulator.footage.bits import BitReader, BitWriter, nal_units, protect, unprotect
from simulator.footage.clock_face import ClockFace, clock_text, strip_height
from simulator.footage.encode import UnitEntry, check_loop, read_index
from simulator.footage.library import FootageLibrary
from simulator.footage.live import LiveSource
from simulator.footage.loops import drawn_camera, loop_path
from simulator.footage.prepare import DrawingError, prepare_footage
from simulator.streams import StreamSpec

SMALL = StreamSpec("h264", 320, 192, 5, 200_000)


@given(st.lists(st.integers(-5000, 5000)))
def test_signed_codes_read_back(values: list[int]) -> None:
    writer = BitWriter()
    for value in values:
        writer.se(value)
    reader = BitReader(writer.trailing())
    assert [reader.se() for _ in values] == values


@given(st.lists(st.sampled_from([0, 1, 3, 4]), max_size=40).map(bytes))
def test_protected_payloads_hold_no_start_code(payload: bytes) -> None:
    protected = protect(payload)
    assert all(bytes([0, 0, n]) not in protected for n in range(3))
    if not payload.endswith(b"\x00"):
        assert unprotect(protected) == payload


def test_the_time_of_day_is_the_towns() -> None:
    assert clock_text(1_700_000_000) == "2023-11-15 星期三 06:13:20"


def test_every_frame_shows_its_own_second(tmp_path: Path) -> None:
    camera = TOWN_CAMERAS[0]
    prepare_footage(tmp_path, [camera], lambda _done, _all: None, "test")
    library = FootageLibrary(tmp_path, [camera], "test")
    source = library.source(camera, "sub")
    start = 1_700_000_000 * camera.sub.fps
    units = [source.unit(start + n) for n in range(60)]
    library.close()
    assert [key for _, key in units] == [n % 30 == 0 for n in range(60)]
    face, height = ClockFace(camera.sub), strip_height(camera.sub)
    with av.open(io.BytesIO(b"".join(data for data, _ in units)), format="h264", mode="r") as file:
        frames = [frame.to_ndarray() for frame in file.decode(video=0)]
    assert len(frames) == 60
    for number, frame in enumerate(frames):
        expected = face.draw(1_700_000_000 + number // camera.sub.fps)
        assert np.array_equal(frame[:height], expected)


def _silent(_done: int, _all: int) -> None: ...


def _decoded(units: list[bytes], codec: str) -> list[NDArray[np.uint8]]:
    with av.open(io.BytesIO(b"".join(units)), format=codec, mode="r") as file:
        return [np.asarray(frame.to_ndarray(), np.uint8) for frame in file.decode(video=0)]


def _entries(data: bytes) -> list[UnitEntry]:
    return read_index(memoryview(data))


def _loop_pictures(data: bytes) -> list[NDArray[np.uint8]]:
    return _decoded([data[e.offset : e.offset + e.length] for e in _entries(data)], "h264")


def test_another_clock_changes_nothing_below_it(tmp_path: Path) -> None:
    camera = TOWN_CAMERAS[0]
    prepare_footage(tmp_path, [camera], _silent, "test")
    drawn = drawn_camera(camera, [camera], "test")
    data = loop_path(tmp_path, drawn, "sub", "test").read_bytes()
    entries, encoded = _entries(data), _loop_pictures(data)
    library = FootageLibrary(tmp_path, [camera], "test")
    start = 1_700_000_000 * camera.sub.fps
    served = [library.source(camera, "sub").unit(start + n)[0] for n in range(len(entries))]
    library.close()
    top, height = strip_height(camera.sub), camera.sub.height
    pictures = list(zip(encoded, _decoded(served, "h264"), strict=True))
    assert all(np.array_equal(a[top:height], b[top:height]) for a, b in pictures)
    assert not np.array_equal(pictures[0][0][:top], pictures[0][1][:top])


def test_several_cameras_are_drawn_in_processes_that_end(tmp_path: Path) -> None:
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    cameras = [replace(camera, sub=SMALL, main=SMALL) for camera in TOWN_CAMERAS[:3]]
    seen: list[tuple[int, int]] = []
    prepare_footage(tmp_path, cameras, lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(n, 3) for n in range(4)]
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before
    for camera in cameras:
        check_loop(memoryview(loop_path(tmp_path, camera, "sub", "full").read_bytes()))
    prepare_footage(tmp_path, cameras, lambda done, wanted: seen.append((done, wanted)))
    assert seen[-1] == (0, 0)


@pytest.mark.parametrize("damage", ["changed", "cut", "empty"])
def test_a_broken_loop_is_made_anew(tmp_path: Path, damage: str) -> None:
    camera = replace(TOWN_CAMERAS[0], sub=SMALL, main=SMALL)
    prepare_footage(tmp_path, [camera], _silent, "test")
    path = loop_path(tmp_path, drawn_camera(camera, [camera], "test"), "sub", "test")
    whole = path.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    path.write_bytes({"changed": changed, "cut": whole[:middle], "empty": b""}[damage])
    with pytest.raises(ValueError, match="loop"):
        check_loop(memoryview(path.read_bytes()))
    prepare_footage(tmp_path, [camera], _silent, "test")
    # Not byte for byte the first one: x264's rate control looks at what its threads have done.
    anew = path.read_bytes()
    check_loop(memoryview(anew))
    assert [e.key for e in _entries(anew)] == [e.key for e in _entries(whole)]
    pictures = zip(_loop_pictures(anew), _loop_pictures(whole), strict=True)
    assert all(np.abs(a.astype(int) - b).mean() < 8 for a, b in pictures)


def test_leftovers_and_old_loops_are_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old = [tmp_path / "C001-sub-0123abcd-0123abcd.loop", tmp_path / f".C001.loop.{ended.pid}"]
    growing, other = tmp_path / f".C002.loop.{os.getpid()}", tmp_path / "notes.txt"
    for path in (*old, growing, other):
        path.write_bytes(b"x")
    prepare_footage(tmp_path, [], _silent)
    assert sorted(tmp_path.iterdir()) == sorted([growing, other])


def test_a_drawing_process_that_dies_is_told_of(tmp_path: Path) -> None:
    cameras = [replace(camera, scene="nowhere") for camera in TOWN_CAMERAS[:2]]
    with pytest.raises(DrawingError):
        prepare_footage(tmp_path, cameras, _silent)
    assert not list(tmp_path.iterdir())


def test_in_tests_cameras_share_nameless_pictures() -> None:
    drawn = [drawn_camera(c, TOWN_CAMERAS, "test") for c in TOWN_CAMERAS if not c.ptz]
    assert {(camera.number, camera.name) for camera in drawn} == {
        (f"T{n}", "") for n in range(1, 7)
    }
    assert all(a.number != b.number for a, b in pairwise(drawn))


def test_h265_is_drawn_while_watched() -> None:
    camera = next(c for c in TOWN_CAMERAS if c.main.codec == "h265")
    spec = replace(camera.main, width=640, height=360)
    source = LiveSource(camera, spec, 2)
    start = 1_700_000_000 * spec.fps + spec.gop_frames - 3
    units: list[tuple[bytes, bool]] = []
    for number in (start, start + 60):
        source.watched(True)
        units += [source.unit(number + n) for n in range(6)]
        source.watched(False)
    assert [key for _, key in units[:6]] == [True, False, False, True, False, False]
    assert units[6][1]
    for data, key in units:
        kinds = [nal[0] >> 1 & 63 for nal in nal_units(data)]
        assert ({32, 33, 34} <= set(kinds)) == key
        assert sum(kind < 32 for kind in kinds) == 1
    frames = _decoded([data for data, _ in units], "hevc")
    assert len(frames) == 12
    face, high = ClockFace(spec), strip_height(spec)
    for number, frame in zip((start, start + 60), (frames[0], frames[6]), strict=True):
        shown = frame[:high].astype(int)
        errors = [np.abs(shown - face.draw(number // spec.fps + off)).mean() for off in (0, 1, -1)]
        assert errors[0] == min(errors)
        assert errors[0] < 4


def test_h265_has_a_key_frame_in_each_group_though_frames_were_skipped() -> None:
    camera = next(c for c in TOWN_CAMERAS if c.main.codec == "h265")
    spec = replace(camera.main, width=640, height=360)
    source = LiveSource(camera, spec, 2)
    start = 1_700_000_000 * spec.fps
    keys = [source.unit(start + n)[1] for n in (3, 5, 49, 52, 53, 101)]
    assert keys == [True, False, False, True, False, True]

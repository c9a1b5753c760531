"""The loops and the true time in them."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.footage.bits import BitReader, BitWriter, protect, unprotect
from simulator.footage.clock_face import ClockFace, clock_text, strip_height
from simulator.footage.library import FootageLibrary
from simulator.footage.prepare import prepare_footage
from simulator.town import TOWN_CAMERAS


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

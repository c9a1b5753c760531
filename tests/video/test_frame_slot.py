"""Frame slots between real processes: never torn, never backwards, never left behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from console.video.frame_slot import FrameReader, FrameWriter, SwappingFrames
from tests.guards.patience import PATIENCE_S
from tests.video.slot_writer import CAPACITY, HEIGHT, WIDTHS

ROOT = Path(__file__).resolve().parents[2]
Frames = FrameReader | SwappingFrames


@contextmanager
def writing(reader: FrameReader, frames: int = 0) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that writes into the reader's slot."""
    command = [sys.executable, "-m", "tests.video.slot_writer", reader.address.path]
    command += [str(reader.address.capacity), str(frames)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"began\n"
        yield process
        process.kill()


def pixels_of(frames: Frames) -> NDArray[np.uint8]:
    """The newest frame's bytes, height × width × 4; a view of the shared memory."""
    image = frames.acquire()
    assert image is not None
    data = np.frombuffer(image.constBits(), np.uint8)
    return data.reshape(image.height(), image.width(), 4)


def wait_for(frames: Frames, sequence: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while frames.sequence() < sequence:
        assert time.monotonic() < deadline, "no frame came"
        time.sleep(0.001)


def memfds() -> int:
    links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return sum("fengqiao-frames" in link for link in links)


def filled(value: int, width: int = 64) -> NDArray[np.uint8]:
    return np.full((HEIGHT, width * 4), value, np.uint8)


def test_reader_never_sees_a_torn_frame_under_a_hammering_writer() -> None:
    reader = FrameReader(CAPACITY)
    seen: set[int] = set()
    sequence = looks = 0
    deadline = time.monotonic() + PATIENCE_S
    with writing(reader):
        while looks < 4000 or len(seen) < 100:
            assert time.monotonic() < deadline, "the writer hardly moved"
            looks += 1
            before, sequence = sequence, reader.sequence()
            assert sequence >= before
            pixels = pixels_of(reader)
            value = int(pixels[0, 0, 0])
            assert pixels.shape[1] in WIDTHS
            # Twice, so that a writer who came back to the held buffer would be caught.
            assert (pixels == value).all()
            assert (pixels == value).all()
            seen.add(value)
            del pixels
    reader.close()


def test_last_frame_is_seen_and_counted() -> None:
    reader = FrameReader(CAPACITY)
    with writing(reader, frames=700):
        wait_for(reader, 700)
        assert reader.sequence() == reader.decoded() == 700
        assert int(pixels_of(reader)[5, 5, 2]) == 700 % 256
        assert reader.frame_at() == pytest.approx(time.monotonic(), abs=PATIENCE_S)
    reader.close()


def test_killed_writer_leaves_a_whole_picture_and_another_goes_on() -> None:
    reader = FrameReader(CAPACITY)
    with writing(reader) as process:
        wait_for(reader, 50)
        process.kill()
        process.wait()
        pixels = pixels_of(reader)
        assert (pixels == pixels[0, 0, 0]).all()
        del pixels
    before = reader.sequence()
    with writing(reader):
        wait_for(reader, before + 50)
        pixels = pixels_of(reader)
        assert (pixels == pixels[0, 0, 0]).all()
        del pixels
    reader.close()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["publish", "acquire", "hold"]), max_size=60))
def test_newest_frame_is_read_and_a_held_one_stays(steps: list[str]) -> None:
    reader = FrameReader(CAPACITY)
    writer = FrameWriter(reader.address)
    newest, held = 0, None
    for step in steps:
        if step == "publish":
            newest += 1
            writer.publish(filled(newest), 64)
        elif newest:
            held = (newest, pixels_of(reader)) if step == "acquire" else held
        if held is not None:
            assert (held[1] == held[0]).all()
        assert reader.sequence() == newest
    held = None
    writer.close()
    reader.close()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["publish", "replace", "look"]), max_size=60))
def test_sequence_never_goes_back_while_slots_are_replaced(steps: list[str]) -> None:
    reader = FrameReader(CAPACITY)
    writer = FrameWriter(reader.address)
    frames = SwappingFrames(reader)
    seen = published = shown = 0
    for step in steps:
        if step == "publish":
            published += 1
            writer.frame_decoded(time.monotonic_ns())
            writer.publish(filled(published), 64)
        elif step == "replace":
            writer.close()
            fresh = FrameReader(CAPACITY)
            writer = FrameWriter(fresh.address)
            frames.replace(fresh)
        else:
            before, seen = seen, frames.sequence()
            assert seen >= before
            if seen:
                before, shown = shown, int(pixels_of(frames)[0, 0, 0])
                assert shown >= before
    assert frames.decoded() == published
    writer.close()
    frames.close()


def test_old_picture_stays_until_the_new_slot_has_one() -> None:
    old, new = FrameReader(CAPACITY), FrameReader(2 * CAPACITY)
    frames = SwappingFrames(old)
    first = FrameWriter(old.address)
    first.publish(filled(7), 64)
    frames.replace(new)
    assert frames.capacity == 2 * CAPACITY
    assert frames.sequence() == 1
    assert (pixels_of(frames) == 7).all()
    second = FrameWriter(new.address)
    second.publish(filled(8, 128), 128)
    assert frames.sequence() == 2
    assert pixels_of(frames).shape == (HEIGHT, 128, 4)
    first.close()
    second.close()
    frames.close()


def test_slots_that_follow_quickly_are_there_for_who_is_told_of_them_one_by_one() -> None:
    before = memfds()
    slots = [FrameReader(size * CAPACITY) for size in (1, 2, 3)]
    frames = SwappingFrames(slots[0])
    for one in slots[1:]:
        frames.replace(one)
    writers = [FrameWriter(one.address) for one in slots]
    writers[1].publish(filled(7), 64)  # told of the last one a moment later
    assert frames.sequence() == 0
    writers[2].publish(filled(8), 64)
    assert frames.sequence() == 1
    assert (pixels_of(frames) == 8).all()
    for writer in writers:
        writer.close()
    frames.close()
    assert memfds() == before


def test_memory_goes_with_its_last_user() -> None:
    before = memfds()
    frames = SwappingFrames(FrameReader(CAPACITY))
    frames.replace(FrameReader(CAPACITY))
    assert memfds() > before
    frames.close()
    assert memfds() == before
    assert "fengqiao-frames" not in Path("/proc/self/maps").read_text()


def test_slot_without_a_frame_shows_nothing() -> None:
    reader = FrameReader(CAPACITY)
    assert reader.acquire() is None
    assert reader.frame_at() is None
    assert reader.packet_at() is None
    reader.close()

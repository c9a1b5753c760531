"""Decoded frames become the pixels of their pane: right size, right part, right colours."""

from __future__ import annotations

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from console.video.frame_slot import FrameReader, FrameWriter, picture_bytes
from console.video.messages import WHOLE, Region, StreamOrder
from console.video.scaling import PaneScaler, output_size
from console.video.swscale import DirectScaler, swscale

ROOMY = 1 << 40
SIDES = st.integers(16, 4096)
SIZES = st.tuples(SIDES, SIDES)
# Blue, green, red, as they lie in memory.
RED, GREEN, BLUE, WHITE = (0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255)


def quadrants(width: int = 640, height: int = 360, pixel_format: str = "yuv420p") -> av.VideoFrame:
    """Red and green above, blue and white below."""
    pixels = np.zeros((height, width, 3), np.uint8)
    half_w, half_h = width // 2, height // 2
    pixels[:half_h, :half_w], pixels[:half_h, half_w:] = RED, GREEN
    pixels[half_h:, :half_w], pixels[half_h:, half_w:] = BLUE, WHITE
    return av.VideoFrame.from_ndarray(pixels, "bgr24").reformat(format=pixel_format)


def order(box: tuple[int, int], *, fill: bool = False, region: Region = WHOLE) -> StreamOrder:
    return StreamOrder(1, "", "tcp", "", 0, *box, fill=fill, region=region)


def scaled(frame: av.VideoFrame, wanted: StreamOrder, capacity: int = ROOMY) -> NDArray[np.uint8]:
    """Height × width × 3 in blue, green, red."""
    scaler = PaneScaler()
    rows = scaler.scaled(frame, wanted, capacity)
    return rows[:, : scaler.width * 4].reshape(rows.shape[0], scaler.width, 4)[..., :3]


def is_colour(pixel: NDArray[np.uint8], colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - colour).max() < 40)


@given(SIZES, SIZES)
def test_fitting_picture_lies_in_its_box_and_touches_it(
    stream: tuple[int, int], box: tuple[int, int]
) -> None:
    width, height = output_size(stream, box, fill=False, capacity=ROOMY)
    assert width <= max(2, box[0])
    assert height <= max(2, box[1])
    assert width == box[0] or height == box[1]


@given(SIZES, SIZES)
def test_filling_picture_covers_its_box(stream: tuple[int, int], box: tuple[int, int]) -> None:
    width, height = output_size(stream, box, fill=True, capacity=ROOMY)
    assert width >= box[0]
    assert height >= box[1]
    assert width == box[0] or height == box[1]


@given(SIZES, SIZES, st.booleans())
def test_shape_is_kept(stream: tuple[int, int], box: tuple[int, int], fill: bool) -> None:
    width, height = output_size(stream, box, fill=fill, capacity=ROOMY)
    factor = (max if fill else min)(box[0] / stream[0], box[1] / stream[1])
    assert abs(width - stream[0] * factor) <= 2
    assert abs(height - stream[1] * factor) <= 2


@given(SIZES, SIZES)
def test_picture_never_outgrows_a_slot_that_holds_its_box(
    stream: tuple[int, int], box: tuple[int, int]
) -> None:
    capacity = StreamOrder(1, "", "tcp", "", 0, *box, fill=True).frame_bytes
    width, height = output_size(stream, box, fill=True, capacity=capacity)
    assert width * height * 4 <= capacity


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj422p", "nv12", "yuv420p10le"])
def test_whole_picture_keeps_its_quadrants(pixel_format: str) -> None:
    pixels = scaled(quadrants(pixel_format=pixel_format), order((240, 135)))
    assert pixels.shape == (135, 240, 3)
    assert is_colour(pixels[20, 20], RED)
    assert is_colour(pixels[20, 220], GREEN)
    assert is_colour(pixels[115, 20], BLUE)
    assert is_colour(pixels[115, 220], WHITE)


@pytest.mark.parametrize(
    ("region", "colour"),
    [
        ((0.0, 0.0, 0.4, 0.4), RED),
        ((0.55, 0.05, 0.4, 0.4), GREEN),
        ((0.05, 0.55, 0.4, 0.4), BLUE),
        ((0.6, 0.6, 0.4, 0.4), WHITE),
    ],
)
def test_crop_shows_the_part_that_was_asked_for(
    region: Region, colour: tuple[int, int, int]
) -> None:
    pixels = scaled(quadrants(), order((240, 135), region=region))
    assert pixels.shape == (135, 240, 3)
    for y, x in ((3, 3), (3, 236), (131, 3), (131, 236), (67, 120)):
        assert is_colour(pixels[y, x], colour)


def test_crop_follows_region_and_picture_size_as_they_change() -> None:
    scaler = PaneScaler()
    for frame in (quadrants(), quadrants(1920, 1080), quadrants()):
        for corner, colour in ((0.0, RED), (0.6, WHITE)):
            wanted = order((160, 90), region=(corner, corner, 0.3, 0.3))
            rows = scaler.scaled(frame, wanted, ROOMY)
            assert (rows.shape[0], scaler.width) == (90, 160)
            assert is_colour(rows[45].reshape(-1, 4)[80, :3], colour)


def test_odd_sizes_and_tall_pictures_fit() -> None:
    assert scaled(quadrants(360, 640), order((241, 135))).shape[0] == 135
    assert scaled(quadrants(360, 640), order((101, 301))).shape[1] == 101


def test_filling_picture_covers_an_odd_box() -> None:
    pixels = scaled(quadrants(), order((200, 200), fill=True))
    assert pixels.shape[0] == 200
    assert pixels.shape[1] > 200


@pytest.mark.parametrize("size", [(240, 135), (241, 137), (101, 57), (640, 360), (1283, 721)])
@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p", "nv12", "yuv420p10le", "rgb24"])
def test_written_in_place_as_if_copied(pixel_format: str, size: tuple[int, int]) -> None:
    library = swscale()
    assert library is not None
    wanted = order(size)
    frame = quadrants(pixel_format=pixel_format)
    pictures = [published(PaneScaler(each), frame, wanted) for each in (library, None)]
    assert pictures[0].shape == pictures[1].shape
    assert np.abs(pictures[0].astype(int) - pictures[1]).mean() < 1.5


def test_writing_in_place_stays_inside_its_buffer() -> None:
    library = swscale()
    assert library is not None
    scaler = DirectScaler(library)
    for width, height in ((2, 2), (101, 57), (333, 187), (1917, 1079)):
        room = picture_bytes(width, height)
        memory = np.full(room + 4096, 7, np.uint8)
        assert scaler.scale(quadrants(), (width, height), int(memory.ctypes.data))
        assert (memory[room:] == 7).all()
    scaler.close()


@pytest.mark.parametrize("region", [WHOLE, (0.0, 0.0, 0.5, 0.5)])
def test_a_picture_too_large_for_its_slot_is_left_out(region: Region) -> None:
    """For a moment the order may be ahead of the slot; beyond the slot is other streams' memory."""
    reader = FrameReader(picture_bytes(64, 36))
    writer, scaler = FrameWriter(reader.address), PaneScaler(swscale())
    scaler.publish(quadrants(), order((640, 360), region=region), writer)
    assert reader.sequence() == 0
    assert reader.acquire() is None
    scaler.publish(quadrants(), order((64, 36), region=region), writer)
    assert reader.sequence() == 1
    scaler.close()
    writer.close()
    reader.close()


def test_colours_follow_the_space_and_range_of_the_picture() -> None:
    scaler = PaneScaler(swscale())
    for space in (Colorspace.ITU709, Colorspace.ITU601):
        frame = quadrants()
        frame = frame.reformat(format="yuv420p", dst_colorspace=space)
        picture = published(scaler, frame, order((240, 135)))
        copied = published(PaneScaler(), frame, order((240, 135)))
        assert np.abs(picture.astype(int) - copied).mean() < 1.5


def published(scaler: PaneScaler, frame: av.VideoFrame, wanted: StreamOrder) -> NDArray[np.uint8]:
    """Height × width × 3 as the window's side sees it."""
    reader = FrameReader(wanted.frame_bytes)
    writer = FrameWriter(reader.address)
    scaler.publish(frame, wanted, writer)
    image = reader.acquire()
    assert image is not None
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., :3].copy()
    del rows, image
    scaler.close()
    writer.close()
    reader.close()
    return pixels

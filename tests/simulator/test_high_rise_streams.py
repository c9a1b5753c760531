"""The live streams: what they hold, how they restart, and that a plate can be read."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import pytest
import skia

from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.geometry import Point, Pose, View, aim_at
from simulator.high_rise.lens import Lens
from simulator.high_rise.plates import PLATE_HEIGHT_M, Plate, draw_plate
from simulator.high_rise.ptz import Position
from simulator.high_rise.service import HighRise
from simulator.high_rise.traffic import Car

CAMERA = next(camera for camera in TOWN_CAMERAS if camera.ptz)
START = 1_790_000_000.0


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def high_rise(clock: Clock) -> HighRise:
    return HighRise(CAMERA, "operator", "secret", clock)


def decoded(units: list[bytes]) -> list[Any]:
    """The pictures of access units, as BGR arrays."""
    decoder: Any = av.CodecContext.create("h264", "r")
    frames = [frame for unit in units for frame in decoder.decode(av.Packet(unit))]
    frames += decoder.decode(None)
    return [frame.to_ndarray(format="bgr24") for frame in frames]


def test_each_group_starts_with_parameter_sets_and_a_key_frame(
    high_rise: HighRise, clock: Clock
) -> None:
    source = high_rise.source("sub")
    source.watched(True)
    first = int(clock.now * source.spec.fps)
    wanted = [first, first + 1, first + 5, first + 30, first + 31]
    units = [source.unit(number) for number in wanted]
    assert [key for _, key in units] == [True, False, False, True, False]
    for data, key in units:
        assert data.startswith((b"\0\0\0\1", b"\0\0\1"))
        assert (b"\0\0\0\1\x67" in data) == key
    pictures = decoded([data for data, _ in units])
    assert [picture.shape for picture in pictures] == [(360, 640, 3)] * 5
    source.watched(False)


def test_a_new_watcher_gets_a_key_frame(high_rise: HighRise, clock: Clock) -> None:
    source = high_rise.source("sub")
    first = int(clock.now * source.spec.fps)
    source.watched(True)
    assert source.unit(first)[1]
    assert not source.unit(first + 1)[1]
    source.watched(False)
    source.watched(True)
    assert source.unit(first + 2)[1]
    source.watched(False)


def test_a_frame_whose_time_is_over_is_skipped(high_rise: HighRise, clock: Clock) -> None:
    source = high_rise.source("sub")
    assert source.unit(int((clock.now - 5) * source.spec.fps)) == (b"", False)


def test_time_moves_the_traffic_and_the_clock_in_the_picture(
    high_rise: HighRise, clock: Clock
) -> None:
    source = high_rise.source("sub")
    source.watched(True)
    first = int(clock.now * source.spec.fps)
    before, after = decoded([source.unit(first)[0], source.unit(first + 15)[0]])
    changed = np.abs(after.astype(int) - before.astype(int)).max(axis=2) > 40
    assert changed[20:60, :200].any()
    assert changed[100:].any()
    assert changed.mean() < 0.05
    source.watched(False)


def rendered(plate: Plate, size: tuple[int, int]) -> np.ndarray:
    """A plate drawn straight, grey, of a size in pixels."""
    wide, high = size
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.translate(0, high)
    canvas.scale(wide / plate.width_m, -high / PLATE_HEIGHT_M)
    draw_plate(canvas, plate)
    return np.asarray(surface.toarray()[:, :, :3].astype(float).mean(axis=2))


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Normalised correlation, the best over a pixel of shift."""
    best = -1.0
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            shifted = np.roll(a, (dy, dx), (0, 1))[1:-1, 1:-1]
            best = max(best, float(np.corrcoef(shifted.ravel(), b[1:-1, 1:-1].ravel())[0, 1]))
    return best


def far_cars(high_rise: HighRise, at: float) -> list[tuple[Car, Point]]:
    """Cars 400 to 600 m away that drive off northward, and the middles of their rear plates."""
    found = []
    for car in high_rise.traffic.cars(at):
        plate = car.plate_corner(0.0, 0.0, rear=True)
        leaving = abs((car.heading_deg + 180) % 360 - 180) < 5
        if leaving and abs(car.x) < 20 and 400 < (plate - high_rise.eye).length < 600:
            found.append((car, plate))
    return found


def plate_seen(picture: np.ndarray, view: View, car: Car, size: tuple[int, int]) -> np.ndarray:
    """The plate's region of a picture, straightened by the known geometry, grey."""
    wide, high = size
    grey = picture.astype(float).mean(axis=2)
    found = np.zeros((high, wide))
    for row in range(high):
        for column in range(wide):
            right = ((column + 0.5) / wide - 0.5) * car.plate.width_m
            up = (0.5 - (row + 0.5) / high) * PLATE_HEIGHT_M
            x, y = view.project(car.plate_corner(right, up, rear=True)) or (0.0, 0.0)
            found[row, column] = grey[int(y), int(x)]
    return found


def test_a_plate_at_the_far_road_is_read_at_full_zoom(high_rise: HighRise, clock: Clock) -> None:
    cars: list[tuple[Car, Point]] = []
    # Some moment has a car there; the traffic is a function of the time alone.
    while not cars:
        clock.now = float(int(clock.now) + 1)
        cars = far_cars(high_rise, clock.now)
    car, plate = cars[0]
    pan, tilt = aim_at(high_rise.eye, plate)
    source = high_rise.source("main")
    moment = clock.now
    clock.now = moment - 30.0
    high_rise.aim(Position.of(Pose(pan, tilt, 30.0)))
    clock.now = moment
    source.watched(True)
    picture = decoded([source.unit(round(moment * source.spec.fps))[0]])[0]
    source.watched(False)
    view = high_rise.view(1920, 1080)
    size = (round(car.plate.width_m * 110), round(PLATE_HEIGHT_M * 110))
    seen = plate_seen(picture, view, car, size)
    right = likeness(seen, rendered(car.plate, size))
    others = {one.plate for one in high_rise.traffic.cars(moment)} - {car.plate}
    same_kind = [one for one in others if one.green == car.plate.green]
    # The nearest forgeries: one character changed.
    tail = car.plate.number[-1]
    same_kind += [Plate(car.plate.number[:-1] + d) for d in "0123456789" if d != tail]
    assert len(same_kind) > 30
    assert right > 0.6
    assert right > max(likeness(seen, rendered(one, size)) for one in same_kind) + 0.02


@pytest.mark.parametrize(("tilt", "magnification"), [(-8.0, 1.0), (-12.0, 5.0)])
def test_a_kept_picture_with_traffic_is_what_drawing_everything_gives(
    high_rise: HighRise, tilt: float, magnification: float
) -> None:
    view = View(high_rise.eye, Pose(-9.0, tilt, magnification), 640, 360)
    pictures, quick = high_rise.studio().pictures(), np.zeros((360, 640, 4), np.uint8)
    for seconds in range(3):
        pictures.draw(quick, view, START + seconds)
        whole = skia.Surface(640, 360)
        high_rise.studio().painter().draw(whole.getCanvas(), Lens(view), START + seconds)
        expected = whole.toarray(colorType=skia.kBGRA_8888_ColorType)
        differing = np.abs(quick.astype(int) - expected).max(axis=2) > 40
        # Only the soft edges of what stands before a car may differ.
        assert differing.sum() < 60


def test_a_moving_picture_shows_the_new_view(high_rise: HighRise) -> None:
    pictures, picture = high_rise.studio().pictures(), np.zeros((1080, 1920, 4), np.uint8)
    for pan in (0.0, 20.0):
        view = View(high_rise.eye, Pose(pan, -9.0, 2.0), 1920, 1080)
        pictures.draw(picture, view, START + pan)
    whole = skia.Surface(1920, 1080)
    high_rise.studio().painter().draw(whole.getCanvas(), Lens(view), START + 20.0)
    expected = whole.toarray(colorType=skia.kBGRA_8888_ColorType)
    assert np.abs(picture.astype(int) - expected).mean() < 8

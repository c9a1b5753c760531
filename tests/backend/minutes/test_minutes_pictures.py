"""Pictures of minutes: what was drawn is where it was drawn, whatever is given."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.domain.areas import Area, polygon_of
from backend.domain.geo import Position
from backend.minutes.fonts import SystemFonts
from backend.minutes.pictures import MAX_SIDE, with_drawings
from backend.minutes.strokes import INKS, MAX_EFFORT, Font, Stroke, last_of
from backend.minutes.symbols import SYMBOLS
from backend.minutes.town_map import (
    MAX_WIDTH_M,
    MIN_WIDTH_M,
    SIZE,
    Frame,
    Spot,
    SpotKind,
    TownMap,
    draw_map,
    round_length,
)

EVENT = Position(120.2, 29.7)
WHITE = (255, 255, 255)
Pixel = tuple[int, int, int]


@pytest.fixture(scope="module")
def font() -> Font:
    return SystemFonts().for_pictures


def saved(folder: Path, image: Image.Image, kind: str = "PNG") -> Path:
    file = folder / f"picture.{kind.lower()}"
    image.save(file, kind)
    return file


def sheet(folder: Path) -> Path:
    return saved(folder, Image.new("RGB", (800, 600), "white"))


def opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")


def pixel(image: Image.Image, x: float, y: float) -> Pixel:
    """The colour at shares of the sides."""
    found = image.getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def is_like(one: Pixel, other: tuple[int, ...], by: float = 40) -> bool:
    return math.dist(one, other) < by


def near(image: Image.Image, colour: tuple[int, ...]) -> list[tuple[int, int]]:
    """Where a picture is of a colour, nearly."""
    away = np.linalg.norm(np.asarray(image, dtype=float) - colour, axis=2)
    return [(int(x), int(y)) for y, x in np.argwhere(away < 60)]


def inked(image: Image.Image) -> tuple[float, float, float, float]:
    """The box of everything that isn't white, in shares of the sides."""
    box = image.point(lambda value: 255 if value < 200 else 0).convert("L").getbbox()
    assert box is not None
    wide, high = image.size
    return box[0] / wide, box[1] / high, box[2] / wide, box[3] / high


def drawn_on(folder: Path, stroke: Stroke, font: Font = None) -> Image.Image:
    return opened(with_drawings(sheet(folder), [stroke], font))


@pytest.mark.parametrize("colour", INKS)
def test_a_line_runs_where_it_was_drawn(tmp_path: Path, colour: str) -> None:
    image = drawn_on(tmp_path, Stroke("pen", colour, 5, ((0.2, 0.5), (0.8, 0.5))))
    assert is_like(pixel(image, 0.5, 0.5), INKS[colour])
    assert inked(image) == pytest.approx((0.2, 0.5, 0.8, 0.5), abs=0.02)


def test_only_the_ends_of_an_arrow_count(tmp_path: Path) -> None:
    image = drawn_on(tmp_path, Stroke("arrow", "red", 4, ((0.2, 0.2), (0.9, 0.1), (0.8, 0.8))))
    assert is_like(pixel(image, 0.5, 0.5), INKS["red"])
    assert pixel(image, 0.9, 0.1) == WHITE
    left, top, right, bottom = inked(image)
    assert (right, bottom) == pytest.approx((0.8, 0.8), abs=0.02)
    assert (left, top) == pytest.approx((0.2, 0.2), abs=0.02)


def test_what_lies_under_an_area_shines_through(tmp_path: Path) -> None:
    corners = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
    image = drawn_on(tmp_path, Stroke("area", "blue", 2, corners))
    inside = pixel(image, 0.4, 0.4)
    assert inside != WHITE
    assert not is_like(inside, INKS["blue"])
    assert is_like(inside, tuple(round(255 * 0.75 + one * 0.25) for one in INKS["blue"]), 12)
    assert pixel(image, 0.1, 0.1) == WHITE


@pytest.mark.parametrize("symbol", [*SYMBOLS, "of another version"])
def test_every_symbol_has_its_shape(tmp_path: Path, symbol: str) -> None:
    image = drawn_on(tmp_path, Stroke("symbol", "green", 5, ((0.5, 0.5),), symbol=symbol))
    left, top, right, bottom = inked(image)
    assert (left + right) / 2 == pytest.approx(0.5, abs=0.01)
    assert (top + bottom) / 2 == pytest.approx(0.5, abs=0.02)
    assert len(near(image, INKS["green"])) > 200
    shapes = {
        drawn_on(tmp_path, Stroke("symbol", "green", 5, ((0.5, 0.5),), symbol=one)).tobytes()
        for one in SYMBOLS
        if one != symbol
    }
    assert image.tobytes() not in shapes


def test_words_begin_at_their_point_and_are_broken_into_lines(tmp_path: Path, font: Font) -> None:
    short = inked(drawn_on(tmp_path, Stroke("text", "red", 3, ((0.3, 0.5),), "排污口"), font))
    assert short[0] == pytest.approx(0.3, abs=0.02)
    assert (short[1] + short[3]) / 2 == pytest.approx(0.5, abs=0.02)
    assert 0.04 < short[2] - short[0] < 0.12
    long = inked(drawn_on(tmp_path, Stroke("text", "red", 3, ((0.3, 0.5),), "排污" * 60), font))
    assert long[2] - long[0] == pytest.approx(0.4, abs=0.03)
    assert long[3] - long[1] > 4 * (short[3] - short[1])


def test_without_a_font_everything_but_the_words_is_drawn(tmp_path: Path) -> None:
    image = drawn_on(tmp_path, Stroke("text", "red", 3, ((0.3, 0.5),), "排污口"))
    assert image.getcolors() == [(image.width * image.height, WHITE)]


@pytest.mark.parametrize(
    ("size", "longer"),
    [((4000, 3000), MAX_SIDE), ((8, 6), 640), ((9000, 2), MAX_SIDE), ((1, 1), 640)],
)
def test_pictures_of_every_size_are_shown(
    tmp_path: Path, size: tuple[int, int], longer: int
) -> None:
    file = saved(tmp_path, Image.new("RGB", size, "white"), "JPEG")
    for strokes in ([], [Stroke("pen", "red", 3, ((0, 0), (1, 1)))]):
        assert max(opened(with_drawings(file, strokes, None)).size) == longer


def test_what_shines_through_shows_white_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    for image in (clear, clear.convert("P"), clear.convert("LA")):
        found = opened(with_drawings(saved(tmp_path, image), [], None))
        assert pixel(found, 0.5, 0.5) == WHITE, image.mode


@pytest.mark.allow_logs("A picture of the minutes can't be read")
@pytest.mark.parametrize("content", [None, b"", b"\xff\xd8\xff", b"GIF89a" + bytes(50)])
def test_a_picture_that_is_lost_is_none(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "gone"
    if content is not None:
        file.write_bytes(content)
    assert with_drawings(file, [], None) == b""


def test_a_drawing_that_takes_too_long_loses_its_beginning() -> None:
    pen = Stroke("pen", "red", 3, ((0, 0), (1, 1)))
    few, many = [pen] * 500, [pen] * 5000
    assert last_of(few) == few
    kept = last_of([Stroke("area", "blue", 1, ((0, 0), (1, 0), (1, 1))), *many])
    assert len(kept) == MAX_EFFORT // pen.effort
    assert set(kept) == {pen}
    texts = [Stroke("text", "red", 1, ((0, 0),), "字" * 200)] * 5000
    assert sum(one.effort for one in last_of(texts)) <= MAX_EFFORT
    assert last_of([]) == []


# The map


def shown(strokes: list[Stroke], event: Position | None = EVENT, font: Font = None) -> Image.Image:
    frame = Frame.around(event, strokes)
    assert frame is not None
    return opened(draw_map(TownMap(frame, (), (), event), strokes, font))


def test_north_is_up_and_east_is_right() -> None:
    to_north = Stroke("pen", "red", 5, ((120.2, 29.701), (120.2, 29.703)))
    to_east = Stroke("pen", "red", 5, ((120.202, 29.7), (120.204, 29.7)))
    image = shown([to_north, to_east])
    marks = near(image, INKS["red"])
    event = min(x for x, _ in marks), max(y for _, y in marks)
    north = min(marks, key=lambda at: at[1])
    east = max(marks, key=lambda at: at[0])
    assert north[1] < event[1] - 100
    assert east[0] > event[0] + 100
    assert abs(north[0] - event[0]) < 40
    assert abs(east[1] - event[1]) < 40


def test_metres_are_the_same_up_and_across() -> None:
    plane_m = 111_320 * math.cos(math.radians(29.7)), 110_850
    metres = 400.0
    up = Stroke("pen", "blue", 1, ((120.2, 29.7), (120.2, 29.7 + metres / plane_m[1])))
    across = Stroke("pen", "blue", 1, ((120.2, 29.7), (120.2 + metres / plane_m[0], 29.7)))
    frame = Frame.around(None, [up, across])
    assert frame is not None
    ends = [frame.plane.metres(Position(*stroke.points[1])) for stroke in (up, across)]
    begin = frame.plane.metres(Position(120.2, 29.7))
    assert [math.dist(begin, end) for end in ends] == pytest.approx([metres, metres], rel=0.01)


def test_the_map_shows_everything_drawn_with_room_around() -> None:
    far = Stroke("pen", "blue", 3, ((120.25, 29.75), (120.15, 29.65)))
    frame = Frame.around(EVENT, [far])
    assert frame is not None
    window = frame.window
    assert window is not None
    assert window.contains(Position(120.15, 29.65))
    assert window.contains(Position(120.25, 29.75))
    assert not window.contains(Position(120.2, 29.8))


@pytest.mark.parametrize(
    ("event", "points"),
    [
        (None, ((-180, -90), (180, 90))),
        (None, ((179.9, 0), (-179.9, 0.1))),
        (None, ((10, 89.9), (12, 90))),
        (EVENT, ((-60, -20), (-60, -20.1))),
        (Position(0, -90), ((0, -90), (1, -90))),
    ],
)
def test_drawings_all_over_the_world_are_bounded(
    event: Position | None, points: tuple[tuple[float, float], ...]
) -> None:
    strokes = [Stroke("area", "red", 5, (*points, points[0])), Stroke("pen", "red", 5, points)]
    frame = Frame.around(event, strokes)
    assert frame is not None
    assert MIN_WIDTH_M <= frame.width_m <= MAX_WIDTH_M
    assert shown(strokes, event).size == SIZE


def test_without_a_place_and_a_drawing_there_is_no_map() -> None:
    assert Frame.around(None, []) is None
    frame = Frame.around(EVENT, [])
    assert frame is not None
    assert frame.width_m == MIN_WIDTH_M


def test_grids_cameras_and_places_are_on_it(font: Font) -> None:
    frame = Frame.around(EVENT, [])
    assert frame is not None
    square = polygon_of((120.199, 29.699), (120.201, 29.699), (120.201, 29.701), (120.199, 29.701))
    spots = (
        Spot(SpotKind.CAMERA, "高点", Position(120.2015, 29.7005)),
        Spot(SpotKind.PLACE, "中心小学", Position(120.1985, 29.6995)),
    )
    bare = draw_map(TownMap(frame, (), (), EVENT), [], font)
    pictures = {
        bare,
        draw_map(TownMap(frame, (("五网格", Area((square,))),), (), EVENT), [], font),
        draw_map(TownMap(frame, (), spots[:1], EVENT), [], font),
        draw_map(TownMap(frame, (), spots[1:], EVENT), [], font),
        draw_map(TownMap(frame, (), (), None), [], font),
        draw_map(TownMap(frame, (), (), EVENT), [], None),
    }
    assert len(pictures) == 6
    both = opened(draw_map(TownMap(frame, (), spots, EVENT), [], None))
    x, y = frame.plane.metres(spots[0].at)
    at = 0.5 + x / frame.width_m, 0.5 - y / (frame.width_m * SIZE[1] / SIZE[0])
    assert is_like(pixel(both, *at), (40, 92, 160))


def test_the_scale_is_a_round_length() -> None:
    lengths = [round_length(most) for most in (1.0, 119, 240, 999, 1000, 12_000)]
    assert lengths == [1, 100, 200, 500, 1000, 10_000]

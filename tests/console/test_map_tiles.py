"""The base map: the town's own tiles, and files that aren't what they should be."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from console.map_tiles import TILE_MOST_BYTES, MbTiles, TileFileError, turn_dark
from simulator.town import position
from simulator.town_tiles import LEAST_ZOOM, _place, write_tiles

Opener = Callable[..., MbTiles]


@pytest.fixture
def open_tiles(qtbot: QtBot) -> Iterator[Opener]:
    """Opens a file and closes it at the end."""
    opened: list[MbTiles] = []

    def open_it(file: Path, *, is_dark: bool = True) -> MbTiles:
        opened.append(MbTiles(file, is_gcj02=False, is_dark=is_dark))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


def write(file: Path, data: bytes, *, form: str = "png", zoom: int = 3) -> Path:
    """A file with one tile in the north-west corner of the world."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute(
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,"
            " tile_data BLOB)"
        )
        connection.execute("INSERT INTO metadata VALUES ('format', ?)", (form,))
        row = (zoom, 0, (1 << zoom) - 1, data)
        connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", row)
    connection.close()
    return file


def png(size: tuple[int, int] = (256, 256), colour: str = "white") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "PNG")
    return written.getvalue()


def loaded(qtbot: QtBot, tiles: MbTiles, zoom: int, column: int, row: int) -> QImage | None:
    """Ask, wait for the news, ask again."""
    with qtbot.waitSignal(tiles.loaded):
        assert tiles.tile(zoom, column, row) is None
    return tiles.tile(zoom, column, row)


def test_the_towns_own_map_is_read(qtbot: QtBot, open_tiles: Opener, tmp_path: Path) -> None:
    file = tmp_path / "town.mbtiles"
    assert write_tiles(file, greatest=13) > 3
    tiles = open_tiles(file, is_dark=False)
    assert tiles.zooms == (LEAST_ZOOM, 13)
    column, row = (int(part) for part in _place(*position(0, 0), 13))
    image = loaded(qtbot, tiles, 13, column, row)
    assert image is not None
    assert image.width() == 256
    colours = {image.pixel(x, y) for x in range(0, 256, 8) for y in range(0, 256, 8)}
    assert len(colours) > 3  # land, river, roads


def test_light_ground_turns_dark_and_blue_stays_blue() -> None:
    image = QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(QColor(241, 239, 230))
    image.setPixelColor(4, 3, QColor(169, 205, 227))
    turn_dark(image)
    land, water = image.pixelColor(0, 0), image.pixelColor(4, 3)
    assert land.lightness() < 30
    assert water.lightness() < 90
    assert abs(water.hslHue() - QColor(169, 205, 227).hslHue()) <= 2


@pytest.mark.parametrize(
    ("name", "made", "code"),
    [
        ("nothing", lambda file: file, "not_there"),
        ("text", lambda file: file.write_bytes(b"not a map at all" * 10), "not_a_map"),
        ("cut", lambda file: file.write_bytes(b"SQLite format 3\0" + b"\0" * 900), "not_a_map"),
        ("vector", lambda file: write(file, b"x", form="pbf"), "vector"),
        ("bmp", lambda file: write(file, b"x", form="bmp"), "not_a_map"),
        ("deep", lambda file: write(file, png(), zoom=31), "not_a_map"),
    ],
)
def test_what_is_no_map_is_refused_with_the_reason(
    tmp_path: Path, name: str, made: Callable[[Path], object], code: str
) -> None:
    file = tmp_path / f"{name}.mbtiles"
    made(file)
    with pytest.raises(TileFileError, match=f"^{code}$"):
        MbTiles(file, is_gcj02=False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n cut",
        png((2048, 2048)),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png() + b"\0" * TILE_MOST_BYTES,
    ],
    ids=["empty", "cut", "too many pixels", "another format", "too many bytes"],
)
def test_a_hostile_tile_is_left_out(
    qtbot: QtBot, open_tiles: Opener, tmp_path: Path, data: bytes
) -> None:
    file = write(tmp_path / "hostile.mbtiles", data)
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO tiles VALUES (3, 1, 7, ?)", (png(),))
    connection.close()
    tiles = open_tiles(file)
    assert tiles.tile(3, 0, 0) is None
    assert loaded(qtbot, tiles, 3, 1, 0) is not None  # the next one comes all the same
    assert tiles.tile(3, 0, 0) is None


def test_a_view_that_never_ends_is_cut_off(open_tiles: Opener, tmp_path: Path) -> None:
    file = tmp_path / "endless.mbtiles"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT x AS zoom_level, x AS tile_column, x AS tile_row, NULL AS tile_data FROM n"
        )
    connection.close()
    with pytest.raises(TileFileError, match=r"^not_a_map$"):
        open_tiles(file)

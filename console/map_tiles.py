"""A base map out of an MBTiles file: pictures of 256 × 256 pixels, read beside the GUI thread.

The file comes from somebody else: it is opened read-only, a query may take so many steps and no
more, and a picture that isn't one, or is too large, is left out.

Source: MBTiles specification 1.3 (rows count from the south there, from the north here).
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import structlog
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

TILE_MOST_PX = 1024
TILE_MOST_BYTES = 4_000_000
KEPT_TILES = 768
MOST_STEPS = 20_000_000
"""Steps of SQLite's machine that one question may take: seconds, never minutes."""
_FORMATS = frozenset({"png", "jpg", "jpeg", "webp"})
_TOLD_MS = 60
_ENDS_WITHIN_S = 5.0
_Place = tuple[int, int, int]

_log = structlog.get_logger(__name__)


class TileFileError(Exception):
    """The file can't be used as a base map; the text is one of the codes below.

    ``not_there``, ``not_a_map``, ``vector`` (pictures are needed), ``empty``.
    """


class MbTiles(QObject):
    """The tiles of one file; ``tile`` never waits: what isn't there yet comes with ``loaded``.

    Signals:
        loaded: Tiles that were asked for are there now.
    """

    loaded = Signal()
    _came = Signal()

    def __init__(
        self, file: Path, *, is_gcj02: bool, is_dark: bool = True, parent: QObject | None = None
    ) -> None:
        """Open the file; ``is_dark`` turns light maps dark. Raises TileFileError."""
        super().__init__(parent)
        self._is_dark = is_dark
        self._engine = _open(file)
        try:
            with self._engine.connect() as connection:
                self.zooms = _zooms(connection)
        except SQLAlchemyError:
            self._engine.dispose()
            raise TileFileError("not_a_map") from None
        except TileFileError:
            self._engine.dispose()
            raise
        self.shifts = is_gcj02
        self._tiles: OrderedDict[_Place, QImage | None] = OrderedDict()
        self._lock = threading.Lock()
        self._asked: set[_Place] = set()
        # Last in, first out: what is in view now goes before what was in view a moment ago.
        self._queue: queue.LifoQueue[_Place | None] = queue.LifoQueue()
        self._soon = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._soon.timeout.connect(self.loaded)
        self._came.connect(self.on_came)
        self._thread = threading.Thread(target=self._serve, name="map-tiles", daemon=True)
        self._thread.start()

    def tile(self, zoom: int, column: int, row: int) -> QImage | None:
        """One picture; None where there is none, or not yet."""
        place = (zoom, column, row)
        with self._lock:
            if place in self._tiles:
                self._tiles.move_to_end(place)
                return self._tiles[place]
            side = 1 << zoom
            if place in self._asked or not (0 <= column < side and 0 <= row < side):
                return None
            self._asked.add(place)
        self._queue.put(place)
        return None

    def on_came(self) -> None:
        """Some tiles are there: tell of them together."""
        if not self._soon.isActive():
            self._soon.start()

    def close(self) -> None:
        """End the thread and let go of the file."""
        self._soon.stop()
        with contextlib.suppress(queue.Empty):
            while True:
                self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join(_ENDS_WITHIN_S)
        self._engine.dispose()

    def _serve(self) -> None:
        try:
            with self._engine.connect() as connection:
                while (place := self._queue.get()) is not None:
                    self._load(connection, place)
        except SQLAlchemyError as error:
            _log.warning("the base map can't be read", reason=type(error).__name__)

    def _load(self, connection: Connection, place: _Place) -> None:
        try:
            image = _picture(_read(connection, place))
            if image is not None and self._is_dark:
                turn_dark(image)
        except SQLAlchemyError as error:
            _log.warning("a tile of the base map can't be read", reason=type(error).__name__)
            connection.rollback()
            image = None
        with self._lock:
            self._asked.discard(place)
            self._tiles[place] = image
            while len(self._tiles) > KEPT_TILES:
                self._tiles.popitem(last=False)
        if image is not None:
            self._came.emit()


def _open(file: Path) -> Engine:
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError:
        raise TileFileError("not_there") from None
    if head != b"SQLite format 3\0":
        raise TileFileError("not_a_map")
    address = f"sqlite:///file:{quote(str(file.resolve()))}?mode=ro&uri=true"
    engine = create_engine(
        address, poolclass=NullPool, connect_args={"check_same_thread": False, "timeout": 2}
    )

    @event.listens_for(engine, "connect")
    def bound(raw: Any, _: object) -> None:
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA query_only = ON")
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1000
            return steps > MOST_STEPS

        def begin(statement: str) -> None:
            nonlocal steps
            del statement
            steps = 0

        raw.set_progress_handler(count, 1000)
        raw.set_trace_callback(begin)

    return engine


def _zooms(connection: Connection) -> tuple[int, int]:
    """The least and greatest zoom of the pictures in the file."""
    told = {
        str(name): str(value)
        for name, value in connection.execute(
            text("SELECT name, value FROM metadata LIMIT 200")
        ).all()
    }
    form = told.get("format", "png").lower()
    if form == "pbf":
        raise TileFileError("vector")
    if form not in _FORMATS:
        raise TileFileError("not_a_map")
    least, greatest = connection.execute(
        text("SELECT min(zoom_level), max(zoom_level) FROM tiles")
    ).one()
    if not isinstance(least, int) or not isinstance(greatest, int):
        raise TileFileError("empty")
    if not 0 <= least <= greatest <= 24:
        raise TileFileError("not_a_map")
    return least, greatest


def _read(connection: Connection, place: _Place) -> bytes:
    zoom, column, row = place
    found = connection.execute(
        text(
            "SELECT tile_data FROM tiles WHERE zoom_level = :zoom AND tile_column = :column"
            " AND tile_row = :row AND length(tile_data) <= :most LIMIT 1"
        ),
        {"zoom": zoom, "column": column, "row": (1 << zoom) - 1 - row, "most": TILE_MOST_BYTES},
    ).scalar()
    return found if isinstance(found, bytes) else b""


def turn_dark(image: QImage) -> None:
    """Turn light ground dark in a 32-bit picture, with hue and strength of its colours kept.

    The lightness of HSL, (max + min) / 2, is mirrored: each channel moves by 255 − (max + min).
    """
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.bits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    colours = rows[:, :width, :3].astype(np.int16)
    colours += 255 - (colours.max(axis=2) + colours.min(axis=2))[:, :, None]
    rows[:, :width, :3] = colours.clip(0, 255)


def _picture(data: bytes) -> QImage | None:
    """The picture in the bytes; None for what isn't one or is too large."""
    if not data:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > TILE_MOST_PX:
        return None
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)

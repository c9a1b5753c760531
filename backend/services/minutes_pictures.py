"""The pictures of the minutes: what of the table's files and its map is shown, and drawing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backend.domain.consult_items import MAP, Item, Kind, is_document
from backend.domain.consult_table import ConsultTable
from backend.domain.geo import Position
from backend.media.file_shelf import FileShelf
from backend.minutes.content import MinutesContent, Picture
from backend.minutes.pictures import with_drawings
from backend.minutes.strokes import Font, Stroke, last_of
from backend.minutes.town_map import Frame, Spot, SpotKind, TownMap, draw_map
from backend.services.minutes_words import file_zh
from backend.storage.events import EventRecord
from backend.storage.places import grids_of, is_within
from backend.storage.tables import attachment, camera, place

MAX_PICTURES = 60


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture of the table: its file by SHA-256, and what was drawn on it."""

    sha256: str
    strokes: tuple[Stroke, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class MapToDraw:
    """The map of the table, and what was drawn on it."""

    town_map: TownMap
    strokes: tuple[Stroke, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pictures are made of; `files_left_out`: how many are too many."""

    map: MapToDraw | None
    files: tuple[PictureFile, ...]
    files_left_out: int


def shown_of(
    connection: Connection,
    record: EventRecord,
    table: ConsultTable,
    cameras: Mapping[str, str],
    zone: ZoneInfo,
) -> Shown:
    """Return what is to be shown of a table."""
    drawn: defaultdict[str, list[Stroke]] = defaultdict(list)
    for _, item in table.items_of(Kind.STROKE):
        drawn[item["surface"]].append(Stroke.of_item(item))
    files = table.items_of(Kind.FILE)
    items = [(id_, item) for id_, item in files if not is_document(item["media_type"])]
    shown = [
        (item, drawn[id_], _caption(item, cameras, zone)) for id_, item in items[:MAX_PICTURES]
    ]
    return Shown(
        _map(connection, record, drawn[MAP]),
        tuple(_files(connection, shown)),
        max(0, len(items) - MAX_PICTURES),
    )


def with_pictures(
    content: MinutesContent, shown: Shown, files: FileShelf, font: Font
) -> MinutesContent:
    """Return the minutes with their pictures drawn: takes a while, and no database."""
    pictures = tuple(
        Picture(one.caption, with_drawings(files.path(one.sha256), one.strokes, font))
        for one in shown.files
    )
    town_map, drawn = None, shown.map
    if drawn is not None:
        town_map = Picture(drawn.caption, draw_map(drawn.town_map, drawn.strokes, font))
    return replace(content, map=town_map, pictures=pictures, pictures_left_out=shown.files_left_out)


def cameras_of(connection: Connection, town: str) -> dict[str, str]:
    """Return the names of a town's cameras by id."""
    query = select(camera.c.id, camera.c.name).where(camera.c.town == town)
    return {row.id: row.name for row in connection.execute(query)}


def instant(written: str, zone: ZoneInfo) -> datetime:
    """Return an instant of the journal as the town's clocks show it."""
    return datetime.fromisoformat(written).astimezone(zone)


def _files(
    connection: Connection, shown: Iterable[tuple[Item, Sequence[Stroke], str]]
) -> Iterator[PictureFile]:
    shown = list(shown)
    wanted = {item["attachment"] for item, _, __ in shown}
    query = select(attachment).where(attachment.c.id.in_(wanted))
    rows = {row.id: row for row in connection.execute(query)}
    for item, strokes, caption in shown:
        row = rows[item["attachment"]]
        is_video = row.media_type.startswith("video/")
        sha256 = row.thumbnail_sha256 if is_video else row.sha256
        painted, told = _painted(strokes)
        yield PictureFile(sha256, painted, caption + told)


def _caption(item: Item, cameras: Mapping[str, str], zone: ZoneInfo) -> str:
    taken, at = item["camera"], instant(item["at"], zone)
    parts = [f"{cameras.get(taken, taken)}画面"] if taken else []
    parts.append(f"{item['name']} {at:%H:%M} 出示")
    return f"{item['title'].strip() or file_zh(item)}（{'，'.join(parts)}）"


def _painted(strokes: Sequence[Stroke]) -> tuple[tuple[Stroke, ...], str]:
    """The strokes that a picture shows, and what its caption says where those aren't all."""
    painted = tuple(last_of(strokes))
    told = f"，绘出最后{len(painted)}处标绘" if len(painted) < len(strokes) else ""
    return painted, told


def _map(
    connection: Connection, record: EventRecord, strokes: Sequence[Stroke]
) -> MapToDraw | None:
    painted, told = _painted(strokes)
    frame = Frame.around(record.sheet.position, painted)
    if frame is None:
        return None
    grids = tuple((one.name, one.area) for one in grids_of(connection, record.facts.town))
    spots = sorted(_spots(connection, record.facts.town, frame), key=frame.from_middle_m)
    caption = f"事件位置及地图标绘{told}" if painted else "事件位置"
    town_map = TownMap(frame, grids, tuple(spots), record.sheet.position)
    return MapToDraw(town_map, painted, caption)


def _spots(connection: Connection, town: str, frame: Frame) -> Iterator[Spot]:
    window = frame.window
    if window is None:
        return
    for kind, table in ((SpotKind.CAMERA, camera), (SpotKind.PLACE, place)):
        query = select(table).where(table.c.town == town, is_within(table, window))
        for row in connection.execute(query.order_by(table.c.id)):
            yield Spot(kind, row.name, Position(row.lon, row.lat))

"""Video walls as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select, update

from backend.domain.wall import Alert, Gravest, Hours, Picture, Showing, WallScene
from backend.storage.tables import event, region, wall, wall_health, wall_scene


@dataclass(frozen=True, slots=True)
class Legibility:
    """From how far a wall is read, how wide a screen is, and how high text is of the distance."""

    viewing_m: float
    screen_width_m: float
    text_share: float


@dataclass(frozen=True, slots=True)
class Wall:
    """One wall; `person` is as whom it signs in, None before its first key."""

    town: str
    name: str
    person: str | None
    has_key: bool
    legibility: Legibility
    screens: list[dict[str, Any]]
    showing: Showing
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptScene:
    """A scene as it is kept; an hour has `days`, `from` and `to`."""

    name: str
    shown: Mapping[str, Any]
    hours: list[dict[str, Any]]
    grade: int | None
    version: int
    called_at: datetime

    def rule(self) -> WallScene:
        """Return it as the rules take it."""
        hours = tuple(
            Hours(
                frozenset(one["days"]),
                time.fromisoformat(one["from"]),
                time.fromisoformat(one["to"]),
            )
            for one in self.hours
        )
        return WallScene(self.name, self.shown, hours, self.grade, self.called_at)


@dataclass(frozen=True, slots=True)
class Health:
    """How a wall's process was when it was heard last."""

    at: datetime
    figures: Mapping[str, Any]
    restarts: int


def is_wall(town: str, name: str) -> ColumnElement[bool]:
    """Return the condition that a row is a town's wall."""
    return and_(wall.c.town == town, wall.c.name == name)


def is_of_wall(table: Table, town: str, name: str) -> ColumnElement[bool]:
    """Return the condition that a row belongs to a town's wall."""
    return and_(table.c.town == town, table.c.wall == name)


def find_wall(
    connection: Connection, town: str, name: str, *, to_change: bool = False
) -> Wall | None:
    """Return a wall; `to_change` holds it, with its scenes, until the transaction ends."""
    query = select(wall).where(is_wall(town, name))
    if to_change:
        query = query.with_for_update(key_share=True)
    row = connection.execute(query).one_or_none()
    return None if row is None else _wall(row)


def hold_town(connection: Connection, town: str) -> None:
    """Let one at a time make walls in a town: what isn't there yet can't be held itself."""
    query = select(region.c.code).where(region.c.code == town)
    connection.execute(query.with_for_update(key_share=True))


def walls_of(connection: Connection, town: str | None = None) -> list[Wall]:
    """Return a town's walls by name, or every town's."""
    query = select(wall).order_by(wall.c.town, wall.c.name)
    if town is not None:
        query = query.where(wall.c.town == town)
    return [_wall(row) for row in connection.execute(query)]


def scenes_of(connection: Connection, town: str, name: str) -> list[KeptScene]:
    """Return a wall's scenes by name."""
    query = select(wall_scene).where(is_of_wall(wall_scene, town, name))
    return [
        KeptScene(row.name, row.shown, row.hours, row.grade, row.version, row.called_at)
        for row in connection.execute(query.order_by(wall_scene.c.name))
    ]


def health_of(connection: Connection, town: str) -> dict[str, Health]:
    """Return how a town's walls were when they were heard last, by name."""
    rows = connection.execute(select(wall_health).where(wall_health.c.town == town))
    return {row.wall: Health(row.at, row.figures, row.restarts) for row in rows}


def gravest_open(connection: Connection, town: str, alert: Alert | None = None) -> Gravest | None:
    """Return the newest of a town's gravest open events; drills alert nobody.

    `alert`: the one of which is asked whether its event is still open at its grade.
    """
    is_open = and_(event.c.town == town, event.c.is_open, event.c.is_drill.is_(False))
    query = (
        select(event.c.id, event.c.grade)
        .where(is_open)
        .order_by(event.c.grade.desc(), event.c.reported_at.desc(), event.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if alert is None:
        return Gravest(row.id, row.grade)
    its = select(event.c.id).where(is_open, event.c.id == alert.event, event.c.grade >= alert.grade)
    return Gravest(row.id, row.grade, connection.execute(its).one_or_none() is not None)


def keep_showing(connection: Connection, kept: Wall, showing: Showing, now: datetime) -> Wall:
    """Keep what a wall shows; the version goes on with the picture. It has to be held."""
    is_other = showing.now != kept.showing.now
    values = {
        "shown": showing.now.shown,
        "scene": showing.now.scene,
        "before": None if showing.before is None else asdict(showing.before),
        "alert": None if showing.alert is None else asdict(showing.alert),
        "version": kept.version + is_other,
        "changed_at": now if is_other else kept.changed_at,
    }
    connection.execute(update(wall).where(is_wall(kept.town, kept.name)).values(values))
    changed = find_wall(connection, kept.town, kept.name)
    assert changed is not None
    return changed


def mark_called(connection: Connection, kept: Wall, scenes: Iterable[str], now: datetime) -> None:
    """Note that the hours of scenes were looked at."""
    is_one = wall_scene.c.name.in_(list(scenes))
    query = update(wall_scene).where(is_of_wall(wall_scene, kept.town, kept.name), is_one)
    connection.execute(query.values(called_at=now))


def _wall(row: Row[Any]) -> Wall:
    before = None if row.before is None else Picture(**row.before)
    alert = None if row.alert is None else Alert(**row.alert)
    return Wall(
        row.town,
        row.name,
        row.person,
        row.key_hash is not None,
        Legibility(row.viewing_m, row.screen_width_m, row.text_share),
        row.screens,
        Showing(Picture(row.shown, row.scene), before, alert),
        row.version,
        row.changed_at,
    )

"""What the map shows: lists that are known, events as the feed tells them, people as they move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.errors import ClientError
from backend_client.records import Line
from console.controllers.backend_link import BackendLink, LinkState
from console.state.inbox_filter import ENDED
from console.state.tracks import Step, Tracks
from console.tasks.task_queue import Priority
from widgets.map_layers import Layer, MapGrid, MapPoint

PEOPLE_MS = 2000
EVENTS_MS = 1000
"""Events are drawn anew at most so often: the first change at once, more of them together."""
UNWATCHED_MS = 15_000
"""While nobody looks, people are asked for only so that their ways are known later."""
SEEN_AMBER = timedelta(minutes=5)
SEEN_OLD = timedelta(minutes=30)


class MapController(QObject):
    """Reads what the map needs; positions are asked for only while somebody looks.

    Signals:
        grids_read: The town's grids.
        points_read: A layer and its points.
    """

    grids_read = Signal(object)
    points_read = Signal(object, object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._events: dict[str, MapPoint] = {}
        self._window = (-180.0, -90.0, 180.0, 90.0)
        self._is_asking = False
        self._tracks = Tracks()
        self._beat = QTimer(self, interval=PEOPLE_MS)
        self._beat.timeout.connect(self.ask_people)
        self._has_more = False
        self._rest = QTimer(self, singleShot=True, interval=EVENTS_MS)
        self._rest.timeout.connect(self.on_rested)
        link.read_anew.connect(self.on_read_anew)
        link.lines_changed.connect(self.on_lines_changed)
        link.signed_out.connect(self.on_signed_out)

    def set_watched(self, *, watched: bool) -> None:
        """Whether somebody looks at the map."""
        self._beat.setInterval(PEOPLE_MS if watched else UNWATCHED_MS)
        self._beat.start()
        if watched:
            self.ask_people()

    def track(self, person: str) -> Sequence[Step]:
        """The way that somebody went, as far as this console saw it."""
        return self._tracks.of(person)

    def on_signed_out(self, is_ended: bool) -> None:
        """Who comes next doesn't see the ways that this person saw."""
        self._beat.stop()
        if not is_ended:
            self._tracks.clear()

    def on_read_anew(self, lines: Sequence[Line]) -> None:
        """Everything that stands still, and the open events."""
        store, mirror, seat = self._link.store, self._link.mirror, self._link.seat
        if store is None or mirror is None or seat is None:
            return
        known = store.known_one("grids", seat.town)
        self.grids_read.emit(list(grids_of(known or {})))
        cameras = [
            MapPoint(
                one.id,
                one.name,
                one.lon,
                one.lat,
                0,
                one.direction_deg,
                one.view_deg,
                one.view_m,
            )
            for one in mirror.cameras()
            if one.lon is not None and one.lat is not None
        ]
        self.points_read.emit(Layer.CAMERAS, cameras)
        for layer in (Layer.SPEAKERS, Layer.PLACES):
            self.points_read.emit(layer, list(points_of(store.known(layer.value))))
        self._events.clear()
        self._rest.stop()
        self.on_lines_changed(lines)
        self._beat.start()
        self.ask_people()

    def on_lines_changed(self, lines: Sequence[Line]) -> None:
        """Events that are open stand on the map."""
        for line in lines:
            if line.state in ENDED or line.lon is None or line.lat is None:
                self._events.pop(line.id, None)
            else:
                self._events[line.id] = MapPoint(
                    line.id, line.title[:16], line.lon, line.lat, line.grade
                )
        self._has_more = True
        if not self._rest.isActive():
            self.on_rested()

    def on_rested(self) -> None:
        """Show what changed since the last time; then rest for a moment."""
        if not self._has_more:
            return
        self._has_more = False
        self._rest.start()
        points = sorted(self._events.values(), key=lambda point: point.look)
        self.points_read.emit(Layer.EVENTS, points)

    def ask_people(self) -> None:
        """Where people are now."""
        seat = self._link.seat
        if seat is None or self._is_asking or self._link.state is not LinkState.LIVE:
            return
        self._is_asking = True

        def done(found: Mapping[str, Any]) -> None:
            self._is_asking = False
            now, told = self._link.now(), found.get("people", ())
            for one in told:
                if one.get("seen_at"):
                    self._tracks.note(str(one["id"]), _at(one), one["lon"], one["lat"])
            self._tracks.forget_before(now)
            self.points_read.emit(Layer.PEOPLE, [_person(one, now) for one in told])

        def failed(_: ClientError) -> None:
            self._is_asking = False

        self._link.tasks.run(
            lambda: self._link.client.towns.map(seat.town, self._window, "people"),
            done,
            failed,
            priority=Priority.UPKEEP,
        )


def grids_of(collection: Mapping[str, Any]) -> Iterable[MapGrid]:
    """Each part of each grid of a GeoJSON collection; what isn't one is left out."""
    for feature in collection.get("features", ()):
        told, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
        parts = geometry.get("coordinates") or ()
        polygons = parts if geometry.get("type") == "MultiPolygon" else (parts,)
        for polygon in polygons:
            if polygon and len(polygon[0]) >= 3:
                outline = np.array([corner[:2] for corner in polygon[0]], np.float64)
                yield MapGrid(str(told.get("code", "")), str(told.get("name", "")), outline)


def points_of(records: Iterable[Mapping[str, Any]]) -> Iterable[MapPoint]:
    """Listed things that have a position."""
    for one in records:
        if one.get("lon") is not None and one.get("lat") is not None:
            yield MapPoint(str(one["id"]), str(one.get("name", "")), one["lon"], one["lat"])


def _person(one: Mapping[str, Any], now: datetime) -> MapPoint:
    """Somebody on duty; the look tells how old the position is."""
    age = now - _at(one) if one.get("seen_at") else SEEN_OLD
    look = 0 if age < SEEN_AMBER else 1 if age < SEEN_OLD else 2
    return MapPoint(str(one["id"]), str(one["name"]), one["lon"], one["lat"], look)


def _at(one: Mapping[str, Any]) -> datetime:
    """When somebody was seen."""
    return datetime.fromisoformat(str(one["seen_at"]).replace("Z", "+00:00"))

"""The town's walls as this seat knows them: what they show, their scenes, and how they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.errors import ClientError
from backend_client.records import Entry
from backend_client.wall_records import Wall, WallAlert, WallWhole
from console.controllers.backend_link import BackendLink, LinkState, Seat
from console.state.roles import LEADERS, ROOM_ROLES
from console.tasks.task_queue import Priority

POLL_MS = 5000
_alert = TypeAdapter(WallAlert | None)


class WallsFollowed(QObject):
    """Reads walls and follows them with the feed.

    Attributes:
        walls: Every wall of the town by its name.
        chosen: The name of the wall at hand; empty without one.
        screen: The screen that was chosen last.

    Signals:
        changed: Any of these, or how a wall is.
    """

    changed = Signal()

    def __init__(
        self,
        link: BackendLink,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._clock = clock
        self.walls: dict[str, WallWhole] = {}
        self.chosen = self.screen = ""
        self._heard: dict[str, float] = {}
        self._is_reading = self._has_missed = self._is_asking = False
        self._poll = QTimer(self, interval=POLL_MS)
        self._connect()

    def _connect(self) -> None:
        """All signals of this object, in one place."""
        self._poll.timeout.connect(self.read_health)
        self._link.read_anew.connect(lambda _: self.read())
        self._link.entries_arrived.connect(self.on_entries_arrived)
        self._link.state_changed.connect(lambda _: self.changed.emit())
        self._link.signed_in.connect(lambda _: self.changed.emit())
        self._link.signed_out.connect(self.on_signed_out)

    # -- who

    @property
    def may_drive(self) -> bool:
        """Whether who sits here says what walls show."""
        seat = self._link.seat
        return seat is not None and bool(seat.roles & ROOM_ROLES)

    @property
    def may_make(self) -> bool:
        """Whether who sits here makes walls and keys."""
        seat = self._link.seat
        return seat is not None and bool(seat.roles & LEADERS)

    def on_signed_out(self, is_ended: bool) -> None:
        """Nobody drives walls; the next may belong to another town."""
        if not is_ended:
            self.walls, self.chosen, self.screen = {}, "", ""
            self._heard.clear()
        self.changed.emit()

    @property
    def where(self) -> tuple[str, str]:
        """The backend's address and the town's code: what a wall's program has to be told."""
        seat = self._link.seat
        return self._link.client.transport.address, "" if seat is None else seat.town

    # -- what is known

    @property
    def wall(self) -> WallWhole | None:
        """The wall at hand."""
        return self.walls.get(self.chosen)

    @property
    def is_backend_away(self) -> bool:
        """Whether nothing can be said of how walls are."""
        return self._link.state is not LinkState.LIVE

    def age_s(self, name: str) -> float | None:
        """Seconds since a wall was heard of; None where that isn't known, or it never was."""
        heard = self._heard.get(name)
        return None if heard is None else self._clock() - heard

    def choose(self, name: str, screen: str = "") -> None:
        """Take a wall to hand, and one of its screens."""
        wall = self.walls.get(name)
        if wall is None:
            return
        ids = [one.id for one in wall.screens]
        kept = screen or (self.screen if name == self.chosen else "")
        now = kept if kept in ids else next(iter(ids), "")
        if (name, now) != (self.chosen, self.screen):
            self.chosen, self.screen = name, now
            self.changed.emit()

    def set_watched(self, *, watched: bool) -> None:
        """Somebody looks: how walls are is asked for."""
        if watched == self._poll.isActive():
            return
        self._heard.clear()
        self.changed.emit()
        if watched:
            self._poll.start()
            self.read_health()
        else:
            self._poll.stop()

    def read(self) -> None:
        """Read all walls with their scenes."""
        seat = self._link.seat
        if seat is None or not self.may_drive:
            return
        if self._is_reading:
            self._has_missed = True
            return
        self._is_reading, self._has_missed = True, False
        client, town = self._link.client, seat.town

        def work() -> list[WallWhole]:
            return [client.walls.one(town, one.name) for one in client.walls.list(town)]

        self._link.tasks.run(
            work,
            lambda walls: self._on_read(seat, walls),
            lambda _: self._end_reading(),
            priority=Priority.UPKEEP,
        )

    def _on_read(self, seat: Seat, walls: Sequence[WallWhole]) -> None:
        if seat == self._link.seat:
            for one in walls:
                self._hear(one)
            self.walls = {one.name: self._newest(one) for one in walls}
            self._choose_some()
        self._end_reading()

    def _end_reading(self) -> None:
        self._is_reading = False
        if self._has_missed:
            self.read()

    def _choose_some(self) -> None:
        """A wall is at hand, and a screen of it, as long as there are any."""
        name = self.chosen if self.chosen in self.walls else next(iter(self.walls), "")
        screens = [one.id for one in self.walls[name].screens] if name else []
        screen = self.screen if self.screen in screens else next(iter(screens), "")
        self.chosen, self.screen = name, screen
        self.changed.emit()

    def _newest(self, read: WallWhole) -> WallWhole:
        """What the feed has told meanwhile is newer than what was read."""
        known = self.walls.get(read.name)
        if known is None or known.version <= read.version:
            return read
        return with_shown(read, known)

    def read_health(self) -> None:
        """How walls are; what they show goes by the feed."""
        seat = self._link.seat
        if seat is None or not self.may_drive or self._is_asking:
            return
        self._is_asking = True
        client, town = self._link.client, seat.town

        def failed(_: ClientError) -> None:
            self._is_asking = False
            self.changed.emit()

        self._link.tasks.run(
            lambda: client.walls.list(town), self._on_listed, failed, priority=Priority.UPKEEP
        )

    def _on_listed(self, walls: Sequence[Wall]) -> None:
        self._is_asking = False
        if {one.name for one in walls} != self.walls.keys():
            self.read()
        for one in walls:
            self._hear(one)
            known = self.walls.get(one.name)
            if known is not None:
                self.walls[one.name] = replace(known, health=one.health, has_key=one.has_key)
        self.changed.emit()

    def _hear(self, wall: Wall) -> None:
        if wall.health is not None:
            self._heard[wall.name] = self._clock() - wall.health.age_s

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Somebody changed something of a wall: what it shows comes whole."""
        told = [entry for entry in entries if entry.what.startswith("wall.")]
        if not told or not self.may_drive:
            return
        for one in told:
            if one.what == "wall.renamed":
                self._rename(str(one.change.get("wall", "")), str(one.change.get("name", "")))
        shown = [one.change for one in told if one.what == "wall.shown"]
        if not all(list(map(self._take, shown))) or len(shown) < len(told):
            self.read()
        self.changed.emit()

    def _rename(self, name: str, to: str) -> None:
        """The wall at hand stays at hand under its new name."""
        known = self.walls.pop(name, None)
        if known is None or not to:
            return
        self.walls[to] = replace(known, name=to)
        if name in self._heard:
            self._heard[to] = self._heard.pop(name)
        if self.chosen == name:
            self.chosen = to

    def _take(self, change: Mapping[str, Any]) -> bool:
        """Take what a wall shows now; False where it has to be read."""
        known = self.walls.get(str(change.get("wall", "")))
        shown, version = change.get("shown"), change.get("version")
        if known is None or not isinstance(shown, Mapping) or not isinstance(version, int):
            return False
        try:
            alert = _alert.validate_python(change.get("alert"))
        except ValidationError:
            return False
        if version > known.version:
            self.walls[known.name] = replace(
                known, shown=shown, scene=change.get("scene"), alert=alert, version=version
            )
        return True


def with_shown(wall: WallWhole, newer: Wall) -> WallWhole:
    """Return a wall that shows what a newer version of it shows."""
    return replace(
        wall,
        shown=newer.shown,
        scene=newer.scene,
        alert=newer.alert,
        version=newer.version,
    )

"""Who steers which camera: taken at the backend for half a minute at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from backend_client.errors import BackendAwayError, CameraTakenError, ClientError
from backend_client.ptz_records import PtzLease
from backend_client.records import Entry
from console.controllers.backend_link import BackendLink, LinkState
from console.tasks.task_queue import Priority

RENEW_MS = 10_000


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who steers a camera."""

    person: str
    name: str
    seat: str


class PtzLeases(QObject):
    """Takes, keeps and gives back; knows the others' from the feed.

    Signals:
        changed: Others took or gave back a camera.
        lost: A camera isn't ours any more: its number, and who has it (a ``Holder``, or None).
    """

    changed = Signal()
    lost = Signal(str, object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._holders: dict[str, Holder] = {}
        self._ours: dict[str, bool] = {}
        self._renew = QTimer(self, interval=RENEW_MS)
        self._renew.timeout.connect(self.on_renewal_due)
        link.read_anew.connect(self.on_read_anew)
        link.entries_arrived.connect(self.on_entries_arrived)
        link.signed_out.connect(self.on_signed_out)

    def others(self) -> dict[str, str]:
        """Names of those who steer, by camera; not one's own."""
        return {
            camera: f"{one.name} {one.seat}".strip()
            for camera, one in self._holders.items()
            if camera not in self._ours
        }

    def is_ours(self, camera: str) -> bool:
        """Whether this console may steer it now."""
        return camera in self._ours

    def take(
        self,
        camera: str,
        done: Callable[[], None],
        failed: Callable[[ClientError], None],
        *,
        take_over: bool = False,
        is_tour: bool = False,
    ) -> None:
        """Take a camera; without the backend it is taken with nobody told."""
        seat, client = self._link.seat, self._link.client
        if seat is None or self._link.state is not LinkState.LIVE:
            self._keep(camera, is_tour=is_tour)
            done()
            return

        def taken(_: PtzLease) -> None:
            self._keep(camera, is_tour=is_tour)
            done()

        def refused(error: ClientError) -> None:
            if isinstance(error, BackendAwayError):
                self._keep(camera, is_tour=is_tour)
                done()
                return
            if isinstance(error, CameraTakenError):
                self._holders[camera] = Holder("", error.name, error.seat)
                self.changed.emit()
            failed(error)

        self._link.tasks.run(
            lambda: client.ptz.take(
                seat.town, camera, seat.seat, take_over=take_over, is_tour=is_tour
            ),
            taken,
            refused,
            priority=Priority.ORDER,
        )

    def give_back(self, camera: str) -> None:
        """Let others have it."""
        if self._ours.pop(camera, None) is None:
            return
        seat, client = self._link.seat, self._link.client
        if seat is not None:
            # A lease that isn't given back runs out by itself: nobody waits for this.
            self._link.tasks.run(
                lambda: client.ptz.give_back(seat.town, camera), priority=Priority.ORDER
            )
        if not self._ours:
            self._renew.stop()

    def _keep(self, camera: str, *, is_tour: bool) -> None:
        self._ours[camera] = is_tour
        self._holders.pop(camera, None)
        self._renew.start()

    def _lose(self, camera: str, holder: Holder | None) -> None:
        if self._ours.pop(camera, None) is not None:
            self.lost.emit(camera, holder)

    def on_renewal_due(self) -> None:
        """Say again what is held."""
        seat, client = self._link.seat, self._link.client
        if seat is None or self._link.state is not LinkState.LIVE:
            return
        for camera, is_tour in list(self._ours.items()):
            self._link.tasks.run(
                partial(client.ptz.take, seat.town, camera, seat.seat, is_tour=is_tour),
                failed=partial(self._note_renewal, camera),
                priority=Priority.ORDER,
            )

    def _note_renewal(self, camera: str, error: ClientError) -> None:
        if isinstance(error, CameraTakenError):
            self._lose(camera, Holder("", error.name, error.seat))

    def on_read_anew(self) -> None:
        """Who steers now."""
        seat, client = self._link.seat, self._link.client
        if seat is None:
            return

        def read(leases: Sequence[PtzLease]) -> None:
            self._holders = {
                one.camera: Holder(one.person, one.name, one.seat)
                for one in leases
                if one.camera not in self._ours
            }
            self.changed.emit()

        self._link.tasks.run(
            lambda: client.ptz.leases(seat.town),
            read,
            lambda _: None,  # who steers nothing needn't know
            priority=Priority.UPKEEP,
        )

    def on_entries_arrived(self, entries: Sequence[Entry]) -> None:
        """Somebody took a camera, or it is free again."""
        mine = "" if self._link.seat is None else self._link.seat.session.person
        has_changed = False
        for entry in entries:
            if not entry.what.startswith("ptz."):
                continue
            what, camera = entry.what.removeprefix("ptz."), str(entry.change.get("camera", ""))
            if what in ("taken", "taken_over") and entry.who.id != mine:
                seat = str(entry.change.get("seat", ""))
                holder = Holder(entry.who.id, entry.who.name, seat)
                self._holders[camera] = holder
                self._lose(camera, holder)
                has_changed = True
            elif what in ("given_back", "expired"):
                has_changed |= self._holders.pop(camera, None) is not None
        if has_changed:
            self.changed.emit()

    def on_signed_out(self, _: bool) -> None:
        """Nobody sits here: nothing is held."""
        for camera in list(self._ours):
            self._lose(camera, None)
        self._renew.stop()

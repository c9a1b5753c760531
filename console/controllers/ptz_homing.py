"""Cameras that nobody steers turn home after a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from backend_client.ptz_records import PtzState
from console.controllers.backend_link import BackendLink
from console.controllers.ptz_controller import PtzController
from console.controllers.ptz_kept import PtzKept
from console.controllers.ptz_lease import PtzLeases
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.tasks.task_queue import Priority

TICK_MS = 250


class PtzHoming(QObject):
    """Waits after each camera that was at hand, for as long as its head's settings say."""

    def __init__(
        self,
        link: BackendLink,
        kept: PtzKept,
        leases: PtzLeases,
        steering: SteeringLink,
        ptz: PtzController,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._kept = kept
        self._leases = leases
        self._steering = steering
        self._ptz = ptz
        self._clock = clock
        self._due: dict[str, float] = {}
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.on_tick)
        ptz.begun.connect(self.on_begun)
        ptz.ended.connect(self.on_ended)

    def on_begun(self, camera: Camera) -> None:
        """Somebody steers it again."""
        self._due.pop(camera.number, None)

    def on_ended(self, camera: Camera) -> None:
        """It was let go of: it turns home in a while."""
        kept = self._kept.known.get(camera.number)
        if kept is not None and kept.head.home_after_s:
            self._due[camera.number] = self._clock() + kept.head.home_after_s
            self._tick.start()

    def hurry(self) -> None:
        """Cameras that wait to turn home do so at once."""
        self._due = dict.fromkeys(self._due, 0.0)
        self.on_tick()

    def on_tick(self) -> None:
        """Those whose time has come turn home."""
        now = self._clock()
        for number in [one for one, due in self._due.items() if now >= due]:
            del self._due[number]
            self._send_home(number)
        if not self._due:
            self._tick.stop()

    def _is_at_hand(self, number: str) -> bool:
        return self._ptz.camera is not None and self._ptz.camera.number == number

    def _is_steered(self, number: str) -> bool:
        return self._is_at_hand(number) or number in self._leases.others()

    def _send_home(self, number: str) -> None:
        camera, seat, client = self._kept.cameras.get(number), self._link.seat, self._link.client
        if camera is None or seat is None or self._is_steered(number):
            return

        def read(kept: PtzState) -> None:
            if not self._is_steered(number):
                self._leases.take(number, lambda: self._turn_home(camera, kept), lambda _: None)

        self._link.tasks.run(
            lambda: client.ptz.state(seat.town, number),
            read,
            lambda _: None,  # without the backend nobody knows who else steers it
            priority=Priority.UPKEEP,
        )

    def _turn_home(self, camera: Camera, kept: PtzState) -> None:
        number = camera.number

        def over(*_: object) -> None:
            if not self._is_at_hand(number):
                self._leases.give_back(number)

        def by_token(*_: object) -> None:
            # A camera that can't turn to positions may know its own preset.
            if home is None or not home.token or self._is_at_hand(number):
                over()
                return
            self._steering.ask(number, "go_preset", over, over, token=home.token, speed=1.0)

        if self._is_at_hand(number):
            return  # somebody took it while the lease was asked for
        home = next((one for one in kept.presets if one.number == kept.head.home_preset), None)
        self._steering.know_head(number, camera.ptz_url, camera.user, camera.password)
        if home is None:
            self._steering.ask(number, "go_home", over, over)
            return
        goal = {"pan": home.pan, "tilt": home.tilt, "zoom": home.zoom, "speed": 1.0}
        self._steering.ask(number, "go", over, by_token, goal=goal)

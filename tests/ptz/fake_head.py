"""A head that counts, waits and fails as a test wants it to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from console.ptz.head import DevicePreset, Goal, HeadAbilities, HeadStatus, HeadUnreachableError
from console.state.ptz_steering import STILL, Velocity


@dataclass
class FakeDevice:
    """What all connections reach.

    Attributes:
        velocity: What the head does now.
        calls: Names of the commands, in the order in which they were carried out.
        move_delay_s: A move is carried out only so long after it was sent.
        move_hangs_s: A move answers only after so long, and then as not answered.
        stop_faults: So many stops fail.
    """

    velocity: Velocity = STILL
    calls: list[str] = field(default_factory=list)
    move_delay_s: float = 0.0
    move_hangs_s: float = 0.0
    stop_faults: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def connect(self) -> FakeHead:
        """Another connection."""
        return FakeHead(self)

    def wait_until(self, true: Callable[[FakeDevice], bool], within_s: float = 15.0) -> None:
        """Wait for something that must come."""
        deadline = time.monotonic() + within_s
        while not true(self):
            assert time.monotonic() < deadline, (self.velocity, self.calls)
            time.sleep(0.01)


class FakeHead:
    """One connection to the device."""

    def __init__(self, device: FakeDevice) -> None:
        self._device = device

    def describe(self) -> HeadAbilities:
        return HeadAbilities(absolute=True, zoom=True)

    def move(self, velocity: Velocity) -> None:
        device = self._device
        if device.move_delay_s:
            late = threading.Timer(device.move_delay_s, self._set, ("late move", velocity))
            late.start()
            time.sleep(device.move_hangs_s)
            raise HeadUnreachableError("no answer")
        self._set("move", velocity)
        if device.move_hangs_s:
            time.sleep(device.move_hangs_s)
            raise HeadUnreachableError("no answer")

    def stop(self) -> None:
        with self._device.lock:
            if self._device.stop_faults:
                self._device.stop_faults -= 1
                self._device.calls.append("lost stop")
                raise HeadUnreachableError("lost")
        self._set("stop", STILL)

    def go_to(self, goal: Goal) -> None:
        self._set("go", Velocity(pan=1.0))

    def status(self) -> HeadStatus:
        return HeadStatus(0.0, 0.0, 0.0, not self._device.velocity.is_still)

    def presets(self) -> list[DevicePreset]:
        return []

    def keep_preset(self, name: str, token: str) -> str:
        return token or name

    def go_preset(self, token: str, speed: float) -> None:
        self._set("go", Velocity(pan=speed))

    def remove_preset(self, token: str) -> None: ...

    def go_home(self) -> None:
        self._set("go", Velocity(pan=-1.0))

    def close(self) -> None: ...

    def _set(self, name: str, velocity: Velocity) -> None:
        with self._device.lock:
            self._device.velocity = velocity
            self._device.calls.append(name)

"""It always stops: lost, late and hanging commands, hands that go silent or hold for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from console.ptz.head_worker import HeadWorker
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity
from tests.ptz.fake_head import FakeDevice

LIMITS = replace(PtzLimits(), renew_s=0.2, silent_s=0.3, press_s=1.0, doubt_s=1.0)
RIGHT = Velocity(pan=0.5)


class Bench:
    """A worker on a device, and what it says."""

    def __init__(self) -> None:
        self.device = FakeDevice()
        self.told: list[dict[str, Any]] = []
        self.worker = HeadWorker("C1", self.device.connect, self.told.append, LIMITS)
        self.worker.start()

    def hold(self, number: int, seconds: float, velocity: Velocity = RIGHT) -> None:
        """Hold as the console does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.worker.press(number, velocity)
            time.sleep(0.05)

    def has_said(self, kind: str) -> Callable[[FakeDevice], bool]:
        return lambda _: any(one["is"] == kind for one in self.told)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.worker.close()
    made.worker.join(time.monotonic() + 20.0)
    assert made.device.velocity.is_still


def test_a_press_moves_is_renewed_and_stops_more_than_once(bench: Bench) -> None:
    bench.hold(1, 0.7)
    assert bench.device.velocity == RIGHT
    assert bench.device.calls.count("move") >= 3
    bench.worker.release()
    bench.device.wait_until(bench.has_said("stopped"))
    assert bench.device.velocity.is_still
    assert bench.device.calls[-2:] == ["stop", "stop"]


def test_a_hand_that_goes_silent_is_let_go_of(bench: Bench) -> None:
    bench.hold(1, 0.1)
    bench.device.wait_until(bench.has_said("stopped"))
    assert bench.device.velocity.is_still
    assert next(one for one in bench.told if one["is"] == "ended")["why"] == "silent"
    bench.worker.press(1, RIGHT)  # the same hand, heard late: over is over
    time.sleep(0.3)
    assert bench.device.velocity.is_still
    bench.hold(2, 0.1)
    bench.device.wait_until(lambda device: "move" in device.calls[-1:])


def test_no_press_lasts_longer_than_the_limit(bench: Bench) -> None:
    bench.hold(1, 1.6)
    assert bench.device.velocity.is_still
    assert next(one for one in bench.told if one["is"] == "ended")["why"] == "long"


def test_a_stop_that_is_lost_is_said_again(bench: Bench) -> None:
    bench.hold(1, 0.2)
    bench.device.stop_faults = 3
    bench.worker.release()
    bench.device.wait_until(bench.has_said("stopped"))
    assert bench.device.calls.count("lost stop") == 3
    assert bench.device.velocity.is_still


def test_a_stop_waits_for_no_hanging_move(bench: Bench) -> None:
    bench.device.move_hangs_s = 1.5
    bench.hold(1, 0.2)
    begun = time.monotonic()
    bench.worker.release()
    bench.device.wait_until(lambda device: device.velocity.is_still)
    assert "stop" in bench.device.calls
    assert time.monotonic() - begun < 1.5  # before the move's own answer
    bench.device.move_hangs_s = 0.0


def test_a_move_that_comes_after_the_stop_is_stopped_too(bench: Bench) -> None:
    bench.device.move_delay_s, bench.device.move_hangs_s = 0.8, 0.1
    bench.hold(1, 0.1)
    bench.worker.release()
    bench.device.wait_until(lambda device: "late move" in device.calls)
    bench.device.wait_until(lambda device: device.velocity.is_still)
    bench.device.move_delay_s = bench.device.move_hangs_s = 0.0
    bench.device.wait_until(bench.has_said("stopped"))


def test_a_new_press_isnt_stopped_by_the_last_release(bench: Bench) -> None:
    bench.hold(1, 0.2)
    bench.worker.release()
    bench.hold(2, 0.6, Velocity(tilt=0.4))
    assert bench.device.velocity == Velocity(tilt=0.4)


def test_a_goal_is_given_up_by_a_release(bench: Bench) -> None:
    ask = {"camera": "C1", "ask": 1, "what": "go_home", "more": {}}
    bench.worker.ask(ask)
    bench.device.wait_until(lambda device: "go" in device.calls)
    bench.worker.release()
    bench.device.wait_until(lambda device: device.velocity.is_still)


def test_a_goal_after_a_release_isnt_ended_by_its_stop(bench: Bench) -> None:
    bench.hold(1, 0.2)
    bench.worker.release()
    bench.worker.ask({"camera": "C1", "ask": 1, "what": "go_home", "more": {}})
    bench.device.wait_until(lambda device: "go" in device.calls)
    time.sleep(0.5)
    assert bench.device.calls[-1] == "go"


def test_closing_stops_what_moves(bench: Bench) -> None:
    bench.hold(1, 0.2)
    bench.worker.close()
    bench.worker.join(time.monotonic() + 5.0)
    assert bench.device.velocity.is_still


def test_more_asks_than_it_can_keep_are_refused(bench: Bench) -> None:
    for number in range(100):
        bench.worker.ask({"camera": "C1", "ask": number, "what": "status", "more": {}})
    bench.device.wait_until(lambda _: len(bench.told) == 100)
    assert {one["is"] for one in bench.told} <= {"done", "failed"}
    assert {one["ask"] for one in bench.told} == set(range(100))

"""ONVIF against a camera that loses, delays, refuses and lies; the steering that bears it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from console.ptz import steering_link
from console.ptz.head import (
    Goal,
    HeadError,
    HeadFaultError,
    HeadGarbledError,
    HeadRefusedError,
    HeadUnableError,
    HeadUnreachableError,
)
from console.ptz.head_worker import HeadWorker
from console.ptz.in_time import check_xml
from console.ptz.onvif_head import OnvifHead
from console.ptz.steering_link import SteeringLink
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity
from console.video import watched_child
from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.geometry import Pose
from simulator.high_rise.onvif_faults import OnvifFault, OnvifFaultKind
from simulator.high_rise.onvif_server import OnvifServer
from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.ptz import Position, PtzHead
from tests.guards.patience import PATIENCE_S, PatientBot

USER, PASSWORD = "operator", "云台-密码"
CAMERA = next(camera for camera in TOWN_CAMERAS if camera.ptz)
LIMITS = replace(PtzLimits(), connect_s=0.5, read_s=0.6, call_s=1.2, doubt_s=1.5)
Kind = OnvifFaultKind


class Device:
    """A camera's head behind a real ONVIF server; ``offset_s``: its clock goes wrong by so much.

    ``media``: which media services it offers, Media ("trt") or Media2 ("tr2").
    """

    def __init__(self, offset_s: float = 0.0, media: tuple[str, ...] = ("trt",)) -> None:
        self.head = PtzHead(Position.of(Pose(0.0, -10.0, 1.0)), time.time() + offset_s)
        self._clock = lambda: time.time() + offset_s
        service = OnvifService(CAMERA, self.head, threading.Lock(), self._clock, {}, media)
        self.server = OnvifServer(("127.0.0.1", 0), service, bytes, USER, PASSWORD, self._clock)
        self.url = self.server.start()

    def order(self, kind: Kind, *actions: str, count: int | None = None, s: float = 0.2) -> None:
        self.server.faults.order(OnvifFault(kind, actions, count, s))

    @property
    def is_still(self) -> bool:
        told = self.head.status(self._clock())
        return not (told.pan_tilt_moving or told.zoom_moving)

    @property
    def pan(self) -> float:
        return self.head.status(self._clock()).position.pan

    def connect(self, password: str = PASSWORD) -> OnvifHead:
        return OnvifHead(self.url, USER, password, LIMITS)


@pytest.fixture
def device(request: pytest.FixtureRequest) -> Iterator[Device]:
    """A camera; a test may ask for its media services."""
    made = Device(media=getattr(request, "param", ("trt",)))
    yield made
    made.server.faults.clear()
    made.server.stop()


@pytest.fixture
def head(device: Device) -> Iterator[OnvifHead]:
    made = device.connect()
    yield made
    made.close()


@pytest.mark.parametrize("device", [("trt",), ("tr2",)], ids=["media", "media2"], indirect=True)
def test_it_moves_zooms_focuses_keeps_presets_and_says_where_it_looks(
    device: Device, head: OnvifHead
) -> None:
    able = head.describe()
    assert (able.absolute, able.zoom, able.focus, able.home) == (True, True, True, True)
    head.move(Velocity(pan=0.5, zoom=0.3, focus=0.2))
    assert not device.is_still
    head.stop()
    head.go_to(Goal(0.2, 0.5, 0.3))
    while not device.is_still:
        time.sleep(0.02)
    told = head.status()
    assert (told.pan, told.tilt, told.zoom) == pytest.approx((0.2, 0.5, 0.3), abs=1e-6)
    assert told.is_moving is False
    token = head.keep_preset("大桥 <&>", "")
    assert [(one.token, one.name) for one in head.presets()] == [(token, "大桥 <&>")]
    head.go_home()
    head.go_preset(token, 0.5)
    head.remove_preset(token)
    with pytest.raises(HeadFaultError, match="no such preset"):
        head.go_preset(token, 1.0)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.REFUSE, HeadFaultError),
        (Kind.UNAUTHORIZED, HeadRefusedError),
        (Kind.DROPPED_BEFORE, HeadUnreachableError),
        (Kind.DROPPED_AFTER, HeadUnreachableError),
        (Kind.HANG, HeadUnreachableError),
        (Kind.SLOW, HeadUnreachableError),
        (Kind.GARBAGE, HeadGarbledError),
        (Kind.BOMB, HeadGarbledError),
        (Kind.DEEP, HeadGarbledError),
        (Kind.HUGE, HeadGarbledError),
    ],
)
def test_each_lie_has_its_name_and_ends_in_time(
    device: Device, head: OnvifHead, kind: Kind, error: type[HeadError]
) -> None:
    head.describe()
    device.order(kind, "GotoPreset", "AbsoluteMove")
    begun = time.monotonic()
    with pytest.raises(error):
        head.go_to(Goal(0.1, 0.5))
    assert time.monotonic() - begun < 10 * LIMITS.call_s
    device.server.faults.clear()
    head.go_to(Goal(0.1, 0.5))  # and is forgotten


@pytest.mark.parametrize("device", [("tr2",)], ids=["media2"], indirect=True)
@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.REFUSE, HeadFaultError),
        (Kind.UNAUTHORIZED, HeadRefusedError),
        (Kind.DROPPED_AFTER, HeadUnreachableError),
        (Kind.GARBAGE, HeadGarbledError),
        (Kind.DEEP, HeadGarbledError),
        (Kind.HUGE, HeadGarbledError),
        (Kind.WRONG, HeadUnableError),
    ],
)
def test_profiles_of_media2_that_are_lies_are_named_and_asked_for_again(
    device: Device, head: OnvifHead, kind: Kind, error: type[HeadError]
) -> None:
    device.order(kind, "GetProfiles")
    with pytest.raises(error):
        head.move(Velocity(pan=0.5))
    assert device.is_still
    device.server.faults.clear()
    head.move(Velocity(pan=0.5))
    assert not device.is_still


@pytest.mark.parametrize("device", [("trt", "tr2")], ids=["both"], indirect=True)
def test_media2_is_asked_where_media_names_nothing_that_turns(
    device: Device, head: OnvifHead
) -> None:
    device.order(Kind.WRONG, "GetProfiles", count=1)
    assert head.describe().focus  # so it found the lens, too
    head.go_to(Goal(0.1, 0.5))
    assert not device.is_still


def test_numbers_that_are_none_are_no_position(device: Device, head: OnvifHead) -> None:
    head.describe()
    device.order(Kind.WRONG, "GetStatus")
    for _ in range(4):
        told = head.status()
        for value in (told.pan, told.tilt, told.zoom):
            assert value is None or -1.0 <= value <= 1.0


def test_a_wrong_password_is_said_and_a_wrong_clock_is_not_in_the_way(device: Device) -> None:
    head = device.connect("falsch")
    with pytest.raises(HeadRefusedError):
        head.describe()
    head.close()
    late = Device(offset_s=-7200.0)
    try:
        head = late.connect()
        head.describe()
        head.go_to(Goal(0.1, 0.5))
        head.close()
    finally:
        late.server.stop()


@pytest.mark.parametrize("address", ["", "rtsp://x", "http://", "http://[", "javascript:1"])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    with pytest.raises(HeadUnableError):
        OnvifHead(address, "", "", LIMITS)


@pytest.mark.parametrize(
    "body", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"<a>" * 70 + b"</a>" * 70, b"\xff\xfe", b"<a/><b/>"]
)
def test_hostile_xml_is_refused_before_anybody_reads_it(body: bytes) -> None:
    with pytest.raises(HeadGarbledError):
        check_xml(body)


class Bench:
    """A worker on the device, and what it says."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.told: list[dict[str, Any]] = []
        self.worker = HeadWorker("C1", device.connect, self.told.append, LIMITS)
        self.worker.start()

    def hold(self, press: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.worker.press(press, Velocity(pan=0.4))
            time.sleep(0.05)

    def wait(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20.0
        while not true():
            assert time.monotonic() < deadline, self.told
            time.sleep(0.01)

    def has_stopped(self) -> bool:
        return any(one["is"] == "stopped" for one in self.told)


@pytest.fixture
def bench(device: Device) -> Iterator[Bench]:
    made = Bench(device)
    made.wait(lambda: True)
    yield made
    device.server.faults.clear()
    made.worker.close()
    made.worker.join(time.monotonic() + 20.0)
    made.wait(lambda: device.is_still)


@pytest.mark.parametrize("kind", [Kind.DROPPED_BEFORE, Kind.REFUSE, Kind.GARBAGE, Kind.HANG])
def test_stops_that_are_lost_are_said_until_one_is_answered(bench: Bench, kind: Kind) -> None:
    bench.hold(1, 0.4)
    assert not bench.device.is_still
    bench.device.order(kind, "Stop", count=2)
    bench.worker.release()
    bench.wait(bench.has_stopped)
    bench.wait(lambda: bench.device.is_still)


def test_a_move_carried_out_late_is_stopped_though_the_camera_forgets_its_timeout(
    bench: Bench,
) -> None:
    bench.hold(1, 0.2)
    bench.device.order(Kind.DELAY, "ContinuousMove", count=1, s=1.0)
    bench.worker.press(1, Velocity(pan=-0.4))
    time.sleep(0.1)
    bench.worker.release()
    bench.wait(bench.has_stopped)
    bench.wait(lambda: bench.device.is_still)
    time.sleep(0.5)
    assert bench.device.is_still


def test_a_camera_out_of_reach_is_said_and_comes_back(bench: Bench) -> None:
    bench.device.order(Kind.DROPPED_BEFORE)
    bench.hold(1, 0.5)
    bench.wait(lambda: any(one.get("reason") == "unreachable" for one in bench.told))
    bench.device.server.faults.clear()
    bench.hold(2, 0.6)
    assert not bench.device.is_still
    bench.worker.release()
    bench.wait(lambda: bench.device.is_still)


def test_what_a_dead_process_moved_is_stopped_and_a_hand_goes_on_with_the_next_one(
    device: Device, qtbot: PatientBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_child, "AGAIN_MS", 50)
    monkeypatch.setattr(watched_child, "STEADY_S", PATIENCE_S)
    link = SteeringLink(LIMITS)
    stopped: list[str] = []
    link.stopped.connect(stopped.append)
    goal = {"pan": 0.9, "tilt": 0.5, "zoom": 0.0, "speed": 0.1}

    def dies() -> None:
        qtbot.waitUntil(lambda: not device.is_still)
        with qtbot.waitSignal(link.restarted):
            os.kill(link.process_id, signal.SIGKILL)
        link.ask("C1", "status", print, print)  # as the console asks again and again
        assert link.process_id == 0

    link.know_head("C1", device.url, USER, PASSWORD)
    link.ask("C1", "go", print, print, goal=goal)
    dies()
    qtbot.waitUntil(lambda: stopped == ["C1"])
    link.press("C1", Velocity(pan=0.1))
    dies()
    begun = device.pan
    link.press("C1", Velocity(pan=-0.4))
    qtbot.waitUntil(lambda: device.pan < begun - 0.2)
    link.close()
    qtbot.waitUntil(lambda: device.is_still)
    link.press("C1", Velocity(pan=-0.4))
    assert link.process_id == 0


def test_what_was_moved_long_ago_is_left_alone(
    device: Device, qtbot: PatientBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_child, "AGAIN_MS", 0)
    monkeypatch.setattr(steering_link, "RECENT_S", -1.0)
    goal = {"pan": 0.3, "tilt": 0.5, "zoom": 0.0, "speed": 0.3}
    link = SteeringLink(LIMITS)
    link.know_head("C1", device.url, USER, PASSWORD)
    link.ask("C1", "go", print, print, goal=goal)
    qtbot.waitUntil(lambda: not device.is_still)
    with qtbot.waitSignal(link.restarted):
        os.kill(link.process_id, signal.SIGKILL)
    link.ask("C1", "status", print, print)
    qtbot.waitUntil(lambda: device.is_still)
    assert device.pan == pytest.approx(0.3, abs=1e-6)
    link.close()

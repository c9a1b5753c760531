"""What the high-rise camera's ONVIF service does when it is told to misbehave."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from simulator.cameras import TOWN_CAMERAS
from simulator.high_rise.geometry import Pose
from simulator.high_rise.onvif_faults import (
    LONGEST_S,
    MOST_COUNT,
    OnvifFault,
    OnvifFaultKind,
    OnvifFaults,
    fault_of,
)
from simulator.high_rise.onvif_server import OnvifServer
from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.ptz import Position, PtzHead
from simulator.high_rise.soap import ENVELOPE_NS, NAMESPACES
from tests.guards.patience import PATIENCE_S

CAMERA = next(camera for camera in TOWN_CAMERAS if camera.ptz)
HOME = Position.of(Pose(0.0, -10.0, 1.0))
MOVE = (
    '<Velocity><PanTilt xmlns="http://www.onvif.org/ver10/schema" x="0.5" y="0"/></Velocity>'
    "<Timeout>PT0.2S</Timeout>"
)
Kind = OnvifFaultKind


class Bench:
    """The ONVIF service alone, open to all, and its head."""

    def __init__(self) -> None:
        self.head = PtzHead(HOME, time.time())
        lock = threading.Lock()
        service = OnvifService(CAMERA, self.head, lock, time.time, {})
        self.server = OnvifServer(("127.0.0.1", 0), service, bytes, "", "", time.time)
        parts = urlsplit(self.server.start())
        self.address = parts.hostname or "", parts.port or 0

    def order(self, kind: Kind, *actions: str, count: int | None = None, s: float = 0.01) -> None:
        self.server.faults.order(OnvifFault(kind, actions, count, s))

    def ask(
        self, action: str, content: str = "", patience_s: float = PATIENCE_S
    ) -> tuple[int, bytes]:
        """Status and body of an answer; OSError or HTTPException where there is none."""
        connection = http.client.HTTPConnection(*self.address, timeout=patience_s)
        with contextlib.closing(connection):
            connection.request("POST", "/onvif/ptz_service", envelope(action, content))
            answered = connection.getresponse()
            return answered.status, answered.read(1 << 22)

    @property
    def moved(self) -> bool:
        return self.head.pose(time.time()).pan_deg != 0.0

    @property
    def moving(self) -> bool:
        return self.head.status(time.time()).pan_tilt_moving


def envelope(action: str, content: str) -> bytes:
    return (
        f'<s:Envelope xmlns:s="{ENVELOPE_NS}"><s:Body><{action} xmlns="{NAMESPACES["tptz"]}">'
        f"<ProfileToken>main</ProfileToken>{content}</{action}></s:Body></s:Envelope>"
    ).encode()


@pytest.fixture
def bench() -> Iterator[Bench]:
    one = Bench()
    yield one
    one.server.stop()


def wait_for_move(bench: Bench) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not bench.moved and time.monotonic() < deadline:
        time.sleep(0.01)
    assert bench.moved


@pytest.mark.parametrize(
    ("kind", "status", "subcode"),
    [
        (Kind.REFUSE, 500, b"ter:ActionNotSupported"),
        (Kind.UNAUTHORIZED, 400, b"ter:NotAuthorized"),
    ],
)
def test_soap_faults_carry_nothing_out(
    bench: Bench, kind: Kind, status: int, subcode: bytes
) -> None:
    bench.order(kind, "ContinuousMove")
    answered, body = bench.ask("ContinuousMove", MOVE)
    assert answered == status
    assert subcode in body
    assert not bench.moved
    assert bench.ask("GetStatus")[0] == 200


def test_a_connection_dropped_before_or_after(bench: Bench) -> None:
    bench.order(Kind.DROPPED_BEFORE, "ContinuousMove")
    with pytest.raises((OSError, http.client.HTTPException)):
        bench.ask("ContinuousMove", MOVE)
    assert not bench.moved
    bench.order(Kind.DROPPED_AFTER, "ContinuousMove")
    with pytest.raises((OSError, http.client.HTTPException)):
        bench.ask("ContinuousMove", MOVE)
    wait_for_move(bench)


def test_a_hanging_request_is_never_answered_nor_carried_out(bench: Bench) -> None:
    bench.order(Kind.HANG, "ContinuousMove")
    with pytest.raises(TimeoutError):
        bench.ask("ContinuousMove", MOVE, patience_s=0.3)
    assert not bench.moved
    assert bench.ask("GetStatus")[0] == 200


def test_the_server_stops_while_requests_hang() -> None:
    bench = Bench()
    bench.order(Kind.HANG, count=1)
    with socket.create_connection(bench.address) as client:
        body = envelope("GetStatus", "")
        client.sendall(b"POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        while bench.server.faults.in_force():
            time.sleep(0.01)
        bench.server.stop()
        assert client.recv(10) == b""


def test_a_delayed_request_is_carried_out_late(bench: Bench) -> None:
    bench.order(Kind.DELAY, "ContinuousMove", s=0.4)
    started = time.monotonic()
    assert bench.ask("ContinuousMove", MOVE)[0] == 200
    assert time.monotonic() - started >= 0.4
    wait_for_move(bench)


def test_a_slow_answer_comes_byte_by_byte(bench: Bench) -> None:
    bench.order(Kind.SLOW, s=0.001)
    started = time.monotonic()
    status, body = bench.ask("Stop")
    assert status == 200
    assert b"StopResponse" in body
    assert time.monotonic() - started > 0.001 * len(body)


@pytest.mark.parametrize("kind", [Kind.GARBAGE, Kind.BOMB, Kind.DEEP, Kind.HUGE, Kind.WRONG])
def test_bad_answers_to_what_was_carried_out(bench: Bench, kind: Kind) -> None:
    bench.order(kind, "ContinuousMove")
    status, body = bench.ask("ContinuousMove", MOVE)
    assert status == 200
    assert b"ContinuousMoveResponse" not in body
    wait_for_move(bench)
    if kind is Kind.GARBAGE:
        with pytest.raises(ElementTree.ParseError):
            ElementTree.fromstring(body)
    elif kind is Kind.BOMB:
        assert b"<!DOCTYPE" in body
        assert len(body) < 10_000
    elif kind is Kind.DEEP:
        assert body.count(b"<a>") == body.count(b"</a>") == 100_000
    elif kind is Kind.HUGE:
        assert len(body) == 1 << 22
    else:
        ElementTree.fromstring(body)


def test_wrong_answers_come_in_turn(bench: Bench) -> None:
    bench.order(Kind.WRONG)
    bodies = [bench.ask("GetStatus")[1] for _ in range(5)]
    assert b"SystemRebootResponse" in bodies[0]
    assert b'x="NaN" y="1e400"' in bodies[1]
    assert b'<tt:PanTilt y="0.5"/>' in bodies[2]
    assert b"<tptz:GetStatusResponse/>" in bodies[3]
    assert bodies[4] == bodies[0]


def test_a_move_whose_timeout_is_ignored_goes_on(bench: Bench) -> None:
    bench.order(Kind.IGNORE_TIMEOUT, "ContinuousMove")
    assert bench.ask("ContinuousMove", MOVE)[0] == 200
    time.sleep(0.8)
    assert bench.moving
    assert bench.ask("Stop")[0] == 200
    bench.server.faults.clear()
    bench.ask("ContinuousMove", MOVE)
    time.sleep(0.8)
    assert not bench.moving


def test_a_counted_fault_wears_off(bench: Bench) -> None:
    bench.order(Kind.REFUSE, "Stop", "GetStatus", count=2)
    asked = [bench.ask(action)[0] for action in ("Stop", "GotoHomePosition", "GetStatus", "Stop")]
    assert asked == [500, 200, 500, 200]
    assert bench.server.faults.in_force() == []


def test_an_actions_own_fault_goes_before_everybodys() -> None:
    faults = OnvifFaults()
    every, own = OnvifFault(Kind.REFUSE), OnvifFault(Kind.HANG, ("Stop",), 1)
    faults.order(every)
    faults.order(own)
    assert [faults.take(name) for name in ("GetStatus", "Stop", "Stop")] == [every, own, every]
    faults.clear()
    assert faults.take("Stop") is None


def test_presets_can_be_forgotten(bench: Bench) -> None:
    assert bench.ask("SetPreset", "<PresetName>a</PresetName>")[0] == 200
    bench.head.forget_presets()
    assert b"Preset " not in bench.ask("GetPresets")[1]
    assert b">P2<" in bench.ask("SetPreset", "<PresetName>a</PresetName>")[1]


def test_faults_go_to_json_and_back() -> None:
    fault = OnvifFault(Kind.SLOW, ("Stop", "Move"), 3, 0.5)
    assert fault_of(json.loads(json.dumps(fault.to_json()))) == fault
    assert fault_of({"kind": "hang"}) == OnvifFault(Kind.HANG)


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ([], "kind"),
        ({"kind": "fire"}, "kind"),
        ({"kind": ["hang"]}, "kind"),
        ({"kind": "hang", "actions": "Stop"}, "actions"),
        ({"kind": "hang", "actions": ["Stop it"]}, "actions"),
        ({"kind": "hang", "actions": ["A"] * 40}, "actions"),
        ({"kind": "hang", "count": 0}, "count"),
        ({"kind": "hang", "count": True}, "count"),
        ({"kind": "hang", "count": MOST_COUNT + 1}, "count"),
        ({"kind": "slow", "seconds": -1}, "seconds"),
        ({"kind": "slow", "seconds": float("nan")}, "seconds"),
        ({"kind": "slow", "seconds": LONGEST_S + 1}, "seconds"),
    ],
)
def test_bad_orders_are_explained(bad: object, named: str) -> None:
    with pytest.raises(ValueError, match=f'^"{named}"'):
        fault_of(bad)

"""The HTTP control and the command line."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.control import Control
from simulator.high_rise.onvif_faults import OnvifFault, OnvifFaultKind, OnvifFaults
from simulator.listing import CSV_FIELDS, cameras_csv
from simulator.rtsp.faults import FaultKind
from simulator.rtsp.hostile import parameter_sets
from simulator.streams import SimCamera
from tests.guards.patience import PATIENCE_S
from tests.simulator.rtsp_client import Watcher, wait_until
from tests.simulator.rtsp_town import MAIN, SUB

CAMERA = SimCamera("C001", '东门, "旧"', "村", "G1", "road", 120.5, 30.25, 0, 60, SUB, MAIN)


class PaperTown:
    """A town without servers that remembers faults."""

    def __init__(self) -> None:
        self.cameras = [CAMERA, replace(CAMERA, number="C002")]
        self.faults: dict[str, FaultKind | None] = {}

    def urls(self, number: str) -> dict[str, str]:
        return {"sub": f"rtsp://127.0.0.1:1/{number}/sub"}

    def fault(self, number: str) -> FaultKind | None:
        return self.faults.get(number)

    def viewers(self, number: str) -> int:
        return 3

    def set_fault(self, number: str, kind: FaultKind | None) -> None:
        if kind is FaultKind.REFUSE:
            raise OSError("the port is taken")
        self.faults[number] = kind


class PaperHead:
    """A head that remembers faults and that it was told to forget."""

    def __init__(self) -> None:
        self.faults = OnvifFaults()
        self.forgot = 0

    def forget_presets(self) -> None:
        self.forgot += 1


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


@pytest.fixture
def head() -> PaperHead:
    return PaperHead()


@pytest.fixture
def control(town: PaperTown, head: PaperHead) -> Iterator[Control]:
    one = Control(town, 0, {"C002": head})
    yield one
    one.stop()
    assert "control" not in {thread.name for thread in threading.enumerate()}


def ask(control: Control, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    request = urllib.request.Request(control.url + path, data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_fault_is_set_and_cleared(control: Control, town: PaperTown) -> None:
    for kind in set(FaultKind) - {FaultKind.REFUSE}:
        status, state = ask(control, "PUT", "/cameras/C001/fault", {"kind": kind.value})
        assert (status, state["fault"]) == (200, kind.value)
        assert town.faults == {"C001": kind}
    status, state = ask(control, "DELETE", "/cameras/C001/fault")
    assert (status, state["fault"]) == (200, None)
    assert town.faults == {"C001": None}


def test_state_is_told(control: Control, town: PaperTown) -> None:
    town.faults["C002"] = FaultKind.LOSS
    status, answer = ask(control, "GET", "/cameras")
    assert status == 200
    assert [c["fault"] for c in answer["cameras"]] == [None, "loss"]
    assert answer["cameras"][0]["viewers"] == 3
    assert ask(control, "GET", "/healthz") == (200, {"status": "ok", "cameras": 2})


def test_a_moving_cameras_onvif_is_told_to_misbehave(control: Control, head: PaperHead) -> None:
    order = {"kind": "hang", "actions": ["Stop"], "count": 2, "seconds": 1.5}
    status, state = ask(control, "PUT", "/cameras/C002/onvif", order)
    assert (status, state["onvif"]) == (200, [order])
    fault = OnvifFault(OnvifFaultKind.HANG, ("Stop",), 2, 1.5)
    assert head.faults.in_force() == [fault]
    _, answer = ask(control, "GET", "/cameras")
    assert [camera.get("onvif") for camera in answer["cameras"]] == [None, [order]]
    assert ask(control, "DELETE", "/cameras/C002/onvif")[1]["onvif"] == []
    assert ask(control, "DELETE", "/cameras/C002/presets")[0] == 200
    assert head.forgot == 1


@pytest.mark.parametrize(
    "request_and_status",
    [
        ("PUT", "/cameras/C001/fault", b"{", 400),
        ("PUT", "/cameras/C001/fault", b"[" * 4000, 400),
        ("PUT", "/cameras/C001/fault", ["stop"], 400),
        ("PUT", "/cameras/C001/fault", {"kind": "fire"}, 400),
        ("PUT", "/cameras/C001/fault", {"kind": ["stop"]}, 400),
        ("PUT", "/cameras/C001/fault", b" " * 5000, 400),
        ("PUT", "/cameras/C001/fault", None, 400),
        ("PUT", "/cameras/C009/fault", {"kind": "stop"}, 404),
        ("DELETE", "/cameras/C009/fault", None, 404),
        ("DELETE", "/cameras", None, 404),
        ("GET", "/nothing", None, 404),
        ("PUT", "/cameras/C001/onvif", {"kind": "hang"}, 404),
        ("DELETE", "/cameras/C001/presets", None, 404),
        ("PUT", "/cameras/C002/presets", {}, 404),
        ("PUT", "/cameras/C002/onvif", {"kind": "fire"}, 400),
        ("PUT", "/cameras/C002/onvif", b"{", 400),
        ("PUT", "/cameras/C001/fault", {"kind": "refuse"}, 500),
    ],
)
def test_bad_requests_are_explained(
    control: Control, town: PaperTown, request_and_status: tuple[str, str, Any, int]
) -> None:
    method, path, body, status = request_and_status
    answered, answer = ask(control, method, path, body)
    assert answered == status
    assert answer["error"]
    assert town.faults == {}


def test_cameras_list_reads_back() -> None:
    urls = {"C001": {"sub": "rtsp://h:1/C001/sub", "main": "rtsp://h:1/C001/main"}}
    text = cameras_csv([replace(CAMERA, key=True)], urls, {"C001": "http://h:2/onvif"})
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == CSV_FIELDS
    assert rows[0]["name"] == CAMERA.name
    assert rows[0]["main_url"] == urls["C001"]["main"]
    assert (rows[0]["ptz_url"], rows[0]["key"], rows[0]["sound"]) == ("http://h:2/onvif", "1", "0")
    assert float(rows[0]["latitude"]) == 30.25


def test_serve_until_told_to_end(tmp_path: Path) -> None:
    ready_file, listing = tmp_path / "ready.json", tmp_path / "cameras.csv"
    command = [sys.executable, "-m", "simulator", "serve", "--footage=pattern", "--cameras=2"]
    command += ["--rtsp-port=0", "--control-port=0", "--onvif-port=0"]
    command += [f"--ready-file={ready_file}", f"--cameras-csv={listing}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until(ready_file.exists, "the ready file")
        ready = json.loads(ready_file.read_text("utf-8"))
        watcher = Watcher(ready["rtsp"]["C001"]["sub"])
        wait_until(lambda: watcher.seen.frames > 2, "frames")
        assert ready["pid"] == process.pid
        assert listing.read_bytes().startswith(b"\xef\xbb\xbfnumber,name,")
        with urllib.request.urlopen(ready["control"] + "/healthz", timeout=PATIENCE_S) as response:
            assert json.load(response)["cameras"] == 2
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
        wait_until(lambda: watcher.ended, "the stream's end")
        watcher.stop()
    finally:
        process.kill()
        process.wait()


def test_hostile_parameter_sets_claim_the_size() -> None:
    small, huge = parameter_sets(40), parameter_sets(65535)
    assert small != huge
    assert all(b"\0\0\0" not in unit and b"\0\0\1" not in unit for unit in (*small, *huge))

"""A camera that isn't ours: ipycam, in an environment of its own, on this machine's loopback.

It brings a second Qt and a quarter of a gigabyte, so it isn't among the project's packages: with
``--soak`` it is installed into a folder of the test's.
"""

from __future__ import annotations

import subprocess
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.ptz.head import Goal
from console.ptz.onvif_head import OnvifHead
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

PACKAGE = "ipycam==1.3.0"
USER, PASSWORD = "operator", "foreign-camera"
SERVE = """
import sys, threading
from ipycam import CameraConfig, IPCamera
from ipycam.camera import ReusableThreadingTCPServer
from ipycam.http import IPCameraHTTPHandler
camera = IPCamera(CameraConfig(local_ip="127.0.0.1", onvif_port=0, username=sys.argv[1],
                               password=sys.argv[2]))
IPCameraHTTPHandler.camera = camera
server = ReusableThreadingTCPServer(("127.0.0.1", 0), IPCameraHTTPHandler)
camera.config.onvif_port = server.server_address[1]
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
for line in sys.stdin:
    state = camera.ptz.state
    print(state.pan, state.tilt, state.zoom, flush=True)
"""


class Foreign:
    """The camera, and its own word on where it stands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self._process = process
        port = int(process.stdout.readline())
        self.url = f"http://127.0.0.1:{port}/onvif/device_service"

    def state(self) -> tuple[float, ...]:
        """Pan, tilt, zoom."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("?\n")
        self._process.stdin.flush()
        return tuple(float(value) for value in self._process.stdout.readline().split())

    def is_still(self) -> bool:
        before = self.state()
        time.sleep(0.2)
        return self.state() == before


@pytest.fixture
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Foreign]:
    if not request.config.getoption("--soak"):
        pytest.skip("installs a camera's packages: with --soak only")
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", PACKAGE], check=True)
    process = subprocess.Popen(
        [python, "-c", SERVE, USER, PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    yield Foreign(process)
    process.kill()
    process.communicate()


def test_a_foreign_camera_turns_zooms_and_stops(foreign: Foreign) -> None:
    head = OnvifHead(foreign.url, USER, PASSWORD, PtzLimits())
    able = head.describe()
    assert able.zoom
    begun = foreign.state()
    head.move(Velocity(pan=0.5))
    time.sleep(0.5)
    head.stop()
    assert foreign.state()[0] > begun[0]
    assert foreign.is_still()
    head.go_to(Goal(0.25, -0.25, 0.5))
    time.sleep(3.0)
    assert foreign.state()[:2] == pytest.approx((0.25, -0.25), abs=0.02)
    told = head.status()  # its answer names no namespace: nothing is read into it
    assert told.pan is None or told.pan == pytest.approx(0.25, abs=0.02)
    head.close()

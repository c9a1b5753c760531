"""From a press to a picture that moves, and from letting go to one that stands.

    python -m benchmarks ptz --trials 20

The simulated high camera, real RTSP and ONVIF, a real pane. Beside the console's steering process,
in the same run, the same presses by a client that reads ONVIF's own descriptions (onvif-python).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import numpy as np
from onvif import ONVIFClient
from onvif.operator import CacheMode
from PySide6.QtWidgets import QApplication

from benchmarks.process_tree import ROOT, ready_simulator
from console import config
from console.app import make_application
from console.controllers.pane_feed import PaneFeed
from console.live_run import open_board
from console.ptz.steering_link import SteeringLink
from console.state.camera import Camera
from console.state.camera_csv import parse_cameras
from console.state.layouts import parse_layout
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

GOAL_MS = 400.0
SPEED = 0.5
HOLD_S, REST_S, SETTLE_S, MOST_S = 1.2, 1.5, 1.0, 5.0
STEADY = 3
"""One frame that comes late or twice says nothing yet."""
TIMES_MORE = 3.0
"""So many times more than traffic moves it, a picture has to change to count as turned."""
Row = dict[str, float]


class Hand(Protocol):
    """Presses and lets go."""

    def press(self) -> None: ...

    def release(self) -> None: ...


class OurHand:
    """The console's way."""

    def __init__(self, link: SteeringLink, camera: Camera) -> None:
        self._link, self._camera = link, camera
        self._way = 1.0
        link.know_head(camera.number, camera.ptz_url, camera.user, camera.password)

    def press(self) -> None:
        """To and fro, so that all trials look at much the same."""
        self._way = -self._way
        self._link.press(self._camera.number, Velocity(pan=SPEED * self._way))

    def release(self) -> None:
        """Let go."""
        self._link.release()


class OtherHand:
    """A client that is built from ONVIF's descriptions."""

    def __init__(self, camera: Camera) -> None:
        at = urlsplit(camera.ptz_url)
        client = ONVIFClient(
            at.hostname, at.port, camera.user, camera.password, cache=CacheMode.NONE
        )
        self._ptz = client.ptz()
        self._token = client.media().GetProfiles()[0].token
        self._way = 1.0

    def press(self) -> None:
        """The same."""
        self._way = -self._way
        velocity = {"PanTilt": {"x": SPEED * self._way, "y": 0.0}}
        self._ptz.ContinuousMove(ProfileToken=self._token, Velocity=velocity)

    def release(self) -> None:
        """The same."""
        self._ptz.Stop(ProfileToken=self._token, PanTilt=True, Zoom=True)


class Eye:
    """How much a pane's picture changes from one frame to the next."""

    def __init__(self, app: QApplication, feed: Callable[[], PaneFeed | None]) -> None:
        self._app, self._feed = app, feed
        self._last: np.ndarray | None = None
        self._sequence = -1

    def look(self) -> float | None:
        """The change since the last frame; None while there is no other one."""
        self._app.processEvents()
        feed = self._feed()
        if feed is None or feed.sequence() == self._sequence:
            time.sleep(0.002)
            return None
        self._sequence = feed.sequence()
        frame = feed.acquire()
        if frame is None or frame.isNull():
            return None
        grey = np.frombuffer(frame.constBits(), np.uint8).reshape(frame.height(), -1)[::4, 1::16]
        last, self._last = self._last, grey.astype(np.int16)
        if last is None or last.shape != self._last.shape:
            return None
        return float(np.abs(self._last - last).mean())

    def calm(self, seconds: float) -> float:
        """The most that a standing picture changed in so long."""
        until, most = time.monotonic() + seconds, 0.0
        while time.monotonic() < until:
            most = max(most, self.look() or 0.0)
        return most

    def wait(self, limit: float, *, above: bool) -> float:
        """Milliseconds until the first of ``STEADY`` frames that all change more, or no more."""
        begun, first, count = time.monotonic(), 0.0, 0
        while time.monotonic() - begun < MOST_S:
            change = self.look()
            if change is None:
                continue
            if (change > limit) is not above:
                count = 0
                continue
            if count == 0:
                first = time.monotonic()
            count += 1
            if count == STEADY:
                return (first - begun) * 1000
        return float("nan")


def tried(eye: Eye, hand: Hand, trials: int) -> Row:
    """Press and let go so often."""
    begun: list[float] = []
    ended: list[float] = []
    for _ in range(trials):
        limit = max(0.3, TIMES_MORE * eye.calm(REST_S))
        hand.press()
        begun.append(eye.wait(limit, above=True))
        eye.calm(HOLD_S)
        hand.release()
        ended.append(eye.wait(limit, above=False))
        eye.calm(SETTLE_S)
    row = {"not seen": float(np.isnan(begun).sum() + np.isnan(ended).sum())}
    for name, values in (("moves", begun), ("stands", ended)):
        for share in (50, 95):
            row[f"{name} p{share} ms"] = float(np.nanpercentile(values, share))
    return row


def main(arguments: list[str] | None = None) -> int:
    """Print both columns."""
    parser = argparse.ArgumentParser(prog="benchmarks ptz", description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "ptz.json")
    chosen = parser.parse_args(arguments)
    app = make_application([])
    with ready_simulator() as (ready, _):
        listed = parse_cameras(ready.with_name("cameras.csv").read_bytes()).cameras
        camera = replace(next(one for one in listed if one.ptz_url), main_url="")
        settings = config.load({"hardware_decode": False}, {}, Path("/nowhere")).settings
        board = open_board(settings, [camera], parse_layout("1"), app)
        eye = Eye(app, lambda: board.video.controller.feed(0))
        while not board.video.controller.is_ready(camera.number):
            app.processEvents()
        link = SteeringLink(PtzLimits(), app)
        rows = {
            "ours": tried(eye, OurHand(link, camera), chosen.trials),
            "onvif-python": tried(eye, OtherHand(camera), chosen.trials),
        }
        link.close()
        board.close()
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    print(f"{'':<16}" + "".join(f"{name:>16}" for name in rows))
    for name in rows["ours"]:
        told = f"{name:<16}" + "".join(f"{row[name]:>16.0f}" for row in rows.values())
        goal = f"   goal ≤ {GOAL_MS:.0f}" if name == "moves p95 ms" else ""
        print(told + goal)
    return 0


if __name__ == "__main__":
    sys.exit(main())

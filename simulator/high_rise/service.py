"""The high-rise camera whole: the scene, its head, two live-encoded streams and ONVIF."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from typing import Literal

import numpy as np
import skia

from simulator import town
from simulator.high_rise import layout
from simulator.high_rise.backdrop import Backdrop
from simulator.high_rise.captions import Captions
from simulator.high_rise.encoder import LiveEncoder
from simulator.high_rise.geometry import Point, Pose, View
from simulator.high_rise.onvif_server import OnvifServer
from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.painter import Painter
from simulator.high_rise.ptz import Position, PtzHead
from simulator.high_rise.traffic import Traffic
from simulator.streams import SimCamera, StreamSpec

EYE_HEIGHT_M = 100.0
HOME_TILT_DEG = -8.0
LATE_S = 0.5


class HighRise:
    """The camera on the tower.

    Attributes:
        camera: what the town says of it.
        eye: where its lens is, in the town's local metres.
        traffic: what moves in its picture, for those who aim at it.
    """

    def __init__(
        self, camera: SimCamera, user: str, password: str, clock: Callable[[], float] = time.time
    ) -> None:
        """``user`` and ``password`` guard ONVIF; ``clock`` gives unix time in seconds."""
        self.camera = camera
        x, y = town.local(camera.longitude, camera.latitude)
        self.eye = Point(x, y, EYE_HEIGHT_M)
        self.traffic = Traffic()
        self._user, self._password, self._clock = user, password, clock
        self._painter = Painter(layout.build(), self.traffic, Backdrop())
        home = Position.of(Pose(camera.direction_deg, HOME_TILT_DEG, 1.0))
        self._head = PtzHead(home, clock())
        self._head_lock = threading.Lock()
        self._drawing = threading.Lock()
        self._sources = {
            "sub": HighRiseSource(self, camera.sub, clock),
            "main": HighRiseSource(self, camera.main, clock),
        }
        self._server: OnvifServer | None = None

    def source(self, stream: Literal["sub", "main"]) -> HighRiseSource:
        """One of the two streams; both show the same head."""
        return self._sources[stream]

    def pose(self) -> Pose:
        """Where the camera looks now."""
        with self._head_lock:
            return self._head.pose(self._clock())

    def aim(self, position: Position) -> None:
        """Go to a position as an absolute move does. Raises InvalidPosition."""
        with self._head_lock:
            self._head.move_to(self._clock(), (position.pan, position.tilt), position.zoom)

    def view(self, width: int, height: int) -> View:
        """The projection of a picture taken now."""
        return View(self.eye, self.pose(), width, height)

    def draw(self, pixels: np.ndarray, at: float, captions: Captions) -> None:
        """Draw the picture into BGRA ``pixels`` of shape (height, width, 4)."""
        height, width = pixels.shape[:2]
        surface = skia.Surface(pixels, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
        view = self.view(width, height)
        with self._drawing:
            self._painter.draw(surface.getCanvas(), view, at)
        captions.draw(surface.getCanvas(), view.pose, at, width, height)

    def snapshot(self) -> bytes:
        """A JPEG of the main stream's size, taken now."""
        spec = self.camera.main
        pixels = np.zeros((spec.height, spec.width, 4), np.uint8)
        self.draw(pixels, self._clock(), Captions(self.camera.name, spec.height))
        image = skia.Image.fromarray(pixels, skia.kBGRA_8888_ColorType)
        jpeg = io.BytesIO()
        image.save(jpeg, skia.kJPEG, 88)
        return jpeg.getvalue()

    def start_onvif(self, host: str, port: int, stream_urls: dict[str, str]) -> str:
        """Serve ONVIF and give the device service's URL; port 0 takes a free one.

        ``stream_urls`` are the RTSP URLs of "main" and "sub". Raises OSError where the port is
        taken and RuntimeError where it is served already.
        """
        if self._server is not None:
            raise RuntimeError("ONVIF is served already")
        service = OnvifService(
            self.camera, self._head, self._head_lock, self._clock, dict(stream_urls)
        )
        self._server = OnvifServer(
            (host, port), service, self.snapshot, self._user, self._password, self._clock
        )
        return self._server.start()

    def stop(self) -> None:
        """Stop ONVIF and end both encoders."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        for source in self._sources.values():
            source.watched(False)


class HighRiseSource:
    """One live-encoded stream of the camera: a UnitSource."""

    def __init__(self, high_rise: HighRise, spec: StreamSpec, clock: Callable[[], float]) -> None:
        self._high_rise = high_rise
        self._spec = spec
        self._clock = clock
        self._captions = Captions(high_rise.camera.name, spec.height)
        self._pixels = np.zeros((spec.height, spec.width, 4), np.uint8)
        self._encoder: LiveEncoder | None = None
        self._lock = threading.Lock()

    @property
    def spec(self) -> StreamSpec:
        """The stream's description."""
        return self._spec

    @property
    def live(self) -> bool:
        """Always True: units are made when asked for."""
        return True

    def unit(self, frame_number: int) -> tuple[bytes, bool]:
        """Draw and encode a frame; empty where its time is long over, so that it's skipped.

        Raises av.FFmpegError where the encoder fails.
        """
        at = frame_number / self._spec.fps
        if self._clock() - at > LATE_S:
            return b"", False
        with self._lock:
            if self._encoder is None:
                self._encoder = LiveEncoder(self._spec)
            self._high_rise.draw(self._pixels, at, self._captions)
            return self._encoder.encode(self._pixels, frame_number)

    def watched(self, watching: bool) -> None:
        """A change of watching ends the encoder: the next unit is a key frame."""
        del watching
        with self._lock:
            self._encoder = None

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
from simulator.high_rise.lens import Lens
from simulator.high_rise.movers import MoverPainter
from simulator.high_rise.onvif_faults import OnvifFaults
from simulator.high_rise.onvif_server import OnvifServer
from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.pictures import MovingPictures, Pictures
from simulator.high_rise.ptz import Position, PtzHead
from simulator.high_rise.scene import Scene
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
        faults: what its ONVIF service was told to do wrong.
    """

    def __init__(
        self, camera: SimCamera, user: str, password: str, clock: Callable[[], float] = time.time,
        media: tuple[str, ...] = ("trt",),
    ) -> None:  # fmt: skip
        """``user`` and ``password`` guard ONVIF; ``clock`` gives unix time in seconds.

        ``media``: the media services it offers, as OnvifService says.
        """
        self.camera = camera
        x, y = town.local(camera.longitude, camera.latitude)
        self.eye = Point(x, y, EYE_HEIGHT_M)
        self.traffic = Traffic()
        self.faults = OnvifFaults()
        self._user, self._password, self._clock = user, password, clock
        self._media = media
        self._studio: Studio | None = None
        self._building = threading.Lock()
        home = Position.of(Pose(camera.direction_deg, HOME_TILT_DEG, 1.0))
        self._head = PtzHead(home, clock())
        self._head_lock = threading.Lock()
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

    def forget_presets(self) -> None:
        """Lose all presets."""
        with self._head_lock:
            self._head.forget_presets()

    def view(self, width: int, height: int) -> View:
        """The projection of a picture taken now."""
        return View(self.eye, self.pose(), width, height)

    def studio(self) -> Studio:
        """What draws the scene; building it takes more than a second, so it waits until asked."""
        with self._building:
            if self._studio is None:
                self._studio = Studio(self.traffic, self.camera.main)
            return self._studio

    def snapshot(self) -> bytes:
        """A JPEG of the main stream's size, taken now."""
        spec, at = self.camera.main, self._clock()
        surface = skia.Surface(spec.width, spec.height)
        view = self.view(spec.width, spec.height)
        self.studio().painter().draw(surface.getCanvas(), Lens(view), at)
        Captions(self.camera.name, spec.height).draw(surface.getCanvas(), view, at)
        image = surface.makeImageSnapshot()
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
        threading.Thread(target=self.studio, name="high-rise-scene", daemon=True).start()
        service = OnvifService(
            self.camera, self._head, self._head_lock, self._clock, dict(stream_urls), self._media
        )
        self._server = OnvifServer(
            (host, port), service, self.snapshot, self._user, self._password, self._clock,
            self.faults,
        )  # fmt: skip
        return self._server.start()

    def stop(self) -> None:
        """Stop ONVIF and end both encoders."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        for source in self._sources.values():
            source.watched(False)


class Studio:
    """The scene, and painters of it; each is for one thread at a time."""

    def __init__(self, traffic: Traffic, main: StreamSpec) -> None:
        self._scene, self._backdrop, self._traffic = Scene(layout.build()), Backdrop(), traffic
        half = (main.width // 2, main.height // 2)
        self._moving = MovingPictures(self._scene, self._backdrop, traffic, half)

    def painter(self) -> MoverPainter:
        """A painter of single pictures."""
        return MoverPainter(self._scene, self._backdrop, self._traffic)

    def pictures(self) -> Pictures:
        """A painter of a stream's pictures."""
        return Pictures(self._scene, self._backdrop, self._traffic, self._moving)


class HighRiseSource:
    """One live-encoded stream of the camera: a UnitSource."""

    def __init__(self, high_rise: HighRise, spec: StreamSpec, clock: Callable[[], float]) -> None:
        self._high_rise = high_rise
        self._spec = spec
        self._clock = clock
        self._captions = Captions(high_rise.camera.name, spec.height)
        self._pixels = np.zeros((spec.height, spec.width, 4), np.uint8)
        self._pictures: Pictures | None = None
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
            self._draw(at)
            return self._encoder.encode(self._pixels, frame_number)

    def _draw(self, at: float) -> None:
        if self._pictures is None:
            self._pictures = self._high_rise.studio().pictures()
        view = self._high_rise.view(self._spec.width, self._spec.height)
        self._pictures.draw(self._pixels, view, at)
        surface = skia.Surface(self._pixels, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
        self._captions.draw(surface.getCanvas(), view, at)

    def watched(self, watching: bool) -> None:
        """A change of watching ends the encoder: the next unit is a key frame."""
        del watching
        with self._lock:
            self._encoder = self._pictures = None

"""All cameras of the town, each on its own port, in one process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from simulator.rtsp.camera_server import CameraServer, StreamName
from simulator.rtsp.camera_stream import CameraStream
from simulator.rtsp.faults import FaultKind
from simulator.rtsp.feed import Pacer
from simulator.rtsp.gstreamer import GLib, GstRtspServer
from simulator.rtsp.sound import Ambience
from simulator.streams import SimCamera, UnitSource

_PHASES = 5
_CLIENT_THREADS = 16
_SESSION_CHECK_S = 10
_CALL_S = 30.0
_GOODBYE_S = 1.0
_T = TypeVar("_T")
SourceOf = Callable[[SimCamera, StreamName], UnitSource]
"""Answers a camera's source of access units."""


class TownServer:
    """Serves cameras until ``stop``. ``base_port`` 0 chooses free ports.

    Camera number i (in the order given) listens on ``base_port + i``. Raises OSError when a
    port is taken; nothing is left open then.
    """

    def __init__(
        self, cameras: Iterable[SimCamera], source_of: SourceOf, host: str, base_port: int
    ) -> None:
        self._source_of = source_of
        self._context = GLib.MainContext.new()
        self._loop = GLib.MainLoop.new(self._context, False)
        self._pool = GstRtspServer.RTSPThreadPool.new()
        # Without threads for clients one DESCRIBE waits for the other.
        self._pool.set_max_threads(_CLIENT_THREADS)
        self._pacer = Pacer()
        self._servers: dict[str, CameraServer] = {}
        self._thread = threading.Thread(target=self._loop.run, name="rtsp", daemon=True)
        self._thread.start()
        try:
            for index, camera in enumerate(cameras):
                port = base_port + index if base_port else 0
                self._call(self._open, camera, index, (host, port))
            self._call(self._check_sessions_regularly)
        except BaseException:
            self.stop()
            raise

    @property
    def cameras(self) -> list[SimCamera]:
        return [server.camera for server in self._servers.values()]

    def urls(self, number: str) -> dict[str, str]:
        """Addresses of a camera's streams by name; KeyError for an unknown camera."""
        return self._servers[number].urls()

    def fault(self, number: str) -> FaultKind | None:
        return self._servers[number].fault

    def viewers(self, number: str) -> int:
        return self._servers[number].viewers

    def set_fault(self, number: str, kind: FaultKind | None) -> None:
        """Give a camera a fault; None heals it. KeyError for an unknown camera."""
        server = self._servers[number]
        if kind is None:
            self._call(server.clear_fault)
        else:
            server.prepare_fault(kind)
            self._call(server.set_fault, kind)

    def stop(self) -> None:
        """Close all ports and connections and end all threads."""
        for server in self._servers.values():
            self._call(server.close)
        until = time.monotonic() + _GOODBYE_S
        while time.monotonic() < until and self._connections():
            time.sleep(0.02)
        self._pacer.stop()
        self._loop.quit()
        self._thread.join(timeout=5)

    def _connections(self) -> int:
        return sum(server.connections() for server in self._servers.values())

    def _open(self, camera: SimCamera, index: int, address: tuple[str, int]) -> None:
        phase = index % _PHASES / _PHASES
        sound = Ambience(camera.main.fps) if camera.sound else None
        streams: dict[StreamName, CameraStream] = {
            "sub": CameraStream(self._source_of(camera, "sub"), self._pacer, phase),
            "main": CameraStream(self._source_of(camera, "main"), self._pacer, phase, sound),
        }
        self._servers[camera.number] = CameraServer(
            camera, streams, context=self._context, thread_pool=self._pool, address=address
        )

    def _check_sessions_regularly(self) -> None:
        timer = GLib.timeout_source_new_seconds(_SESSION_CHECK_S)
        timer.set_callback(self._on_session_timer)
        timer.attach(self._context)

    def _on_session_timer(self, *_: object) -> bool:
        for server in self._servers.values():
            server.clean_up()
        return True

    def _call(self, function: Callable[..., _T], *arguments: object) -> _T:
        """Run in the servers' thread and wait for the result (or its exception)."""
        done = threading.Event()
        results: list[_T] = []
        errors: list[BaseException] = []

        def run(*_: object) -> bool:
            try:
                results.append(function(*arguments))
            except BaseException as error:
                errors.append(error)
            done.set()
            return False

        source = GLib.idle_source_new()
        source.set_callback(run)
        source.attach(self._context)
        if not done.wait(_CALL_S):
            raise TimeoutError("the servers' thread doesn't answer")
        if errors:
            raise errors[0]
        return results[0]

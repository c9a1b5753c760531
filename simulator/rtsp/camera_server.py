"""One camera as a device of its own: its port, its sessions, its password, its faults."""

from __future__ import annotations

import contextlib
import secrets
import socket
import time
from typing import Any, Literal

from simulator.rtsp.camera_stream import CameraStream
from simulator.rtsp.faults import FaultKind
from simulator.rtsp.gstreamer import Gst, GstRtsp, GstRtspServer
from simulator.streams import SimCamera

StreamName = Literal["sub", "main"]
_ROLE = "viewer"
_PORT_WAIT_S = 2.0


class CameraServer:
    """A camera's RTSP server. All methods are called in the thread of its main context.

    ``address`` is host and port; port 0 chooses a free one, which the camera then keeps.
    """

    def __init__(
        self,
        camera: SimCamera,
        streams: dict[StreamName, CameraStream],
        *,
        context: Any,
        thread_pool: Any,
        address: tuple[str, int],
    ) -> None:
        self.camera = camera
        self.fault: FaultKind | None = None
        self._streams = streams
        self._context = context
        self._host, self._port = address
        self._server = GstRtspServer.RTSPServer()
        self._server.set_address(self._host)
        self._server.set_thread_pool(thread_pool)
        self._listener: Any = None
        self._silent: socket.socket | None = None
        for stream in streams.values():
            stream.factory.add_role_from_structure(_role())
        self._offer_streams()
        self._ask_for(camera.password)
        self.listen()

    @property
    def port(self) -> int:
        return self._port

    @property
    def viewers(self) -> int:
        """Clients that watch now, of both streams."""
        return sum(len(stream.viewers) for stream in self._streams.values())

    def urls(self) -> dict[str, str]:
        """Addresses of the streams, without credentials."""
        base = f"rtsp://{self._host}:{self._port}/{self.camera.number}"
        return {name: f"{base}/{name}" for name in self._streams}

    def prepare_fault(self, kind: FaultKind) -> None:
        """Encode what a fault needs, in the caller's thread."""
        for stream in self._streams.values():
            stream.prepare_fault(kind)

    def set_fault(self, kind: FaultKind) -> None:
        """Have this fault (instead of the one there was)."""
        self.clear_fault()
        self.fault = kind
        match kind:
            case FaultKind.STOP:
                self._withdraw_streams()
                self._drop_clients()
            case FaultKind.FREEZE:
                self._close_port()
                self._silent = self._open_silent_port()
            case FaultKind.REFUSE:
                self._close_port()
                self._drop_clients()
            case FaultKind.UNAUTHORIZED:
                self._ask_for(secrets.token_hex(8))
                self._drop_clients()
            case FaultKind.CODEC:
                self._drop_clients()
            case _:
                pass
        for stream in self._streams.values():
            stream.set_fault(kind)

    def clear_fault(self) -> None:
        """Be healthy again."""
        kind, self.fault = self.fault, None
        if kind is None:
            return
        for stream in self._streams.values():
            stream.set_fault(None)
        match kind:
            case FaultKind.STOP:
                self._offer_streams()
            case FaultKind.FREEZE | FaultKind.REFUSE:
                self.listen()
            case FaultKind.UNAUTHORIZED:
                self._ask_for(self.camera.password)
            case FaultKind.CODEC:
                self._drop_clients()
            case _:
                pass

    def listen(self) -> None:
        """Open the port. OSError when it's taken."""
        self._close_silent_port()
        self._server.set_service(str(self._port))
        # A port that has just been closed is free within milliseconds.
        until = time.monotonic() + _PORT_WAIT_S
        source_id = self._server.attach(self._context)
        while source_id == 0 and self._port != 0 and time.monotonic() < until:
            time.sleep(0.02)
            source_id = self._server.attach(self._context)
        if source_id == 0:
            raise OSError(f"{self.camera.number}: cannot listen on {self._host}:{self._port}")
        self._listener = self._context.find_source_by_id(source_id)
        self._port = int(self._server.get_bound_port())

    def clean_up(self) -> None:
        """Forget sessions whose clients haven't been heard of for a minute."""
        self._server.get_session_pool().cleanup()

    def close(self) -> None:
        """Close the port and all connections."""
        self._close_silent_port()
        self._close_port()
        self._drop_clients()
        for stream in self._streams.values():
            stream.close()

    def connections(self) -> int:
        """Open RTSP connections."""
        return len(self._server.client_filter(None, None))

    def _offer_streams(self) -> None:
        for name, stream in self._streams.items():
            path = f"/{self.camera.number}/{name}"
            self._server.get_mount_points().add_factory(path, stream.factory)

    def _withdraw_streams(self) -> None:
        for name in self._streams:
            self._server.get_mount_points().remove_factory(f"/{self.camera.number}/{name}")

    def _ask_for(self, password: str) -> None:
        if not password:
            self._server.set_auth(None)
            return
        auth = GstRtspServer.RTSPAuth.new()
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.set_realm(self.camera.number)
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", _ROLE)
        auth.add_digest(self.camera.user or "admin", password, token)
        self._server.set_auth(auth)

    def _drop_clients(self) -> None:
        for client in self._server.client_filter(None, None):
            connection = client.get_connection()
            with contextlib.suppress(Exception):  # it may be going at this moment
                connection.get_read_socket().shutdown(True, True)

    def _close_port(self) -> None:
        if self._listener is not None:
            self._listener.destroy()
            self._listener = None

    def _open_silent_port(self) -> socket.socket:
        """A port that takes connections (as many as its backlog) and never says a word."""
        silent = socket.socket()
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until = time.monotonic() + _PORT_WAIT_S
        while True:
            try:
                silent.bind((self._host, self._port))
                silent.listen(128)
            except OSError:
                if time.monotonic() > until:
                    silent.close()
                    raise
                time.sleep(0.02)
            else:
                return silent

    def _close_silent_port(self) -> None:
        if self._silent is not None:
            self._silent.close()
            self._silent = None


def _role() -> Any:
    fields = "media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
    return Gst.Structure.new_from_string(f"{_ROLE}, {fields};")

"""The HTTP side of ONVIF: one small server with bounds on size, time and threads."""

from __future__ import annotations

import hmac
import threading
from base64 import b64decode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from typing import Any

from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.soap import MAX_REQUEST_BYTES, SoapFault, answer, fault, parse, sender
from simulator.high_rise.wsse import TokenGuard

DEVICE_PATH = "/onvif/device_service"
SNAPSHOT_PATH = "/onvif/snapshot.jpg"
IDLE_TIMEOUT_S = 15.0
MAX_CONNECTIONS = 32
OPEN_ACTIONS = frozenset(
    {"GetSystemDateAndTime", "GetServices", "GetServiceCapabilities", "GetCapabilities"}
)


class OnvifServer:
    """Serves an OnvifService until stopped."""

    def __init__(
        self, address: tuple[str, int], service: OnvifService, snapshot: Callable[[], bytes],
        user: str, password: str, clock: Callable[[], float],
    ) -> None:  # fmt: skip
        """Binds at once. Raises OSError where the address is taken."""
        self._host = address[0]
        self._http = _Server(address, service, snapshot, (user, password), clock)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), name="onvif")

    def start(self) -> str:
        """Begin to serve; gives the device service's URL."""
        port = self._http.server_address[1]
        self._thread.start()
        return f"http://{self._host}:{port}{DEVICE_PATH}"

    def stop(self) -> None:
        """End serving; waits for requests under way, which end within their time limit."""
        self._http.shutdown()
        self._http.end_connections()
        self._http.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(
        self, address: tuple[str, int], service: OnvifService, snapshot: Callable[[], bytes],
        credentials: tuple[str, str], clock: Callable[[], float],
    ) -> None:  # fmt: skip
        self.service, self.snapshot, self.clock = service, snapshot, clock
        self.credentials = credentials
        self.guard = TokenGuard(*credentials)
        self._open: set[Any] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            full = len(self._open) >= MAX_CONNECTIONS
            if not full:
                self._open.add(request)
        if full:
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that goes away in the middle isn't worth a traceback."""

    def end_connections(self) -> None:
        """Make idle keep-alive connections end now instead of after their time limit."""
        with self._open_lock:
            for request in self._open:
                try:
                    request.shutdown(2)
                except OSError:
                    continue


class _Handler(BaseHTTPRequestHandler):
    # One request per connection: no idle client holds a thread.
    protocol_version = "HTTP/1.0"
    server_version = "FengqiaoHighRise"
    sys_version = ""
    timeout = IDLE_TIMEOUT_S

    @property
    def _owner(self) -> _Server:
        server: BaseServer = self.server
        assert isinstance(server, _Server)
        return server

    def do_POST(self) -> None:
        """A SOAP request on any of the services' paths."""
        try:
            content, status = self._answer(), 200
        except SoapFault as error:
            content, status = fault(error), error.status
        self._send(status, "application/soap+xml; charset=utf-8", content)

    def do_GET(self) -> None:
        """The snapshot, with basic authentication as snapshot URIs usually have."""
        if self.path.partition("?")[0] != SNAPSHOT_PATH:
            self._send(404, "text/plain", b"Not found\n")
        elif not self._basic_is_right():
            self._send(401, "text/plain", b"Unauthorized\n")
        else:
            self._send(200, "image/jpeg", self._owner.snapshot())

    def _answer(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_REQUEST_BYTES:
            raise sender("ter:WellFormed", reason="The request's size is missing or too large",
                         status=413)  # fmt: skip
        request = parse(self.rfile.read(int(length)))
        if request.action not in OPEN_ACTIONS:
            self._owner.guard.check(request.header, self._owner.clock())
        return answer(self._owner.service.handle(request, self._base_url()))

    def _base_url(self) -> str:
        # The address the client reached, so that it works behind several interfaces.
        host, port = self.connection.getsockname()[:2]
        return f"http://{host}:{port}"

    def _basic_is_right(self) -> bool:
        if not self._owner.credentials[0]:
            return True
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        try:
            given = b64decode(value, validate=True)
        except ValueError:
            return False
        wanted = ":".join(self._owner.credentials).encode()
        return kind.lower() == "basic" and hmac.compare_digest(given, wanted)

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="high-rise"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base's name
        """Requests aren't logged."""

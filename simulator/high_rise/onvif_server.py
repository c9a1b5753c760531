"""The HTTP side of ONVIF: one small server with bounds on size, time and threads."""

from __future__ import annotations

import hmac
import select
import threading
from base64 import b64decode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from typing import Any

from simulator.high_rise.onvif_faults import OnvifFault, OnvifFaultKind, OnvifFaults
from simulator.high_rise.onvif_service import OnvifService
from simulator.high_rise.soap import (
    MAX_REQUEST_BYTES,
    Request,
    SoapFault,
    answer,
    child,
    fault,
    parse,
    sender,
)
from simulator.high_rise.wsse import TokenGuard

DEVICE_PATH = "/onvif/device_service"
SNAPSHOT_PATH = "/onvif/snapshot.jpg"
IDLE_TIMEOUT_S = 15.0
MAX_CONNECTIONS = 32
SOAP_TYPE = "application/soap+xml; charset=utf-8"
HUGE_BYTES = 1 << 30
"""The endless answer ends all the same, before a careless client fills the machine."""
OPEN_ACTIONS = frozenset(
    {"GetSystemDateAndTime", "GetServices", "GetServiceCapabilities", "GetCapabilities"}
)


class OnvifServer:
    """Serves an OnvifService until stopped.

    Attributes: ``faults``, what it was told to do wrong.
    """

    def __init__(
        self, address: tuple[str, int], service: OnvifService, snapshot: Callable[[], bytes],
        user: str, password: str, clock: Callable[[], float], faults: OnvifFaults | None = None,
    ) -> None:  # fmt: skip
        """Binds at once. Raises OSError where the address is taken."""
        self._host = address[0]
        self.faults = faults or OnvifFaults()
        self._http = _Server(address, service, snapshot, (user, password), clock, self.faults)
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
        credentials: tuple[str, str], clock: Callable[[], float], faults: OnvifFaults,
    ) -> None:  # fmt: skip
        self.service, self.snapshot, self.clock = service, snapshot, clock
        self.faults, self.closing = faults, threading.Event()
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
        """Make idle and hanging connections end now instead of after their time limit."""
        self.closing.set()
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
        met: OnvifFault | None = None
        try:
            request = self._request()
            met = self._owner.faults.take(request.action)
            if met is not None and not self._goes_on(met, request):
                return
            content = answer(self._owner.service.handle(request, self._base_url()))
            status = 200
        except SoapFault as error:
            content, status = fault(error), error.status
        if met is None:
            self._send(status, SOAP_TYPE, content)
        else:
            self._send_wrongly(met, status, content)

    def do_GET(self) -> None:
        """The snapshot, with basic authentication as snapshot URIs usually have."""
        if self.path.partition("?")[0] != SNAPSHOT_PATH:
            self._send(404, "text/plain", b"Not found\n")
        elif not self._basic_is_right():
            self._send(401, "text/plain", b"Unauthorized\n")
        else:
            self._send(200, "image/jpeg", self._owner.snapshot())

    def _request(self) -> Request:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_REQUEST_BYTES:
            raise sender("ter:WellFormed", reason="The request's size is missing or too large",
                         status=413)  # fmt: skip
        request = parse(self.rfile.read(int(length)))
        if request.action not in OPEN_ACTIONS:
            self._owner.guard.check(request.header, self._owner.clock())
        return request

    def _goes_on(self, met: OnvifFault, request: Request) -> bool:
        """What a fault does before the request is carried out, and whether it is."""
        kind = met.kind
        if kind is OnvifFaultKind.REFUSE:
            raise SoapFault("Receiver", ("ter:ActionNotSupported",), "Refused", 500)
        if kind is OnvifFaultKind.UNAUTHORIZED:
            raise sender("ter:NotAuthorized", reason="Sender not authorized")
        if kind is OnvifFaultKind.HANG:
            self._wait_for_the_clients_end()
        elif kind is OnvifFaultKind.DELAY:
            self._owner.closing.wait(met.seconds)
        elif kind is OnvifFaultKind.IGNORE_TIMEOUT:
            timeout = child(request.body, "Timeout")
            if timeout is not None:
                request.body.remove(timeout)
        return kind not in (OnvifFaultKind.HANG, OnvifFaultKind.DROPPED_BEFORE)

    def _wait_for_the_clients_end(self) -> None:
        # The whole request was read: what can still be read is the end of the connection.
        while not self._owner.closing.is_set():
            if select.select([self.connection], [], [], 0.1)[0]:
                return

    def _send_wrongly(self, met: OnvifFault, status: int, content: bytes) -> None:
        if met.kind is OnvifFaultKind.SLOW:
            head = f"HTTP/1.0 {status} Slow\r\nContent-Type: {SOAP_TYPE}\r\n\r\n"
            for byte in head.encode() + content:
                if self._owner.closing.wait(met.seconds):
                    return
                self.wfile.write(bytes([byte]))
        elif met.kind is OnvifFaultKind.HUGE:
            self.wfile.write(f"HTTP/1.0 200 OK\r\nContent-Type: {SOAP_TYPE}\r\n\r\n".encode())
            self.wfile.write(answer("").partition(b"</s:Body>")[0])
            piece = b"<a>huge</a>" * 6000
            for _ in range(HUGE_BYTES // len(piece)):
                self.wfile.write(piece)
        elif met.kind is not OnvifFaultKind.DROPPED_AFTER:
            self._send(status, SOAP_TYPE, self._owner.faults.content(met.kind, content))

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

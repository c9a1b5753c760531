"""Local HTTP control of the simulated cameras: their state and their faults.

GET /healthz; GET /cameras; PUT /cameras/C001/fault {"kind": "freeze"};
DELETE /cameras/C001/fault. A camera that moves also takes faults of its ONVIF service: PUT
/cameras/C065/onvif {"kind": "hang", "actions": ["Stop"], "count": 1, "seconds": 2}, DELETE
/cameras/C065/onvif, and DELETE /cameras/C065/presets makes it forget its presets. A PUT answers
when the fault is in force. Errors are JSON: {"error": "…"}. It listens on 127.0.0.1 only and asks
for no password.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from simulator.high_rise.onvif_faults import OnvifFault, OnvifFaults, fault_of
from simulator.rtsp.faults import FaultKind
from simulator.streams import SimCamera

_LARGEST_BODY = 4096
_REQUEST_TIMEOUT_S = 5.0
_PATH = re.compile(r"/cameras/([^/]{1,40})/(fault|onvif|presets)")


class ControlledTown(Protocol):
    """What the control needs of the town's servers; KeyError for unknown numbers."""

    @property
    def cameras(self) -> list[SimCamera]: ...

    def urls(self, number: str) -> dict[str, str]: ...

    def fault(self, number: str) -> FaultKind | None: ...

    def viewers(self, number: str) -> int: ...

    def set_fault(self, number: str, kind: FaultKind | None) -> None: ...


class ControlledHead(Protocol):
    """What the control needs of a camera that moves."""

    faults: OnvifFaults

    def forget_presets(self) -> None: ...


class RequestError(Exception):
    """A request that can't be fulfilled: status and what is wrong in words."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class Control:
    """The HTTP server in a thread of its own, until ``stop``. ``port`` 0 chooses a free one."""

    def __init__(
        self, town: ControlledTown, port: int, heads: Mapping[str, ControlledHead] | None = None
    ) -> None:
        """``heads`` are the cameras that move, by number."""
        self._server = _Server(town, port, heads or {})
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, name="control"
        )
        self._thread.daemon = True
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Close the port and wait for the thread's end."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, town: ControlledTown, port: int, heads: Mapping[str, ControlledHead]
    ) -> None:
        self.town, self.heads = town, heads
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    timeout = _REQUEST_TIMEOUT_S
    server: _Server

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def log_message(self, *_: object) -> None:
        """Say nothing: requests aren't worth a line each."""

    def _answer(self, act: Any) -> None:
        try:
            status, body = HTTPStatus.OK, act()
        except RequestError as error:
            status, body = error.status, {"error": str(error)}
        except (OSError, TimeoutError) as error:
            status, body = HTTPStatus.INTERNAL_SERVER_ERROR, {"error": str(error)}
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _get(self) -> dict[str, Any]:
        if self.path == "/healthz":
            return {"status": "ok", "cameras": len(self.server.town.cameras)}
        if self.path == "/cameras":
            return {"cameras": [self._state(c) for c in self.server.town.cameras]}
        raise RequestError(HTTPStatus.NOT_FOUND, f"nothing at {self.path}")

    def _put(self) -> dict[str, Any]:
        camera, what = self._aim()
        if what == "fault":
            self.server.town.set_fault(camera.number, _fault_kind(self._body()))
        elif what == "onvif":
            self._head(camera).faults.order(_onvif_fault(self._body()))
        else:
            raise RequestError(HTTPStatus.NOT_FOUND, "presets can only be deleted")
        return self._state(camera)

    def _delete(self) -> dict[str, Any]:
        camera, what = self._aim()
        if what == "fault":
            self.server.town.set_fault(camera.number, None)
        elif what == "onvif":
            self._head(camera).faults.clear()
        else:
            self._head(camera).forget_presets()
        return self._state(camera)

    def _state(self, camera: SimCamera) -> dict[str, Any]:
        town, number = self.server.town, camera.number
        fault = town.fault(number)
        state: dict[str, Any] = {"number": number, "name": camera.name}
        state |= {"fault": fault.value if fault else None, "viewers": town.viewers(number)}
        if number in self.server.heads:
            faults = self.server.heads[number].faults.in_force()
            state["onvif"] = [one.to_json() for one in faults]
        return state | {"urls": town.urls(number)}

    def _head(self, camera: SimCamera) -> ControlledHead:
        if camera.number not in self.server.heads:
            raise RequestError(HTTPStatus.NOT_FOUND, f"camera {camera.number} doesn't move")
        return self.server.heads[camera.number]

    def _aim(self) -> tuple[SimCamera, str]:
        """The camera that the path names, and what of it."""
        match = _PATH.fullmatch(self.path)
        if match is None:
            raise RequestError(HTTPStatus.NOT_FOUND, f"nothing at {self.path}")
        for camera in self.server.town.cameras:
            if camera.number == match[1]:
                return camera, match[2]
        raise RequestError(HTTPStatus.NOT_FOUND, f"no camera {match[1]}")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            message = f"Content-Length must be a number up to {_LARGEST_BODY}"
            raise RequestError(HTTPStatus.BAD_REQUEST, message)
        return self.rfile.read(int(length))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestError(HTTPStatus.BAD_REQUEST, "the body isn't JSON") from error


def _onvif_fault(body: bytes) -> OnvifFault:
    try:
        return fault_of(_json(body))
    except ValueError as error:
        raise RequestError(HTTPStatus.BAD_REQUEST, str(error)) from error


def _fault_kind(body: bytes) -> FaultKind:
    kinds = ", ".join(FaultKind)
    request = _json(body)
    kind = request.get("kind") if isinstance(request, dict) else None
    if not isinstance(kind, str) or kind not in set(FaultKind):
        raise RequestError(HTTPStatus.BAD_REQUEST, f'"kind" must be one of: {kinds}')
    return FaultKind(kind)

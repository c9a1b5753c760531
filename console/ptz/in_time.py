"""HTTP to a device that may be hostile: a deadline for the whole answer, and its XML looked at."""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import Iterable
from xml.parsers import expat

import httpcore
import httpx

from console.ptz.head import HeadGarbledError

MAX_DEPTH = 64
MAX_ELEMENTS = 20_000


class Deadline:
    """When the call in work has to be over."""

    def __init__(self, call_s: float) -> None:
        self._call_s = call_s
        self._at = math.inf

    def begin(self) -> None:
        """A call begins."""
        self._at = time.monotonic() + self._call_s

    def left(self, asked: float | None) -> float:
        """What a step may still take; raises httpcore.ReadTimeout when time is over."""
        left = self._at - time.monotonic()
        if left <= 0.0:
            raise httpcore.ReadTimeout("the answer took too long")
        return left if asked is None else min(left, asked)


class InTime(httpx.BaseTransport):
    """Each step of a connection waits for what is left of the deadline, at the most."""

    def __init__(self, deadline: Deadline, answer_bytes: int) -> None:
        self._most = answer_bytes
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=2, network_backend=_Backend(deadline)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request and its whole answer; raises httpcore's faults and HeadGarbledError."""
        url = request.url
        assert isinstance(request.stream, httpx.SyncByteStream)
        # A packed answer could grow to anything.
        headers = [pair for pair in request.headers.raw if pair[0].lower() != b"accept-encoding"]
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=headers,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        try:
            body = self._whole(answer)
        finally:
            answer.close()
        if body and answer.status not in (401, 403):
            check_xml(body)
        kept = [pair for pair in answer.headers if pair[0].lower() not in _OF_TRANSPORT]
        return httpx.Response(answer.status, headers=kept, content=body)

    def _whole(self, answer: httpcore.Response) -> bytes:
        if any(name.lower() == b"content-encoding" for name, _ in answer.headers):
            raise HeadGarbledError("packed")
        assert isinstance(answer.stream, Iterable)
        body = bytearray()
        for part in answer.stream:
            body += part
            if len(body) > self._most:
                raise HeadGarbledError("too long")
        return bytes(body)

    def close(self) -> None:
        """Close connections."""
        self._pool.close()


_OF_TRANSPORT = (b"content-length", b"transfer-encoding")


def check_xml(body: bytes) -> None:
    """Raise HeadGarbledError unless this is XML without a document type, neither deep nor long."""
    depth = count = 0

    def start(*_: object) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise HeadGarbledError("too deep or too long")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise HeadGarbledError("document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise HeadGarbledError("not XML") from error


class _Backend(httpcore.SyncBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        inner = super().connect_tcp(
            host, port, self._deadline.left(timeout), local_address, socket_options
        )
        return _Stream(inner, self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)

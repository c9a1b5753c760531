"""A knock at a camera's door: is anybody there again, and what do they say?"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from console.state.stream_state import Reason

PROBE_TIMEOUT_S = 1.0
_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443, "rtmp": 1935}


def answers(url: str) -> bool:
    """Whether the host of a stream takes a connection, and for RTSP whether it speaks."""
    # A camera whose firmware hangs still accepts connections: only a word proves that it's back.
    reply = _ask(url, "OPTIONS *")
    return reply is not None and (bool(reply) or not url.startswith("rtsp:"))


def why_silent(url: str) -> Reason:
    """Why a stream couldn't be opened in time, as its host's first words tell."""
    if not url.startswith("rtsp:"):
        return Reason.TIMEOUT
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    reply = _ask(url, f"DESCRIBE {bare}") or b""
    if reply.startswith(b"RTSP/1.0 3"):
        return Reason.REDIRECTED
    return Reason.TIMEOUT if b"RTSP/".startswith(reply[:5]) else Reason.BAD_DATA


def _ask(url: str, request: str) -> bytes | None:
    """The first bytes of the answer, few or none; None where no connection is taken."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
        if host is None or port is None:
            return None
        line = socket.create_connection((host, port), PROBE_TIMEOUT_S)
    except (OSError, ValueError):
        return None
    with line:
        if parts.scheme != "rtsp":
            return b""
        try:
            line.sendall(f"{request} RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
            return line.recv(64)
        except OSError:
            return b""

"""A knock at a camera's door: is anybody there again?"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

PROBE_TIMEOUT_S = 1.0
_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443, "rtmp": 1935}
# A camera whose firmware hangs still accepts connections: only a word proves that it's back.
_QUESTION = b"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"


def answers(url: str) -> bool:
    """Whether the host of a stream takes a connection, and for RTSP whether it speaks."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
        if host is None or port is None:
            return False
        with socket.create_connection((host, port), PROBE_TIMEOUT_S) as line:
            if parts.scheme != "rtsp":
                return True
            line.sendall(_QUESTION)
            return bool(line.recv(1))
    except (OSError, ValueError):
        return False

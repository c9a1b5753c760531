"""The connections of a client, which can be cut while somebody waits for an answer on one.

A call that waits for a backend that hangs can't be ended from another thread in any other way:
with its connection cut it fails at once.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_POOLED = 4


class Wires:
    """Open connections; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: WeakSet[socket.socket] = WeakSet()

    def adapter(self) -> HTTPAdapter:
        """Return what makes a session's connections known here."""
        return _Adapter(self)

    def cut(self) -> None:
        """Cut every connection; the next call opens another."""
        with self._lock:
            cut, self._open = list(self._open), WeakSet()
        for one in cut:
            with suppress(OSError):  # it is closed already
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    def note(self, one: socket.socket) -> None:
        """Take note of an open connection."""
        with self._lock:
            self._open.add(one)


class _Adapter(HTTPAdapter):
    def __init__(self, wires: Wires) -> None:
        self._wires = wires
        super().__init__(pool_maxsize=_POOLED)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._wires)


def _pools(wires: Wires) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            assert self.sock is not None
            wires.note(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            assert self.sock is not None
            wires.note(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}

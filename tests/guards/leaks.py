"""Threads, child processes, running timers and shared memory a test leaves behind fail it.

The report names the line that started the thread, process or timer.
"""

from __future__ import annotations

import gc
import linecache
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer

_LIBRARY = sysconfig.get_path("stdlib")
OWN_THREADS = ("pytest_timeout", "execnet", "ThreadPoolExecutor-execnet", "Dummy-")


class _Origins:
    """Remembers where threads, processes and QTimers were started during one test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: dict[int, str] = {}
        self.processes: dict[int, str] = {}
        self.timers: list[tuple[QTimer, str]] = []
        self.qthreads: list[tuple[QThread, str]] = []
        self._after(monkeypatch, threading.Thread, "start", self._thread_started)
        self._after(monkeypatch, subprocess.Popen, "__init__", self._process_started)
        self._after(monkeypatch, QTimer, "start", self._timer_started)
        self._after(monkeypatch, QThread, "start", self._qthread_started)

    @staticmethod
    def _after(
        monkeypatch: pytest.MonkeyPatch, kind: type, name: str, note: Callable[[Any, str], None]
    ) -> None:
        original = getattr(kind, name)

        def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(self, *args, **kwargs)
            note(self, _caller())
            return result

        monkeypatch.setattr(kind, name, noted)

    def _thread_started(self, thread: threading.Thread, line: str) -> None:
        self.threads[id(thread)] = line

    def _process_started(self, process: subprocess.Popen[bytes], line: str) -> None:
        self.processes[process.pid] = line

    def _timer_started(self, timer: Any, line: str) -> None:
        if isinstance(timer, QTimer):  # QTimer.start may be reached through a subclass
            self.timers.append((timer, line))

    def _qthread_started(self, thread: QThread, line: str) -> None:
        self.qthreads.append((thread, line))


def _caller() -> str:
    """The innermost line being run that is neither a library's nor this file's."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        is_ours = name != __file__ and not name.startswith(("<", _LIBRARY))
        if is_ours and "site-packages" not in name:
            return f"{name}:{frame.f_lineno}: {linecache.getline(name, frame.f_lineno).strip()}"
        frame = frame.f_back
    return "an unknown line"


def _children() -> dict[int, str]:
    found = {}
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                found[child.pid] = " ".join(child.cmdline())[:120]
        except psutil.NoSuchProcess:
            continue
    return found


def _shared_memory() -> set[str]:
    """This process's mapped memfds (inode and name) and this user's files in /dev/shm."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return set()
    lines = maps.read_text(errors="replace").splitlines()
    mapped = {" ".join(line.split()[4:]) for line in lines if "/memfd:fengqiao" in line}
    files = {str(path) for path in Path("/dev/shm").glob("fengqiao*")}
    return mapped | files


def _is_running(thing: QTimer | QThread) -> bool:
    try:
        return thing.isActive() if isinstance(thing, QTimer) else thing.isRunning()
    except RuntimeError:  # Qt has deleted it
        return False


def _leaks(origins: _Origins, threads: set[int], children: set[int], memory: set[str]) -> list[str]:
    found = [
        f"thread {t.name!r}, started at {origins.threads.get(id(t), 'an unknown line')}"
        for t in threading.enumerate()
        if t.ident not in threads and not t.name.startswith(OWN_THREADS)
    ]
    found += [
        f"process {pid} ({line}), started at {origins.processes.get(pid, 'an unknown line')}"
        for pid, line in _children().items()
        if pid not in children
    ]
    found += [f"QTimer, started at {line}" for t, line in origins.timers if _is_running(t)]
    found += [f"QThread, started at {line}" for t, line in origins.qthreads if _is_running(t)]
    found += [f"shared memory {name}" for name in _shared_memory() - memory]
    return found


@pytest.fixture(autouse=True)
def _nothing_left(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Compares what runs after the test with what ran before it."""
    # What a whole session shares belongs to none of its tests.
    for name in ("town", "qapp"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    threads = {t.ident for t in threading.enumerate() if t.ident is not None}
    children, memory = set(_children()), _shared_memory()
    origins = _Origins(monkeypatch)
    yield
    gc.collect()  # what was left open says so here, not in some later test
    if request.node.get_closest_marker("allow_leaks"):
        return
    deadline = time.monotonic() + float(request.config.getini("leak_grace_s"))
    while found := _leaks(origins, threads, children, memory):
        if time.monotonic() > deadline:
            pytest.fail("Left behind:\n" + "\n".join(found), pytrace=False)
        _settle()
        time.sleep(0.02)


@pytest.fixture(scope="module", autouse=True)
def _no_garbage_left() -> Iterator[None]:
    """What the fixtures of a module left open says so in its last test.

    What outlives the module (reports, caches, what the session shares) is looked through no more:
    else each collection takes longer than the one before, at the end longer than most tests.
    """
    yield
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    """A limit for what is on its way out when a test ends."""
    what = "seconds that threads, processes and the like get to end"
    parser.addini("leak_grace_s", what, type="string", default="60")


def pytest_collection_finish() -> None:
    """Leave what all tests share to no collection: then one takes a few milliseconds."""
    gc.collect()
    gc.freeze()


def _settle() -> None:
    """Let Qt carry out what was put off, deletions among it, and Python collect."""
    if (app := QCoreApplication.instance()) is not None:
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

"""The guards themselves: each kind of fault does fail a test."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

CONFTEST = 'pytest_plugins = ["tests.guards.logs", "tests.guards.leaks"]\n'
ENDLESS = "import time; time.sleep(60)"

FAULTS = {
    "log": ("import logging; logging.warning('odd')", "WARNING root: odd"),
    "thread": (
        "import threading; stop = threading.Event();"
        " t = threading.Thread(target=stop.wait, args=(60,), name='lost', daemon=True); t.start()",
        "thread 'lost', started at *test_*.py:*",
    ),
    "process": (
        f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {ENDLESS!r}])",
        "process * started at *",
    ),
    "timer": (
        "from PySide6.QtCore import QTimer; t = qtbot.kept = QTimer(); t.start(1000)",
        "QTimer, started at *",
    ),
    "shared memory": (
        "import os, mmap; fd = os.memfd_create('fengqiao-test'); os.ftruncate(fd, 4096);"
        " qtbot.kept = mmap.mmap(fd, 4096)",
        "shared memory *memfd:fengqiao-test*",
    ),
    "open socket in a cycle": (
        "import socket; s = socket.socket(); loop = [s]; loop.append(loop)",
        "*ResourceWarning: unclosed*socket*",
    ),
    "Qt warning": ("from PySide6.QtCore import qWarning; qWarning('odd')", "*odd*"),
    "Python warning": ("import warnings; warnings.warn('odd')", "*UserWarning: odd*"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_fails_the_test_that_made_it(
    pytester: pytest.Pytester, request: pytest.FixtureRequest, fault: str
) -> None:
    code, report = FAULTS[fault]
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(f"def test_it(qtbot):\n    {code}\n")
    pytester.makeini(
        "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n"
        f"leak_grace_s = 0.5\npythonpath = {request.config.rootpath}\n"
        "markers = \n  allow_logs\n  allow_leaks\n"
    )
    result = pytester.runpytest_subprocess("-p", "no:xdist", "-p", "no:cacheprovider")
    assert result.ret == 1
    result.stdout.fnmatch_lines([report])

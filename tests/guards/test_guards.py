"""The guards themselves: each kind of fault does fail a test."""

from __future__ import annotations

import re

import pytest

pytest_plugins = ["pytester"]

CONFTEST = 'pytest_plugins = ["tests.guards.logs", "tests.guards.leaks"]\n'
ENDLESS = "import time; time.sleep(60)"

FAULTS = {
    "log": ("import logging; logging.warning('odd record')", "WARNING root: odd record"),
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
    "Qt warning": (
        "from PySide6.QtCore import qWarning; qWarning('odd message')",
        "*odd message*",
    ),
    "Python warning": (
        "import warnings; warnings.warn('odd warning')",
        "*UserWarning: odd warning*",
    ),
}


def test_each_fault_fails_the_test_that_made_it(
    pytester: pytest.Pytester, request: pytest.FixtureRequest
) -> None:
    tests = [f"def test_{n}(qtbot):\n    {code}\n" for n, (code, _) in enumerate(FAULTS.values())]
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("\n".join(tests))
    pytester.makeini(
        "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n"
        f"leak_grace_s = 0.5\npythonpath = {request.config.rootpath}\n"
        "markers = \n  allow_logs\n  allow_leaks\n"
    )
    result = pytester.runpytest_subprocess("-ra", "-p", "no:xdist", "-p", "no:cacheprovider")
    assert result.ret == 1
    said = result.stdout.str()
    for number, (fault, (_, report)) in enumerate(FAULTS.items()):
        assert re.search(rf"^(FAILED|ERROR) \S+::test_{number}\b", said, re.MULTILINE), fault
        result.stdout.fnmatch_lines([report])

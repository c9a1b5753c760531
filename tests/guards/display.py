"""A display for each test worker.

Windows of two workers on one display would take the keyboard's focus from each other, and a
window without it gets no shortcuts.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

# The server goes with the worker, however that ends: the pipe that the shell reads is the worker's.
_SERVER = """
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -noreset 3>&1 >/dev/null 2>&1 </dev/null &
exec >/dev/null
read -r _
kill $!
"""
_KEY = pytest.StashKey[subprocess.Popen[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Give a worker its display before anything of Qt is loaded; alone, take the one there is."""
    if not hasattr(config, "workerinput") or "QT_QPA_PLATFORM" in os.environ:
        return
    if shutil.which("Xvfb") is None:
        return
    server = subprocess.Popen(
        ["sh", "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    config.stash[_KEY] = server
    assert server.stdout is not None
    with server.stdout as output:
        number = output.readline().strip()
    if not number:
        raise pytest.UsageError("Xvfb didn't start")
    os.environ["DISPLAY"] = f":{number}"
    os.environ.pop("WAYLAND_DISPLAY", None)

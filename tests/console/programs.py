"""Running the real program as people do, with folders of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.town import ROOT

COMMAND = (sys.executable, "-m", "console")


def environment(folder: Path) -> dict[str, str]:
    """The environment with all of the platform's folders below ``folder``."""
    own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FENGQIAO_")}
    return kept | own | {"XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder)}


def run_program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run to the end; what it said and its exit code."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program while it runs; killed at the end if nobody ended it."""
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def log_text(folder: Path) -> str:
    """Everything in the program's log files."""
    files = folder.rglob("console.log*")
    return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

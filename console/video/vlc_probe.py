"""What the libvlc of this machine can do, asked in a child process.

A libvlc that is broken, or whose plugins are, may crash or hang its process; the child takes that
instead of the console.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROBE_LIMIT_S = 15.0  # the first scan of the plugins on a cold disk takes seconds
ROOT = Path(__file__).resolve().parents[2]
# Only the live555 module knows this option, and libvlc refuses to start with an unknown one.
LIVE555_OPTION = "--rtsp-tcp"


@dataclass(frozen=True, slots=True)
class VlcProbe:
    """What was found: ``rtsp`` is True with live555; ``reason`` says why libvlc is unusable."""

    available: bool
    version: str = ""
    rtsp: bool = False
    reason: str = ""


def parse_probe(returncode: int, output: str) -> VlcProbe:
    """Read the child's answer; its last line is JSON when it came through."""
    if returncode != 0:
        return VlcProbe(False, reason=f"libvlc ended its process with code {returncode}")
    try:
        answer: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
        return VlcProbe(
            bool(answer["available"]),
            str(answer["version"]),
            bool(answer["rtsp"]),
            str(answer["reason"]),
        )
    except (IndexError, KeyError, TypeError, ValueError):
        return VlcProbe(False, reason="libvlc gave no answer")


def run_probe(command: tuple[str, ...], limit_s: float) -> VlcProbe:
    """Run a probing child, at most ``limit_s`` seconds."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return VlcProbe(False, reason=f"libvlc did not answer within {limit_s:g} s")
    except OSError as error:
        return VlcProbe(False, reason=f"cannot start the probe: {error.strerror}")
    return parse_probe(done.returncode, done.stdout.decode(errors="replace"))


@cache  # a fact of the machine: it doesn't change while the console runs
def probe_vlc() -> VlcProbe:
    """Ask once for libvlc: takes up to ``PROBE_LIMIT_S`` seconds, so not on the GUI thread."""
    return run_probe((sys.executable, "-m", "console.video.vlc_probe"), PROBE_LIMIT_S)


def examine() -> VlcProbe:
    """Load libvlc into this process and look; only for the child."""
    try:
        import vlc  # noqa: PLC0415  loading it is what may go wrong
    except (ImportError, OSError, AttributeError, NotImplementedError):
        return VlcProbe(False, reason="libvlc is not installed")
    instance = vlc.Instance(["--quiet"])
    if instance is None:
        return VlcProbe(False, reason="libvlc does not start")
    version = vlc.libvlc_get_version().decode(errors="replace")
    with_rtsp = vlc.Instance(["--quiet", LIVE555_OPTION])
    return VlcProbe(True, version, with_rtsp is not None)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(examine())) + "\n")

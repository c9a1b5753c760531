"""Looks at files from outside in processes of their own: those may crash, hang or eat memory."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

from backend.media.records import MediaError, MediaFault

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE})
"""What the machine lacks; a file may make the libraries say any other of these faults."""
_ENDED_BY_OTHERS: Final = frozenset({-signal.SIGKILL, -signal.SIGTERM})
"""By a machine that is short of memory, or is being shut down."""


def ask(module: str, arguments: list[str], patience_s: float) -> Any:
    """Run a module with arguments; returns the JSON that it prints.

    Raises MediaError for what it names as `fault` and where the file makes it crash or takes all
    it is given; OSError for what isn't the file's fault, TimeoutError where the machine is busy.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=patience_s, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(errno.ETIMEDOUT, "no processor in time") from error
    if done.returncode in _ENDED_BY_OTHERS:
        raise TimeoutError(errno.ETIMEDOUT, "ended from outside")
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise MediaError(MediaFault.BROKEN) from error
    if "errno" in found:
        raise OSError(found["errno"], os.strerror(found["errno"]))
    if "fault" in found or done.returncode:
        raise MediaError(MediaFault(found.get("fault", MediaFault.BROKEN)))
    return found


def serve(work: Callable[[], dict[str, Any]], cpu_s: int, memory: int) -> None:
    """Be such a process: print what `work` finds, or why it can't.

    It gets so many seconds of a processor, and bytes of address space.
    """
    import resource  # noqa: PLC0415 - only where there is one, in the process of its own

    # One more at the hard limit: the soft one's signal tells who was too slow from who was killed.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        found = work()
    except MediaError as refused:
        found = {"fault": refused.fault.value}
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        found = {"errno": error.errno}
    sys.stdout.write(json.dumps(found))

"""Looks at files from outside in processes of their own: those may crash, hang or eat memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from backend.media.records import MediaError, MediaFault


def ask(module: str, arguments: list[str], patience_s: float) -> Any:
    """Run a module with arguments; returns the JSON that it prints.

    Raises MediaError, also for what it names as `fault`.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=patience_s, check=True, stdin=subprocess.DEVNULL
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise MediaError(MediaFault.BROKEN) from error
    if "fault" in found:
        raise MediaError(MediaFault(found["fault"]))
    return found


def limit(cpu_s: int, memory: int) -> None:
    """Give this process so many seconds of a processor, and bytes of address space."""
    import resource  # noqa: PLC0415 - only where there is one, in the process of its own

    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def tell(found: dict[str, Any]) -> None:
    """Print what was found."""
    sys.stdout.write(json.dumps(found))

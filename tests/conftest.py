"""What every test is held to, and the simulated town.

A test fails on log records of WARNING and above it didn't announce (``allow_logs``), and on
threads, child processes, running timers and shared memory it leaves behind (``allow_leaks``).
Sockets, files and the like that it forgets fail it too, since its garbage is collected at its end.
"""

from __future__ import annotations

pytest_plugins = [
    "tests.guards.display",
    "tests.guards.patience",
    "tests.guards.logs",
    "tests.guards.leaks",
    "tests.guards.soak",
    "tests.guards.tour",
    "tests.town",
    "tests.backend_parts",
]

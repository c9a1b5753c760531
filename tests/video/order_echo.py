"""A process that says every order it gets again; ``die`` ends it."""

from __future__ import annotations

import sys

for line in sys.stdin:
    if "die" in line:
        break
    print(line, end="", flush=True)

"""Tests of what runs in asyncio's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tests.guards.patience import PATIENCE_S


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a test's own coroutine to its end."""

    async def bounded() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await work

    asyncio.run(bounded())


async def until(true: Callable[[], bool]) -> None:
    """Let the loop work until something is true; ``run`` bounds it."""
    while not true():
        await asyncio.sleep(0.001)

"""An unexpected log record of WARNING or above fails the test it belongs to."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest


class _Collector(logging.Handler):
    """Keeps the records nobody announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.patterns: list[str] = []
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = str(record.msg.get("event")) if isinstance(record.msg, dict) else record.getMessage()
        if not any(re.search(pattern, text) for pattern in self.patterns):
            self.unexpected.append(f"{record.levelname} {record.name}: {text}")


@pytest.fixture(autouse=True)
def allow_logs(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Patterns of expected records: a test appends to it, or carries the mark ``allow_logs``."""
    collector = _Collector()
    for mark in request.node.iter_markers("allow_logs"):
        collector.patterns += mark.args
    root = logging.getLogger()
    root.addHandler(collector)
    yield collector.patterns
    root.removeHandler(collector)
    if collector.unexpected:
        pytest.fail("Unexpected log records:\n" + "\n".join(collector.unexpected), pytrace=False)

"""Lines of an inbox for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend_client.records import Line

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def a_line(event: str, seconds: int = 0, **more: object) -> Line:
    """An event that nobody has accepted yet, reported so many seconds after ``NOW``."""
    at = NOW + timedelta(seconds=seconds)
    values: dict[str, object] = {
        "id": event,
        "number": f"20261124-{event}",
        "version": 1,
        "town": "FX",
        "title": f"占道堆物 {event}",
        "state": "reported",
        "grade": 1,
        "subcategory": "0702",
        "source": "field",
        "channel": "",
        "platform": "ZF",
        "lead": None,
        "owner": None,
        "village": "FX01",
        "grid": "FX01-05",
        "lon": None,
        "lat": None,
        "is_drill": False,
        "returned": 0,
        "supervision": 0,
        "reported_at": at,
        "due_at": at + timedelta(minutes=30),
        "amber_at": at + timedelta(minutes=21),
    }
    return Line(**(values | more))  # type: ignore[arg-type]

"""The one way in which values are written that are hashed or signed."""

from __future__ import annotations

import json
from datetime import UTC, datetime


def canonical(value: object) -> str:
    """Return a JSON value as text: names in order, no spaces, characters as they are."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def written_at(at: datetime) -> str:
    """Return an instant as text: 27 characters, microseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

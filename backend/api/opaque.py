"""JSON that is kept for a console without being understood: bounded, and fit for every database."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator

from backend.domain.canonical import canonical

MAX_BYTES = 16 * 1024
MAX_DEPTH = 8
_MAX_INTEGER = 2**53


def check_opaque(value: dict[str, Any]) -> dict[str, Any]:
    """Return the object; raises ValueError for more than is kept, and for what no JSON can say."""
    for part, depth in _parts(value, 1):
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
        if isinstance(part, float) and not math.isfinite(part):
            raise ValueError("not a number")
        if isinstance(part, int) and abs(part) > _MAX_INTEGER:
            raise ValueError("too large a number")
        if isinstance(part, str) and "\0" in part:
            raise ValueError("a NUL")
    if len(canonical(value).encode()) > MAX_BYTES:  # an unpaired surrogate is a ValueError too
        raise ValueError("too long")
    return value


Opaque = Annotated[dict[str, Any], AfterValidator(check_opaque)]


def _parts(value: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """Everything in it with its depth, not deeper than one step too far."""
    yield value, depth
    if depth > MAX_DEPTH:
        return
    inner = [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
    if isinstance(inner, list):
        for one in inner:
            yield from _parts(one, depth + 1)

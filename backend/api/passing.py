"""What is passed on to listeners and kept nowhere: where somebody points, what is being drawn.

On PostgreSQL it goes to every process by a NOTIFY of its own, which holds 8000 bytes.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from backend.domain.sight import Scope

MAX_NOTICE = 7900
"""Bytes; PostgreSQL takes less than 8000."""
MAX_WAITING = 64
"""For a listener who is slow: of more the oldest are forgotten."""
_SETS = ("departments", "people")


@dataclass(frozen=True, slots=True)
class Passing:
    """One message as it goes out: JSON text, and whom it concerns."""

    scope: Scope
    text: str


Waiting = deque[Passing]
"""What a listener hasn't been told yet; one thread puts in, another takes out."""


def waiting() -> Waiting:
    """Return an empty one, which forgets the oldest."""
    return deque(maxlen=MAX_WAITING)


def notice_of(scope: Scope, told: Mapping[str, Any]) -> str | None:
    """Return a message as text for every process; without what is drawn where that's too long.

    None where even that is: the field's people don't sit at the table, so they go first.
    """
    for concerned, said in (
        (scope, told),
        (scope, {**told, "drawing": None}),
        (replace(scope, people=frozenset()), {**told, "drawing": None}),
    ):
        text = _written([_scope_data(concerned), said])
        if len(text.encode()) <= MAX_NOTICE:
            return text
    return None


def passing_of(notice: str) -> Passing:
    """Return the message of such a text."""
    scope, told = json.loads(notice)
    sets = {name: frozenset(scope[name]) for name in _SETS}
    return Passing(Scope(**{**scope, **sets}), _written(told))


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _scope_data(scope: Scope) -> dict[str, Any]:
    return {**asdict(scope), **{name: sorted(getattr(scope, name)) for name in _SETS}}

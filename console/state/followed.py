"""What of others' work the owner of an event is told of at once; all else is in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

CALM, PRESSING = 1, 2
_ACTIONS: Final[Mapping[str, int]] = {
    "return": CALM,
    "hand_up": CALM,
    "feed_back": CALM,
    "ask_extension": CALM,
    "rework": CALM,
    "propose_supervision": CALM,
    "ask_help": PRESSING,
}
_STATUSES: Final[Mapping[str, int]] = {"refused": CALM, "help_needed": PRESSING}
FIELD_STATUS: Final = "field_status"


def matters(what: str, change: Mapping[str, Any]) -> int:
    """Return how much a journal entry matters to the event's owner; 0: it is only in the trail.

    ``what`` is the entry's name without ``event.``.
    """
    if what == FIELD_STATUS:
        return _STATUSES.get(str(change.get("to", "")), 0)
    return _ACTIONS.get(what, 0)

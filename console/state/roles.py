"""Roles as the backend calls them, by what they do in the command room."""

from __future__ import annotations

from typing import Final

ROOM_ROLES: Final = frozenset({"operator", "shift_leader", "commander"})
"""They sit in the command room: they accept, send, report, and drive the wall."""
LEADERS: Final = frozenset({"shift_leader", "commander"})
"""They change what holds for everybody."""

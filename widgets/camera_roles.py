"""What a camera tree asks its item model for, beside Qt's own roles."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from PySide6.QtCore import Qt


class TreeRole(IntEnum):
    """Item data roles of a camera tree.

    NODE is a `Node` value. ID tells groups apart over resets and is the number of a camera.
    LIGHT is a `Light` value. KEY (重点) and ON_BOARD are bool. LIVE, LOST and TOTAL count the
    cameras below a group.
    """

    NODE = Qt.ItemDataRole.UserRole.value + 1
    ID = NODE + 1
    LIGHT = NODE + 2
    KEY = NODE + 3
    ON_BOARD = NODE + 4
    LIVE = NODE + 5
    LOST = NODE + 6
    TOTAL = NODE + 7


class Node(StrEnum):
    """What a row of the tree stands for."""

    VILLAGE = "village"
    GRID = "grid"
    CAMERA = "camera"


class Light(StrEnum):
    """State lights; each has its own shape as well as its colour."""

    UNKNOWN = "unknown"
    IDLE = "idle"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"

"""Every colour of the console by name; text pairs hold a contrast of at least 4.5:1."""

from __future__ import annotations

from typing import Final

WINDOW: Final = "#12161b"
PANEL: Final = "#181d24"
RAISED: Final = "#222933"
LINE: Final = "#38424f"
TEXT: Final = "#e6eaee"
TEXT_QUIET: Final = "#9aa6b2"
TEXT_OFF: Final = "#7f8b98"
ACCENT: Final = "#4da3ff"
ACCENT_FILL: Final = "#1d5fa8"
ON_ACCENT: Final = "#ffffff"
ROW_CHOSEN: Final = "#16324e"
"""Ground of a row that the cursor is on: every colour of text still reads on it."""
URGENT_FILL: Final = "#9c2f26"
"""Ground of what nobody may overlook."""

LIVE: Final = "#3fc380"
STALE: Final = "#f2b134"
LOST: Final = "#ff6b5e"
KEY_MARK: Final = "#e8c14a"

BOARD: Final = "#0b0e12"
PANE: Final = "#14191f"
LETTERBOX: Final = "#050709"
KEY_INK: Final = "#1a1400"
SELECTED_IDLE: Final = "#6f87a3"

GRADE_GENERAL: Final = "#5aa9ff"
"""一般, a circle."""
GRADE_LARGER: Final = "#f2d13c"
"""较大, a square."""
GRADE_MAJOR: Final = "#ff9a3c"
"""重大, a diamond."""
GRADE_URGENT: Final = "#ff6b5e"
"""紧急, a triangle."""

TEXT_PAIRS: Final = (
    *((text, ground) for text in (TEXT, TEXT_QUIET) for ground in (WINDOW, PANEL, RAISED)),
    *((text, WINDOW) for text in (LIVE, STALE, LOST, KEY_MARK, ACCENT)),
    *((text, PANEL) for text in (GRADE_GENERAL, GRADE_LARGER, GRADE_MAJOR, GRADE_URGENT)),
    *(
        (text, ground)
        for text in (TEXT, TEXT_QUIET, STALE, LOST)
        for ground in (ROW_CHOSEN, RAISED)
    ),
    *(
        (text, ground)
        for text in (GRADE_GENERAL, GRADE_LARGER, GRADE_MAJOR, GRADE_URGENT)
        for ground in (ROW_CHOSEN, RAISED)
    ),
    *((text, PANEL) for text in (STALE, LOST)),
    *((text, ground) for text in (LIVE, ACCENT) for ground in (PANEL, RAISED, ROW_CHOSEN)),
    (TEXT_OFF, PANEL),
    (ON_ACCENT, ACCENT_FILL),
    (ON_ACCENT, URGENT_FILL),
    *((text, BOARD) for text in (TEXT, TEXT_QUIET, LIVE, STALE, LOST, KEY_MARK)),
    *((text, PANE) for text in (TEXT, TEXT_QUIET)),
    (KEY_INK, KEY_MARK),
)
"""Pairs of text and ground that occur."""


def by_name() -> dict[str, str]:
    """Name and value of every colour; the stylesheet writes them as ``@NAME@``."""
    return {
        name: value
        for name, value in globals().items()
        if name.isupper() and isinstance(value, str)
    }

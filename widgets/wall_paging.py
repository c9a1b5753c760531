"""Rows that fit, and the pages of those that don't fit together."""

from __future__ import annotations

from typing import Final

ROWS_MOST: Final = 60
"""Nobody reads more in one list."""


def rows_that_fit(height_px: float, row_px: float) -> int:
    """Return how many rows go into a height; one at least, for it is cut rather than left out."""
    if row_px <= 0:
        return 1
    return max(1, int(min(ROWS_MOST, height_px // row_px)))


def pages(count: int, per_page: int) -> int:
    """Return how many pages so many rows take; one for none."""
    return max(1, -(-count // max(1, per_page)))


def page_rows(count: int, per_page: int, turn: int) -> range:
    """Return the rows of the page whose turn it is; turns count on without end."""
    per_page = max(1, per_page)
    first = turn % pages(count, per_page) * per_page
    return range(first, min(count, first + per_page))

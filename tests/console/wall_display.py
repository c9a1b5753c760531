"""What is to be seen on a wall's screens, compared."""

from __future__ import annotations

import numpy as np

from benchmarks.wall_display import Picture

_LIKE = 60
"""The edges of letters may be smoothed otherwise."""


def are_alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures show the same."""
    if one.shape != other.shape:
        return False
    grey, others = (picture[::3, ::3].mean(axis=-1) for picture in (one, other))
    return bool(np.abs(grey - others).max() < _LIKE)

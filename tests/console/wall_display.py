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
    return bool(np.abs(_grey(one) - _grey(other)).max() < _LIKE)


def _grey(picture: Picture) -> np.ndarray:
    return picture[::3, ::3].astype(np.int16).mean(axis=-1)

"""Where a drawing lies: how the places of a surface become pixels of the widget below."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QWidget

from widgets.drawing_values import Point

Floats = NDArray[np.float64]


class Mapper(Protocol):
    """Places of a surface, of a plane and of a widget.

    The plane lies between the two: moving and zooming only changes ``transform``, so that what was
    worked out on the plane stays.
    """

    @property
    def decimals(self) -> int:
        """How many decimals a place of the surface needs."""
        ...

    @property
    def basis(self) -> Hashable:
        """Another one when ``to_plane`` would now give other places."""
        ...

    def to_plane(self, points: Floats) -> Floats:
        """Places of the surface on the plane: rows of two, as many as given."""
        ...

    def transform(self) -> QTransform:
        """From the plane to the widget's logical pixels."""
        ...

    def to_surface(self, at: QPointF) -> Point | None:
        """The surface's place at a pixel of the widget; None beside the surface."""
        ...


class WholeWidget:
    """The surface is the widget itself: 0…1 of its width and height."""

    decimals = 4
    basis: Hashable = None

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def to_plane(self, points: Floats) -> Floats:
        """The plane is the surface."""
        return points

    def transform(self) -> QTransform:
        """As large as the widget."""
        return QTransform.fromScale(max(1, self._widget.width()), max(1, self._widget.height()))

    def to_surface(self, at: QPointF) -> Point | None:
        """The share of width and height."""
        x, y = at.x() / max(1, self._widget.width()), at.y() / max(1, self._widget.height())
        return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None

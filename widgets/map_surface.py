"""A map as the ground of a drawing: longitude and latitude in WGS-84."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from widgets.drawing_surface import Floats
from widgets.drawing_values import Point
from widgets.grid_map_view import GridMapView

_SIDE_M = 10_000.0
"""The map's scale is taken over so many metres: over one, too few digits would be left."""


class MapSurface:
    """The plane is the map's own: metres of Web Mercator, with the base map's shift in them."""

    decimals = 6

    def __init__(self, view: GridMapView) -> None:
        self._view = view

    @property
    def basis(self) -> Hashable:
        """Another origin or base map moves every place of the plane."""
        return self._view.projection

    def to_plane(self, points: Floats) -> Floats:
        """Degrees to metres."""
        return np.column_stack(self._view.projection.to_plane(points[:, 0], points[:, 1]))

    def transform(self) -> QTransform:
        """Metres to pixels: the map is never turned, and its metres go up."""
        origin = self._pixel(0, 0)
        far = self._pixel(_SIDE_M, _SIDE_M)
        across, up = (far.x() - origin.x()) / _SIDE_M, (far.y() - origin.y()) / _SIDE_M
        return QTransform(across, 0, 0, up, origin.x(), origin.y())

    def to_surface(self, at: QPointF) -> Point | None:
        """Pixels to degrees."""
        back, is_possible = self.transform().inverted()
        if not is_possible:
            return None
        place = back.map(at)
        return self._view.projection.to_degrees(place.x(), place.y())

    def _pixel(self, x: float, y: float) -> QPointF:
        at: QPointF = self._view.viewportTransform().map(self._view.plane_to_scene(x, y))
        return at

"""The shape of a grid from a GeoJSON geometry, with every fault of its rings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from backend.domain.areas import Area, Polygon, Ring
from backend.domain.datum import Datum, from_datum
from backend.domain.geo import Position, PositionError, parse_position
from backend.imports.geojson_fault import GridFault, GridFaultCode, shown
from backend.imports.ring_checks import PairBudget, TooTangledError, first_crossing, rings_cross

MAX_CORNERS: Final = 20_000
"""Corners of one grid, in all its rings."""
_MAX_BAD_POSITIONS: Final = 5
"""Named in a ring; a file with longitude and latitude swapped has nothing but bad positions."""


class ShapeReader:
    """Reads one feature's geometry and collects its faults; positions come out as WGS-84."""

    def __init__(self, feature: int, datum: Datum, budget: PairBudget) -> None:
        self._feature = feature
        self._datum = datum
        self._budget = budget
        self._corners = 0
        self.faults: list[GridFault] = []

    def area(self, geometry: object) -> Area | None:
        """Return the area, None where anything is wrong; then `faults` says what."""
        before = len(self.faults)
        polygons = [self._polygon(path, rings) for path, rings in self._parts(geometry)]
        sound = [polygon for polygon in polygons if polygon is not None]
        if len(self.faults) > before or not sound:
            return None
        if any(
            self._crossing(a.outer, b.outer, "geometry.coordinates")
            for i, a in enumerate(sound)
            for b in sound[:i]
        ):
            return None
        return Area(tuple(sound))

    def _fault(self, field: str, code: GridFaultCode, value: object = "") -> None:
        self.faults.append(GridFault(self._feature, field, code, shown(value)))

    def _parts(self, geometry: object) -> Iterator[tuple[str, list[object]]]:
        """The rings of each polygon with their path."""
        if geometry is None:
            self._fault("geometry", GridFaultCode.REQUIRED)
            return
        if not isinstance(geometry, dict):
            self._fault("geometry", GridFaultCode.NOT_A_POLYGON)
            return
        kind, path = geometry.get("type"), "geometry.coordinates"
        coordinates = geometry.get("coordinates")
        if kind not in ("Polygon", "MultiPolygon"):
            self._fault("geometry.type", GridFaultCode.NOT_A_POLYGON, kind)
        elif not isinstance(coordinates, list) or not coordinates:
            self._fault(path, GridFaultCode.REQUIRED)
        elif kind == "Polygon":
            yield path, coordinates
        else:
            for i, rings in enumerate(coordinates):
                if isinstance(rings, list) and rings:
                    yield f"{path}[{i}]", rings
                else:
                    self._fault(f"{path}[{i}]", GridFaultCode.REQUIRED)

    def _polygon(self, path: str, given: list[object]) -> Polygon | None:
        rings = [self._ring(f"{path}[{i}]", ring) for i, ring in enumerate(given)]
        sound = [ring for ring in rings if ring is not None]
        if len(sound) < len(rings):
            return None
        outer, holes = Polygon(sound[0]), sound[1:]
        for i, hole in enumerate(holes, 1):
            if not all(outer.contains(corner) for corner in hole):
                self._fault(f"{path}[{i}]", GridFaultCode.HOLE_OUTSIDE)
            for before in (sound[0], *holes[: i - 1]):
                self._crossing(before, hole, f"{path}[{i}]")
        return Polygon(outer.outer, tuple(holes))

    def _crossing(self, a: Ring, b: Ring, path: str) -> bool:
        try:
            crosses = rings_cross(a, b, self._budget)
        except TooTangledError:
            self._fault(path, GridFaultCode.TOO_TANGLED)
            return True
        if crosses:
            self._fault(path, GridFaultCode.RINGS_CROSS)
        return crosses

    def _ring(self, path: str, given: object) -> Ring | None:
        if not isinstance(given, list):
            self._fault(path, GridFaultCode.BAD_POSITION)
            return None
        self._corners += len(given)
        if self._corners > MAX_CORNERS:
            self._fault(path, GridFaultCode.TOO_MANY_CORNERS, self._corners)
            return None
        before = len(self.faults)
        corners = self._positions(path, given)
        if len(self.faults) > before:
            return None
        if len(corners) > 1 and corners[0] != corners[-1]:
            self._fault(path, GridFaultCode.NOT_CLOSED)
        # Corners drawn twice over are harmless.
        ring = tuple(c for i, c in enumerate(corners) if i == 0 or c != corners[i - 1])
        ring = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
        self._check(path, ring)
        return ring if len(self.faults) == before else None

    def _positions(self, path: str, given: list[object]) -> list[Position]:
        corners = []
        bad = 0
        for i, pair in enumerate(given):
            try:
                corners.append(self._position(pair))
            except PositionError as error:
                bad += 1
                if bad <= _MAX_BAD_POSITIONS:
                    self._fault(f"{path}[{i}]", GridFaultCode.BAD_POSITION, error.fault.value)
        return corners

    def _position(self, pair: object) -> Position:
        """A longitude and a latitude; an altitude after them is left out."""
        if not isinstance(pair, list) or len(pair) < 2:
            return parse_position(None, None)
        if isinstance(pair[0], str) or isinstance(pair[1], str):
            return parse_position(None, None)
        given = parse_position(pair[0], pair[1])
        return from_datum(self._datum, given.longitude, given.latitude)

    def _check(self, path: str, ring: Ring) -> None:
        if len(set(ring)) < 3:
            self._fault(path, GridFaultCode.TOO_FEW_CORNERS)
            return
        longitudes = [corner.longitude for corner in ring]
        if max(longitudes) - min(longitudes) > 180.0:
            self._fault(path, GridFaultCode.OVER_DATE_LINE)
            return
        if abs(signed_size(ring)) < 1e-12:
            self._fault(path, GridFaultCode.NO_AREA)
            return
        try:
            crossing = first_crossing(ring, self._budget)
        except TooTangledError:
            self._fault(path, GridFaultCode.TOO_TANGLED)
            return
        if crossing is not None:
            place = f"{crossing.longitude:.6f}, {crossing.latitude:.6f}"
            self._fault(path, GridFaultCode.SELF_CROSSING, place)


def signed_size(ring: Ring) -> float:
    """Return square degrees, positive where the corners go counterclockwise."""
    # Measured from the first corner: far from 0, 0 the products would drown a small ring.
    x, y = ring[0].longitude, ring[0].latitude
    local = [(corner.longitude - x, corner.latitude - y) for corner in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(local)) / 2

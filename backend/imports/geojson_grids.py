"""Grids as GeoJSON (RFC 7946), from and for mapping programs.

Reading changes nothing: it gives the grids of the good features and every fault by feature and
field, and `plan_grids` compares them with the grids that there are. Whatever the bytes are,
nothing is raised.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from backend.domain.areas import Ring
from backend.domain.datum import Datum
from backend.domain.grids import Grid, GridCode, GridKind
from backend.imports.geojson_fault import GridFault, GridFaultCode, is_hidden, shown
from backend.imports.geojson_shape import ShapeReader, signed_size
from backend.imports.ring_checks import PairBudget

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_FEATURES: Final = 20_000
MAX_NAME: Final = 60

# A property's English name and what else programs and towns call it.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("code", "编号", "编码", "网格编码", "网格编号"),
    "name": ("name", "名称", "网格名称"),
    "kind": ("kind", "类型", "网格类型"),
}
_KINDS: Final[Mapping[str, GridKind]] = {
    "residential": GridKind.RESIDENTIAL,
    "人居": GridKind.RESIDENTIAL,
    "人居网格": GridKind.RESIDENTIAL,
    "dedicated": GridKind.DEDICATED,
    "专属": GridKind.DEDICATED,
    "专属网格": GridKind.DEDICATED,
}
# CGCS2000 differs from WGS 84 by centimetres.
_CRS: Final = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490")


@dataclass(frozen=True, slots=True)
class GridOutcome:
    """Grids of the good features and what is wrong with the others, both in the file's order.

    Without a fault everything in the file is in `grids`. A fault of the file as a whole leaves
    no grids. `datum` is what the file was taken for; the grids are WGS-84.
    """

    grids: tuple[Grid, ...]
    faults: tuple[GridFault, ...]
    datum: Datum


@dataclass(frozen=True, slots=True)
class GridPlan:
    """What taking over grids would do, as codes in order; `missing` ones aren't in the file."""

    added: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    """Codes with the fields that change: name, kind, area."""
    same: tuple[str, ...]
    missing: tuple[str, ...]


class _FileFaultError(Exception):
    """The file as a whole can't be used."""

    def __init__(self, code: GridFaultCode, value: object = "") -> None:
        super().__init__("the file of grids can't be used")
        self.fault = GridFault(0, "", code, shown(value))


def parse_grids(data: bytes, datum: Datum = Datum.WGS84) -> GridOutcome:
    """Read a file whose positions are in a datum; never raises."""
    try:
        features = _features(_decoded(data))
    except _FileFaultError as error:
        return GridOutcome((), (error.fault,), datum)
    grids: dict[str, Grid] = {}
    faults: list[GridFault] = []
    seen: set[str] = set()
    budget = PairBudget()
    for number, feature in enumerate(features, 1):
        reader = _FeatureReader(number, ShapeReader(number, datum, budget), seen)
        grid = reader.grid(feature)
        faults += reader.faults
        if grid is not None:
            grids[grid.code] = grid
    return GridOutcome(tuple(grids.values()), tuple(faults), datum)


def plan_grids(existing: Iterable[Grid], outcome: GridOutcome) -> GridPlan:
    """Compare the grids that there are with those of a file; changes nothing."""
    before = {grid.code: grid for grid in existing}
    after = {grid.code: grid for grid in outcome.grids}
    both = sorted(before.keys() & after.keys())
    changes = {code: _changes(before[code], after[code]) for code in both}
    return GridPlan(
        tuple(sorted(after.keys() - before.keys())),
        tuple((code, fields) for code, fields in changes.items() if fields),
        tuple(code for code, fields in changes.items() if not fields),
        tuple(sorted(before.keys() - after.keys())),
    )


def _changes(before: Grid, after: Grid) -> tuple[str, ...]:
    return tuple(
        name for name in ("name", "kind", "area") if getattr(before, name) != getattr(after, name)
    )


def format_grids(grids: Iterable[Grid]) -> bytes:
    """Write grids as a FeatureCollection in UTF-8, outer rings counterclockwise, by code."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": grid.code, "name": grid.name, "kind": grid.kind.value},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [
                    [_coordinates(ring, i == 0) for i, ring in enumerate(polygon.rings)]
                    for polygon in grid.area.polygons
                ],
            },
        }
        for grid in sorted(grids, key=lambda grid: grid.code)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def _coordinates(ring: Ring, counterclockwise: bool) -> list[list[float]]:
    ordered = ring if (signed_size(ring) > 0) == counterclockwise else ring[::-1]
    return [[corner.longitude, corner.latitude] for corner in (*ordered, ordered[0])]


def _decoded(data: bytes) -> object:
    if len(data) > MAX_BYTES:
        raise _FileFaultError(GridFaultCode.FILE_TOO_LARGE)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise _FileFaultError(GridFaultCode.NOT_JSON) from None
    raise _FileFaultError(GridFaultCode.NOT_TEXT)


def _features(document: object) -> list[object]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise _FileFaultError(GridFaultCode.NOT_A_COLLECTION)
    features = document.get("features")
    if not isinstance(features, list):
        raise _FileFaultError(GridFaultCode.NOT_A_COLLECTION)
    if (crs := document.get("crs")) is not None:
        _check_crs(crs)
    if not features:
        raise _FileFaultError(GridFaultCode.EMPTY)
    if len(features) > MAX_FEATURES:
        raise _FileFaultError(GridFaultCode.TOO_MANY_FEATURES, len(features))
    return features


def _check_crs(crs: object) -> None:
    """Older files name a reference system; RFC 7946 has done away with it."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.endswith(_CRS):
        raise _FileFaultError(GridFaultCode.OTHER_CRS, name)


class _FeatureReader:
    """Reads one feature; `seen` holds the codes of the features before it and takes its own."""

    def __init__(self, number: int, shape: ShapeReader, seen: set[str]) -> None:
        self._number = number
        self._seen = seen
        self._shape = shape
        self.faults: list[GridFault] = []

    def grid(self, feature: object) -> Grid | None:
        """Return the feature's grid, None where anything is wrong."""
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            self._fault("", GridFaultCode.NOT_A_FEATURE)
            return None
        given = feature.get("properties")
        properties = given if isinstance(given, dict) else {}
        code = self._code(properties)
        name = self._text(properties, "name")
        kind = self._kind(properties, code)
        area = self._shape.area(feature.get("geometry"))
        self.faults += self._shape.faults
        if self.faults or area is None or kind is None:
            return None
        return Grid(code, name, kind, area)

    def _fault(self, field: str, code: GridFaultCode, value: object = "") -> None:
        self.faults.append(GridFault(self._number, field, code, shown(value)))

    def _text(self, properties: Mapping[str, object], name: str) -> str:
        """The text of a property by any of its names, empty where there is none or it is bad."""
        field, value = _property(properties, name)
        if isinstance(value, int) and not isinstance(value, bool) and name == "code":
            value = shown(value)  # Mapping programs turn codes of digits into numbers.
        if value is None or value == "":
            self._fault(field, GridFaultCode.REQUIRED)
        elif not isinstance(value, str):
            self._fault(field, GridFaultCode.NOT_A_TEXT, value)
        elif any(is_hidden(character) for character in value):
            self._fault(field, GridFaultCode.BAD_CHARACTERS, value)
        elif len(value) > MAX_NAME:
            self._fault(field, GridFaultCode.TOO_LONG, value)
        elif not value.strip():
            self._fault(field, GridFaultCode.REQUIRED)
        else:
            return value.strip()
        return ""

    def _code(self, properties: Mapping[str, object]) -> str:
        code = self._text(properties, "code")
        field, _ = _property(properties, "code")
        if not code:
            return ""
        try:
            GridCode.parse(code)
        except ValueError:
            self._fault(field, GridFaultCode.BAD_CODE, code)
            return ""
        if code in self._seen:
            self._fault(field, GridFaultCode.REPEATED_CODE, code)
        self._seen.add(code)
        return code

    def _kind(self, properties: Mapping[str, object], code: str) -> GridKind | None:
        """The kind given, or what the code tells; a code of digits needs one given."""
        told = GridCode.parse(code).kind if code else None
        field, value = _property(properties, "kind")
        if value is None or value == "":
            if told is None and code:
                self._fault(field, GridFaultCode.REQUIRED)
            return told
        kind = _KINDS.get(value.strip().casefold()) if isinstance(value, str) else None
        if kind is None:
            self._fault(field, GridFaultCode.BAD_KIND, value)
        elif told not in {None, kind}:
            self._fault(field, GridFaultCode.OTHER_KIND, value)
        return kind


def _property(properties: Mapping[str, object], name: str) -> tuple[str, object]:
    """A property's path and value, by the first of its names that the feature has."""
    present = next((other for other in _NAMES[name] if other in properties), name)
    return f"properties.{present}", properties.get(present)

"""Codes of grids, whose a place is, and who borders on whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.areas import Area, Polygon
from backend.domain.geo import LocalPlane, Position
from backend.domain.grids import Grid, GridCode, GridKind, GridMap, Neighbour

PLANE = LocalPlane(Position(120.29, 29.71))


def _rectangle(west: float, south: float, east: float, north: float) -> tuple[Position, ...]:
    corners = ((west, south), (east, south), (east, north), (west, north))
    return tuple(PLANE.position(x, y) for x, y in corners)


def _grid(code: str, *metres: float) -> Grid:
    kind = GridKind.DEDICATED if "-Z" in code else GridKind.RESIDENTIAL
    return Grid(code, code, kind, Area((Polygon(_rectangle(*metres)),)))


# Three in a row, one above the first two, one that touches a corner only, a market in the first.
ROW = (
    _grid("FX01-01", 0, 0, 1000, 1000),
    _grid("FX01-02", 1000, 0, 2000, 1000),
    _grid("FX01-03", 2001, 0, 3000, 1000),
    _grid("FX02-01", 200, 1000, 1950, 1800),
    _grid("FX02-02", -900, 1000, 0, 1800),
    _grid("FX01-Z01", 300, 300, 500, 450),
    _grid("FX03-01", 9000, 9000, 9900, 9900),
)
TOWN = GridMap(ROW)


def test_codes_tell_town_village_and_kind() -> None:
    assert GridCode.parse("FX01-05") == GridCode("FX", "FX01", "05", GridKind.RESIDENTIAL)
    assert GridCode.parse("FX01-Z05") == GridCode("FX", "FX01", "05", GridKind.DEDICATED)
    assert GridCode.parse("330681102203004") == GridCode("330681102", "330681102203", "004", None)


@pytest.mark.parametrize(
    "text",
    ["", "fx01-05", "FX1-05", "FX01-5", "FX01-00", "FX00-01", "FX01-05\n", "FX01-٠٥", "F01-05",
     "FX01-Y05", "33068110220300", "3306811022030040", "330681102000001", "FX01-05;DROP"],
)  # fmt: skip
def test_bad_codes(text: str) -> None:
    with pytest.raises(ValueError, match="grid"):
        GridCode.parse(text)


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        code = GridCode.parse(text)
    except ValueError:
        return
    assert text.startswith(code.village)
    assert code.village.startswith(code.town)
    assert text.endswith(code.number)


def test_a_code_that_tells_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        Grid("FX01-Z01", "", GridKind.RESIDENTIAL, ROW[0].area)
    digits = Grid("330681102203004", "", GridKind.DEDICATED, ROW[0].area)
    assert (digits.town, digits.village) == ("330681102", "330681102203")


@pytest.mark.parametrize(
    ("x", "y", "code"),
    [
        (100, 100, "FX01-01"),
        (400, 400, "FX01-Z01"),
        (300, 400, "FX01-Z01"),
        (1500, 500, "FX01-02"),
        (1000, 500, "FX01-01"),
        (500, 1500, "FX02-01"),
        (-500, -500, None),
        (2000.5, 500, None),
    ],
)
def test_whose_a_place_is(x: float, y: float, code: str | None) -> None:
    grid = TOWN.grid_of(PLANE.position(x, y))
    assert (grid.code if grid else None) == code


def test_the_market_lies_in_both() -> None:
    assert [g.code for g in TOWN.grids_at(PLANE.position(400, 400))] == ["FX01-Z01", "FX01-01"]


rectangles = st.tuples(
    st.floats(-3000, 3000), st.floats(-3000, 3000), st.floats(20, 2500), st.floats(20, 2500)
).map(lambda r: (r[0], r[1], r[0] + r[2], r[1] + r[3]))


@st.composite
def towns(draw: st.DrawFn) -> tuple[Grid, ...]:
    shapes = draw(st.lists(rectangles, max_size=8))
    kinds = draw(st.lists(st.booleans(), min_size=len(shapes), max_size=len(shapes)))
    return tuple(
        _grid(f"FX01-{'Z' if kind else ''}{i + 1:02d}", *shape)
        for i, (shape, kind) in enumerate(zip(shapes, kinds, strict=True))
    )


@given(towns(), st.floats(-3500, 3500), st.floats(-3500, 3500))
def test_the_map_finds_what_asking_each_finds(grids: tuple[Grid, ...], x: float, y: float) -> None:
    position = PLANE.position(x, y)
    holding = {grid.code for grid in grids if grid.area.contains(position)}
    found = GridMap(grids).grids_at(position)
    assert {grid.code for grid in found} == holding
    kinds = [grid.kind for grid in found]
    assert kinds == sorted(kinds, key=lambda kind: kind is not GridKind.DEDICATED)
    assert found == GridMap(grids[::-1]).grids_at(position)


@given(towns())
def test_neighbours_are_mutual(grids: tuple[Grid, ...]) -> None:
    town = GridMap(grids)
    pairs = {(g.code, n.code): n.border_m for g in grids for n in town.neighbours(g.code)}
    assert all(a != b for a, b in pairs)
    # A border of nearly 10 m may be a hair longer from the other side.
    firm = {pair for pair, border in pairs.items() if border > 11 or border == 0}
    assert all((b, a) in pairs for a, b in firm)


def _codes(neighbours: tuple[Neighbour, ...]) -> list[str]:
    return [neighbour.code for neighbour in neighbours]


def test_neighbours_share_a_border() -> None:
    assert _codes(TOWN.neighbours("FX01-02")) == ["FX01-01", "FX01-03", "FX02-01"]
    # Over a gap of a metre; a corner is no border; the market lies inside.
    assert _codes(TOWN.neighbours("FX01-01")) == ["FX01-02", "FX02-01", "FX01-Z01"]
    assert _codes(TOWN.neighbours("FX02-02")) == []
    assert _codes(TOWN.neighbours("FX01-Z01")) == ["FX01-01"]
    assert TOWN.neighbours("FX03-01") == ()


def test_the_border_has_its_length() -> None:
    borders = {n.code: n.border_m for n in TOWN.neighbours("FX02-01")}
    assert borders == {
        "FX01-01": pytest.approx(800, abs=1),
        "FX01-02": pytest.approx(950, abs=1),
    }


def test_a_grid_that_fills_a_hole_borders_on_it() -> None:
    outer, inner = _rectangle(0, 0, 1000, 1000), _rectangle(300, 300, 500, 450)
    holed = Grid("FX01-01", "", GridKind.RESIDENTIAL, Area((Polygon(outer, (inner,)),)))
    market = _grid("FX01-Z01", 300, 300, 500, 450)
    town = GridMap((holed, market))
    assert town.neighbours("FX01-01")[0].border_m == pytest.approx(700, abs=1)
    assert town.grids_at(PLANE.position(400, 400)) == (market,)


def test_a_slanted_border_counts_where_it_runs_along() -> None:
    def area(*corners: tuple[float, float]) -> Area:
        return Area((Polygon(tuple(PLANE.position(x, y) for x, y in corners)),))

    below = Grid("FX01-01", "", GridKind.RESIDENTIAL, area((0, 0), (0, -500), (1000, 0)))
    above = Grid("FX01-02", "", GridKind.RESIDENTIAL, area((0, 0), (1000, 100), (0, 500)))
    # 100 m up over 1000 m: within 3 m of each other for the first 30 m.
    assert GridMap((below, above)).neighbours("FX01-01")[0].border_m == pytest.approx(30, abs=1.5)


def test_a_grid_as_large_as_a_country_is_found_too() -> None:
    corners = tuple(Position(x, y) for x, y in ((110, 25), (125, 25), (125, 35), (110, 35)))
    huge = Grid("FX09-01", "", GridKind.RESIDENTIAL, Area((Polygon(corners),)))
    town = GridMap((*ROW, huge))
    assert [g.code for g in town.grids_at(PLANE.position(100, 100))] == ["FX01-01", "FX09-01"]
    assert "FX09-01" in _codes(town.neighbours("FX03-01"))
    assert len(town.neighbours("FX09-01")) == len(ROW)


def test_codes_are_unique_and_known() -> None:
    with pytest.raises(ValueError, match="twice"):
        GridMap((ROW[0], ROW[0]))
    with pytest.raises(KeyError):
        TOWN.neighbours("FX09-09")
    assert TOWN.grid("FX01-02") is ROW[1]
    assert TOWN.grid("nowhere") is None

"""Where panes and pictures lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from tests.widgets.synthetic_frames import grid
from widgets.pane_geometry import (
    WHOLE,
    Direction,
    cell_rects,
    neighbour,
    panned,
    picture_rect,
    zoomed,
)


@given(st.integers(1, 10), st.integers(1, 8), st.integers(200, 4000), st.integers(200, 2200))
def test_cells_never_overlap_and_reach_the_edges(
    columns: int, rows: int, width: int, height: int
) -> None:
    rects = cell_rects(grid(columns, rows), QSize(width, height), 2)
    for index, rect in enumerate(rects):
        assert QRect(0, 0, width, height).contains(rect)
        assert not any(rect.intersects(other) for other in rects[index + 1 :])
    assert rects[-1].bottomRight() == QRect(0, 0, width, height).bottomRight()


@pytest.mark.parametrize(
    ("picture", "fill", "expected"),
    [
        (QSize(240, 135), False, QRect(10, 20, 240, 135)),
        (QSize(240, 120), False, QRect(10, 27, 240, 120)),
        (QSize(300, 135), True, QRect(-20, 20, 300, 135)),
        (QSize(480, 270), False, QRect(10, 20, 240, 135)),
        (QSize(100, 100), False, QRect(62, 20, 135, 135)),
        (QSize(100, 100), True, QRect(10, -33, 240, 240)),
    ],
)
def test_picture_lies_centred_and_keeps_its_shape(
    picture: QSize, fill: bool, expected: QRect
) -> None:
    assert picture_rect(picture, QRect(10, 20, 240, 135), fill=fill) == expected


@given(st.floats(0, 1), st.floats(0, 1), st.lists(st.floats(-60, 60), max_size=8))
def test_zoom_stays_inside_the_picture(x: float, y: float, steps: list[float]) -> None:
    zoom = QRectF(WHOLE)
    for step in steps:
        zoom = panned(zoomed(zoom, QPointF(x, y), step), QPointF(x - 0.5, y - 0.5))
        assert zoom.x() >= 0
        assert zoom.y() >= 0
        assert zoom.right() <= 1 + 1e-9
        assert zoom.bottom() <= 1 + 1e-9
        assert 1 / 16 - 1e-9 <= zoom.width() <= 1


def test_zoom_keeps_the_point_under_the_mouse() -> None:
    zoom = zoomed(QRectF(WHOLE), QPointF(0.25, 0.5), 2)
    assert (0.25 - zoom.x()) / zoom.width() == pytest.approx(0.25)
    assert (0.5 - zoom.y()) / zoom.height() == pytest.approx(0.5)
    assert zoomed(zoom, QPointF(0.25, 0.5), -50) == WHOLE


@pytest.mark.parametrize(
    ("start", "direction", "expected"),
    [(0, "right", 1), (0, "down", 3), (4, "left", 3), (4, "up", 1), (0, "left", 0), (8, "down", 8)],
)
def test_neighbour_in_a_grid(start: int, direction: Direction, expected: int) -> None:
    rects = cell_rects(grid(3, 3), QSize(900, 600), 2)
    assert neighbour(rects, start, direction) == expected

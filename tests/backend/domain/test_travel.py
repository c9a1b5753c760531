"""Travel on the straight line."""

from __future__ import annotations

import math

import pytest

from backend.domain.geo import LocalPlane, Position
from backend.domain.travel import Mode, TravelSource, TravelTime, straight_line

HERE = Position(120.29, 29.71)


def test_a_kilometre() -> None:
    end = LocalPlane(HERE).position(0, 1000)
    walk, ride = (straight_line(HERE, end, mode) for mode in Mode)
    assert walk.metres == pytest.approx(1400, rel=0.005)
    assert walk.seconds == pytest.approx(1120, rel=0.005)
    assert ride.seconds == pytest.approx(280, rel=0.005)
    assert walk.source is TravelSource.STRAIGHT_LINE


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0])
def test_what_no_way_takes(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        TravelTime(value, 1, TravelSource.ROADS)
    with pytest.raises(ValueError, match="finite"):
        TravelTime(1, value, TravelSource.ROADS)

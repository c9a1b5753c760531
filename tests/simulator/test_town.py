"""The invented town: what its cameras promise to the rest of the program."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from simulator.cameras import TOWN_CAMERAS
from simulator.town import BRIDGES, PLACES, RIVER, ROADS, VILLAGES, local, position


def test_numbers_run_and_names_differ() -> None:
    assert [camera.number for camera in TOWN_CAMERAS] == [f"C{n:03d}" for n in range(1, 66)]
    assert len({camera.name for camera in TOWN_CAMERAS}) == 65


def test_the_promised_kinds_of_streams() -> None:
    fixed = TOWN_CAMERAS[:64]
    assert Counter(camera.main.codec for camera in fixed) == {"h264": 60, "h265": 4}
    assert sum(bool(camera.user and camera.password) for camera in fixed) == 6
    assert sum(camera.sound for camera in fixed) == 1
    assert {camera.village for camera in fixed} == set(VILLAGES)
    assert [c.number for c in TOWN_CAMERAS if c.ptz] == ["C065"]


@pytest.mark.parametrize("columns", [5, 6, 8])
def test_wall_neighbours_have_different_scenes_in_a_row(columns: int) -> None:
    scenes = [camera.scene for camera in TOWN_CAMERAS[:64]]
    for index, (left, right) in enumerate(itertools.pairwise(scenes)):
        if (index + 1) % columns:
            assert left != right


def test_positions_lie_in_the_town_and_convert_back() -> None:
    for camera in TOWN_CAMERAS:
        x, y = local(camera.longitude, camera.latitude)
        assert abs(x) < 3000
        assert abs(y) < 3000
    assert local(*position(123.0, -456.0)) == pytest.approx((123.0, -456.0), abs=1e-6)


def test_geometry_has_what_the_panorama_needs() -> None:
    kinds = {place.kind for place in PLACES}
    assert {"market", "factory", "school", "hospital", "petrol", "square", "reservoir"} <= kinds
    assert len(BRIDGES) >= 3
    assert len(ROADS) >= 5
    assert len(RIVER.line) > 3
    assert sum(place.kind == "village" for place in PLACES) >= 6

"""Which cameras are opened beside an event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.state.camera import Camera
from console.state.nearest_cameras import (
    COUNT,
    MOST_M,
    bearing_deg,
    distance_m,
    looks_at,
    nearest_cameras,
)

LON, LAT = 120.2, 29.7
METRE = 1 / 111_195


def camera(number: str, north_m: float, direction: float | None, **more: object) -> Camera:
    return Camera(
        number,
        number,
        "FX01",
        "FX01-01",
        "rtsp://a/b",
        longitude=LON,
        latitude=LAT + north_m * METRE,
        direction_deg=direction,
        view_deg=70.0,
        **more,  # type: ignore[arg-type]
    )


def test_one_that_looks_there_comes_before_a_nearer_one_that_looks_away() -> None:
    away, there = camera("away", 20, 0), camera("there", 90, 180)
    assert not looks_at(away, LON, LAT)
    assert looks_at(there, LON, LAT)
    assert nearest_cameras([away, there], LON, LAT) == [there, away]


def test_a_moving_camera_can_look_anywhere_near() -> None:
    assert looks_at(camera("ptz", 100, 0, ptz_url="http://a"), LON, LAT)
    assert not looks_at(camera("ptz", 900, 0, ptz_url="http://a"), LON, LAT)


def test_one_without_a_place_is_never_chosen() -> None:
    nowhere = Camera("x", "x", "FX01", "FX01-01", "rtsp://a/b")
    assert nearest_cameras([nowhere], LON, LAT) == []


def test_bearings() -> None:
    assert bearing_deg(LON, LAT, LON, LAT + 0.01) == 0
    assert round(bearing_deg(LON, LAT, LON + 0.01, LAT)) == 90


@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(0, 360)), max_size=20))
def test_the_chosen_are_near_and_in_order(given_cameras: list[tuple[float, float]]) -> None:
    cameras = [camera(f"C{n:02d}", at, to) for n, (at, to) in enumerate(given_cameras)]
    found = nearest_cameras(cameras, LON, LAT)
    assert len(found) <= COUNT
    keys = []
    for one in found:
        assert one.longitude is not None
        assert one.latitude is not None
        far = distance_m(one.longitude, one.latitude, LON, LAT)
        assert far <= MOST_M
        keys.append((not looks_at(one, LON, LAT), far))
    assert keys == sorted(keys)

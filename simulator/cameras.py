"""The cameras of the invented town that stream: 64 fixed ones, and the high-rise camera."""

from __future__ import annotations

from simulator.streams import SimCamera, StreamSpec
from simulator.town import position
from simulator.town_cameras import CAMERA_ROWS, CameraRow
from simulator.town_grids import grid_at

H265_MAIN = frozenset({9, 22, 38, 51})
DIGEST = frozenset({5, 14, 27, 33, 46, 60})
SOUND = frozenset({1})
KEY = frozenset({1, 3, 7, 12, 15, 18, 21, 26, 31, 36, 44, 52})

SUB = StreamSpec("h264", 640, 360, 15, 500_000)
MAIN = StreamSpec("h264", 1920, 1080, 25, 3_500_000)
MAIN_H265 = StreamSpec("h265", 1920, 1080, 25, 3_000_000)


def _fixed(index: int, row: CameraRow) -> SimCamera:
    """The camera of one row of the table; ``index`` counts from 1."""
    name, _, scene, x, y, direction = row
    longitude, latitude = position(x, y)
    grid = grid_at(x, y)
    digest = index in DIGEST
    return SimCamera(
        number=f"C{index:03d}",
        name=name,
        village=grid.village,
        grid=grid.code,
        scene=scene,
        longitude=longitude,
        latitude=latitude,
        direction_deg=float(direction),
        view_deg=float(62 + index * 7 % 22),
        sub=SUB,
        main=MAIN_H265 if index in H265_MAIN else MAIN,
        user="viewer" if digest else "",
        password=f"fengxi-{index:03d}" if digest else "",
        sound=index in SOUND,
        key=index in KEY,
    )


def _high_rise() -> SimCamera:
    """The PTZ camera on the roof of the tallest house."""
    longitude, latitude = position(80, -520)
    grid = grid_at(80, -520)
    return SimCamera(
        number="C065",
        name="高点云台",
        village=grid.village,
        grid=grid.code,
        scene="high_rise",
        longitude=longitude,
        latitude=latitude,
        direction_deg=0.0,
        view_deg=60.0,
        sub=SUB,
        main=MAIN,
        ptz=True,
        key=True,
    )


TOWN_CAMERAS: tuple[SimCamera, ...] = (
    *(_fixed(index, row) for index, row in enumerate(CAMERA_ROWS, 1)),
    _high_rise(),
)

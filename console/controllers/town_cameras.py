"""The backend's cameras as boards know them."""

from __future__ import annotations

from backend_client.records import Camera as TownCamera
from console.state.camera import Camera


def camera_of(one: TownCamera, town: str) -> Camera:
    """A camera of the backend's list as the board knows it."""
    grid = one.grid or ""
    return Camera(
        number=one.id,
        name=one.name,
        village=grid.partition("-")[0] or town,
        grid=grid,
        sub_url=one.sub_url or one.main_url,
        main_url=one.main_url,
        user=one.user_name,
        password=one.password,
        longitude=one.lon,
        latitude=one.lat,
        direction_deg=one.direction_deg,
        view_deg=one.view_deg,
        ptz_url=one.ptz_url,
        key=one.is_key,
        sound=one.has_sound,
    )

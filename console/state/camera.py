"""The camera as the console knows it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera of the town.

    Attributes:
        number: Unique, as written on the pole, e.g. ``C001``.
        name: Name in Chinese, e.g. ``市场东门``.
        village: Village or community; first level of the tree.
        grid: Grid code; second level of the tree.
        sub_url, main_url: Stream addresses without credentials; ``main_url`` may be empty.
        user, password: Credentials of the streams; empty when there are none.
        longitude, latitude: WGS-84, degrees; None when unknown.
        direction_deg: Where it looks, clockwise from north; None when unknown.
        view_deg: Horizontal field of view; None when unknown.
        ptz_url: ONVIF device service; empty for a fixed camera.
        key: Marked 重点 (its pane is the last to lose quality).
        sound: The main stream carries sound.
    """

    number: str
    name: str
    village: str
    grid: str
    sub_url: str
    main_url: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    longitude: float | None = None
    latitude: float | None = None
    direction_deg: float | None = None
    view_deg: float | None = None
    ptz_url: str = ""
    key: bool = False
    sound: bool = False

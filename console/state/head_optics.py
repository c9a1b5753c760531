"""A head's position in ONVIF's generic spaces, and the lens that its zoom belongs to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ZoomLaw = Literal["log", "linear"]


@dataclass(frozen=True, slots=True)
class HeadPosition:
    """Where a head stands, in ONVIF's generic spaces: pan and tilt −1…1, zoom 0…1."""

    pan: float
    tilt: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Optics:
    """What a position of the zoom means.

    Attributes:
        wide_deg: horizontal field of view at zoom 0.
        magnification: how many times nearer zoom 1 shows things.
        law: how zoom grows in between: "log" is ``magnification ** zoom`` (equal steps look
            equal), "linear" is ``1 + (magnification − 1) · zoom``.
    """

    wide_deg: float = 60.0
    magnification: float = 30.0
    law: ZoomLaw = "log"

    def fov_deg(self, zoom: float) -> float:
        """Return the horizontal field of view in degrees at a zoom of 0…1."""
        if self.law == "log":
            return float(self.wide_deg / self.magnification**zoom)
        return self.wide_deg / (1.0 + (self.magnification - 1.0) * zoom)

    def zoom_for_fov(self, fov_deg: float) -> float:
        """Return the zoom, 0…1, whose horizontal field of view comes nearest to the one wanted."""
        times = self.wide_deg / max(fov_deg, 1e-9)
        if times <= 1.0 or self.magnification <= 1.0:
            return 0.0
        if self.law == "log":
            zoom = math.log(times) / math.log(self.magnification)
        else:
            zoom = (times - 1.0) / (self.magnification - 1.0)
        return min(zoom, 1.0)

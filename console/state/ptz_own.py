"""What a head is when nobody told: its own presets, and the directions that most heads know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.state.camera import Camera
from console.state.head_geometry import HeadModel
from console.state.head_optics import Optics

MOST_PRESETS = 256
ROUGH_TILT_DEG = 90.0


@dataclass(frozen=True, slots=True)
class OwnPreset:
    """A preset that only the camera keeps: it doesn't say where it looks, and has no picture."""

    number: int
    name: str
    token: str
    picture: None = None


def own_presets(told: Sequence[Mapping[str, str]]) -> tuple[OwnPreset, ...]:
    """A camera's presets (token and name), numbered in its own order."""
    return tuple(
        OwnPreset(number, " ".join(one["name"].split()), one["token"])
        for number, one in enumerate(told[:MOST_PRESETS], 1)
    )


def rough_model(camera: Camera) -> HeadModel:
    """What most heads are: a whole turn, straight down to straight up, 60° and thirty times."""
    return HeadModel(
        camera.longitude or 0.0,
        camera.latitude or 0.0,
        10.0,
        camera.direction_deg or 0.0,
        180.0,
        0.0,
        ROUGH_TILT_DEG,
        optics=Optics(),
    )

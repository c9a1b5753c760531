"""What goes in and out about PTZ cameras, as JSON."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from backend.api.opaque import Opaque
from backend.api.schemas import In, Version, Word, example

MAX_PRESETS = 256
MAX_STEPS = 64
MAX_PICTURE = 300_000
"""Bytes of a preset's picture."""
_DAY_S = 24 * 3600


def _a_picture(text: str) -> str:
    if len(base64.b64decode(text, validate=True)) > MAX_PICTURE:
        raise ValueError("too long")
    return text


Number = Annotated[int, Field(ge=1, le=MAX_PRESETS, strict=True)]
Name = Annotated[Word, Field(min_length=1, max_length=64)]
Turn = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False, strict=True)]
Zoom = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]
Picture = Annotated[str, Field(max_length=MAX_PICTURE * 4 // 3 + 4), AfterValidator(_a_picture)]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class LeaseIn(In):
    """From which seat the camera is steered; `take_over`: though another steers it.

    `is_tour`: a tour of presets moves it and no hand: whoever may steer may take it over.
    """

    model_config = example({"seat": "一号席", "take_over": False})

    seat: Name = Field(examples=["一号席"])
    take_over: bool = False
    is_tour: bool = False


class LeaseOut(_Out):
    """Who steers a camera."""

    camera: str
    person: str
    name: str
    seat: str
    taken_at: datetime
    expires_at: datetime


class LeaseList(BaseModel):
    """Who steers which of the town's cameras now."""

    items: list[LeaseOut]


class PresetIn(In):
    """A position; `picture` is a JPEG or PNG in Base64, without one the old one stays."""

    model_config = example(
        {
            "version": 0,
            "name": "东入口",
            "pan": 0.25,
            "tilt": -0.1,
            "zoom": 0.5,
            "token": "Preset_3",
        }
    )

    version: Version
    name: Name = Field(examples=["东入口"])
    pan: Turn
    tilt: Turn
    zoom: Zoom
    token: Annotated[Word, Field(max_length=128)] = Field(examples=["Preset_3"])
    picture: Picture | None = None

    def picture_bytes(self) -> bytes | None:
        """Return the picture itself."""
        return None if self.picture is None else base64.b64decode(self.picture)


class PresetOut(_Out):
    """A position; `picture` is the SHA-256 of what `…/picture` answers."""

    number: int
    name: str
    pan: float
    tilt: float
    zoom: float
    token: str
    picture: str | None
    version: int


class Step(In):
    """A preset, how long to stay there, and how fast to go there."""

    preset: Number
    dwell_s: Annotated[float, Field(ge=3, le=3600, allow_inf_nan=False, strict=True)]
    speed: Annotated[float, Field(ge=0.1, le=1, allow_inf_nan=False, strict=True)]


class TourIn(In):
    """Presets one after another, again and again."""

    model_config = example({"version": 0, "steps": [{"preset": 1, "dwell_s": 20.0, "speed": 0.5}]})

    version: Version
    steps: list[Step] = Field(min_length=1, max_length=MAX_STEPS)


class TourOut(_Out):
    """A tour of presets."""

    name: str
    steps: list[Step]
    version: int


class HeadIn(In):
    """After how many idle seconds it goes home (0: never), and where that is.

    `home_preset` null is the device's own home position. `calibration` is the console's.
    """

    model_config = example(
        {"version": 0, "home_after_s": 300, "home_preset": 1, "calibration": {"pan_deg": 350.5}}
    )

    version: Version
    home_after_s: Annotated[int, Field(ge=0, le=_DAY_S, strict=True)]
    home_preset: Number | None = None
    calibration: Opaque | None = None


class HeadOut(_Out):
    """A head's settings; version 0 where none are kept."""

    home_after_s: int
    home_preset: int | None
    calibration: dict[str, Any] | None
    version: int


class PtzOut(_Out):
    """All that is kept of a PTZ camera."""

    lease: LeaseOut | None
    head: HeadOut
    presets: list[PresetOut]
    tours: list[TourOut]

"""A head's model as JSON; nothing that comes from the network is trusted."""

from __future__ import annotations

import math
from typing import Any, Final

from console.state.head_geometry import HeadModel
from console.state.head_optics import Optics

MODEL_RANGES: Final = {
    "lon": (-180.0, 180.0),
    "lat": (-85.0, 85.0),
    "height_m": (0.1, 5000.0),
    "pan_zero_deg": (-360.0, 360.0),
    "pan_scale_deg": (-720.0, 720.0),
    "tilt_zero_deg": (-180.0, 180.0),
    "tilt_scale_deg": (-180.0, 180.0),
    "lean_north_deg": (-30.0, 30.0),
    "lean_east_deg": (-30.0, 30.0),
}
OPTICS_RANGES: Final = {"wide_deg": (0.1, 150.0), "magnification": (1.0, 1000.0)}
LEAST_SCALE_DEG: Final = 1.0


def to_json(model: HeadModel) -> dict[str, Any]:
    """Return the model as JSON-ready data."""
    optics = {name: getattr(model.optics, name) for name in (*OPTICS_RANGES, "law")}
    return {name: getattr(model, name) for name in MODEL_RANGES} | {"optics": optics}


def from_json(data: object) -> HeadModel:
    """Return the model that ``to_json`` described; what it doesn't know it leaves aside.

    Raises ValueError that begins with the name of what is missing, no number or out of range.
    """
    fields = _named(data, "model")
    numbers = {name: _number(fields, name, *span) for name, span in MODEL_RANGES.items()}
    for name in ("pan_scale_deg", "tilt_scale_deg"):
        if abs(numbers[name]) < LEAST_SCALE_DEG:
            raise ValueError(f"{name} is out of range: {numbers[name]}")
    return HeadModel(**numbers, optics=_optics(_named(fields.get("optics"), "optics")))


def _optics(fields: dict[str, Any]) -> Optics:
    wide, magnification = (_number(fields, name, *span) for name, span in OPTICS_RANGES.items())
    law = fields.get("law")
    if law == "log":
        return Optics(wide, magnification, "log")
    if law == "linear":
        return Optics(wide, magnification, "linear")
    raise ValueError("law is neither log nor linear")


def _named(data: object, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{name} is not a set of named values")  # noqa: TRY004 - one error type
    return data


def _number(fields: dict[str, Any], name: str, low: float, high: float) -> float:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} is not a number")  # noqa: TRY004 - one error type
    # The comparison holds for whole numbers of any length, which float() doesn't take.
    if not low <= value <= high or not math.isfinite(value):
        raise ValueError(f"{name} is out of range")
    return float(value)

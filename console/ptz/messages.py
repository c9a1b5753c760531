"""What the console and its steering process say to each other: one JSON object a line.

To it: ``head`` (a camera's address, with credentials: through this pipe only), ``press``,
``release``, ``ask``. From it: ``beat``, ``stopped``, ``ended`` (a press that went on too long
or that nobody repeated), ``fault`` (of a press), ``done`` and ``failed`` (of an ask).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from console.state.ptz_steering import Velocity


def head_message(camera: str, address: str, user: str, password: str) -> dict[str, Any]:
    """Know a camera's head; known ones with another address are let go of."""
    return {"do": "head", "camera": camera, "to": [address, user, password]}


def press_message(camera: str, press: int, velocity: Velocity) -> dict[str, Any]:
    """Move while this is repeated; ``press`` is a number that only grows."""
    return {"do": "press", "camera": camera, "press": press, "velocity": asdict(velocity)}


def release_message(camera: str) -> dict[str, Any]:
    """Stop, whatever moves it."""
    return {"do": "release", "camera": camera}


def ask_message(camera: str, number: int, what: str, **more: object) -> dict[str, Any]:
    """Do one thing and answer ``done`` or ``failed`` with the number.

    what: describe, status, go (goal), presets, keep_preset (name, token), go_preset (token,
    speed), remove_preset (token), go_home.
    """
    return {"do": "ask", "camera": camera, "ask": number, "what": what, "more": more}

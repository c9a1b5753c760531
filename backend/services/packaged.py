"""Data that come with the program."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def packaged_text(name: str) -> str:
    """Return a file of the program's own data."""
    return files("backend").joinpath("data", name).read_text(encoding="utf-8")


def packaged_json(name: str) -> Any:
    """Return a JSON file of the program's own data."""
    return json.loads(packaged_text(name))

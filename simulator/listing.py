"""What the simulator tells others about itself: the cameras' list and the ready file."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

from simulator.streams import SimCamera

CSV_FIELDS = (
    "number",
    "name",
    "village",
    "grid",
    "sub_url",
    "main_url",
    "user",
    "password",
    "longitude",
    "latitude",
    "direction_deg",
    "view_deg",
    "ptz_url",
    "key",
    "sound",
)


def cameras_csv(
    cameras: list[SimCamera], urls: dict[str, dict[str, str]], onvif: dict[str, str]
) -> str:
    """The cameras as the console imports them (with a header; encode as UTF-8 with BOM)."""
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_FIELDS)
    writer.writeheader()
    for camera in cameras:
        row = {name: getattr(camera, name, "") for name in CSV_FIELDS}
        row |= {f"{name}_url": url for name, url in urls[camera.number].items()}
        row |= {"ptz_url": onvif.get(camera.number, "")}
        writer.writerow(row | {"key": int(camera.key), "sound": int(camera.sound)})
    return text.getvalue()


def write_atomically(path: Path, data: bytes) -> None:
    """Write so that a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


def write_ready_file(path: Path, ready: dict[str, Any]) -> None:
    """Say where everything listens (JSON)."""
    write_atomically(path, json.dumps(ready, ensure_ascii=False, indent=1).encode())

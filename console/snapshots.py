"""Snapshots: a PNG, and beside it a JSON that says what it shows and proves it unchanged."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from console.camera_store import write_whole
from console.state.camera import Camera

# A file's name may have 255 bytes, and a character up to four.
_LONGEST_NAME = 48
_UNSAFE = re.compile(r"[^\w\-]+")


def snapshot_path(folder: Path, camera: Camera, at: datetime) -> Path:
    """Where a snapshot goes; makes the folder. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = _UNSAFE.sub("_", f"{camera.number}_{camera.name}")[:_LONGEST_NAME]
    return folder / f"{at:%Y%m%d-%H%M%S-%f}_{name}.png"


def describe_snapshot(
    image: Path, camera: Camera, at: datetime, size: tuple[int, int], stream: str
) -> Path:
    """Write the JSON beside ``image``: camera, place, UTC time, SHA-256. Raises OSError."""
    digest = hashlib.sha256(image.read_bytes()).hexdigest()
    facts = {
        "file": image.name,
        "sha256": digest,
        "taken_at": at.astimezone(UTC).isoformat(),
        "camera": {
            "number": camera.number,
            "name": camera.name,
            "village": camera.village,
            "grid": camera.grid,
            "longitude": camera.longitude,
            "latitude": camera.latitude,
            "direction_deg": camera.direction_deg,
        },
        "stream": stream,
        "width": size[0],
        "height": size[1],
    }
    path = image.with_suffix(".json")
    body = json.dumps(facts, ensure_ascii=False, indent=2).encode()
    write_whole(path, body, mode=0o600, prefix=".snapshot-")
    return path

"""What an import of cameras would change, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from console.state.camera import Camera


class ImportMode(StrEnum):
    """ADD keeps cameras that the import doesn't name; REPLACE removes them."""

    ADD = "add"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Numbers of the cameras by what happens to them, and the list as it would be."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    result: tuple[Camera, ...]


def plan_import(
    current: Sequence[Camera], incoming: Sequence[Camera], mode: ImportMode
) -> ImportPlan:
    """Compare the list of now with an import (numbers unique in each).

    An import without passwords keeps the known ones, but only for hosts that they were given
    for: a list from elsewhere must not be able to have them sent to another machine.
    """
    before = {camera.number: camera for camera in current}
    after = {c.number: _with_password(c, before.get(c.number)) for c in incoming}
    gone = [number for number in before if number not in after]
    kept = [] if mode is ImportMode.REPLACE else [before[number] for number in gone]
    return ImportPlan(
        added=tuple(number for number in after if number not in before),
        changed=tuple(n for n, c in after.items() if n in before and before[n] != c),
        unchanged=tuple(n for n, c in after.items() if before.get(n) == c),
        removed=tuple(gone) if mode is ImportMode.REPLACE else (),
        result=(*kept, *after.values()),
    )


def _with_password(camera: Camera, known: Camera | None) -> Camera:
    if known is None or camera.password or not known.password:
        return camera
    if camera.user not in ("", known.user) or not _hosts(camera) <= _hosts(known):
        return camera
    return replace(camera, user=known.user, password=known.password)


def _hosts(camera: Camera) -> set[str]:
    """Scheme, host and port of every address; a broken address counts as a host of its own."""
    addresses = [a for a in (camera.sub_url, camera.main_url, camera.ptz_url) if a]
    return {_host(address) for address in addresses}


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"

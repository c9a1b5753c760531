"""PTZ cameras: who steers, presets with pictures, tours, each head's settings."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from backend_client.ptz_records import PtzHead, PtzLease, PtzPreset, PtzState, PtzTour
from backend_client.records import read_record, read_records
from backend_client.transport import BASE, Transport


class Ptz:
    """What is kept of a town's PTZ cameras; moving them is between console and camera.

    A record given to be kept carries the `version` that was seen, 0 for a new one; another's
    change in between raises ConflictError. While another person steers, every change and `take`
    raise CameraTakenError.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def leases(self, town: str) -> tuple[PtzLease, ...]:
        """Return who steers which camera now."""
        return read_records(PtzLease, self._transport.get(f"{BASE}/towns/{town}/ptz-leases"))

    def state(self, town: str, camera: str) -> PtzState:
        """Return all that is kept of a camera."""
        return read_record(PtzState, self._transport.get(_path(town, camera)))

    def take(
        self,
        town: str,
        camera: str,
        seat: str,
        *,
        take_over: bool = False,
        is_tour: bool = False,
    ) -> PtzLease:
        """Take a camera, or keep it: to be said again well before `expires_at`.

        `is_tour`: for a tour of presets, which everybody who may steer may end.
        """
        body = {"seat": seat, "take_over": take_over, "is_tour": is_tour}
        answer = self._transport.ask("PUT", _path(town, camera, "lease"), body)
        return read_record(PtzLease, answer)

    def give_back(self, town: str, camera: str) -> None:
        """Give a camera back; who doesn't hold it changes nothing."""
        self._transport.send("DELETE", _path(town, camera, "lease"), is_safe=True)

    def keep_preset(
        self,
        town: str,
        camera: str,
        preset: PtzPreset,
        picture: bytes | None = None,
        key: str | None = None,
    ) -> PtzPreset:
        """Keep a preset; `picture` is a JPEG or PNG up to 300 kB, without one the old stays."""
        body = _told(preset, "number", "picture")
        if picture is not None:
            body["picture"] = base64.b64encode(picture).decode()
        path = _path(town, camera, "presets", preset.number)
        return read_record(PtzPreset, self._transport.write("PUT", path, body, key))

    def remove_preset(
        self, town: str, camera: str, preset: PtzPreset, key: str | None = None
    ) -> None:
        """Remove a preset; ConflictError names the tours in `problem.current` that go to it."""
        path = _path(town, camera, "presets", preset.number)
        self._remove(path, preset.version, key)

    def picture(self, town: str, camera: str, number: int) -> bytes:
        """Return what the camera showed at a preset; raises NotFoundError without one."""
        path = _path(town, camera, "presets", number, "picture")
        return self._transport.send("GET", path).content

    def keep_tour(self, town: str, camera: str, tour: PtzTour, key: str | None = None) -> PtzTour:
        """Keep a tour of presets that there are."""
        path = _path(town, camera, "tours", tour.name)
        answer = self._transport.write("PUT", path, _told(tour, "name"), key)
        return read_record(PtzTour, answer)

    def remove_tour(self, town: str, camera: str, tour: PtzTour, key: str | None = None) -> None:
        """Remove a tour."""
        self._remove(_path(town, camera, "tours", tour.name), tour.version, key)

    def change_head(self, town: str, camera: str, head: PtzHead, key: str | None = None) -> PtzHead:
        """Change a head's settings: a shift leader or commander."""
        answer = self._transport.write("PUT", _path(town, camera, "head"), _told(head), key)
        return read_record(PtzHead, answer)

    def _remove(self, path: str, version: int, key: str | None) -> None:
        self._transport.write("DELETE", path, None, key, params={"version": version})


def _path(town: str, camera: str, *more: str | int) -> str:
    parts = (quote(str(one), safe="") for one in ("towns", town, "cameras", camera, "ptz", *more))
    return "/".join((BASE, *parts))


def _told(record: Any, *left_out: str) -> dict[str, Any]:
    return {name: one for name, one in asdict(record).items() if name not in left_out}

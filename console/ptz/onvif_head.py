"""A head over ONVIF (PTZ service 2.x, imaging for the focus), with bounds on time and size.

The library retries reads by itself and knows a circuit breaker: both are off, since a stop must
never wait for either, and repeating is our own rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from onveef import envelopes, exceptions

from console.ptz.head import (
    DevicePreset,
    Goal,
    HeadAbilities,
    HeadError,
    HeadGarbledError,
    HeadStatus,
    HeadUnableError,
)
from console.ptz.in_time import Deadline, InTime
from console.ptz.onvif_client import MAX_WORDS, Client, Told, split_address
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

MAX_PRESETS = 1024


class OnvifHead:
    """One connection to one camera; not for two threads at once."""

    def __init__(self, address: str, user: str, password: str, limits: PtzLimits) -> None:
        """Opens nothing yet. ``address``: of the device service, credentials in it are taken.

        Raises HeadUnableError where the address isn't one.
        """
        self._limits = limits
        place, user, password = split_address(address, user, password)
        self._to = place, user, password
        self._deadline = Deadline(limits.call_s)
        self._client = self._new_client()
        self._profile = ""
        self._source = ""
        self._can_focus = False

    def _new_client(self) -> Client:
        place, user, password = self._to
        limits = self._limits
        return Client(
            place,
            username=user,
            password=password,
            connect_timeout_s=limits.connect_s,
            read_timeout_s=limits.read_s,
            timeout_s=limits.read_s,
            http_auth="digest",  # never the password in clear
            retries=0,
            max_response_bytes=limits.answer_bytes,
            transport=InTime(self._deadline, limits.answer_bytes),
        )

    def describe(self) -> HeadAbilities:
        """Find the profile that turns, and what the head can do."""
        self._deadline.begin()
        with Told():
            self._find_profile()
            nodes = self._client.ptz_get_nodes()
            node: dict[str, Any] = nodes[0] if nodes else {}
            self._can_focus = self._finds_focus()
        spaces = node.get("ranges", {})
        return HeadAbilities(
            absolute="absolute_pan_tilt" in spaces,
            zoom="continuous_zoom" in spaces,
            focus=self._can_focus,
            home=node.get("home_supported") == "true",
            presets=_count(node.get("max_presets")),
        )

    def move(self, velocity: Velocity) -> None:
        """Move; the camera stops by itself after the limits' ``device_s``."""
        self._begin()
        body = envelopes.ptz_continuous_move(
            profile_token=self._profile,
            pan=velocity.pan,
            tilt=velocity.tilt,
            zoom=velocity.zoom,
            timeout=f"PT{self._limits.device_s}S",
        )
        if velocity.pan or velocity.tilt or velocity.zoom or not velocity.focus:
            self._acknowledged("ptz", "ContinuousMove", body)
        if velocity.focus and self._can_focus:
            with Told():
                self._client.imaging_move(
                    video_source_token=self._source, focus_continuous=velocity.focus
                )

    def stop(self) -> None:
        """Stop, and zero velocity after it: some cameras know only one of them."""
        self._begin()
        body = envelopes.ptz_stop(profile_token=self._profile, pan_tilt=True, zoom=True)
        faults: list[HeadError] = []
        self._tried(faults, "ptz", "Stop", body)
        zero = envelopes.ptz_continuous_move(
            profile_token=self._profile, pan=0.0, tilt=0.0, zoom=0.0
        )
        self._tried(faults, "ptz", "ContinuousMove", zero)
        if self._can_focus:
            still = envelopes.imaging_stop(video_source_token=self._source)
            self._tried([], "imaging", "Stop", still)
        if len(faults) == 2:
            raise faults[0]

    def go_to(self, goal: Goal) -> None:
        """AbsoluteMove."""
        self._begin()
        speed = None if goal.speed >= 1.0 else goal.speed
        body = envelopes.ptz_absolute_move(
            profile_token=self._profile,
            pan=goal.pan,
            tilt=goal.tilt,
            zoom=goal.zoom,
            speed_pan=speed,
            speed_tilt=speed,
            speed_zoom=None if goal.zoom is None else speed,
        )
        self._acknowledged("ptz", "AbsoluteMove", body)

    def status(self) -> HeadStatus:
        """GetStatus; what isn't a number within its space counts as not told."""
        self._begin()
        with Told():
            told = self._client.ptz_get_status(profile_token=self._profile)
        moves = [word for word in (told.get("move_status") or {}).values() if word]
        known = all(word in ("IDLE", "MOVING") for word in moves)
        return HeadStatus(
            _within(told.get("pan"), -1.0),
            _within(told.get("tilt"), -1.0),
            _within(told.get("zoom"), 0.0),
            "MOVING" in moves if moves and known else None,
        )

    def presets(self) -> list[DevicePreset]:
        """GetPresets."""
        self._begin()
        with Told():
            told = self._client.ptz_get_presets(profile_token=self._profile)
        kept = [(str(one["token"]), str(one["name"])) for one in told[:MAX_PRESETS]]
        return [DevicePreset(token[:128], name[:MAX_WORDS]) for token, name in kept if token]

    def keep_preset(self, name: str, token: str) -> str:
        """SetPreset."""
        self._begin()
        with Told():
            kept = self._client.ptz_set_preset(
                profile_token=self._profile, preset_name=name, preset_token=token
            )
        if not kept:
            raise HeadGarbledError("SetPreset")
        return kept[:128]

    def go_preset(self, token: str, speed: float) -> None:
        """GotoPreset."""
        self._begin()
        body = envelopes.ptz_goto_preset(
            profile_token=self._profile,
            preset_token=token,
            **dict.fromkeys(("speed_pan", "speed_tilt", "speed_zoom"), speed),
        )
        self._acknowledged("ptz", "GotoPreset", body)

    def remove_preset(self, token: str) -> None:
        """RemovePreset."""
        self._begin()
        with Told():
            self._client.ptz_remove_preset(profile_token=self._profile, preset_token=token)

    def go_home(self) -> None:
        """GotoHomePosition."""
        self._begin()
        with Told():
            self._client.ptz_goto_home_position(profile_token=self._profile)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def _begin(self) -> None:
        self._deadline.begin()
        if not self._profile:
            with Told():
                self._find_profile()

    def _find_profile(self) -> None:
        # A client remembers for ever that it found no services.
        self._client.close()
        self._client = self._new_client()
        found = self._turning()
        self._profile = str(found["token"])
        self._source = str(found.get("video_source", {}).get("source_token", ""))

    def _turning(self) -> dict[str, Any]:
        """The first profile that turns, by Media or else by Media2: some know only that."""
        client = self._client.connect()
        # Media2 tells a profile's name alone unless it is asked for more.
        asked: dict[str, Callable[[], list[dict[str, Any]]]] = {
            "media": client.get_profiles,
            "media2": lambda: client.media2_get_profiles(types=["VideoSource", "PTZ"]),
        }
        for service, ask in asked.items():
            for one in ask() if client.endpoint.has(service) else []:
                if one.get("ptz") and one.get("token"):
                    return one
        raise HeadUnableError("PTZ")

    def _finds_focus(self) -> bool:
        try:
            options = self._client.imaging_get_move_options(video_source_token=self._source)
        except exceptions.OnvifError:
            return False
        return "continuous" in options

    def _acknowledged(self, service: str, operation: str, body: str) -> None:
        """A command counts only when the camera says by name that it did it."""
        with Told():
            answer = self._client.call(service=service, operation=operation, body_inner=body)
        if f"{operation}Response" not in answer:
            raise HeadGarbledError(operation)

    def _tried(self, faults: list[HeadError], service: str, operation: str, body: str) -> None:
        self._deadline.begin()
        try:
            self._acknowledged(service, operation, body)
        except HeadError as error:
            faults.append(error)


def _within(value: object, low: float) -> float | None:
    if not isinstance(value, float) or not math.isfinite(value):
        return None
    # A head at its stop may count a little beyond.
    return min(1.0, max(low, value)) if low - 0.05 <= value <= 1.05 else None


def _count(told: object) -> int:
    text = str(told or "")
    return min(int(text), MAX_PRESETS) if text.isascii() and text.isdigit() and len(text) < 9 else 0

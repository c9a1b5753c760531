"""What a pane may say about its stream: live, stale or lost, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.state.limits import VideoLimits


class Phase(StrEnum):
    """Where a stream stands."""

    IDLE = "idle"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"


class Reason(StrEnum):
    """Why a stream has no picture; the words for it belong to the screen."""

    NONE = "none"
    REFUSED = "refused"
    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "not_found"
    NO_ROUTE = "no_route"
    TIMEOUT = "timeout"
    NO_DATA = "no_data"
    NO_VIDEO = "no_video"
    CODEC = "codec"
    BAD_DATA = "bad_data"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    ENDED = "ended"
    DECODER_CRASHED = "decoder_crashed"
    DECODER_HUNG = "decoder_hung"
    BAD_ADDRESS = "bad_address"


@dataclass(frozen=True, slots=True)
class StreamState:
    """The verdict on one stream at one moment.

    Attributes:
        phase: Where it stands.
        reason: Why it is not live; NONE while nothing is known to be wrong.
        age_s: Age of the newest frame, None before the first one.
        hatched: The picture is too old to be taken for the present.
    """

    phase: Phase
    reason: Reason = Reason.NONE
    age_s: float | None = None
    hatched: bool = False

    @property
    def is_live(self) -> bool:
        """Whether the picture may be taken for the present."""
        return self.phase is Phase.LIVE


def judge(
    now: float,
    opened_at: float | None,
    newest_frame_at: float | None,
    fault: Reason | None,
    faulted_at: float | None,
    limits: VideoLimits,
) -> StreamState:
    """Say where a stream stands; all times monotonic seconds.

    ``opened_at`` is None while no stream is wanted. ``newest_frame_at`` and ``fault`` are kept
    over retries: a fault stands until a frame newer than it arrives, so a pane doesn't fall back
    to "connecting" with every attempt.
    """
    if opened_at is None:
        return StreamState(Phase.IDLE)
    reason = _standing(newest_frame_at, fault, faulted_at)
    if newest_frame_at is None:
        return _without_frame(now - opened_at, reason, limits)
    age = max(0.0, now - newest_frame_at)
    hatched = age >= limits.hatch_after_s
    if age < limits.live_for_s:
        phase = Phase.LIVE if reason is Reason.NONE else Phase.STALE
        return StreamState(phase, reason, age)
    if reason is not Reason.NONE:
        return StreamState(Phase.LOST, reason, age, hatched)
    if age >= limits.lost_after_s:
        return StreamState(Phase.LOST, Reason.NO_DATA, age, hatched)
    return StreamState(Phase.STALE, Reason.NONE, age, hatched)


def _standing(
    newest_frame_at: float | None, fault: Reason | None, faulted_at: float | None
) -> Reason:
    if fault is None:
        return Reason.NONE
    # A fault without a time can't be outdated by a frame: better lost too long than live wrongly.
    outdated = (
        faulted_at is not None and newest_frame_at is not None and newest_frame_at > faulted_at
    )
    return Reason.NONE if outdated else fault


def _without_frame(waited_s: float, reason: Reason, limits: VideoLimits) -> StreamState:
    if reason is not Reason.NONE:
        return StreamState(Phase.LOST, reason)
    if waited_s >= limits.lost_after_s:
        return StreamState(Phase.LOST, Reason.NO_DATA)
    return StreamState(Phase.CONNECTING)

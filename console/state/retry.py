"""When a lost stream is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from console.state.limits import VideoLimits
from console.state.stream_state import Reason

# Faults that say the host didn't answer at all, and those where it may have gone since.
_SILENT = frozenset({Reason.REFUSED, Reason.NO_ROUTE, Reason.TIMEOUT})
_DROPPED = frozenset({Reason.ENDED, Reason.NO_DATA})


@dataclass(frozen=True, slots=True)
class RetrySchedule:
    """How often a stream has failed in a row; a value, changed by making the next one."""

    failures: int = 0

    def base_delay_s(self, reason: Reason, limits: VideoLimits) -> float:
        """Return the wait before the next attempt, without jitter.

        A camera that answers 404 can't be knocked at for news, so it is asked again sooner. After
        a 401 the waits stay long: devices lock an account after a few wrong passwords.
        """
        last = len(limits.retry_delays_s) - 1
        delay_s = limits.retry_delays_s[min(self.failures, last)]
        if reason is Reason.NOT_FOUND:
            return min(delay_s, limits.retry_missing_longest_s)
        return delay_s

    def failed(
        self, reason: Reason, rng: Random, limits: VideoLimits
    ) -> tuple[float, RetrySchedule]:
        """Return the seconds to wait before the next attempt, and the schedule after it.

        Every stream needs its own ``rng``: a share of a 1 s wait alone would let all panes of a
        lost switch come back within half a second, hence the spread on top of the jitter.
        """
        jitter = rng.uniform(1.0 - limits.retry_jitter, 1.0 + limits.retry_jitter)
        spread = rng.uniform(0.0, limits.retry_spread_s)
        wait = self.base_delay_s(reason, limits) * jitter + spread
        return wait, RetrySchedule(self.failures + 1)

    def lived(self, live_for_s: float, limits: VideoLimits) -> RetrySchedule:
        """Return the schedule after a stream has been live for so long without a break.

        A stream that flaps keeps its place: a picture of a second is no recovery.
        """
        if live_for_s >= limits.retry_reset_after_s:
            return RetrySchedule()
        return self


def probes_while_waiting(reason: Reason, wait_s: float, limits: VideoLimits) -> bool:
    """Whether a wait is long enough, and the fault one that a knock at the port sees the end of."""
    return reason in _SILENT | _DROPPED and wait_s > limits.probe_gap_s


def probe_gap_s(rng: Random, limits: VideoLimits) -> float:
    """Seconds until the next knock; it varies so that panes lost together return apart."""
    return limits.probe_gap_s * rng.uniform(1.0 - limits.probe_jitter, 1.0 + limits.probe_jitter)


@dataclass(frozen=True, slots=True)
class ReturnWatch:
    """Whether a host was silent; a value, changed by making the next one."""

    silent: bool

    @staticmethod
    def after(reason: Reason) -> ReturnWatch:
        """Return the watch after a fault that says whether the host still answers."""
        return ReturnWatch(reason in _SILENT)

    def probed(self, answers: bool) -> tuple[bool, ReturnWatch]:
        """Return whether to try the stream at once, and the watch after this knock.

        A host that answered all the time tells nothing new: its stream keeps its schedule.
        """
        return self.silent and answers, ReturnWatch(not answers)

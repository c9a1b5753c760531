"""What speaks for and against sending somebody, and how much it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from backend.domain.role_fit import Fit
from backend.domain.words import Grade


class Sending(StrEnum):
    """Why, and why not; facts behind each. `adds_s` is its share of the order in seconds."""

    OWN_GRID = "send.own_grid"
    """grid"""
    IN_GRID = "send.in_grid"
    """grid; stands in it, answers for another."""
    OWN_GRID_FAR = "send.own_grid_far"
    """grid, limit_min; too far away now to go before others."""
    TRAVEL = "send.travel"
    """seconds, metres, mode, source, to (place or grid)"""
    NO_GOAL = "send.no_goal"
    """Neither place nor grid of the event is on the map."""
    FITS = "send.fits"
    """role, level, row, adds_s"""
    FITS_LITTLE = "send.fits_little"
    """role, level, row, adds_s"""
    UNFIT = "send.unfit"
    """role, level, row, adds_s"""
    FREE = "send.free"
    BUSY = "send.busy"
    """tasks, adds_s"""
    SEEN = "send.seen"
    """seconds"""
    SEEN_OLD = "send.seen_old"
    """seconds, adds_s"""
    SEEN_LOST = "send.seen_lost"
    """seconds"""
    NEVER_SEEN = "send.never_seen"
    CLOCK_AHEAD = "send.clock_ahead"
    """seconds"""
    LONG_DUTY = "send.long_duty"
    """hours, adds_s"""
    TOO_LONG_DUTY = "send.too_long_duty"
    """hours"""
    ON_BREAK = "send.on_break"
    """adds_s"""
    REFUSED = "send.refused"
    """event"""
    EMPTIES_GRID = "send.empties_grid"
    """grid"""

    NOT_FIELD = "send.not_field"
    OFF_DUTY = "send.off_duty"
    NOT_YET_ON_DUTY = "send.not_yet_on_duty"
    NO_POSITION = "send.no_position"
    ALREADY_SENT = "send.already_sent"
    """event"""


_ARRIVE_MIN: Final = {Grade.URGENT: 10, Grade.MAJOR: 30, Grade.LARGER: 60, Grade.GENERAL: 60}


@dataclass(frozen=True, slots=True)
class SendRule:
    """What counts against a person, as seconds of travel; and the limits of duty.

    `own_grid_min` bounds by grade how far away somebody of the grid still goes first: the
    limits of arriving for 紧急 and 重大, an hour below.
    """

    fit_s: Mapping[Fit, float] = field(
        default_factory=lambda: MappingProxyType(
            {Fit.BEST: 0.0, Fit.GOOD: 60.0, Fit.ABLE: 240.0, Fit.UNFIT: 900.0}
        )
    )
    task_s: float = 180.0
    amber_s: float = 120.0
    long_duty_s: float = 180.0
    break_s: float = 300.0
    long_duty: timedelta = timedelta(hours=8)
    too_long_duty: timedelta = timedelta(hours=12)
    own_grid_min: Mapping[Grade, int] = field(default_factory=lambda: MappingProxyType(_ARRIVE_MIN))

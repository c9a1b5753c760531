"""Clocks: how long each step of an event has taken of its limit, and when it is due.

A clock is a record of what happened to it (started, paused, handed in, came back, stopped);
every figure is worked out from that record, an instant and the town's calendar. Several limits
may hold together after a raise; the strictest counts, each from the first moment.
`docs/clocks.md` says what starts, pauses and stops each clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from backend.domain.clock_course import Gap, Reading, follow
from backend.domain.limits import Limit, LimitKind, Unit
from backend.domain.words import Grade, Supervision
from backend.domain.work_calendar import WorkCalendar

AMBER_SHARE = Fraction(7, 10)
"""From this share of a limit on a clock is nearly due."""
YELLOW_SHARE, RED_SHARE = Fraction(3, 2), Fraction(2)
"""50 % over proposes 黄牌, 100 % over 红牌."""
_CHANGING_SHARES = (AMBER_SHARE, YELLOW_SHARE, RED_SHARE)
_MOMENT = timedelta(microseconds=1)
_NEVER = datetime.max.replace(tzinfo=UTC)
MAX_EXTENSIONS = 2
MAX_EXTENSION_SHARE = Fraction(1, 2)
MAX_EXTENSION_DAYS = 20


class Light(StrEnum):
    """How a clock looks."""

    GREEN = "green"
    AMBER = "amber"
    OVERDUE = "overdue"


class ClockFault(StrEnum):
    """Why a clock can't do what was asked."""

    EARLIER = "clock.earlier"
    """Before something that already happened to it."""
    PAUSED = "clock.paused"
    NOT_PAUSED = "clock.not_paused"
    STOPPED = "clock.stopped"
    NOT_STOPPED = "clock.not_stopped"
    PAUSE_END = "clock.pause_end"
    """The new date isn't after the beginning."""
    EXTENDED_OFTEN = "clock.extended_often"
    EXTENSION_HALF = "clock.extension_half"
    """Longer than half of the limit."""
    EXTENSION_DAYS = "clock.extension_days"
    """Longer than 20 days."""


class ClockError(ValueError):
    """The clock can't do that now; `fault` says why."""

    def __init__(self, fault: ClockFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that doesn't count: from `began_at` to `ended_at`, at the latest `until`.

    After `until` the clock runs again by itself; None: until somebody ends the pause.
    """

    began_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None
    is_extension: bool = False

    @property
    def over_at(self) -> datetime | None:
        """When it ended or is going to end by itself."""
        if self.ended_at is None or self.until is None:
            return self.ended_at or self.until
        return min(self.ended_at, self.until)


@dataclass(frozen=True, slots=True)
class HandIn:
    """A stop that didn't last: handed in, and sent back for rework or reopened."""

    stopped_at: datetime
    resumed_at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one limit kind; all times aware, kept in UTC.

    `limits` hold together; limits by plan among them count for nothing. Every method that
    changes something returns a new clock and raises ClockError where it can't.
    """

    kind: LimitKind
    started_at: datetime
    limits: tuple[Limit, ...]
    pauses: tuple[Pause, ...] = ()
    hand_ins: tuple[HandIn, ...] = ()
    stopped_at: datetime | None = None

    # What happens to a clock

    @staticmethod
    def start(kind: LimitKind, at: datetime, limits: tuple[Limit, ...]) -> Clock:
        """Start counting."""
        return Clock(kind, _utc(at), tuple(dict.fromkeys(limits)))

    def pause(self, at: datetime, until: datetime | None = None) -> Clock:
        """Stand still (挂起) until a date, or until resumed."""
        return self._pause(at, until, is_extension=False)

    def extend(self, at: datetime, until: datetime, calendar: WorkCalendar) -> Clock:
        """Stand still for an extension (延期); raises for the first of extension_faults()."""
        for fault in self.extension_faults(at, until, calendar):
            raise ClockError(fault)
        return self._pause(at, until, is_extension=True)

    def resume(self, at: datetime) -> Clock:
        """Run again, before the pause's own end or without one."""
        at = self._next_at(at)
        pause = self._open_pause(at)
        if pause is None:
            raise ClockError(ClockFault.NOT_PAUSED)
        return replace(self, pauses=(*self.pauses[:-1], replace(pause, ended_at=at)))

    def stop(self, at: datetime) -> Clock:
        """Done: handed in, arrived, closed. A pause ends with it."""
        at = self._next_at(at)
        clock = self if self._open_pause(at) is None else self.resume(at)
        return replace(clock, stopped_at=at)

    def rework(self, at: datetime) -> Clock:
        """Go on after a stop (返工, 重启) with what was left, at least REWORK_SHARE of the limit.

        The time since the stop doesn't count.
        """
        at = _utc(at)
        if self.stopped_at is None:
            raise ClockError(ClockFault.NOT_STOPPED)
        if at < self.stopped_at:
            raise ClockError(ClockFault.EARLIER)
        back = HandIn(self.stopped_at, at)
        return replace(self, hand_ins=(*self.hand_ins, back), stopped_at=None)

    def regrade(self, old: Grade, new: Grade, limits: tuple[Limit, ...]) -> Clock:
        """Take another grade: raised, its limits are added; lowered, nothing changes.

        A stopped clock keeps what it was held to.
        """
        if new <= old or self.stopped_at is not None:
            return self
        return self.tighten(limits)

    def tighten(self, limits: tuple[Limit, ...]) -> Clock:
        """Add limits, counted from the first moment too: also how a plan's limit is set."""
        return replace(self, limits=tuple(dict.fromkeys((*self.limits, *limits))))

    def extension_faults(
        self, at: datetime, until: datetime, calendar: WorkCalendar
    ) -> tuple[ClockFault, ...]:
        """Why an extension can't be: too many, longer than half the limit, than 20 days."""
        at, until = _utc(at), _utc(until)
        faults: list[ClockFault] = []
        if sum(pause.is_extension for pause in self.pauses) >= MAX_EXTENSIONS:
            faults.append(ClockFault.EXTENDED_OFTEN)
        if until <= at:
            return (*faults, ClockFault.PAUSE_END)
        share = self.extension_share(at, until, calendar)
        if share is not None and share > MAX_EXTENSION_SHARE:
            faults.append(ClockFault.EXTENSION_HALF)
        if calendar.measure(at, until, Unit.NATURAL_DAY) > MAX_EXTENSION_DAYS:
            faults.append(ClockFault.EXTENSION_DAYS)
        return tuple(faults)

    def extension_share(
        self, at: datetime, until: datetime, calendar: WorkCalendar
    ) -> Fraction | None:
        """The part of the limit due first that an extension takes; None without a limit."""
        limit = self.governing(at, calendar)
        if limit is None:
            return None
        return calendar.measure(at, until, limit.unit) / limit.amount

    # What it shows. An instant before the last thing that happened counts as that moment.

    def is_paused(self, now: datetime) -> bool:
        """Whether it stands still by a pause (a night outside working hours is none)."""
        return self._open_pause(self._shown_at(now)) is not None

    def due(self, now: datetime, calendar: WorkCalendar) -> datetime | None:
        """When the strictest limit ends, as things are; None where only the plan could say.

        In a pause without a date: as if it ended now. After a stop: when it was due.
        """
        return self.reaches(Fraction(1), now, calendar)

    def reaches(self, share: Fraction, now: datetime, calendar: WorkCalendar) -> datetime | None:
        """When that share of the first limit to get there is used, as things are."""
        readings = self._readings(now, calendar, share)
        return min((reading.reached_at for reading in readings), default=None)

    def next_change(self, now: datetime, calendar: WorkCalendar) -> datetime | None:
        """When it next turns amber, overdue, or asks for more supervision; None: never again."""
        now = self._shown_at(now)
        pause = self._open_pause(now)
        if self.stopped_at is not None or (pause is not None and pause.until is None):
            return None
        times = [self.reaches(share, now, calendar) for share in _CHANGING_SHARES]
        due = self.due(now, calendar)
        if due is not None:
            times.append(due + _MOMENT)  # at the very end of a limit it is still kept
        return min((at for at in times if at is not None and at > now), default=None)

    def governing(self, now: datetime, calendar: WorkCalendar) -> Limit | None:
        """The limit that is due first, in a pause as if it had none; None if only by plan."""
        strictest = self._strictest(now, calendar)
        return None if strictest is None else strictest.limit

    def share_used(self, now: datetime, calendar: WorkCalendar) -> Fraction:
        """The part of the limit that is used, above 1 when over; of several the largest."""
        readings = self._readings(now, calendar)
        return max((read.used / read.limit.amount for read in readings), default=Fraction(0))

    def remaining(self, now: datetime, calendar: WorkCalendar) -> timedelta | None:
        """What is left of the limit due first, below 0 when overdue; None without a limit.

        Working time for working limits. Stands still in a pause and after a stop.
        """
        strictest = self._strictest(now, calendar)
        return None if strictest is None else strictest.left(calendar)

    def is_overdue(self, now: datetime, calendar: WorkCalendar) -> bool:
        """Whether it is past due, or was when it stopped."""
        strictest = self._strictest(now, calendar)
        return strictest is not None and strictest.stands_at > strictest.ends_at

    def was_late(self, now: datetime, calendar: WorkCalendar) -> bool:
        """Whether it is past due or ever was when handed in: rework makes nobody punctual."""
        late_before = any(reading.late_before for reading in self._readings(now, calendar))
        return late_before or self.is_overdue(now, calendar)

    def light(self, now: datetime, calendar: WorkCalendar) -> Light:
        """Green, amber from 70 % on, overdue."""
        if self.is_overdue(now, calendar):
            return Light.OVERDUE
        amber = self.share_used(now, calendar) >= AMBER_SHARE
        return Light.AMBER if amber else Light.GREEN

    def unknown_years(self, now: datetime, calendar: WorkCalendar) -> tuple[int, ...]:
        """Years that it reckons with weekends only, because nobody entered their holidays."""
        due = self.due(now, calendar)
        if due is None or not any(limit.unit.on_work_calendar for limit in self.limits):
            return ()
        return calendar.unknown_years(self.started_at, max(due, self._shown_at(now)))

    # The record

    def _pause(self, at: datetime, until: datetime | None, *, is_extension: bool) -> Clock:
        at = self._next_at(at)
        until = None if until is None else _utc(until)
        if self._open_pause(at) is not None:
            raise ClockError(ClockFault.PAUSED)
        if until is not None and until <= at:
            raise ClockError(ClockFault.PAUSE_END)
        pause = Pause(at, until, is_extension=is_extension)
        return replace(self, pauses=(*self.pauses, pause))

    def _last_at(self) -> datetime:
        happened = [self.started_at]
        for pause in self.pauses[-1:]:
            happened += [pause.began_at, pause.ended_at or pause.began_at]
        happened += [hand_in.resumed_at for hand_in in self.hand_ins[-1:]]
        return max(happened)

    def _next_at(self, at: datetime) -> datetime:
        """The instant of something new, which a stopped clock takes no more."""
        at = _utc(at)
        if self.stopped_at is not None:
            raise ClockError(ClockFault.STOPPED)
        if at < self._last_at():
            raise ClockError(ClockFault.EARLIER)
        return at

    def _shown_at(self, now: datetime) -> datetime:
        return self.stopped_at or max(_utc(now), self._last_at())

    def _open_pause(self, at: datetime) -> Pause | None:
        if not self.pauses or self.stopped_at is not None:
            return None
        over_at = self.pauses[-1].over_at
        return self.pauses[-1] if over_at is None or at < over_at else None

    def _gaps(self) -> list[Gap]:
        gaps = [Gap(pause.began_at, pause.over_at, False) for pause in self.pauses]
        gaps += [Gap(back.stopped_at, back.resumed_at, True) for back in self.hand_ins]
        return sorted(gaps, key=lambda gap: (gap.start, gap.end or _NEVER))

    def _readings(
        self, now: datetime, calendar: WorkCalendar, share: Fraction = Fraction(1)
    ) -> list[Reading]:
        now, gaps = self._shown_at(now), self._gaps()
        return [
            follow(limit, calendar, self.started_at, share, gaps, now)
            for limit in self.limits
            if not limit.by_plan
        ]

    def _strictest(self, now: datetime, calendar: WorkCalendar) -> Reading | None:
        readings = self._readings(now, calendar)
        return min(readings, key=lambda reading: reading.ends_at, default=None)


def proposed_supervision(
    clock: Clock, current: Supervision, now: datetime, calendar: WorkCalendar
) -> Supervision | None:
    """Return the level that a running clock calls for, if it is above the current one.

    Only a proposal: a person signs it.
    """
    if clock.stopped_at is not None or not clock.is_overdue(now, calendar):
        return None
    share = clock.share_used(now, calendar)
    level = Supervision.ORDINARY
    if share >= RED_SHARE:
        level = Supervision.RED
    elif share >= YELLOW_SHARE:
        level = Supervision.YELLOW
    return level if level > current else None


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"a time without an offset: {at!r}")
    return at.astimezone(UTC)

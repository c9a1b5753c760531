"""What an action's orders do to the clocks of an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.domain.clocks import Clock, ClockError, ClockFault
from backend.domain.limits import LimitKind, RowLimits, limits_for
from backend.domain.outcomes import ClockOp, ClockOrder
from backend.domain.words import Grade
from backend.domain.work_calendar import WorkCalendar

_VOID = frozenset(
    {ClockFault.PAUSED, ClockFault.NOT_PAUSED, ClockFault.STOPPED, ClockFault.NOT_STOPPED}
)
"""The order doesn't fit what the clock is doing: then nothing happens."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """What carrying out orders needs to know; `before` and `grade`: the grade then and now."""

    row: RowLimits
    before: Grade
    grade: Grade
    now: datetime
    calendar: WorkCalendar


def follow_orders(
    clocks: Iterable[Clock], orders: Iterable[ClockOrder], ordering: Ordering
) -> tuple[Clock, ...]:
    """Return the clocks after the orders, in the order of their kinds.

    Raises ClockError for an extension that isn't allowed: the rules refuse it before.
    """
    by_kind = {clock.kind: clock for clock in clocks}
    for order in orders:
        for kind in tuple(by_kind) if order.kind is None else (order.kind,):
            clock = _followed(by_kind.get(kind), kind, order, ordering)
            if clock is not None:
                by_kind[kind] = clock
    return tuple(by_kind[kind] for kind in LimitKind if kind in by_kind)


def _followed(
    clock: Clock | None, kind: LimitKind, order: ClockOrder, ordering: Ordering
) -> Clock | None:
    if order.op is ClockOp.START:
        return _started(clock, kind, ordering)
    if clock is None and order.op is ClockOp.TIGHTEN and order.limit is not None:
        return Clock.start(kind, ordering.now, (order.limit,))  # the row had no such step
    if clock is None:
        return None
    try:
        return _changed(clock, order, ordering)
    except ClockError as error:
        if error.fault not in _VOID:
            raise
        return clock


def _started(clock: Clock | None, kind: LimitKind, ordering: Ordering) -> Clock | None:
    """A clock that runs already goes on; one that stopped begins anew."""
    if clock is not None and clock.stopped_at is None:
        return clock
    limits = limits_for(kind, ordering.grade, ordering.row)
    return Clock.start(kind, ordering.now, limits) if limits else clock


def _changed(clock: Clock, order: ClockOrder, ordering: Ordering) -> Clock:
    now = ordering.now
    plain = {
        ClockOp.STOP: clock.stop,
        ClockOp.RESUME: clock.resume,
        ClockOp.GO_ON: clock.rework,
    }
    if order.op in plain:
        return plain[order.op](now)
    if order.op is ClockOp.REGRADE:
        limits = limits_for(clock.kind, ordering.grade, ordering.row)
        return clock.regrade(ordering.before, ordering.grade, limits)
    if order.op is ClockOp.TIGHTEN:
        return clock if order.limit is None else clock.tighten((order.limit,))
    if order.until is None:
        return clock.pause(now)
    return clock.extend(now, order.until, ordering.calendar)

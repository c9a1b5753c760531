"""How events that arrive are told of: one by one, in batches, or in groups in a flood.

A person can take in two events in ten minutes as they come. Above that 一般 ones are told of in
batches; above ten, all but 紧急 are grouped by place and kind. 紧急 is told of at once, always.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, Protocol

WINDOW: Final = timedelta(minutes=10)
SINGLE_MOST: Final = 2
"""So many events in the window are each told of."""
BATCH_MOST: Final = 10
"""Above so many it is a flood."""
CALM_MOST: Final = 7
"""A flood that began is over for lists at so many: well below, so that rows don't come and go."""
BATCH_EVERY: Final = timedelta(minutes=1)
MUTE_FOR: Final = timedelta(minutes=5)
GENERAL, URGENT = 1, 4


class Mode(IntEnum):
    """How arrivals are told of."""

    SINGLE = 0
    BATCHES = 1
    FLOOD = 2


class Placed(Protocol):
    """Where an event is and of what kind."""

    @property
    def grid(self) -> str | None: ...
    @property
    def village(self) -> str | None: ...
    @property
    def subcategory(self) -> str: ...


class Arrived(Placed, Protocol):
    """What matters of an event that arrived."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def grade(self) -> int: ...


Group = tuple[str, str]
"""Place and subcategory."""


def group_of(event: Placed) -> Group:
    """Return what an event is grouped by: its grid, without one its village, and its kind."""
    return event.grid or event.village or "", event.subcategory


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told now: single events, and how many by group."""

    events: tuple[Arrived, ...] = ()
    groups: tuple[tuple[Group, int], ...] = ()

    @property
    def grade(self) -> int:
        """The highest grade of the single events; 一般 for groups alone, 0 for nothing."""
        if self.events:
            return max(event.grade for event in self.events)
        return GENERAL if self.groups else 0


@dataclass(slots=True)
class Arrivals:
    """Takes arrivals in and says what to tell and when; time is passed in."""

    _times: deque[datetime] = field(default_factory=deque)
    _held: list[Arrived] = field(default_factory=list)
    _held_since: datetime | None = None
    _is_flood: bool = False

    def mode(self, now: datetime) -> Mode:
        """How busy the last ten minutes were."""
        while self._times and self._times[0] <= now - WINDOW:
            self._times.popleft()
        if len(self._times) > BATCH_MOST:
            return Mode.FLOOD
        return Mode.BATCHES if len(self._times) > SINGLE_MOST else Mode.SINGLE

    def is_flood(self, now: datetime) -> bool:
        """Whether lists are grouped: from the flood's begin until it has clearly ebbed away."""
        if self.mode(now) is Mode.FLOOD:
            self._is_flood = True
        elif len(self._times) <= CALM_MOST:
            self._is_flood = False
        return self._is_flood

    def take(self, events: Iterable[Arrived], now: datetime) -> Telling:
        """Take arrivals in; returns what has to be told at once."""
        told: list[Arrived] = []
        for event in events:
            self._times.append(now)
            mode = self.mode(now)
            waits = mode is Mode.FLOOD or (mode is Mode.BATCHES and event.grade == GENERAL)
            if event.grade == URGENT or not waits:
                told.append(event)
            else:
                self._held.append(event)
                self._held_since = self._held_since or now
        return Telling(tuple(told))

    def due(self, now: datetime) -> Telling:
        """Return the batch whose time has come, by group."""
        if self._held_since is None or now - self._held_since < BATCH_EVERY:
            return Telling()
        groups = Counter(group_of(event) for event in self._held)
        self._held.clear()
        self._held_since = None
        return Telling(groups=tuple(groups.most_common()))


@dataclass(frozen=True, slots=True)
class Mute:
    """A mute that ends by itself; 紧急 is never muted."""

    until: datetime | None = None

    def begun(self, now: datetime) -> Mute:
        """Muted from now on."""
        return Mute(now + MUTE_FOR)

    def is_on(self, now: datetime) -> bool:
        """Whether it still holds."""
        return self.until is not None and now < self.until

    def lets_through(self, grade: int, now: datetime) -> bool:
        """Whether a sound of this grade is heard."""
        return grade == URGENT or not self.is_on(now)

"""Time limits: how long a step of an event may take, in hours of whose clock.

Sources: the table of limits by grade, and the limits in each row of the dictionary. What a
working hour is says `work_calendar`; what runs when says `clocks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from backend.domain.words import Grade

MAX_AMOUNT = 9999
"""The largest amount of any unit: beyond it a limit is a typing mistake."""


class Unit(StrEnum):
    """What a limit is counted in; the value is how the dictionary writes it."""

    MINUTE = "min"
    """Minutes, day and night."""
    URGENT_HOUR = "UH"
    """Hours, day and night."""
    WORK_MINUTE = "Wmin"
    """Minutes of the town's working time."""
    WORK_HOUR = "WH"
    """Hours of the town's working time."""
    WORK_DAY = "WD"
    """Working days; the same part of the working day, so many working days on."""
    NATURAL_DAY = "ND"
    """Days of the town's time zone."""
    PLAN = "按预案"
    """The emergency plan says how long; by itself no limit."""

    @property
    def on_work_calendar(self) -> bool:
        """Whether it stands still outside working hours."""
        return self in {Unit.WORK_MINUTE, Unit.WORK_HOUR, Unit.WORK_DAY}

    @property
    def zh(self) -> str:
        """The word that people say after a number."""
        return _UNIT_WORDS[self][0]

    @property
    def en(self) -> str:
        """The English word after a number, in the plural."""
        return _UNIT_WORDS[self][1]


_UNIT_WORDS: Mapping[Unit, tuple[str, str]] = MappingProxyType(
    {
        Unit.MINUTE: ("分钟", "minutes"),
        Unit.URGENT_HOUR: ("小时", "hours"),
        Unit.WORK_MINUTE: ("个工作分钟", "working minutes"),
        Unit.WORK_HOUR: ("个工作小时", "working hours"),
        Unit.WORK_DAY: ("个工作日", "working days"),
        Unit.NATURAL_DAY: ("个自然日", "days"),
        Unit.PLAN: ("按预案", "as the plan says"),
    }
)


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of a unit; by plan the amount is 0.

    Raises ValueError for an amount outside 1..MAX_AMOUNT (by plan: other than 0).
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.by_plan:
            if self.amount != 0:
                raise ValueError("a limit by plan has no amount")
        elif not 1 <= self.amount <= MAX_AMOUNT:
            raise ValueError(f"not an amount between 1 and {MAX_AMOUNT}: {self.amount}")

    @property
    def by_plan(self) -> bool:
        """Whether only the emergency plan can say how long."""
        return self.unit is Unit.PLAN

    def __str__(self) -> str:
        """As the dictionary writes it: parse_limit() takes it back."""
        return self.unit.value if self.by_plan else f"{self.amount}{self.unit.value}"


BY_PLAN = Limit(0, Unit.PLAN)
NO_LIMIT = "—"
"""How a dictionary says that a row has no such step."""

_LIMIT = re.compile(r"([0-9]{1,4})\s*(min|UH|Wmin|WH|WD|ND)")


def parse_limit(text: str) -> Limit | None:
    """Return the limit of "4WH", "15min", "24UH", "30ND" or "按预案"; None for "—".

    Raises ValueError for anything else.
    """
    text = text.strip()
    if text == NO_LIMIT:
        return None
    if text == BY_PLAN.unit.value:
        return BY_PLAN
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a limit: {text[:40]!r}")
    return Limit(int(match[1]), Unit(match[2]))


class LimitKind(StrEnum):
    """Each thing that has to happen in time; one clock each."""

    ACCEPT = "accept"
    FIRST_DISPATCH = "first_dispatch"
    SIGN_FIELD = "sign_field"
    """A person sent accepts the order (接单)."""
    SIGN = "sign"
    """The lead department takes the event (签收)."""
    ARRIVE_IN_GRID = "arrive_in_grid"
    """A person sent inside the own grid is there."""
    ARRIVE_ACROSS = "arrive_across"
    """A person sent from another grid is there."""
    ARRIVE = "arrive"
    """The lead department is there."""
    FIRST_FEEDBACK = "first_feedback"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class RowLimits:
    """The limits in one row of the dictionary: what its lead department is held to.

    None: the row has no such step.
    """

    default_grade: Grade
    sign: Limit | None
    arrive: Limit | None
    close: Limit | None


def _row(**texts: str) -> Mapping[LimitKind, Limit]:
    limits = {LimitKind(kind): parse_limit(text) for kind, text in texts.items()}
    return MappingProxyType({kind: limit for kind, limit in limits.items() if limit is not None})


LIMITS_BY_GRADE: Mapping[Grade, Mapping[LimitKind, Limit]] = MappingProxyType(
    {
        Grade.URGENT: _row(
            accept="1min",
            first_dispatch="3min",
            sign_field="2min",
            sign="5min",
            arrive_in_grid="10min",
            arrive_across="20min",
            arrive="20min",
            first_feedback="15min",
        ),
        Grade.MAJOR: _row(
            accept="3min",
            first_dispatch="10min",
            sign_field="15min",
            sign="15min",
            arrive_in_grid="30min",
            arrive_across="30min",
            arrive="30min",
            first_feedback="1UH",
        ),
        Grade.LARGER: _row(
            accept="15min",
            first_dispatch="30min",
            sign_field="2WH",
            sign="2WH",
            arrive_in_grid="4WH",
            arrive_across="4WH",
            arrive="4WH",
            first_feedback="1WD",
        ),
        Grade.GENERAL: _row(
            accept="30Wmin",
            first_dispatch="2WH",
            sign_field="4WH",
            sign="4WH",
            arrive_in_grid="1WD",
            arrive_across="1WD",
            arrive="1WD",
            first_feedback="3WD",
        ),
    }
)
"""What each grade asks for. Closing is not here: only the dictionary's row says it."""


def limits_for(kind: LimitKind, grade: Grade, row: RowLimits) -> tuple[Limit, ...]:
    """Return the limits that hold together for one step; the one that ends first counts.

    The row speaks for the lead department's signing, arriving and closing. Above the row's
    own grade the grade's limit is added. Empty: this event has no such clock.
    """
    of_grade = LIMITS_BY_GRADE[grade].get(kind)
    of_row: Mapping[LimitKind, Limit | None] = {
        LimitKind.SIGN: row.sign,
        LimitKind.ARRIVE: row.arrive,
        LimitKind.CLOSE: row.close,
    }
    if kind not in of_row:
        return () if of_grade is None else (of_grade,)
    found = (of_row[kind], of_grade if grade > row.default_grade else None)
    return tuple(limit for limit in found if limit is not None)

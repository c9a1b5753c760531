"""The words of grid governance that every rule speaks: grades, states, roles, platforms."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """Handling grade of an event; a higher number is more urgent."""

    GENERAL = 1
    LARGER = 2
    MAJOR = 3
    URGENT = 4

    @property
    def zh(self) -> str:
        """The word that people say."""
        return ("一般", "较大", "重大", "紧急")[self - 1]

    @classmethod
    def of(cls, zh: str) -> Grade:
        """Return the grade of a Chinese word; raises ValueError for another word."""
        for grade in cls:
            if grade.zh == zh:
                return grade
        raise ValueError(f"not a grade: {zh!r}")


class State(StrEnum):
    """Where an event is in its life."""

    REPORTED = "reported"
    TRIAGE = "triage"
    MERGED = "merged"
    REJECTED = "rejected"
    SELF_HANDLED = "self_handled"
    CONSULTING = "consulting"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    VERIFYING = "verifying"
    ESCALATED = "escalated"
    CLOSED = "closed"
    APPRAISAL = "appraisal"
    ARCHIVED = "archived"


class Role(StrEnum):
    """What a person is to the town; one person may be several."""

    INSTRUCTOR = "grid_instructor"
    FULL_TIME = "grid_full_time"
    INFORMATION = "grid_information"
    PART_TIME = "grid_part_time"
    GRID_POLICE = "grid_police"
    OPERATOR = "operator"
    SHIFT_LEADER = "shift_leader"
    COMMANDER = "commander"
    PLATFORM_LEAD = "platform_lead"
    DEPARTMENT = "department"
    TOWN_LEADER = "town_leader"
    COUNTY = "county"
    ASSESSOR = "assessor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


FIELD_ROLES = frozenset(
    {Role.INSTRUCTOR, Role.FULL_TIME, Role.INFORMATION, Role.PART_TIME, Role.GRID_POLICE}
)


class Platform(StrEnum):
    """The four platforms."""

    GOVERNANCE = "ZZ"
    MARKET = "SJ"
    ENFORCEMENT = "ZF"
    SERVICE = "BM"


class Supervision(IntEnum):
    """How strongly the town presses an event; it only ever goes up."""

    NONE = 0
    ORDINARY = 1
    YELLOW = 2
    RED = 3

    @property
    def zh(self) -> str:
        """The word that people say."""
        return ("无", "普通督办", "黄牌", "红牌")[self]

    @property
    def points(self) -> int:
        """What it costs in the assessment."""
        return (0, 0, -5, -10)[self]

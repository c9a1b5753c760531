"""Measures of a decision, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

TEXT_MOST = 1000
DEPARTMENT_MOST = 200


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as somebody writes it; ``department`` and ``due`` may be left open."""

    text: str = ""
    department: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as all see it; ``name`` wrote it last, ``at`` in town time."""

    id: str
    text: str
    department: str
    due: date | None
    name: str
    at: datetime
    version: int
    can_change: bool = True
    can_drop: bool = True

    @property
    def draft(self) -> MeasureDraft:
        """What can be written of it."""
        return MeasureDraft(self.text, self.department, self.due)

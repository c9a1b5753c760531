"""What the inbox's cells say, in the language chosen now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend_client.records import Line
from console.state.inbox_filter import Remaining
from widgets.inbox_roles import Column


@dataclass(frozen=True, slots=True)
class InboxWords:
    """Words for what a line holds; ``at`` takes a time and what time it is now."""

    headers: Mapping[Column, str]
    grade: Callable[[int], str]
    state: Callable[[str], str]
    source: Callable[[str, str], str]
    source_in_full: Callable[[str, str], str]
    platform: Callable[[str | None], str]
    person: Callable[[str | None], str]
    kind: Callable[[str], str]
    at: Callable[[datetime, datetime], str]
    left: Callable[[int], str]
    due: Callable[[datetime], str]
    drill: str

    def texts(self, line: Line, left: Remaining, now: datetime) -> tuple[str, ...]:
        """Return what each column says of a line, in the columns' order."""
        return (
            self.grade(line.grade),
            f"【{self.drill}】{line.title}" if line.is_drill else line.title,
            "" if left.left_s is None else self.left(left.left_s),
            self.state(line.state),
            self.person(line.owner),
            self.source(line.source, line.channel),
            line.grid or line.village or "",
            self.kind(line.subcategory),
            line.lead or "",
            self.platform(line.platform),
            self.at(line.reported_at, now),
            line.number,
        )

    def second(self, line: Line, now: datetime, *, is_group: bool) -> str:
        """Return the quiet line under a title: when, where, what; or what a group is."""
        place, kind = line.grid or line.village, self.kind(line.subcategory)
        parts = (
            (place, kind) if is_group else (self.at(line.reported_at, now), place, kind, line.lead)
        )
        return " · ".join(part for part in parts if part)

    def tip(self, line: Line, column: Column) -> str:
        """Return what is said of a cell under the mouse."""
        if column is Column.SOURCE:
            return self.source_in_full(line.source, line.channel)
        if column is Column.REMAINING and line.due_at is not None:
            return self.due(line.due_at)
        if column is Column.STATE:
            return self.state(line.state)
        if column is Column.LEAD and line.lead:
            return line.lead
        return f"{line.number}\n{line.title}"


NO_WORDS = InboxWords(
    headers=dict.fromkeys(Column, ""),
    grade=str,
    state=str,
    source=lambda source, _: source,
    source_in_full=lambda source, _: source,
    platform=lambda platform: platform or "",
    person=lambda person: person or "",
    kind=str,
    at=lambda at, _: str(at),
    left=str,
    due=str,
    drill="",
)
"""Before a page says the words of its language."""

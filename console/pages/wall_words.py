"""What a wall says of events, in the language chosen now; without seconds: they are restless."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from console.pages.event_words import state_words
from console.state.inbox_filter import Remaining
from console.state.wall_events import WallEvent, WallStep, remaining_of
from widgets.wall_event_board import EventRow
from widgets.wall_event_sheet import EventText

translate = QCoreApplication.translate


def left_words(left: Remaining) -> str:
    """What is left of a limit, or by how much it is over."""
    if left.left_s is None:
        return ""
    words = span_words(abs(left.left_s))
    if left.left_s >= 0:
        return words
    return translate("WallWords", "over by {time}").format(time=words)


def span_words(seconds: int) -> str:
    """A span of time in its two largest units."""
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if days:
        told = translate("WallWords", "{days} d {hours} h")
        return told.format(days=days, hours=hours % 24)
    if hours:
        told = translate("WallWords", "{hours} h {minutes} min")
        return told.format(hours=hours, minutes=minutes % 60)
    if not minutes:
        return translate("WallWords", "less than 1 min")
    return translate("WallWords", "{minutes} min").format(minutes=minutes)


def title_of(event: WallEvent) -> str:
    """An event's title; a drill says so first."""
    drill = translate("WallWords", "Drill")
    return f"【{drill}】{event.title}" if event.is_drill else event.title


def row_of(event: WallEvent, now: datetime) -> EventRow:
    """One event as the board shows it."""
    left = remaining_of(event, now)
    return EventRow(
        grade=max(1, min(4, event.grade)),
        number=event.number,
        title=title_of(event),
        place=event.place,
        state=state_words().get(event.state, event.state),
        left=left_words(left),
        light=left.light.value,
    )


def text_of(event: WallEvent, course: Sequence[WallStep], now: datetime, zone: tzinfo) -> EventText:
    """One event as the sheet shows it."""
    row = row_of(event, now)
    facts = (
        (translate("WallWords", "Place"), event.place),
        (translate("WallWords", "Lead"), event.lead),
        (translate("WallWords", "Reported"), time_words(event.reported_at, now, zone)),
        (
            translate("WallWords", "Due"),
            time_words(event.due_at, now, zone) if event.due_at is not None else "",
        ),
        *event.facts,
    )
    return EventText(
        grade=row.grade,
        number=event.number,
        title=row.title,
        state=row.state,
        left=row.left,
        light=row.light,
        facts=tuple((name, value) for name, value in facts if value),
        steps=tuple((time_words(one.at, now, zone), one.text) for one in course),
    )


def time_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A time of day in the town; with its date where it isn't today."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{there:%H:%M}" if there.date() == today else f"{there:%m-%d %H:%M}"

"""The inbox's words in the language chosen now: lists, orders, sources, cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from console.models.inbox_words import InboxWords
from console.pages.event_words import (
    grade_words,
    platform_words,
    source_word,
    state_words,
    time_words,
)
from console.state.inbox_filter import SOURCES, Order, View
from widgets.inbox_roles import Column

translate = QCoreApplication.translate
_USUAL = ("reported", "triage", "assigned", "handling", "verifying")
"""States that a list mostly shows."""
_AIR_PX = 14


def view_words() -> Mapping[View, str]:
    """The lists that everybody has."""
    return {
        View.OPEN: translate("InboxPage", "Open"),
        View.MINE: translate("InboxPage", "Mine"),
        View.UNACCEPTED: translate("InboxPage", "Not accepted yet"),
        View.NEARLY_DUE: translate("InboxPage", "Nearly due"),
        View.OVERDUE: translate("InboxPage", "Overdue"),
        View.RETURNED: translate("InboxPage", "Returned"),
        View.TO_VERIFY: translate("InboxPage", "To verify"),
        View.DRILL: translate("InboxPage", "Drill"),
        View.ENDED: translate("InboxPage", "Ended"),
    }


def order_words() -> Mapping[Order, str]:
    """What comes first."""
    return {
        Order.NEWEST: translate("InboxPage", "Newest first"),
        Order.DUE: translate("InboxPage", "Soonest due first"),
        Order.GRADE: translate("InboxPage", "Gravest first"),
    }


def short_source_words() -> Mapping[str, str]:
    """Where reports come from, as short as a narrow column wants it."""
    return {
        "field": translate("InboxPage", "Phone"),
        "pane": translate("InboxPage", "Pane"),
        "river": translate("InboxPage", "River"),
        "food": translate("InboxPage", "Food"),
        "safety": translate("InboxPage", "Safety"),
        "hotline": translate("InboxPage", "Hotline"),
        "upper": translate("InboxPage", "Upper"),
        "citizen": translate("InboxPage", "Citizen"),
    }


def long_source_words() -> Mapping[str, str]:
    """The same in full."""
    return {
        "field": translate("InboxPage", "Reported with a grid member's phone"),
        "pane": translate("InboxPage", "Seen in a camera's pane"),
        "river": translate("InboxPage", "By the river chiefs' app 河长通"),
        "food": translate("InboxPage", "By the food safety app 食安通"),
        "safety": translate("InboxPage", "By the work safety app 智慧安监"),
        "hotline": translate("InboxPage", "By the citizens' hotline 12345"),
        "upper": translate("InboxPage", "Handed down by the upper level"),
        "citizen": translate("InboxPage", "Told by a citizen"),
    }


_SOURCE_OF = {said: name for name, many in SOURCES.items() for said in many}


def inbox_words(names: Mapping[str, str], kinds: Mapping[str, str], zone: tzinfo) -> InboxWords:
    """What cells say; ``names`` of people, ``kinds`` by subcategory."""
    grades, states, platforms = grade_words(), state_words(), platform_words()
    short, long = short_source_words(), long_source_words()
    due = translate("InboxPage", "Limit: {at}")

    def source(said: Mapping[str, str], by: str, channel: str) -> str:
        name = _SOURCE_OF.get(channel or by, "")
        return said.get(name) or source_word(by, channel)

    return InboxWords(
        headers=_headers(),
        grade=lambda grade: grades.get(grade, str(grade)),
        state=lambda state: states.get(state, state),
        source=lambda by, channel: source(short, by, channel),
        source_in_full=lambda by, channel: source(long, by, channel),
        platform=lambda platform: platforms.get(platform or "", platform or ""),
        person=lambda person: names.get(person or "", person or ""),
        kind=lambda kind: kinds.get(kind, kind),
        at=lambda at, now: _at(at.astimezone(zone), now.astimezone(zone)),
        left=time_words,
        due=lambda at: due.format(at=f"{at.astimezone(zone):%m-%d %H:%M:%S}"),
        drill=translate("InboxPage", "drill"),
    )


def _at(at: datetime, now: datetime) -> str:
    """A time in the town; without the day where it is today."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"


def _headers() -> Mapping[Column, str]:
    return {
        Column.GRADE: translate("InboxPage", "Grade"),
        Column.TITLE: translate("InboxPage", "Event"),
        Column.REMAINING: translate("InboxPage", "Left"),
        Column.STATE: translate("InboxPage", "State"),
        Column.OWNER: translate("InboxPage", "Seat"),
        Column.SOURCE: translate("InboxPage", "Source"),
        Column.GRID: translate("InboxPage", "Grid"),
        Column.KIND: translate("InboxPage", "Kind"),
        Column.LEAD: translate("InboxPage", "Lead"),
        Column.PLATFORM: translate("InboxPage", "Platform"),
        Column.REPORTED: translate("InboxPage", "Reported"),
        Column.NUMBER: translate("InboxPage", "Number"),
    }


def column_widths(metrics: QFontMetrics) -> Mapping[int, int]:
    """How wide columns are at first: as their words want it in this language."""
    states = state_words()
    said: Mapping[int, Iterable[str]] = {
        Column.GRADE: grade_words().values(),
        Column.REMAINING: ("▲ -00:00:00",),
        Column.STATE: (states[one] for one in _USUAL),
        Column.OWNER: ("欧阳建国",),
        Column.SOURCE: short_source_words().values(),
        Column.GRID: ("XX00-00",),
        Column.LEAD: ("农业农村办公室",),
        Column.PLATFORM: platform_words().values(),
        Column.REPORTED: ("00-00 00:00",),
        Column.NUMBER: ("00000000-0000",),
    }
    widest = {one: max(map(metrics.horizontalAdvance, words)) for one, words in said.items()}
    return {column: width + _AIR_PX for column, width in widest.items()}

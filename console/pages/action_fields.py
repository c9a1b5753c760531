"""Which fields an action's form has: one for each thing that the backend says it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from backend_client.records import AllowedAction, Event
from console.pages.event_words import (
    extension_words,
    grade_words,
    level_words,
    platform_words,
    reject_words,
    stance_words,
    state_words,
)
from widgets.action_form import Field, FieldKind

translate = QCoreApplication.translate
Choices = tuple[tuple[str, str], ...]
LIMITS = ("2UH", "4UH", "24UH", "4WH", "1WD", "3WD", "5WD", "7WD", "15WD")
PHOTO_OF = {"after_photo": "after"}
"""What the photos of a need show; others are of the place as it is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What choices are made of: pairs of value and word."""

    departments: Choices = ()
    people: Choices = ()
    kinds: Choices = ()
    same: Choices = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    event: Event
    known: Known
    now: datetime


def fields_for(
    action: AllowedAction, event: Event, known: Known, now: datetime
) -> tuple[Field, ...]:
    """Return the fields of an action's form, in the order in which they are filled in."""
    asked = _Asked(event, known, now)
    found: dict[str, Field] = {}
    for need in action.needs:
        for one in _FIELDS.get(need, _none)(asked):
            found.setdefault(one.name, one)
    return tuple(found.values())


def given_for(action: AllowedAction, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent, of what was typed and chosen; files are sent apart."""
    given = {
        name: value
        for name, value in typed.items()
        if value not in ("", None, [], "-") and name != "attachments"
    }
    for name in ("grade", "level", "stars"):
        if name in given:
            given[name] = int(given[name])
    if isinstance(given.get("people"), str):
        given["people"] = [given["people"]]
    if "is_answer_yes" in given:
        given["is_answer_yes"] = given["is_answer_yes"] == "yes"
    if "parent_to_merge" in action.needs:
        given["is_confirmed"] = True
    return given


def _none(_: _Asked) -> Sequence[Field]:
    return ()


def _label(name: str) -> str:
    return {
        "text": translate("ActionFields", "Words"),
        "reason": translate("ActionFields", "Reason"),
        "override": translate("ActionFields", "Reason, where it isn't the department of the rules"),
        "no_photo": translate("ActionFields", "Reason, where there is no photo"),
        "reason_code": translate("ActionFields", "Why"),
        "parent": translate("ActionFields", "Main event"),
        "lead": translate("ActionFields", "Lead department"),
        "cooperating": translate("ActionFields", "Co-operating departments"),
        "people": translate("ActionFields", "Who"),
        "platforms": translate("ActionFields", "Platforms"),
        "stance": translate("ActionFields", "Position"),
        "absent": translate("ActionFields", "Absent platforms"),
        "limit": translate("ActionFields", "Limit"),
        "measures": translate("ActionFields", "Measures"),
        "until": translate("ActionFields", "Until"),
        "result": translate("ActionFields", "Result"),
        "attachments": translate("ActionFields", "Photos and videos"),
        "evidence": translate("ActionFields", "I have looked at the evidence"),
        "time": translate("ActionFields", "Grant more time for the rework"),
        "back_to": translate("ActionFields", "Back to"),
        "stars": translate("ActionFields", "Stars"),
        "answer": translate("ActionFields", "Answer"),
        "grade": translate("ActionFields", "Grade"),
        "departments": translate("ActionFields", "Departments"),
        "level": translate("ActionFields", "Level"),
        "subcategory": translate("ActionFields", "Kind"),
    }[name]


def _text(name: str, label: str, *, is_needed: bool = True) -> Field:
    return Field(name, _label(label), FieldKind.TEXT, is_needed=is_needed)


def _choice(name: str, label: str, choices: Choices, value: object = None) -> Field:
    return Field(name, _label(label), FieldKind.CHOICE, (("-", "—"), *choices), value)


def _several(name: str, label: str, choices: Choices, *, is_needed: bool = True) -> Field:
    return Field(name, _label(label), FieldKind.SEVERAL, choices, is_needed=is_needed)


def _files() -> Field:
    return Field("attachments", _label("attachments"), FieldKind.FILES, is_needed=False)


def _check(name: str, label: str, *, is_needed: bool) -> Field:
    return Field(name, _label(label), FieldKind.CHECK, is_needed=is_needed)


def _pairs(words: Mapping[Any, str]) -> Choices:
    return tuple((str(key), word) for key, word in words.items())


def _lead(asked: _Asked) -> Sequence[Field]:
    route = asked.event.facts.get("route") or {}
    return (
        _choice("lead", "lead", asked.known.departments, route.get("lead")),
        _several("cooperating", "cooperating", asked.known.departments, is_needed=False),
    )


def _grades(asked: _Asked, *, above: bool) -> Choices:
    grade = asked.event.grade
    words = grade_words().items()
    return tuple((str(key), word) for key, word in words if key != grade and (key > grade) is above)


def _levels(asked: _Asked) -> Sequence[Field]:
    now = int(asked.event.facts.get("supervision", 0))
    higher = {key: word for key, word in level_words().items() if key > now}
    return (_choice("level", "level", _pairs(higher)),)


def _way_back(_: _Asked) -> Sequence[Field]:
    states = state_words()
    ways = tuple((key, states[key]) for key in ("handling", "verifying"))
    return (_choice("back_to", "back_to", ways),)


def _answers() -> Choices:
    return (("yes", translate("ActionFields", "Yes")), ("no", translate("ActionFields", "No")))


def _lead_if_none(asked: _Asked) -> Sequence[Field]:
    if asked.event.facts.get("lead"):
        return ()
    return (_choice("lead", "lead", asked.known.departments),)


_FIELDS: Mapping[str, Callable[[_Asked], Sequence[Field]]] = {
    "text": lambda _: (_text("text", "text"),),
    "text_or_photo": lambda _: (_text("text", "text", is_needed=False), _files()),
    "reason": lambda _: (_text("reason", "reason"),),
    "reject_reason": lambda _: (
        _choice("reason_code", "reason_code", _pairs(reject_words())),
        _text("text", "text", is_needed=False),
    ),
    "extension_reason": lambda _: (
        _choice("reason_code", "reason_code", _pairs(extension_words())),
    ),
    "parent_to_merge": lambda a: (_choice("parent", "parent", a.known.same),),
    "lead": _lead,
    "override_reason": lambda _: (_text("reason", "override", is_needed=False),),
    "lead_if_none": _lead_if_none,
    "lead_to_rework": _lead_if_none,
    "other_lead": lambda a: (_choice("lead", "lead", a.known.departments),),
    "other_person": lambda a: (_choice("people", "people", a.known.people),),
    "people_to_send": lambda a: (_several("people", "people", a.known.people),),
    "platforms": lambda _: (_several("platforms", "platforms", _pairs(platform_words())),),
    "stance": lambda _: (
        _choice(
            "stance",
            "stance",
            tuple(pair for pair in _pairs(stance_words()) if pair[0] != "absent"),
        ),
        _text("text", "text", is_needed=False),
    ),
    "every_stance": lambda _: (
        _several("absent", "absent", _pairs(platform_words()), is_needed=False),
    ),
    "limit": lambda _: (_choice("limit", "limit", tuple((one, one) for one in LIMITS)),),
    "measures": lambda _: (_text("text", "measures"),),
    "extension_date": lambda a: (
        Field("until", _label("until"), FieldKind.TIME, value=a.now + timedelta(days=1)),
    ),
    "result": lambda _: (_text("text", "result"),),
    "after_photo": lambda _: (_files(), _text("reason", "no_photo", is_needed=False)),
    "evidence_seen": lambda _: (_check("is_evidence_seen", "evidence", is_needed=True),),
    "rework_time": lambda _: (_check("grants_time", "time", is_needed=False),),
    "way_back": _way_back,
    "stars": lambda _: (_choice("stars", "stars", tuple((str(n), "★" * n) for n in range(1, 6))),),
    "answer": lambda _: (_choice("is_answer_yes", "answer", _answers()),),
    "higher_grade": lambda a: (_choice("grade", "grade", _grades(a, above=True)),),
    "lower_grade": lambda a: (_choice("grade", "grade", _grades(a, above=False)),),
    "departments_to_copy": lambda a: (_several("departments", "departments", a.known.departments),),
    "higher_level": _levels,
    "level_to_sign": _levels,
    "other_subcategory": lambda a: (_choice("subcategory", "subcategory", a.known.kinds),),
}

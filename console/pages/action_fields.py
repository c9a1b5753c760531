"""Which fields an action's form has: one for each thing that the backend says it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from backend_client.records import AllowedAction, Event
from console.pages.action_words import asked_words, label_word, position_words
from console.pages.event_words import (
    extension_words,
    grade_words,
    level_words,
    limit_length,
    limit_words,
    platform_words,
    reject_words,
    stance_words,
    state_words,
)
from console.pages.field_makers import (
    Choices,
    check_field,
    choice_field,
    files_field,
    note_fields,
    pairs,
    several_field,
    text_field,
)
from console.state.consulting import called_parties, consulted_platforms, silent_parties
from widgets.action_form import Field, FieldKind

translate = QCoreApplication.translate
Files = tuple[tuple[str, str | None], ...]
"""Files with what each photo shows, None for the place as it is or a paper."""
LIMITS = ("2UH", "4UH", "24UH", "4WH", "1WD", "3WD", "5WD", "7WD", "15WD")
FILE_FIELDS = frozenset({"attachments", "papers"})
_EXTENSION_MOST = timedelta(days=1)
_EXTENSION_SHARE = 6
"""What an extension begins with: a sixth of the limit, at most a day."""


@dataclass(frozen=True, slots=True)
class Known:
    """What choices are made of: pairs of value and word."""

    departments: Choices = ()
    people: Choices = ()
    kinds: Choices = ()
    same: Choices = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    action: str
    event: Event
    known: Known
    now: datetime

    def fact(self, name: str) -> Any:
        return self.event.facts.get(name)

    def proposed(self, name: str) -> Any:
        return (self.event.proposal or {}).get(name)


def fields_for(
    action: AllowedAction, event: Event, known: Known, now: datetime
) -> tuple[Field, ...]:
    """Return the fields of an action's form, in the order in which they are filled in.

    ``now`` in the town's time zone: times are asked in it.
    """
    asked = _Asked(action.action, event, known, now)
    found = {one.name: one for one in _NOTES.get(action.action, _none)(asked)}
    for need in action.needs:
        for one in _FIELDS.get(need, _none)(asked):
            found.setdefault(one.name, one)
    return tuple(found.values())


def given_for(action: AllowedAction, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent, of what was typed and chosen; files are sent apart."""
    given = {
        name: value
        for name, value in typed.items()
        if value not in ("", None, [], "-") and name not in FILE_FIELDS
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


def files_for(action: AllowedAction, typed: Mapping[str, Any]) -> Files:
    """Return the files to be sent first, each with what it shows."""
    kind = "after" if "after_photo" in action.needs else None
    photos = [(str(one), kind) for one in typed.get("attachments") or ()]
    return (*photos, *((str(one), None) for one in typed.get("papers") or ()))


def _none(_: _Asked) -> Sequence[Field]:
    return ()


def _departments(asked: _Asked, first: Sequence[str] = (), without: Sequence[str] = ()) -> Choices:
    """The likeliest ones first; those that the list doesn't have are added to it."""
    words = {one: one for one in first} | dict(asked.known.departments)
    return tuple(pair for pair in words.items() if pair[0] and pair[0] not in without)


# Who is told


def _lead(asked: _Asked) -> Sequence[Field]:
    route, helping = asked.fact("route") or {}, asked.proposed("cooperating") or ()
    lead = asked.fact("proposed_owner") or route.get("lead")
    choices = _departments(asked, [lead or "", *helping])
    helpers = [one for one in helping if one != lead]
    return (
        choice_field("lead", "lead", choices, lead),
        several_field("cooperating", "cooperating", choices, helpers, is_needed=False),
    )


def _lead_if_none(asked: _Asked) -> Sequence[Field]:
    return () if asked.fact("lead") else (choice_field("lead", "lead", asked.known.departments),)


def _other_lead(asked: _Asked) -> Sequence[Field]:
    label = "proposed_owner" if asked.action == "return" else "handed_to"
    lead = asked.fact("lead")
    helping = [one for one in asked.fact("cooperating") or () if one != lead]
    return (choice_field("lead", label, _departments(asked, helping, [lead or ""])),)


def _other_person(asked: _Asked) -> Sequence[Field]:
    owner = asked.fact("owner")
    others = tuple(pair for pair in asked.known.people if pair[0] != owner)
    return (choice_field("people", "people", others),)


def _to_copy(asked: _Asked) -> Sequence[Field]:
    told = [asked.fact("lead") or "", *(asked.fact("cooperating") or ())]
    told += asked.fact("copied_to") or ()
    return (several_field("departments", "departments", _departments(asked, (), told)),)


# Consultation


def _platforms(asked: _Asked) -> Sequence[Field]:
    wanted = consulted_platforms(asked.event.facts, asked.event.proposal)
    hint = translate("ActionFields", "At least two.")
    platforms = several_field("platforms", "platforms", pairs(platform_words()), wanted, hint=hint)
    if asked.action != "open_consultation":
        return (platforms,)
    helping = asked.proposed("cooperating") or ()
    choices = _departments(asked, [asked.proposed("lead") or "", *helping])
    return (platforms, several_field("departments", "departments", choices, is_needed=False))


def _parties(asked: _Asked) -> Sequence[Field]:
    """Who isn't invited yet."""
    called = called_parties(asked.event.facts)
    words = {one: word for one, word in platform_words().items() if one not in called}
    departments = _departments(asked, (), called)
    found = (
        several_field("platforms", "platforms", pairs(words), is_needed=False),
        several_field("departments", "departments", departments, is_needed=False),
    )
    return tuple(one for one in found if one.choices)


def _stance(_: _Asked) -> Sequence[Field]:
    stances = tuple(pair for pair in pairs(stance_words()) if pair[0] != "absent")
    hint = translate("ActionFields", "An objection needs a reason.")
    reason = text_field("reason", "reason", is_needed=False)
    return (choice_field("stance", "stance", stances), replace(reason, hint=hint))


def _absent(asked: _Asked) -> Sequence[Field]:
    """Only who has said nothing can be noted as absent; the commander ticks it."""
    words, silent = platform_words(), silent_parties(asked.event.facts)
    if not silent:
        return ()
    hint = translate("ActionFields", "Wait for their position, or tick that they were absent.")
    parties = tuple((one, words.get(one, one)) for one in silent)
    return (several_field("absent", "absent", parties, hint=hint),)


def _limit(_: _Asked) -> Sequence[Field]:
    hint = translate("ActionFields", "The limit of the kind runs beside it; the stricter counts.")
    choices = tuple((one, limit_words(one)) for one in LIMITS)
    return (choice_field("limit", "limit", choices, hint=hint),)


def _measures(asked: _Asked) -> Sequence[Field]:
    """Begins with what the rules propose: joint enforcement, a notice."""
    proposed = [one for one in (asked.proposed("measure"), asked.proposed("paper")) if one]
    return (text_field("text", "measures", value="、".join(proposed)),)


def _signature(asked: _Asked) -> Sequence[Field]:
    """The password again: the decision is signed with what only it opens."""
    hint = translate("ActionFields", "Signs in your name; nobody can change it afterwards.")
    return (
        several_field("people", "to_send", asked.known.people, is_needed=False),
        Field("password", label_word("password"), FieldKind.SECRET, hint=hint),
    )


# Handling


def _extension(asked: _Asked) -> Sequence[Field]:
    limits = next((one.limits for one in asked.event.clocks if one.kind == "close"), ())
    # Not from its beginning to its end: over a weekend a sixth of that is most of a working day.
    lengths = [length for one in limits if (length := limit_length(one)) is not None]
    after = min([_EXTENSION_MOST, *(length / _EXTENSION_SHARE for length in lengths)])
    hint = translate("ActionFields", "At most half of the limit and 20 days, at most twice.")
    value = asked.now + after
    return (Field("until", label_word("until"), FieldKind.TIME, value=value, hint=hint),)


def _after_photo(asked: _Asked) -> Sequence[Field]:
    paper = asked.proposed("paper")
    papers = translate("ActionFields", "Papers, photographed")
    if paper:
        papers = translate("ActionFields", "{paper}, photographed").format(paper=paper)
    return (
        files_field("attachments", label_word("after")),
        text_field("reason", "no_photo", is_needed=False),
        files_field("papers", papers),
    )


# Grades, levels, the end


def _grades(asked: _Asked, *, above: bool) -> Sequence[Field]:
    now = asked.event.grade
    words = grade_words().items()
    found = {key: word for key, word in words if (key > now if above else key < now)}
    return (choice_field("grade", "grade", pairs(found)),)


def _levels(asked: _Asked) -> Sequence[Field]:
    """Only what the program proposes and nobody signed yet."""
    now, most = asked.fact("supervision") or 0, asked.fact("supervision_proposed") or 0
    found = {key: word for key, word in level_words().items() if now < key <= most}
    only = str(*found) if len(found) == 1 else None
    return (choice_field("level", "level", pairs(found), only),)


def _way_back(asked: _Asked) -> Sequence[Field]:
    ways = tuple((key, state_words()[key]) for key in ("handling", "verifying"))
    return (choice_field("back_to", "back_to", ways), *_lead_if_none(asked))


def _kind(asked: _Asked) -> Sequence[Field]:
    code = (asked.fact("subcategory") or {}).get("code")
    kinds = tuple(pair for pair in asked.known.kinds if pair[0] != code)
    return (choice_field("subcategory", "subcategory", kinds),)


def _stars(_: _Asked) -> Sequence[Field]:
    return (choice_field("stars", "stars", tuple((str(n), "★" * n) for n in range(1, 6))),)


def _answer(_: _Asked) -> Sequence[Field]:
    yes, no = translate("ActionFields", "Yes"), translate("ActionFields", "No")
    return (choice_field("is_answer_yes", "answer", (("yes", yes), ("no", no))),)


_NOTES: Mapping[str, Callable[[_Asked], Sequence[Field]]] = {
    "sign_decision": lambda a: note_fields("positions", position_words(a.event.facts)),
    "grant_extension": lambda a: note_fields("asked", asked_words(a.event.facts, a.now.tzinfo)),
    "refuse_extension": lambda a: note_fields("asked", asked_words(a.event.facts, a.now.tzinfo)),
}
"""What is to be known before an action is taken, even one that needs nothing."""

_FIELDS: Mapping[str, Callable[[_Asked], Sequence[Field]]] = {
    "text": lambda _: (text_field("text", "text"),),
    "text_or_photo": lambda _: (
        text_field("text", "text", is_needed=False),
        files_field("attachments", label_word("attachments")),
    ),
    "reason": lambda _: (text_field("reason", "reason"),),
    "reject_reason": lambda _: (
        choice_field("reason_code", "reason_code", pairs(reject_words())),
        text_field("text", "text", is_needed=False),
    ),
    "extension_reason": lambda _: (
        choice_field("reason_code", "reason_code", pairs(extension_words())),
    ),
    "parent_to_merge": lambda a: (choice_field("parent", "parent", a.known.same),),
    "lead": _lead,
    "override_reason": lambda _: (text_field("reason", "override", is_needed=False),),
    "lead_if_none": _lead_if_none,
    "lead_to_rework": _lead_if_none,
    "other_lead": _other_lead,
    "other_person": _other_person,
    "people_to_send": lambda a: (several_field("people", "people", a.known.people),),
    "platforms": _platforms,
    "parties": _parties,
    "signature": _signature,
    "stance": _stance,
    "every_stance": _absent,
    "limit": _limit,
    "measures": _measures,
    "extension_date": _extension,
    "result": lambda _: (text_field("text", "result"),),
    "after_photo": _after_photo,
    "evidence_seen": lambda _: (check_field("is_evidence_seen", "evidence", is_needed=True),),
    "rework_time": lambda _: (check_field("grants_time", "time", is_needed=False),),
    "way_back": _way_back,
    "stars": _stars,
    "answer": _answer,
    "higher_grade": lambda a: _grades(a, above=True),
    "lower_grade": lambda a: _grades(a, above=False),
    "departments_to_copy": _to_copy,
    "higher_level": _levels,
    "level_to_sign": _levels,
    "other_subcategory": _kind,
}

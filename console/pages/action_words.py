"""The labels of forms, and how an event stands: what to know before filling one in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QCoreApplication

from console.pages.event_words import (
    extension_words,
    limit_words,
    platform_words,
    stance_words,
)
from console.state.consulting import consulted_platforms, silent_parties

translate = QCoreApplication.translate


def label_word(name: str) -> str:
    """What a field is called."""
    return _labels()[name]


def _labels() -> Mapping[str, str]:
    return {
        "text": translate("ActionFields", "Words"),
        "reason": translate("ActionFields", "Reason"),
        "override": translate("ActionFields", "Reason, where it isn't the department of the rules"),
        "no_photo": translate("ActionFields", "Reason, where there is no photo"),
        "reason_code": translate("ActionFields", "Why"),
        "parent": translate("ActionFields", "Main event"),
        "lead": translate("ActionFields", "Lead department"),
        "proposed_owner": translate("ActionFields", "Department that should handle it"),
        "handed_to": translate("ActionFields", "Handed on to"),
        "cooperating": translate("ActionFields", "Co-operating departments"),
        "people": translate("ActionFields", "Who"),
        "platforms": translate("ActionFields", "Platforms"),
        "stance": translate("ActionFields", "Position"),
        "positions": translate("ActionFields", "Positions so far"),
        "absent": translate("ActionFields", "Absent parties"),
        "to_send": translate("ActionFields", "People to be sent"),
        "password": translate("ActionFields", "Your password"),
        "limit": translate("ActionFields", "Limit"),
        "measures": translate("ActionFields", "Measures"),
        "until": translate("ActionFields", "Until"),
        "asked": translate("ActionFields", "Asked for"),
        "result": translate("ActionFields", "Result"),
        "attachments": translate("ActionFields", "Photos and videos"),
        "after": translate("ActionFields", "Photos of afterwards"),
        "evidence": translate("ActionFields", "I have looked at the evidence"),
        "time": translate("ActionFields", "Grant more time for the rework"),
        "back_to": translate("ActionFields", "Back to"),
        "stars": translate("ActionFields", "Stars"),
        "answer": translate("ActionFields", "The appeal is upheld"),
        "grade": translate("ActionFields", "Grade"),
        "departments": translate("ActionFields", "Departments"),
        "level": translate("ActionFields", "Level"),
        "subcategory": translate("ActionFields", "Kind"),
    }


def position_words(facts: Mapping[str, Any]) -> str:
    """What each party of a consultation said, a line each."""
    platforms, stances = platform_words(), stance_words()
    said = dict((facts.get("consultation") or {}).get("stances") or ())
    said |= dict.fromkeys(silent_parties(facts), "")
    none = translate("ActionFields", "has said nothing yet")
    lines = [
        f"{platforms.get(one, one)}  {stances.get(stance, stance) or none}"
        for one, stance in said.items()
    ]
    return "\n".join(lines)


def asked_words(facts: Mapping[str, Any], zone: tzinfo | None) -> str:
    """Which extension a department asks for."""
    asked = facts.get("extension")
    if not asked:
        return ""
    reason = extension_words().get(asked["reason"], asked["reason"])
    text = translate("ActionFields", "Until {until}: {reason}")
    return text.format(until=_at(asked["until"], zone), reason=reason)


def standing_lines(facts: Mapping[str, Any], zone: tzinfo) -> list[tuple[str, str]]:
    """How an event stands between people: what was returned, asked for, said and decided."""
    until = facts.get("suspended_until")
    lines = [
        (translate("ActionFields", "Returned, named"), facts.get("proposed_owner") or ""),
        (translate("ActionFields", "Consultation"), _consultation_words(facts)),
        (translate("ActionFields", "Decision"), _decision_words(facts)),
        (translate("ActionFields", "Extension asked for"), asked_words(facts, zone)),
        (translate("ActionFields", "Suspended until"), _at(until, zone) if until else ""),
    ]
    return [line for line in lines if line[1]]


def _consultation_words(facts: Mapping[str, Any]) -> str:
    consultation = facts.get("consultation")
    if not consultation or facts.get("decision"):
        return ""
    if consultation.get("is_open"):
        return position_words(facts).replace("\n", "; ")
    words = platform_words()
    called = "、".join(words[one] for one in consulted_platforms(facts, None))
    text = translate("ActionFields", "proposed ({platforms}), waits for the commander")
    return text.format(platforms=called)


def _decision_words(facts: Mapping[str, Any]) -> str:
    decision = facts.get("decision")
    if not decision:
        return ""
    limit = "{amount}{unit}".format(**decision["limit"])
    text = translate("ActionFields", "{measures} (within {limit})")
    return text.format(measures=decision["measures"], limit=limit_words(limit))


def _at(text: str, zone: tzinfo | None) -> str:
    at = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(zone)
    return f"{at:%Y-%m-%d %H:%M}"

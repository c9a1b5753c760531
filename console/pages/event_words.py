"""The words of events, people and what is done to them, in the language chosen now.

A word that this version doesn't know is shown as the backend tells it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from console.state.inbox_filter import countdown

translate = QCoreApplication.translate
_LIMIT = re.compile(r"([0-9]{1,4})(min|UH|Wmin|WH|WD|ND)")
_LENGTHS = {
    "min": timedelta(minutes=1),
    "UH": timedelta(hours=1),
    "Wmin": timedelta(minutes=1),
    "WH": timedelta(hours=1),
    "WD": timedelta(hours=6),
    "ND": timedelta(days=1),
}
"""A working day is at least so long, whatever the town's hours are."""


def grade_words() -> Mapping[int, str]:
    """How serious an event is."""
    return {
        1: translate("EventWords", "General"),
        2: translate("EventWords", "Larger"),
        3: translate("EventWords", "Major"),
        4: translate("EventWords", "Urgent"),
    }


def state_words() -> Mapping[str, str]:
    """Where an event is in its life."""
    return {
        "reported": translate("EventWords", "To accept"),
        "triage": translate("EventWords", "Triage"),
        "merged": translate("EventWords", "Merged"),
        "rejected": translate("EventWords", "Not accepted"),
        "self_handled": translate("EventWords", "Own grid"),
        "consulting": translate("EventWords", "Consultation"),
        "assigned": translate("EventWords", "To sign"),
        "handling": translate("EventWords", "Handling"),
        "suspended": translate("EventWords", "Suspended"),
        "verifying": translate("EventWords", "To verify"),
        "escalated": translate("EventWords", "County"),
        "closed": translate("EventWords", "Closed"),
        "appraisal": translate("EventWords", "Appraisal"),
        "archived": translate("EventWords", "Archived"),
    }


def source_words() -> Mapping[str, str]:
    """How a report came in."""
    return {
        "field": translate("EventWords", "Phone"),
        "pane": translate("EventWords", "Pane"),
        "adapter": translate("EventWords", "Other system"),
        "citizen": translate("EventWords", "Citizen"),
    }


def platform_words() -> Mapping[str, str]:
    """One of the four platforms."""
    return {
        "ZZ": translate("EventWords", "Governance"),
        "SJ": translate("EventWords", "Market"),
        "ZF": translate("EventWords", "Enforcement"),
        "BM": translate("EventWords", "Services"),
    }


def clock_words() -> Mapping[str, str]:
    """Which limit a clock watches."""
    return {
        "accept": translate("EventWords", "Accept"),
        "first_dispatch": translate("EventWords", "First dispatch"),
        "sign_field": translate("EventWords", "Member accepts"),
        "sign": translate("EventWords", "Sign"),
        "arrive_in_grid": translate("EventWords", "Arrive"),
        "arrive": translate("EventWords", "Department arrives"),
        "arrive_across": translate("EventWords", "Arrive from afar"),
        "first_feedback": translate("EventWords", "First feedback"),
        "close": translate("EventWords", "Close"),
    }


def status_words() -> Mapping[str, str]:
    """How somebody who was sent is getting on."""
    return {
        "sent": translate("EventWords", "Told to go"),
        "accepted": translate("EventWords", "Accepted"),
        "on_the_way": translate("EventWords", "On the way"),
        "there": translate("EventWords", "On the spot"),
        "handling": translate("EventWords", "Handling"),
        "help_needed": translate("EventWords", "Help needed"),
        "done": translate("EventWords", "Done"),
        "back": translate("EventWords", "Back"),
        "refused": translate("EventWords", "Refused"),
        "withdrawn": translate("EventWords", "Withdrawn"),
    }


def role_words() -> Mapping[str, str]:
    """What a person is to the town."""
    return {
        "grid_instructor": translate("EventWords", "Instructor"),
        "grid_full_time": translate("EventWords", "Full-time member"),
        "grid_information": translate("EventWords", "Informer"),
        "grid_part_time": translate("EventWords", "Part-time member"),
        "grid_police": translate("EventWords", "Grid police"),
        "operator": translate("EventWords", "Operator"),
        "shift_leader": translate("EventWords", "Shift leader"),
        "commander": translate("EventWords", "Commander"),
        "platform_lead": translate("EventWords", "Platform lead"),
        "department": translate("EventWords", "Department"),
        "town_leader": translate("EventWords", "Town leader"),
        "county": translate("EventWords", "County"),
        "assessor": translate("EventWords", "Assessor"),
        "administrator": translate("EventWords", "Administrator"),
        "auditor": translate("EventWords", "Auditor"),
    }


def action_words() -> Mapping[str, str]:
    """What can be done to an event."""
    return {
        "report": translate("EventWords", "Report"),
        "take": translate("EventWords", "Accept"),
        "hand_over_seat": translate("EventWords", "Hand over to another seat"),
        "reclassify": translate("EventWords", "Correct the kind"),
        "reject": translate("EventWords", "Don't accept"),
        "merge": translate("EventWords", "Merge"),
        "self_handle": translate("EventWords", "Let the grid handle it"),
        "hand_up": translate("EventWords", "Hand up to triage"),
        "assign": translate("EventWords", "Assign"),
        "dispatch": translate("EventWords", "Send people"),
        "propose_consultation": translate("EventWords", "Propose a consultation"),
        "decline_consultation": translate("EventWords", "Decline the consultation"),
        "open_consultation": translate("EventWords", "Open the consultation"),
        "state_position": translate("EventWords", "State a position"),
        "sign_decision": translate("EventWords", "Sign the decision"),
        "sign": translate("EventWords", "Sign for it"),
        "return": translate("EventWords", "Return"),
        "arrive": translate("EventWords", "Arrived"),
        "progress": translate("EventWords", "Progress"),
        "ask_help": translate("EventWords", "Ask for help"),
        "hand_on": translate("EventWords", "Hand on"),
        "ask_extension": translate("EventWords", "Ask for an extension"),
        "refuse_extension": translate("EventWords", "Refuse the extension"),
        "grant_extension": translate("EventWords", "Grant the extension"),
        "resume": translate("EventWords", "Resume"),
        "feed_back": translate("EventWords", "Feed back"),
        "verify": translate("EventWords", "Verify and close"),
        "rework": translate("EventWords", "Back for rework"),
        "draft_escalation": translate("EventWords", "Draft for the county"),
        "escalate": translate("EventWords", "Report to the county"),
        "reply_from_county": translate("EventWords", "Reply of the county"),
        "force_close": translate("EventWords", "Force to close"),
        "reopen": translate("EventWords", "Reopen"),
        "close_with_parent": translate("EventWords", "Closed with the main event"),
        "reopen_with_parent": translate("EventWords", "Reopened with the main event"),
        "begin_appraisal": translate("EventWords", "Begin the appraisal"),
        "appraise": translate("EventWords", "Appraise"),
        "rate": translate("EventWords", "Rate"),
        "call_back": translate("EventWords", "Call back"),
        "appeal": translate("EventWords", "Appeal"),
        "decide_appeal": translate("EventWords", "Decide the appeal"),
        "archive": translate("EventWords", "Archive"),
        "raise_grade": translate("EventWords", "Raise the grade"),
        "lower_grade": translate("EventWords", "Lower the grade"),
        "copy": translate("EventWords", "Copy to departments"),
        "propose_supervision": translate("EventWords", "Propose supervision"),
        "supervise": translate("EventWords", "Supervise"),
        "mark_urgent": translate("EventWords", "Mark as pressing"),
        "note_by_leader": translate("EventWords", "Leader's note"),
    }


def reject_words() -> Mapping[str, str]:
    """Why an event isn't accepted."""
    return {
        "untrue": translate("EventWords", "Not true"),
        "nothing_to_go_by": translate("EventWords", "Nothing to go by"),
        "other_territory": translate("EventWords", "Another territory"),
        "other_procedure": translate(
            "EventWords", "A court, an arbitration or a petition deals with it"
        ),
        "already_settled": translate("EventWords", "Already settled"),
        "test": translate("EventWords", "A test"),
    }


def extension_words() -> Mapping[str, str]:
    """Why an extension is asked for."""
    return {
        "legal_procedure": translate("EventWords", "A procedure set by law"),
        "party_absent": translate("EventWords", "A party can't be reached"),
        "expert_opinion": translate("EventWords", "An expert's opinion"),
        "works": translate("EventWords", "Works take longer"),
        "weather": translate("EventWords", "Weather"),
        "other_authority": translate("EventWords", "Another authority"),
    }


def stance_words() -> Mapping[str, str]:
    """What a party says in a consultation."""
    return {
        "agreed": translate("EventWords", "Agrees"),
        "objected": translate("EventWords", "Objects"),
        "absent": translate("EventWords", "Absent"),
    }


def level_words() -> Mapping[int, str]:
    """How strongly an event is pressed."""
    return {
        1: translate("EventWords", "Ordinary supervision"),
        2: translate("EventWords", "Yellow card"),
        3: translate("EventWords", "Red card"),
    }


def limit_words(limit: str) -> str:
    """A limit as people say it: "4WH" are 4 working hours; what isn't known stays as it is."""
    found = _LIMIT.fullmatch(limit)
    if found is None:
        return limit
    amount, unit = int(found[1]), found[2]
    one, more = _unit_words()[unit]
    return one if amount == 1 else more.format(count=amount)


def limit_length(limit: str) -> timedelta | None:
    """The time that a limit gives at least, nights and weekends between left out."""
    found = _LIMIT.fullmatch(limit)
    return None if found is None else int(found[1]) * _LENGTHS[found[2]]


def _unit_words() -> Mapping[str, tuple[str, str]]:
    """One of each unit, and several."""
    return {
        "min": (translate("EventWords", "1 minute"), translate("EventWords", "{count} minutes")),
        "UH": (
            translate("EventWords", "1 hour, day and night"),
            translate("EventWords", "{count} hours, day and night"),
        ),
        "Wmin": (
            translate("EventWords", "1 working minute"),
            translate("EventWords", "{count} working minutes"),
        ),
        "WH": (
            translate("EventWords", "1 working hour"),
            translate("EventWords", "{count} working hours"),
        ),
        "WD": (
            translate("EventWords", "1 working day"),
            translate("EventWords", "{count} working days"),
        ),
        "ND": (translate("EventWords", "1 day"), translate("EventWords", "{count} days")),
    }


def time_words(left_s: int) -> str:
    """What is left of a limit."""
    return countdown(left_s, translate("EventWords", "{days}d {hours}h"))


def source_word(source: str, channel: str) -> str:
    """How a report came in: the app or line it came by, where that is known."""
    return channel or source_words().get(source, source)


def action_word(action: str, told: str) -> str:
    """What an action is called; ``told`` is the backend's own word for it."""
    return action_words().get(action, told)

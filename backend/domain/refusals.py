"""Why something can't be done: a code, and the facts that the words in `why` are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Every reason for which the event's life refuses an action."""

    NO_BUSINESS_RIGHTS = "life.no_business_rights"
    OTHER_TOWN = "life.other_town"
    STATE = "life.state"
    NOT_YOURS = "life.not_yours"
    NOT_AT_GRADE = "life.not_at_grade"
    NOT_TAKEN = "life.not_taken"
    OWNED_BY_OTHER = "life.owned_by_other"
    ALREADY_OWNED = "life.already_owned"
    NOT_FROM_OPEN_PANE = "life.not_from_open_pane"
    HAS_CHILDREN = "life.has_children"
    NOT_GENERAL = "life.not_general"
    NOT_SELF_HANDLED = "life.not_self_handled"
    CONSULTATION_PENDING = "life.consultation_pending"
    CONSULTATION_NOT_PROPOSED = "life.consultation_not_proposed"
    CONSULTATION_NOT_DUE = "life.consultation_not_due"
    ALREADY_STATED = "life.already_stated"
    SIGNING_LIMIT_OVER = "life.signing_limit_over"
    RETURNED_OFTEN = "life.returned_often"
    NEVER_URGENT = "life.never_urgent"
    EXTENDED_OFTEN = "life.extended_often"
    EXTENSION_PENDING = "life.extension_pending"
    NO_EXTENSION_ASKED = "life.no_extension_asked"
    OWN_REQUEST = "life.own_request"
    EXTENSION_PAST = "life.extension_past"
    NOT_YET = "life.not_yet"
    HANDLER = "life.handler"
    SAME_DEPARTMENT = "life.same_department"
    ALREADY_DRAFTED = "life.already_drafted"
    REOPENING_OVER = "life.reopening_over"
    ALREADY_RATED = "life.already_rated"
    NO_CALL_BACK = "life.no_call_back"
    CALL_BACK_OPEN = "life.call_back_open"
    APPEAL_OPEN = "life.appeal_open"
    NO_APPEAL = "life.no_appeal"
    NOT_HASHED = "life.not_hashed"
    HIGHEST_GRADE = "life.highest_grade"
    LOWEST_GRADE = "life.lowest_grade"
    ALREADY_ARRIVED = "life.already_arrived"
    PARENT_OPEN = "life.parent_open"
    PARENT_CLOSED = "life.parent_closed"
    NO_SUPERVISION_PROPOSED = "life.no_supervision_proposed"
    HIGHEST_SUPERVISION = "life.highest_supervision"
    ALREADY_URGENT = "life.already_urgent"

    NEEDS_PLACE = "need.place"
    NEEDS_CONTENT = "need.content"
    NEEDS_KEY = "need.key"
    NEEDS_REASON = "need.reason"
    NEEDS_LISTED_REASON = "need.listed_reason"
    NEEDS_TEXT = "need.text"
    TOO_LONG = "need.too_long"
    NEEDS_PARENT = "need.parent"
    PARENT_NOT_FIT = "need.parent_not_fit"
    NEEDS_CONFIRMATION = "need.confirmation"
    NEEDS_LEAD = "need.lead"
    LEAD_COOPERATES = "need.lead_cooperates"
    NEEDS_RULE = "need.rule"
    NEEDS_OVERRIDE_REASON = "need.override_reason"
    NEEDS_PLATFORMS = "need.platforms"
    NEEDS_STANCE = "need.stance"
    NEEDS_LIMIT = "need.limit"
    NEEDS_MEASURES = "need.measures"
    STANCES_MISSING = "need.stances_missing"
    NEEDS_OTHER_OWNER = "need.other_owner"
    NEEDS_PERSON = "need.person"
    ALREADY_SENT = "need.already_sent"
    NEEDS_DEPARTMENTS = "need.departments"
    NEEDS_DATE = "need.date"
    DATE_PAST = "need.date_past"
    EXTENSION_HALF = "need.extension_half"
    EXTENSION_DAYS = "need.extension_days"
    NEEDS_RESULT = "need.result"
    NEEDS_AFTER_PHOTO = "need.after_photo"
    NEEDS_EVIDENCE_SEEN = "need.evidence_seen"
    REWORK_TIME = "need.rework_time"
    NEEDS_WAY_BACK = "need.way_back"
    NEEDS_STARS = "need.stars"
    NEEDS_ANSWER = "need.answer"
    NEEDS_HIGHER_GRADE = "need.higher_grade"
    NEEDS_LOWER_GRADE = "need.lower_grade"
    NEEDS_LEVEL = "need.level"
    NEEDS_OTHER_SUBCATEGORY = "need.other_subcategory"
    ONLY_UPWARD = "need.only_upward"
    LEVEL_NOT_PROPOSED = "need.level_not_proposed"
    LEVEL_NOT_YOURS = "need.level_not_yours"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: the code, and values by name for its words."""

    code: Why
    facts: tuple[tuple[str, str], ...] = ()


def refuse(code: Why, **facts: object) -> Refusal:
    """Return a refusal with its facts as text."""
    return Refusal(code, tuple((name, str(value)) for name, value in facts.items()))

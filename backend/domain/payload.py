"""What a person gives with an action, and the checks of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from backend.domain.clock_course import REWORK_SHARE
from backend.domain.clocks import MAX_EXTENSION_DAYS, MAX_EXTENSION_SHARE
from backend.domain.event_facts import EventFacts, PhotoKind, Route, Stance, Subcategory
from backend.domain.limits import Limit
from backend.domain.people import Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.supervision import levels_above, levels_to_sign
from backend.domain.words import Grade, Platform, State, Supervision

MAX_TEXT = 4000
"""Longest text of any field, in characters."""
MIN_PLATFORMS = 2
MAX_STARS = 5


class RejectReason(StrEnum):
    """Why an event isn't accepted."""

    UNTRUE = "untrue"
    NOTHING_TO_GO_BY = "nothing_to_go_by"
    OTHER_TERRITORY = "other_territory"
    OTHER_PROCEDURE = "other_procedure"
    """A court, an arbitration or a petition deals with it."""
    ALREADY_SETTLED = "already_settled"
    TEST = "test"


class ExtensionReason(StrEnum):
    """Why an extension may be asked for."""

    LEGAL_PROCEDURE = "legal_procedure"
    PARTY_ABSENT = "party_absent"
    EXPERT_OPINION = "expert_opinion"
    WORKS = "works"
    WEATHER = "weather"
    OTHER_AUTHORITY = "other_authority"


@dataclass(frozen=True, slots=True)
class Payload:
    """Everything an action may carry; each takes what it needs.

    `parent`: the other event of a merge, or the parent that closed or was reopened.
    `share_of_limit`: how much of the closing limit an extension until `until` takes, as the
    town's calendar counts it. `people`: who is sent, handed to, or takes the seat. `route`: of the
    new `subcategory`. `absent`: parties of a consultation, as `Consultation` names them.
    `is_signed`: a signature goes with it, which nobody can just say: the service that makes
    signatures sets it.
    """

    text: str = ""
    reason: str = ""
    reason_code: str = ""
    parent: EventFacts | None = None
    is_confirmed: bool = False
    lead: str | None = None
    cooperating: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    platforms: frozenset[Platform] = frozenset()
    stance: Stance | None = None
    absent: frozenset[str] = frozenset()
    is_signed: bool = False
    limit: Limit | None = None
    until: datetime | None = None
    share_of_limit: Fraction | None = None
    photos: frozenset[PhotoKind] = frozenset()
    is_evidence_seen: bool = False
    grants_time: bool = False
    back_to: State | None = None
    stars: int = 0
    is_answer_yes: bool | None = None
    grade: Grade | None = None
    level: Supervision = Supervision.NONE
    subcategory: Subcategory | None = None
    route: Route | None = None


class Need(StrEnum):
    """What has to come with an action; the client shows a field for each."""

    TEXT = "text"
    TEXT_OR_PHOTO = "text_or_photo"
    REASON = "reason"
    REJECT_REASON = "reject_reason"
    EXTENSION_REASON = "extension_reason"
    PARENT_TO_MERGE = "parent_to_merge"
    CLOSED_PARENT = "closed_parent"
    OPEN_PARENT = "open_parent"
    LEAD = "lead"
    OVERRIDE_REASON = "override_reason"
    LEAD_IF_NONE = "lead_if_none"
    LEAD_TO_REWORK = "lead_to_rework"
    OTHER_LEAD = "other_lead"
    OTHER_PERSON = "other_person"
    PEOPLE_TO_SEND = "people_to_send"
    PLATFORMS = "platforms"
    PARTIES = "parties"
    STANCE = "stance"
    EVERY_STANCE = "every_stance"
    LIMIT = "limit"
    MEASURES = "measures"
    SIGNATURE = "signature"
    EXTENSION_DATE = "extension_date"
    RESULT = "result"
    AFTER_PHOTO = "after_photo"
    EVIDENCE_SEEN = "evidence_seen"
    REWORK_TIME = "rework_time"
    WAY_BACK = "way_back"
    STARS = "stars"
    ANSWER = "answer"
    HIGHER_GRADE = "higher_grade"
    LOWER_GRADE = "lower_grade"
    DEPARTMENTS_TO_COPY = "departments_to_copy"
    HIGHER_LEVEL = "higher_level"
    LEVEL_TO_SIGN = "level_to_sign"
    OTHER_SUBCATEGORY = "other_subcategory"


Check = Callable[[Person, EventFacts, Payload, datetime], Refusal | None]


def check_need(
    need: Need, person: Person, event: EventFacts, payload: Payload, now: datetime
) -> Refusal | None:
    """Return why the payload lacks what is needed, or None."""
    return _CHECKS[need](person, event, payload, now)


def check_size(payload: Payload) -> Refusal | None:
    """Refuse texts that no person writes."""
    texts = (payload.text, payload.reason, payload.reason_code, payload.lead or "")
    if any(len(text) > MAX_TEXT for text in texts):
        return refuse(Why.TOO_LONG, most=MAX_TEXT)
    return None


def _given(code: Why, field: str) -> Check:
    def check(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
        return None if str(getattr(payload, field) or "").strip() else refuse(code)

    return check


def _listed(codes: type[StrEnum]) -> Check:
    listed = frozenset(str(code) for code in codes)

    def check(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
        if payload.reason_code in listed:
            return None
        return refuse(Why.NEEDS_LISTED_REASON, reasons="|".join(sorted(listed)))

    return check


def _text_or_photo(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    return None if payload.text.strip() or payload.photos else refuse(Why.NEEDS_CONTENT)


def _parent_to_merge(
    _: Person, event: EventFacts, payload: Payload, __: datetime
) -> Refusal | None:
    parent = payload.parent
    if parent is None:
        return refuse(Why.NEEDS_PARENT)
    same = parent.town == event.town and parent.is_drill == event.is_drill
    if not (same and parent.is_open and parent.id != event.id):
        return refuse(Why.PARENT_NOT_FIT, parent=parent.id)
    return None if payload.is_confirmed else refuse(Why.NEEDS_CONFIRMATION)


def _own_parent(*, is_open: bool) -> Check:
    def check(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
        parent = payload.parent
        if parent is None or parent.id != event.parent:
            return refuse(Why.NEEDS_PARENT)
        if parent.is_open is is_open:
            return None
        return refuse(Why.PARENT_OPEN if parent.is_open else Why.PARENT_CLOSED, parent=parent.id)

    return check


def _lead(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    if not (payload.lead or "").strip():
        return refuse(Why.NEEDS_LEAD)
    if payload.lead in payload.cooperating:
        return refuse(Why.LEAD_COOPERATES, lead=payload.lead)
    return None


def _override_reason(
    _: Person, event: EventFacts, payload: Payload, __: datetime
) -> Refusal | None:
    routed = None if event.route is None else event.route.lead
    if payload.lead == routed or payload.reason.strip():
        return None
    return refuse(Why.NEEDS_OVERRIDE_REASON, routed=routed or "")


def _lead_if_none(
    person: Person, event: EventFacts, payload: Payload, now: datetime
) -> Refusal | None:
    return _lead(person, event, payload, now) if event.lead is None else None


def _lead_to_rework(
    person: Person, event: EventFacts, payload: Payload, now: datetime
) -> Refusal | None:
    return None if event.is_self_handled else _lead_if_none(person, event, payload, now)


def _other_lead(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    if (payload.lead or "").strip() and payload.lead != event.lead:
        return None
    return refuse(Why.NEEDS_OTHER_OWNER)


def _other_person(
    person: Person, event: EventFacts, payload: Payload, _: datetime
) -> Refusal | None:
    if len(payload.people) != 1 or payload.people <= {person.id, event.owner, ""}:
        return refuse(Why.NEEDS_PERSON)
    return None


def _people_to_send(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    if not payload.people or "" in payload.people:
        return refuse(Why.NEEDS_PERSON)
    again = payload.people & event.sent
    return refuse(Why.ALREADY_SENT, people="|".join(sorted(again))) if again else None


def _platforms(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    if len(payload.platforms) >= MIN_PLATFORMS:
        return None
    return refuse(Why.NEEDS_PLATFORMS, least=MIN_PLATFORMS)


def _parties(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    invited = frozenset() if event.consultation is None else event.consultation.parties
    new = (frozenset(map(str, payload.platforms)) | payload.departments) - invited - {""}
    return None if new else refuse(Why.NEEDS_PARTIES)


def _stance(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    if payload.stance is Stance.AGREED:
        return None
    if payload.stance is Stance.OBJECTED:
        return None if payload.reason.strip() else refuse(Why.NEEDS_OBJECTION)
    return refuse(Why.NEEDS_STANCE)


def _every_stance(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    missing = frozenset() if event.consultation is None else event.consultation.missing()
    if payload.absent == missing:
        return None
    return refuse(Why.STANCES_MISSING, parties="|".join(sorted(missing ^ payload.absent)))


def _signature(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    return None if payload.is_signed else refuse(Why.NEEDS_SIGNATURE)


def _limit(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    if payload.limit is None or payload.limit.by_plan:
        return refuse(Why.NEEDS_LIMIT)
    return None


def _extension_date(_: Person, __: EventFacts, payload: Payload, now: datetime) -> Refusal | None:
    if payload.until is None or payload.share_of_limit is None:
        return refuse(Why.NEEDS_DATE)
    if payload.until <= now:
        return refuse(Why.DATE_PAST)
    if payload.share_of_limit > MAX_EXTENSION_SHARE:
        return refuse(Why.EXTENSION_HALF)
    if payload.until - now > timedelta(days=MAX_EXTENSION_DAYS):
        return refuse(Why.EXTENSION_DAYS, days=MAX_EXTENSION_DAYS)
    return None


def _after_photo(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    if PhotoKind.AFTER in payload.photos or payload.reason.strip():
        return None
    return refuse(Why.NEEDS_AFTER_PHOTO)


def _evidence_seen(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    return None if payload.is_evidence_seen else refuse(Why.NEEDS_EVIDENCE_SEEN)


def _rework_time(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    left = event.close_share_left
    if left is None or left >= REWORK_SHARE or payload.grants_time:
        return None
    return refuse(Why.REWORK_TIME, share=f"{round(REWORK_SHARE * 100)}%")


def _way_back(person: Person, event: EventFacts, payload: Payload, now: datetime) -> Refusal | None:
    if payload.back_to is State.VERIFYING:
        return None
    if payload.back_to is State.HANDLING:
        return _lead_if_none(person, event, payload, now)
    return refuse(Why.NEEDS_WAY_BACK)


def _stars(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    return None if 1 <= payload.stars <= MAX_STARS else refuse(Why.NEEDS_STARS, most=MAX_STARS)


def _answer(_: Person, __: EventFacts, payload: Payload, ___: datetime) -> Refusal | None:
    return refuse(Why.NEEDS_ANSWER) if payload.is_answer_yes is None else None


def _higher_grade(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    higher = payload.grade is not None and payload.grade > event.grade
    return None if higher else refuse(Why.NEEDS_HIGHER_GRADE, grade=event.grade.zh)


def _lower_grade(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    lower = payload.grade is not None and payload.grade < event.grade
    return None if lower else refuse(Why.NEEDS_LOWER_GRADE, grade=event.grade.zh)


def _departments_to_copy(
    _: Person, event: EventFacts, payload: Payload, __: datetime
) -> Refusal | None:
    new = payload.departments - event.cooperating - event.copied_to - {event.lead, ""}
    return (
        None
        if payload.departments and new == payload.departments
        else refuse(Why.NEEDS_DEPARTMENTS)
    )


def _higher_level(_: Person, event: EventFacts, payload: Payload, __: datetime) -> Refusal | None:
    if payload.level is Supervision.NONE:
        return refuse(Why.NEEDS_LEVEL)
    held = max(event.supervision, event.supervision_proposed)
    return None if payload.level > held else refuse(Why.ONLY_UPWARD, level=held.zh)


def _level_to_sign(
    person: Person, event: EventFacts, payload: Payload, _: datetime
) -> Refusal | None:
    if payload.level is Supervision.NONE:
        return refuse(Why.NEEDS_LEVEL)
    if payload.level <= event.supervision:
        return refuse(Why.ONLY_UPWARD, level=event.supervision.zh)
    if payload.level not in levels_above(event):
        return refuse(Why.LEVEL_NOT_PROPOSED, level=payload.level.zh)
    if payload.level in levels_to_sign(person, event):
        return None
    return refuse(Why.LEVEL_NOT_YOURS, level=payload.level.zh)


def _other_subcategory(
    _: Person, event: EventFacts, payload: Payload, __: datetime
) -> Refusal | None:
    wanted = payload.subcategory
    if wanted is not None and payload.route is not None and wanted.code != event.subcategory.code:
        return None
    return refuse(Why.NEEDS_OTHER_SUBCATEGORY, subcategory=event.subcategory.code)


_CHECKS: Mapping[Need, Check] = MappingProxyType(
    {
        Need.TEXT: _given(Why.NEEDS_TEXT, "text"),
        Need.TEXT_OR_PHOTO: _text_or_photo,
        Need.REASON: _given(Why.NEEDS_REASON, "reason"),
        Need.REJECT_REASON: _listed(RejectReason),
        Need.EXTENSION_REASON: _listed(ExtensionReason),
        Need.PARENT_TO_MERGE: _parent_to_merge,
        Need.CLOSED_PARENT: _own_parent(is_open=False),
        Need.OPEN_PARENT: _own_parent(is_open=True),
        Need.LEAD: _lead,
        Need.OVERRIDE_REASON: _override_reason,
        Need.LEAD_IF_NONE: _lead_if_none,
        Need.LEAD_TO_REWORK: _lead_to_rework,
        Need.OTHER_LEAD: _other_lead,
        Need.OTHER_PERSON: _other_person,
        Need.PEOPLE_TO_SEND: _people_to_send,
        Need.PLATFORMS: _platforms,
        Need.PARTIES: _parties,
        Need.STANCE: _stance,
        Need.EVERY_STANCE: _every_stance,
        Need.LIMIT: _limit,
        Need.MEASURES: _given(Why.NEEDS_MEASURES, "text"),
        Need.SIGNATURE: _signature,
        Need.EXTENSION_DATE: _extension_date,
        Need.RESULT: _given(Why.NEEDS_RESULT, "text"),
        Need.AFTER_PHOTO: _after_photo,
        Need.EVIDENCE_SEEN: _evidence_seen,
        Need.REWORK_TIME: _rework_time,
        Need.WAY_BACK: _way_back,
        Need.STARS: _stars,
        Need.ANSWER: _answer,
        Need.HIGHER_GRADE: _higher_grade,
        Need.LOWER_GRADE: _lower_grade,
        Need.DEPARTMENTS_TO_COPY: _departments_to_copy,
        Need.HIGHER_LEVEL: _higher_level,
        Need.LEVEL_TO_SIGN: _level_to_sign,
        Need.OTHER_SUBCATEGORY: _other_subcategory,
    }
)

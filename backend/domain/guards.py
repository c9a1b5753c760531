"""Guards of the event's life that hold whatever is given with the action."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.domain.clocks import MAX_EXTENSIONS
from backend.domain.event_facts import ConsultationReason, EventFacts, Source
from backend.domain.people import Person
from backend.domain.refusals import Refusal, Why, refuse
from backend.domain.words import Grade, Role

MAX_RETURNS = 2
REOPEN_DAYS = 30
ARCHIVE_DAYS = 7
CONSULTED = frozenset({"0504"})
"""Subcategories that are always consulted."""
CONSULTED_WHEN_SECRET = frozenset({"0601"})
"""Subcategories that are consulted when somebody discharges secretly (偷排)."""


def consultation_due(event: EventFacts) -> ConsultationReason | None:
    """Return why a consultation has to be proposed; None: it hasn't, or it was already."""
    if event.consultation is not None or event.consultation_declined:
        return None
    if event.returned >= MAX_RETURNS:
        return ConsultationReason.RETURNED_TWICE
    if event.subcategory.code in CONSULTED:
        return ConsultationReason.SUBCATEGORY
    if event.is_secret_discharge and event.subcategory.code in CONSULTED_WHEN_SECRET:
        return ConsultationReason.SECRET_DISCHARGE
    return ConsultationReason.NO_OWNER if event.route is None else None


# Before the assignment


def not_owned(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """One seat owns the triage."""
    if event.owner is None:
        return None
    if event.owner == person.id:
        return refuse(Why.ALREADY_OWNED)
    return refuse(Why.OWNED_BY_OTHER, owner=event.owner)


def urgent_from_open_pane(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Only a 紧急 from a pane that an operator has open goes to triage by itself."""
    opened = event.source is Source.PANE and event.pane_operator is not None
    return None if opened and event.grade is Grade.URGENT else refuse(Why.NOT_FROM_OPEN_PANE)


def has_no_children(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """What others were merged into stays."""
    return refuse(Why.HAS_CHILDREN) if event.children else None


def general_only(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """A grid settles only 一般 by itself."""
    return None if event.grade is Grade.GENERAL else refuse(Why.NOT_GENERAL, grade=event.grade.zh)


def subcategory_allows_it(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """The dictionary says what a grid may settle by itself."""
    if event.subcategory.allows_self_handling:
        return None
    return refuse(Why.NOT_SELF_HANDLED, subcategory=event.subcategory.code)


def consultation_answered(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Nothing is settled past a proposed consultation, but a 紧急 doesn't wait for it."""
    if event.grade is Grade.URGENT:
        return None
    if event.consultation is not None or consultation_due(event) is not None:
        return refuse(Why.CONSULTATION_PENDING)
    return None


def nothing_proposed(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """One consultation at a time."""
    return refuse(Why.CONSULTATION_PENDING) if event.consultation is not None else None


def consultation_is_due(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """By itself only for the named subcategories, without an owner, or returned twice."""
    return refuse(Why.CONSULTATION_NOT_DUE) if consultation_due(event) is None else None


def consultation_proposed(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """The commander answers a proposal."""
    return refuse(Why.CONSULTATION_NOT_PROPOSED) if event.consultation is None else None


def own_party_to_state(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Each party speaks once."""
    return None if party_to_state(person, event) else refuse(Why.ALREADY_STATED)


def party_to_state(person: Person, event: EventFacts) -> str | None:
    """The invited party of the person that hasn't said anything yet."""
    missing = frozenset() if event.consultation is None else event.consultation.missing()
    grants = person.in_town(event.town)
    platforms = [one.platform for one in grants if one.role is Role.PLATFORM_LEAD]
    departments = [one.department for one in grants if one.role is Role.DEPARTMENT]
    return next((str(one) for one in (*platforms, *departments) if one in missing), None)


# The departments


def inside_signing_limit(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """A department sends back in time or not at all."""
    if event.sign_due_at is None or now <= event.sign_due_at:
        return None
    return refuse(Why.SIGNING_LIMIT_OVER, due=event.sign_due_at.isoformat())


def returned_at_most_twice(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """The third department keeps it."""
    if event.returned < MAX_RETURNS:
        return None
    return refuse(Why.RETURNED_OFTEN, most=MAX_RETURNS)


def not_arrived(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """One arrives once."""
    return refuse(Why.ALREADY_ARRIVED) if event.has_arrived else None


def never_urgent(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """A 紧急 is never suspended."""
    return refuse(Why.NEVER_URGENT) if event.grade is Grade.URGENT else None


def extended_at_most_twice(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Extensions are counted."""
    if event.extensions < MAX_EXTENSIONS:
        return None
    return refuse(Why.EXTENDED_OFTEN, most=MAX_EXTENSIONS)


def no_extension_pending(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """One request at a time."""
    return refuse(Why.EXTENSION_PENDING) if event.extension is not None else None


def extension_asked(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Only what was asked for is granted."""
    return refuse(Why.NO_EXTENSION_ASKED) if event.extension is None else None


def not_own_request(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Nobody grants the own request."""
    own = event.extension is not None and event.extension.asked_by == person.id
    return refuse(Why.OWN_REQUEST) if own else None


def extension_date_ahead(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """A date that has passed can't be granted any more."""
    past = event.extension is not None and event.extension.until <= now
    return refuse(Why.EXTENSION_PAST) if past else None


def suspension_over(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """By itself only at the date."""
    until = event.suspended_until
    if until is not None and now < until:
        return refuse(Why.NOT_YET, at=until.isoformat())
    return None


# The end


def not_handler(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Nobody judges the own work."""
    return refuse(Why.HANDLER) if person.id in event.handlers else None


def other_department(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Verification is another department's."""
    own = person.departments(event.town) & event.involved_departments
    return refuse(Why.SAME_DEPARTMENT, departments="|".join(sorted(own))) if own else None


def no_draft_yet(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Drafted once."""
    return refuse(Why.ALREADY_DRAFTED) if event.escalation_drafted else None


def closed_at_most_30_days_ago(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """Later it is a new event."""
    if event.closed_at is not None and now - event.closed_at <= timedelta(days=REOPEN_DAYS):
        return None
    return refuse(Why.REOPENING_OVER, days=REOPEN_DAYS)


def reopening_over(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """By itself the appraisal begins when nobody can reopen any more."""
    since = event.closed_at
    if since is None or now - since > timedelta(days=REOPEN_DAYS):
        return None
    return refuse(Why.NOT_YET, at=(since + timedelta(days=REOPEN_DAYS)).isoformat())


def in_appraisal_for_7_days(_: Person, event: EventFacts, now: datetime) -> Refusal | None:
    """Time to appeal."""
    since = event.appraisal_at
    if since is None or now - since >= timedelta(days=ARCHIVE_DAYS):
        return None
    return refuse(Why.NOT_YET, at=(since + timedelta(days=ARCHIVE_DAYS)).isoformat())


def no_appeal_open(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """An appeal is decided first."""
    return refuse(Why.APPEAL_OPEN) if event.is_appealed else None


def appeal_open(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Only an appeal is decided."""
    return None if event.is_appealed else refuse(Why.NO_APPEAL)


def not_rated_yet(person: Person, event: EventFacts, _: datetime) -> Refusal | None:
    """Each reporter rates once."""
    rated = any(reporter == person.id for reporter, _ in event.ratings)
    return refuse(Why.ALREADY_RATED) if rated else None


def call_back_due(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Real names are all called back, of the others a sample."""
    return None if event.needs_call_back else refuse(Why.NO_CALL_BACK)


def called_back(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """Not archived before the reporter was called."""
    return refuse(Why.CALL_BACK_OPEN) if event.needs_call_back else None


def attachments_hashed(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """The archive is sealed."""
    return None if event.are_attachments_hashed else refuse(Why.NOT_HASHED)


def parent_was_open(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """A child closes once."""
    return None if event.closed_at is None else refuse(Why.PARENT_CLOSED, parent=event.parent)


def parent_was_closed(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """A child is reopened only after it closed."""
    return refuse(Why.PARENT_OPEN, parent=event.parent) if event.closed_at is None else None


# Grades


def can_rise(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """There is nothing above 紧急."""
    return refuse(Why.HIGHEST_GRADE) if event.grade is Grade.URGENT else None


def can_fall(_: Person, event: EventFacts, __: datetime) -> Refusal | None:
    """There is nothing below 一般."""
    return refuse(Why.LOWEST_GRADE) if event.grade is Grade.GENERAL else None

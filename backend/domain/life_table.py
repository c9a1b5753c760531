"""The table of an event's life: who leads it from which state to which, and under what guards.

Source: the rows of the state table in the domain's description. The report, which has no event
yet, is in `reporting`; `lifecycle` asks the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import closing_changes as closing
from backend.domain import guards as g
from backend.domain import handling_changes as handling
from backend.domain import triage_changes as triage
from backend.domain.actions import Action
from backend.domain.overlays import OPEN, OVERLAYS
from backend.domain.payload import Need
from backend.domain.transitions import Change, Guard, Transition
from backend.domain.who import ONLY_MAJOR, UP_TO_LARGER, By, Who
from backend.domain.words import Grade, State

_SEAT = By(Who.SEAT)
_SHIFT_LEADER = By(Who.SHIFT_LEADER)
_COMMANDER = By(Who.COMMANDER)
_ASSESSOR = By(Who.ASSESSOR)
_ITSELF = By(Who.ITSELF)
_LEAD = By(Who.LEAD_DEPARTMENT)
_INVOLVED = By(Who.INVOLVED_DEPARTMENT)
_GRID_MEMBER = By(Who.GRID_MEMBER)
_URGENT = frozenset({Grade.URGENT})
_NOT_URGENT = frozenset({Grade.GENERAL, Grade.LARGER, Grade.MAJOR})
_GRANTERS = (By(Who.SHIFT_LEADER, UP_TO_LARGER), By(Who.COMMANDER, ONLY_MAJOR))
_VERIFIERS = (
    By(Who.OPERATOR, UP_TO_LARGER),
    By(Who.GRID_MEMBER, UP_TO_LARGER),
    By(Who.ANY_DEPARTMENT, UP_TO_LARGER),
    _SHIFT_LEADER,
)
_FIRST_RESPONSE = (State.HANDLING, State.SELF_HANDLED, State.ESCALATED)
_ENDED = (State.CLOSED, State.APPRAISAL)


def _row(
    action: Action,
    from_states: State | Sequence[State],
    to: State | Sequence[State],
    who: By | Sequence[By],
    change: Change,
    guards: Sequence[Guard] = (),
    needs: Sequence[Need] = (),
) -> Transition:
    return Transition(
        action,
        (from_states,) if isinstance(from_states, State) else tuple(from_states),
        (to,) if isinstance(to, State) else tuple(to),
        (who,) if isinstance(who, By) else tuple(who),
        change,
        tuple(guards),
        tuple(needs),
    )


_STAYS: tuple[State, ...] = ()

_TRIAGE = (
    _row(Action.TAKE, State.REPORTED, State.TRIAGE, By(Who.OPERATOR), triage.take),
    _row(
        Action.TAKE,
        State.REPORTED,
        State.TRIAGE,
        _ITSELF,
        triage.take,
        (g.urgent_from_open_pane,),
    ),
    _row(Action.TAKE, State.TRIAGE, _STAYS, By(Who.OPERATOR), triage.take, (g.not_owned,)),
    _row(
        Action.HAND_OVER_SEAT,
        State.TRIAGE,
        _STAYS,
        (_SEAT, _SHIFT_LEADER),
        triage.hand_over_seat,
        needs=(Need.OTHER_PERSON,),
    ),
    _row(
        Action.RECLASSIFY,
        State.TRIAGE,
        _STAYS,
        (_SEAT, _SHIFT_LEADER, _COMMANDER),
        triage.reclassify,
        needs=(Need.OTHER_SUBCATEGORY,),
    ),
    _row(
        Action.REJECT,
        State.TRIAGE,
        State.REJECTED,
        (By(Who.SEAT, _NOT_URGENT), By(Who.SHIFT_LEADER, _URGENT)),
        triage.reject,
        (g.has_no_children,),
        (Need.REJECT_REASON,),
    ),
    _row(
        Action.MERGE,
        State.TRIAGE,
        State.MERGED,
        _SEAT,
        triage.merge,
        (g.has_no_children,),
        (Need.PARENT_TO_MERGE,),
    ),
    _row(
        Action.SELF_HANDLE,
        State.TRIAGE,
        State.SELF_HANDLED,
        (_SEAT, By(Who.OWN_INSTRUCTOR)),
        triage.self_handle,
        (g.general_only, g.subcategory_allows_it, g.consultation_answered),
    ),
    _row(
        Action.HAND_UP,
        State.SELF_HANDLED,
        State.TRIAGE,
        _GRID_MEMBER,
        triage.hand_up,
        needs=(Need.REASON,),
    ),
    _row(
        Action.ASSIGN,
        State.TRIAGE,
        State.ASSIGNED,
        (
            By(Who.SEAT, UP_TO_LARGER | _URGENT),
            By(Who.SHIFT_LEADER, ONLY_MAJOR),
            By(Who.COMMANDER, ONLY_MAJOR),
        ),
        triage.assign,
        (g.consultation_answered,),
        (Need.LEAD, Need.OVERRIDE_REASON),
    ),
    _row(
        Action.DISPATCH,
        State.TRIAGE,
        _STAYS,
        (_SEAT, _SHIFT_LEADER, _COMMANDER),
        triage.dispatch,
        needs=(Need.PEOPLE_TO_SEND,),
    ),
    _row(
        Action.DISPATCH,
        tuple(state for state in OPEN if state not in {State.REPORTED, State.TRIAGE}),
        _STAYS,
        (By(Who.OPERATOR), _SHIFT_LEADER, _COMMANDER),
        triage.dispatch,
        needs=(Need.PEOPLE_TO_SEND,),
    ),
)

_CONSULTATION = (
    _row(
        Action.PROPOSE_CONSULTATION,
        State.TRIAGE,
        _STAYS,
        _SEAT,
        triage.propose_consultation,
        (g.nothing_proposed,),
        (Need.PLATFORMS,),
    ),
    _row(
        Action.PROPOSE_CONSULTATION,
        State.TRIAGE,
        _STAYS,
        _ITSELF,
        triage.propose_consultation,
        (g.consultation_is_due,),
        (Need.PLATFORMS,),
    ),
    _row(
        Action.DECLINE_CONSULTATION,
        State.TRIAGE,
        _STAYS,
        _COMMANDER,
        triage.decline_consultation,
        (g.consultation_proposed,),
        (Need.REASON,),
    ),
    _row(
        Action.OPEN_CONSULTATION,
        State.TRIAGE,
        State.CONSULTING,
        _COMMANDER,
        triage.open_consultation,
        (g.consultation_proposed,),
        (Need.PLATFORMS,),
    ),
    _row(
        Action.INVITE_PARTIES,
        State.CONSULTING,
        _STAYS,
        _COMMANDER,
        triage.invite_parties,
        needs=(Need.PARTIES,),
    ),
    _row(
        Action.STATE_POSITION,
        State.CONSULTING,
        _STAYS,
        (By(Who.INVITED_PLATFORM), By(Who.INVITED_DEPARTMENT)),
        triage.state_position,
        (g.own_party_to_state,),
        (Need.STANCE,),
    ),
    _row(
        Action.SIGN_DECISION,
        State.CONSULTING,
        State.ASSIGNED,
        _COMMANDER,
        triage.sign_decision,
        needs=(Need.LEAD, Need.LIMIT, Need.MEASURES, Need.EVERY_STANCE, Need.SIGNATURE),
    ),
)

_HANDLING = (
    _row(Action.SIGN, State.ASSIGNED, State.HANDLING, _LEAD, handling.sign),
    _row(
        Action.RETURN,
        State.ASSIGNED,
        State.TRIAGE,
        _LEAD,
        handling.return_to_triage,
        (g.returned_at_most_twice, g.inside_signing_limit),
        (Need.REASON, Need.OTHER_LEAD),
    ),
    _row(Action.ARRIVE, State.HANDLING, _STAYS, _LEAD, handling.arrive, (g.not_arrived,)),
    _row(
        Action.PROGRESS,
        _FIRST_RESPONSE,
        _STAYS,
        (_INVOLVED, _GRID_MEMBER),
        handling.progress,
        needs=(Need.TEXT_OR_PHOTO,),
    ),
    _row(
        Action.ASK_HELP,
        _FIRST_RESPONSE,
        _STAYS,
        (_INVOLVED, _GRID_MEMBER),
        handling.ask_help,
        needs=(Need.TEXT,),
    ),
    _row(
        Action.HAND_ON,
        State.HANDLING,
        _STAYS,
        _LEAD,
        handling.hand_on_to_department,
        needs=(Need.OTHER_LEAD, Need.REASON),
    ),
    _row(
        Action.HAND_ON,
        (State.HANDLING, State.SELF_HANDLED),
        _STAYS,
        _GRID_MEMBER,
        handling.hand_on_to_person,
        needs=(Need.OTHER_PERSON, Need.REASON),
    ),
    _row(
        Action.ASK_EXTENSION,
        State.HANDLING,
        _STAYS,
        _LEAD,
        handling.ask_extension,
        (g.never_urgent, g.extended_at_most_twice, g.no_extension_pending),
        (Need.EXTENSION_REASON, Need.EXTENSION_DATE),
    ),
    _row(
        Action.REFUSE_EXTENSION,
        State.HANDLING,
        _STAYS,
        _GRANTERS,
        handling.refuse_extension,
        (g.extension_asked, g.not_own_request),
        (Need.REASON,),
    ),
    _row(
        Action.GRANT_EXTENSION,
        State.HANDLING,
        State.SUSPENDED,
        _GRANTERS,
        handling.grant_extension,
        (
            g.never_urgent,
            g.extended_at_most_twice,
            g.extension_asked,
            g.not_own_request,
            g.extension_date_ahead,
        ),
    ),
    _row(Action.RESUME, State.SUSPENDED, State.HANDLING, _LEAD, handling.resume),
    _row(
        Action.RESUME,
        State.SUSPENDED,
        State.HANDLING,
        _ITSELF,
        handling.resume,
        (g.suspension_over,),
    ),
    _row(
        Action.FEED_BACK,
        (State.HANDLING, State.SELF_HANDLED),
        State.VERIFYING,
        (_LEAD, _GRID_MEMBER),
        handling.feed_back,
        needs=(Need.RESULT, Need.AFTER_PHOTO),
    ),
)

_CLOSING = (
    _row(
        Action.VERIFY,
        State.VERIFYING,
        State.CLOSED,
        _VERIFIERS,
        closing.verify,
        (g.not_handler, g.other_department),
        (Need.EVIDENCE_SEEN,),
    ),
    _row(
        Action.REWORK,
        State.VERIFYING,
        (State.HANDLING, State.SELF_HANDLED),
        _VERIFIERS,
        handling.rework,
        (g.not_handler, g.other_department),
        (Need.REASON, Need.REWORK_TIME, Need.LEAD_TO_REWORK),
    ),
    _row(
        Action.DRAFT_ESCALATION,
        (State.TRIAGE, State.HANDLING),
        _STAYS,
        _ITSELF,
        closing.draft_escalation,
        (g.no_draft_yet,),
        (Need.TEXT,),
    ),
    _row(
        Action.ESCALATE,
        (State.TRIAGE, State.HANDLING),
        State.ESCALATED,
        _COMMANDER,
        closing.escalate,
        needs=(Need.TEXT,),
    ),
    _row(
        Action.REPLY_FROM_COUNTY,
        State.ESCALATED,
        (State.HANDLING, State.VERIFYING),
        (By(Who.COUNTY), _COMMANDER),
        closing.reply_from_county,
        needs=(Need.TEXT, Need.WAY_BACK),
    ),
    _row(
        Action.FORCE_CLOSE,
        OPEN,
        State.CLOSED,
        _COMMANDER,
        closing.force_close,
        (g.not_handler,),
        (Need.REASON,),
    ),
    _row(
        Action.REOPEN,
        _ENDED,
        State.HANDLING,
        _COMMANDER,
        closing.reopen,
        (g.closed_at_most_30_days_ago,),
        (Need.REASON, Need.LEAD_IF_NONE),
    ),
    _row(
        Action.CLOSE_WITH_PARENT,
        State.MERGED,
        _STAYS,
        _ITSELF,
        closing.close_with_parent,
        (g.parent_was_open,),
        (Need.CLOSED_PARENT,),
    ),
    _row(
        Action.REOPEN_WITH_PARENT,
        State.MERGED,
        _STAYS,
        _ITSELF,
        closing.reopen_with_parent,
        (g.parent_was_closed,),
        (Need.OPEN_PARENT,),
    ),
)

_APPRAISAL = (
    _row(
        Action.BEGIN_APPRAISAL,
        State.CLOSED,
        State.APPRAISAL,
        _ITSELF,
        closing.begin_appraisal,
        (g.reopening_over,),
    ),
    _row(
        Action.APPRAISE,
        _ENDED,
        State.APPRAISAL,
        _ASSESSOR,
        closing.appraise,
        (g.not_handler,),
        (Need.TEXT,),
    ),
    _row(
        Action.RATE,
        _ENDED,
        State.APPRAISAL,
        By(Who.REPORTER),
        closing.rate,
        (g.not_rated_yet, g.not_handler),
        (Need.STARS,),
    ),
    _row(
        Action.CALL_BACK,
        _ENDED,
        State.APPRAISAL,
        (By(Who.OPERATOR), _ASSESSOR),
        closing.call_back,
        (g.call_back_due, g.not_handler),
        (Need.TEXT,),
    ),
    _row(
        Action.APPEAL,
        _ENDED,
        State.APPRAISAL,
        (_INVOLVED, _GRID_MEMBER),
        closing.appeal,
        (g.no_appeal_open,),
        (Need.REASON,),
    ),
    _row(
        Action.DECIDE_APPEAL,
        State.APPRAISAL,
        _STAYS,
        _ASSESSOR,
        closing.decide_appeal,
        (g.appeal_open, g.not_handler),
        (Need.ANSWER, Need.REASON),
    ),
    _row(
        Action.ARCHIVE,
        State.APPRAISAL,
        State.ARCHIVED,
        (_ITSELF, _ASSESSOR),
        closing.archive,
        (
            g.in_appraisal_for_7_days,
            g.no_appeal_open,
            g.called_back,
            g.attachments_hashed,
        ),
    ),
)

LIFE: tuple[Transition, ...] = (
    *_TRIAGE,
    *_CONSULTATION,
    *_HANDLING,
    *_CLOSING,
    *_APPRAISAL,
    *OVERLAYS,
)
"""Every row; of several rows of one action that fit, the first counts."""

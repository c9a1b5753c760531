"""The way of a person sent: forward only, refused with a reason, withdrawn by who sends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.field_status import (
    MAX_REASON,
    FieldStatus,
    StatusChange,
    StatusFault,
    change_status,
    next_statuses,
)
from backend.domain.people import Grant, Person
from backend.domain.words import Role

TOWN = "FX"
MEMBER = Person("member", (Grant(Role.FULL_TIME, TOWN),))
OTHER = Person("other", (Grant(Role.FULL_TIME, TOWN),))
OPERATOR = Person("op", (Grant(Role.OPERATOR, TOWN),))
FAR_OPERATOR = Person("far", (Grant(Role.OPERATOR, "YZ"),))
WAY = [
    FieldStatus.SENT,
    FieldStatus.ACCEPTED,
    FieldStatus.ON_THE_WAY,
    FieldStatus.THERE,
    FieldStatus.HANDLING,
    FieldStatus.DONE,
    FieldStatus.BACK,
]


def change(
    actor: Person, now_is: FieldStatus, to: FieldStatus, reason: str = ""
) -> StatusChange | StatusFault:
    return change_status(actor, "member", TOWN, now_is, to, reason)


def test_the_whole_way_step_by_step() -> None:
    for status, to in pairwise(WAY):
        assert change(MEMBER, status, to) == StatusChange(to, offers_next=False)
    assert [status.zh for status in WAY] == ["已派", "接单", "途中", "到场", "处置", "完成", "返岗"]


def test_help_is_asked_for_on_the_way_and_ends_in_handling() -> None:
    help_needed = FieldStatus.HELP_NEEDED
    assert isinstance(change(MEMBER, FieldStatus.HANDLING, help_needed), StatusChange)
    assert isinstance(change(MEMBER, help_needed, FieldStatus.HANDLING), StatusChange)
    assert isinstance(change(MEMBER, help_needed, FieldStatus.DONE), StatusChange)


def test_refusing_needs_a_reason_and_offers_the_next() -> None:
    refused = FieldStatus.REFUSED
    assert change(MEMBER, FieldStatus.SENT, refused) is StatusFault.NEEDS_REASON
    assert change(MEMBER, FieldStatus.SENT, refused, "车坏了") == StatusChange(refused, True)
    assert change(MEMBER, FieldStatus.THERE, refused, "车坏了") is StatusFault.NOT_NEXT


def test_only_who_sends_withdraws_and_says_why() -> None:
    withdrawn = FieldStatus.WITHDRAWN
    assert change(MEMBER, FieldStatus.SENT, withdrawn, "不去") is StatusFault.NOT_YOURS
    assert change(OPERATOR, FieldStatus.SENT, withdrawn) is StatusFault.NEEDS_REASON
    assert change(OPERATOR, FieldStatus.SENT, withdrawn, "已解决") == StatusChange(withdrawn, False)


@pytest.mark.parametrize("actor", [OTHER, FAR_OPERATOR])
def test_nobody_else_speaks_for_the_person_sent(actor: Person) -> None:
    assert change(actor, FieldStatus.SENT, FieldStatus.ACCEPTED, "对讲机") is StatusFault.NOT_YOURS


def test_an_operator_speaks_for_the_person_with_a_reason() -> None:
    accepted = FieldStatus.ACCEPTED
    assert change(OPERATOR, FieldStatus.SENT, accepted) is StatusFault.NEEDS_REASON
    assert isinstance(change(OPERATOR, FieldStatus.SENT, accepted, "对讲机回复"), StatusChange)
    long = "长" * (MAX_REASON + 1)
    assert change(OPERATOR, FieldStatus.SENT, accepted, long) is StatusFault.REASON_TOO_LONG


@given(tries=st.lists(st.sampled_from(FieldStatus), max_size=30))
def test_nobody_ever_goes_back_and_an_order_that_is_over_stays_over(
    tries: list[FieldStatus],
) -> None:
    status, been = FieldStatus.SENT, {FieldStatus.SENT}
    for to in tries:
        was_over = status.is_over
        if not isinstance(change(OPERATOR, status, to, "记录"), StatusChange):
            assert to not in next_statuses(status)
            continue
        assert not was_over or to is FieldStatus.BACK
        helped = {FieldStatus.HANDLING, FieldStatus.HELP_NEEDED}
        assert to not in been or to in helped
        been.add(to)
        status = to

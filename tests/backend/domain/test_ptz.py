"""Who steers a camera: one at a time, and nobody for longer than they say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.people import Grant, Person
from backend.domain.ptz import LEASE_S, Decision, Lease, decide, may_take_over, rank_of
from backend.domain.words import Role

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PEOPLE = {"op1": 1, "op2": 1, "leader": 2, "commander": 3}
asks = st.lists(
    st.tuples(st.sampled_from(sorted(PEOPLE)), st.booleans(), st.integers(0, 2 * LEASE_S)),
    max_size=40,
)


def lease_for(person: str, now: datetime) -> Lease:
    until = now + timedelta(seconds=LEASE_S)
    return Lease("C1", person, person, PEOPLE[person], "一号席", now, until)


@given(asks)
def test_there_is_one_holder_and_only_a_higher_rank_ends_it_early(
    told: list[tuple[str, bool, int]],
) -> None:
    lease: Lease | None = None
    now = START
    for person, take_over, wait_s in told:
        now += timedelta(seconds=wait_s)
        before = lease
        decision = decide(lease, person, PEOPLE[person], now, take_over=take_over)
        if decision is not Decision.REFUSED:
            lease = lease_for(person, now)
        if before is None or not before.is_current(now):
            assert decision is Decision.TAKEN  # what is over blocks nobody
        elif before.person == person:
            assert decision is Decision.RENEWED
        else:
            is_higher = PEOPLE[person] > before.rank
            may = take_over and is_higher
            assert decision is (Decision.TAKEN_OVER if may else Decision.REFUSED)
            assert may_take_over(before, PEOPLE[person]) is is_higher
        assert lease is not None
        keeps_out = [one for one in PEOPLE if not lease.keeps_out(one, now)]
        assert keeps_out == [lease.person]


@given(st.sampled_from(sorted(PEOPLE)), st.integers(0, LEASE_S - 1), st.booleans())
def test_the_holder_can_always_renew(person: str, after_s: int, take_over: bool) -> None:
    lease = lease_for(person, START)
    now = START + timedelta(seconds=after_s)
    assert decide(lease, person, lease.rank, now, take_over=take_over) is Decision.RENEWED


def test_a_lease_is_over_at_its_end() -> None:
    lease = lease_for("commander", START)
    assert lease.is_current(lease.expires_at - timedelta(microseconds=1))
    assert not lease.is_current(lease.expires_at)
    assert decide(lease, "op1", 1, lease.expires_at, take_over=False) is Decision.TAKEN


@pytest.mark.parametrize(
    ("roles", "rank"),
    [
        ([Role.OPERATOR], 1),
        ([Role.SHIFT_LEADER], 2),
        ([Role.OPERATOR, Role.COMMANDER], 3),
        ([Role.TOWN_LEADER], None),
        ([Role.PLATFORM_LEAD, Role.COUNTY, Role.AUDITOR], None),
        ([], None),
    ],
)
def test_the_room_steers_in_its_own_town(roles: list[Role], rank: int | None) -> None:
    person = Person("me", tuple(Grant(role, "FX") for role in roles))
    assert rank_of(person, "FX") == rank
    assert rank_of(person, "YZ") is None

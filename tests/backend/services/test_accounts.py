"""Signing in: who somebody is, for how long, and what wrong passwords cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select

from backend.domain.people import Grant
from backend.domain.words import Role
from backend.services.account_locks import FREE_FAILURES, LONGEST_LOCK, lock_after
from backend.services.accounts import (
    IDLE,
    LONGEST,
    Accounts,
    LockedOutError,
    LoginTakenError,
    NotSignedInError,
    WeakPasswordError,
    WrongPasswordError,
)
from backend.storage.journal import read, verify
from backend.storage.people import add_person, find_actor
from backend.storage.tables import account, region, token
from backend.storage.unit_of_work import Store, Unit

PASSWORD = "枫桥经验-平安-2026"


REGIONS = (("ZJ", "county", "ROOT"), ("FX", "town", "ZJ"), ("YZ", "town", "ZJ"))


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, by: timedelta) -> None:
        self.now += by


@dataclass
class Office:
    store: Store
    clock: Clock
    accounts: Accounts


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    clock = Clock()
    store = Store(engine, clock)
    accounts = Accounts(store, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    assert accounts.add_first() is not None
    with store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None

    def set_up(unit: Unit) -> None:
        connection = unit.connection
        connection.execute(
            insert(region).values(code="ZJ", kind="county", name="县", parent="ROOT")
        )
        connection.execute(insert(region).values(code="FX", kind="town", name="镇", parent="ZJ"))
        connection.execute(insert(region).values(code="YZ", kind="town", name="乡", parent="ZJ"))
        add_person(connection, "p1", "陈值班", "FX", [Grant(Role.OPERATOR, "FX")])
        add_person(connection, "p2", "县领导", "ZJ", [Grant(Role.COUNTY, "ZJ")])
        accounts.add(unit, "chen", "p1", PASSWORD)

    store.do(admin, set_up)
    yield Office(store, clock, accounts)
    with store.reading() as connection:
        assert list(verify(connection)) == []
        said = "".join(str(entry) for entry in read(connection, 0, 1000))
    assert PASSWORD not in said


def test_the_first_administrator_is_made_once(office: Office) -> None:
    assert office.accounts.add_first() is None


def test_signing_in_gives_a_token_that_is_kept_as_a_hash_only(office: Office) -> None:
    session = office.accounts.sign_in("chen", PASSWORD, seat="一号席")
    again = office.accounts.session(session.token)
    assert (again.actor.name, again.seat, again.must_change) == ("陈值班", "一号席", True)
    assert again.actor.person.has(Role.OPERATOR, "FX")
    with office.store.reading() as connection:
        kept = connection.execute(select(token)).one()
        hashed = connection.execute(
            select(account.c.password_hash).where(account.c.login == "chen")
        ).scalar_one()
    assert session.token.encode() not in kept.hash
    assert hashed.startswith("$argon2id$")


def test_a_grant_for_the_county_counts_in_its_towns(office: Office) -> None:
    with office.store.reading() as connection:
        actor = find_actor(connection, "p2")
    assert actor is not None
    assert {grant.town for grant in actor.person.grants} == {"ZJ", "FX", "YZ"}


def test_a_session_ends_when_unused_signed_out_or_old(office: Office) -> None:
    first = office.accounts.sign_in("chen", PASSWORD)
    office.clock.goes_on(IDLE - timedelta(minutes=1))
    office.accounts.session(first.token)
    office.clock.goes_on(IDLE - timedelta(minutes=1))
    office.accounts.session(first.token)
    office.clock.goes_on(IDLE)
    with pytest.raises(NotSignedInError):
        office.accounts.session(first.token)
    second = office.accounts.sign_in("chen", PASSWORD)
    office.accounts.sign_out(second.token)
    with pytest.raises(NotSignedInError):
        office.accounts.session(second.token)
    third = office.accounts.sign_in("chen", PASSWORD)
    for _ in range(LONGEST // timedelta(hours=10)):
        office.clock.goes_on(timedelta(hours=10))
        office.accounts.session(third.token)
    office.clock.goes_on(timedelta(hours=10))
    with pytest.raises(NotSignedInError):
        office.accounts.session(third.token)


@pytest.mark.parametrize("secret", ["", "x", "枫", "a" * 10_000])
def test_a_token_that_was_made_up_is_nobody(office: Office, secret: str) -> None:
    with pytest.raises(NotSignedInError):
        office.accounts.session(secret)


def test_wrong_passwords_lock_for_longer_and_longer(office: Office) -> None:
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(WrongPasswordError):
            office.accounts.sign_in("chen", "wrong-password")
    with pytest.raises(LockedOutError) as locked:
        office.accounts.sign_in("chen", PASSWORD)
    office.clock.goes_on(locked.value.wait)
    with pytest.raises(WrongPasswordError):
        office.accounts.sign_in("chen", "wrong-password")
    with pytest.raises(LockedOutError) as longer:
        office.accounts.sign_in("chen", PASSWORD)
    assert longer.value.wait > locked.value.wait
    office.clock.goes_on(longer.value.wait)
    assert office.accounts.sign_in("chen", PASSWORD).token


def test_a_login_that_there_is_not_is_a_wrong_password(office: Office) -> None:
    with pytest.raises(WrongPasswordError):
        office.accounts.sign_in("nobody", PASSWORD)


def test_a_new_password_ends_the_other_sessions(office: Office) -> None:
    here, there = (office.accounts.sign_in("chen", PASSWORD) for _ in range(2))
    with pytest.raises(WrongPasswordError):
        office.accounts.change_password(here.token, "wrong-password", "新的密码-枫桥-2027")
    office.accounts.change_password(here.token, PASSWORD, "新的密码-枫桥-2027")
    assert not office.accounts.session(here.token).must_change
    with pytest.raises(NotSignedInError):
        office.accounts.session(there.token)
    assert office.accounts.sign_in("chen", "新的密码-枫桥-2027").token


def test_wrong_old_passwords_lock_as_at_signing_in(office: Office) -> None:
    session = office.accounts.sign_in("chen", PASSWORD)
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(WrongPasswordError):
            office.accounts.change_password(session.token, "wrong-password", "新的密码-枫桥-2027")
    with pytest.raises(LockedOutError) as locked:
        office.accounts.change_password(session.token, PASSWORD, "新的密码-枫桥-2027")
    office.clock.goes_on(locked.value.wait)
    office.accounts.change_password(session.token, PASSWORD, "新的密码-枫桥-2027")


@pytest.mark.parametrize("password", ["short", "x" * 201, "LONGENOUGHLOGIN"])
def test_a_weak_password_and_a_taken_login_are_refused(office: Office, password: str) -> None:
    session = office.accounts.sign_in("chen", PASSWORD)
    add = office.accounts.add
    with pytest.raises(WeakPasswordError):
        office.store.do(session.actor, lambda unit: add(unit, "longenoughlogin", "p2", password))
    with pytest.raises(LoginTakenError):
        office.store.do(session.actor, lambda unit: add(unit, "chen", "p2", PASSWORD))


@given(failures=st.integers(0, 10_000))
def test_a_lock_never_gets_shorter_and_has_an_end(failures: int) -> None:
    assert timedelta() <= lock_after(failures) <= lock_after(failures + 1) <= LONGEST_LOCK

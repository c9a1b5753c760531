"""What wrong passwords cost, and holding an account while something is done with its password."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select, update

from backend.domain.sight import Scope
from backend.services.signing import SigningKeyChangedError
from backend.storage.tables import account
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Actor, Unit

FREE_FAILURES = 4
FIRST_LOCK, LONGEST_LOCK = timedelta(seconds=30), timedelta(minutes=30)


def lock_after(failures: int) -> timedelta:
    """Return for how long an account is locked after so many wrong passwords in a row."""
    over = failures - FREE_FAILURES
    if over <= 0:
        return timedelta()
    doublings = min(over - 1, 10)
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << doublings))


def hold_account(unit: Unit, login: str, witness: str) -> None:
    """Make sure that an account is as it was proved, until the transaction ends.

    Raises SigningKeyChangedError where it isn't.
    """
    query = select(account.c.password_hash, account.c.is_disabled).where(account.c.login == login)
    row = unit.connection.execute(query.with_for_update()).one()
    if row.is_disabled or row.password_hash != witness:
        raise SigningKeyChangedError(login)
    forget_failures(unit, login)


def forget_failures(unit: Unit, login: str) -> None:
    """The password was right: wrong ones before it count no more."""
    unit.connection.execute(
        update(account).where(account.c.login == login).values(failures=0, locked_until=None)
    )


def note_failure(unit: Unit, login: str) -> None:
    """Count a wrong password; too many lock the account."""
    failures = unit.connection.execute(
        update(account)
        .where(account.c.login == login)
        .values(failures=account.c.failures + 1)
        .returning(account.c.failures)
    ).scalar_one()
    lock = lock_after(failures)
    if lock:
        until = unit.now + lock
        unit.connection.execute(
            update(account).where(account.c.login == login).values(locked_until=until)
        )
    unit.note("session.refused", own_scope(unit.connection, unit.actor), {"failures": failures})


def own_scope(connection: Connection, actor: Actor) -> Scope:
    """Return whom it concerns: what is set up belongs to the person's own region."""
    home = connection.execute(select(people.c.region).where(people.c.id == actor.person.id))
    return Scope(home.scalar_one(), people=frozenset({actor.person.id}), is_business=False)

"""Accounts and sessions: who somebody is, proved by a password, then by an opaque token.

A password is kept as argon2id, a token as its SHA-256. Wrong passwords lock an account for a
time that doubles. Everything is in the journal; neither passwords nor tokens ever are.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, insert, select, update

from backend.domain.people import Grant
from backend.domain.sight import Scope
from backend.domain.words import Role
from backend.services.account_locks import (
    forget_failures,
    hold_account,
    note_failure,
    own_scope,
)
from backend.services.signing import (
    Costs,
    Pen,
    drop_key,
    find_key,
    keep_key,
    open_pen,
    sealed_anew,
    until_unchanged,
)
from backend.storage.people import add_person, find_actor
from backend.storage.tables import account, region, token
from backend.storage.tables import person as people
from backend.storage.unit_of_work import ITSELF, Actor, Store, Unit

IDLE = timedelta(hours=12)
"""A session ends when nothing was asked in it for so long: a shift."""
LONGEST = timedelta(days=7)
MARKED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is kept."""
LEAST_PASSWORD, MOST_PASSWORD = 10, 200
FIRST_LOGIN, FIRST_REGION = "admin", "ROOT"


class AccountError(Exception):
    """Why somebody can't sign in or be given an account.

    AccountError
    ├── WrongPasswordError    or no such account: the answer is the same
    ├── LockedOutError        too many wrong passwords, until `until`
    ├── NotSignedInError      no session of that token
    ├── WeakPasswordError     too short, too long or the login itself
    ├── LoginTakenError
    └── PasswordChangeNeededError
    """


class WrongPasswordError(AccountError):
    """The login or the password is wrong."""


class LockedOutError(AccountError):
    """Too many wrong passwords."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("locked out")
        self.wait = wait


class NotSignedInError(AccountError):
    """The token names no session that still lives."""


class WeakPasswordError(AccountError):
    """Not a password that protects anything."""


class PasswordChangeNeededError(AccountError):
    """Somebody else knows the password: it has to be changed before anything else."""


class LoginTakenError(AccountError):
    """Another account has this login."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that lives: who, and until when at the longest. `token` only at its beginning."""

    actor: Actor
    login: str
    seat: str | None
    expires_at: datetime
    must_change: bool
    token: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody whose password fitted; `witness` is the hash that it fitted."""

    actor: Actor
    login: str
    witness: str = field(repr=False)


def check_password(login: str, password: str) -> None:
    """Raise WeakPasswordError for a password that protects nothing."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or password.lower() == login.lower():
        raise WeakPasswordError(login)


class Accounts:
    """Signs people in and knows them by their tokens."""

    def __init__(self, store: Store, hasher: PasswordHasher | None = None) -> None:
        self._store = store
        self._hasher = hasher or PasswordHasher()
        of = self._hasher
        self._costs = Costs(of.time_cost, of.memory_cost, of.parallelism)
        # Hashing for a login that doesn't exist takes as long as for one that does.
        self._nobodys_hash = self._hasher.hash(secrets.token_urlsafe())

    def sign_in(self, login: str, password: str, seat: str | None = None) -> Session:
        """Begin a session; raises WrongPasswordError and LockedOutError."""
        actor = self.prove(login, password).actor
        return self._store.do(actor, lambda unit: begin_session(unit, login, seat))

    def prove(self, login: str, password: str) -> Proof:
        """Make sure of who it is; each wrong password counts, whatever it was asked for.

        Raises WrongPasswordError and LockedOutError.
        """
        with self._store.reading() as connection:
            row = connection.execute(select(account).where(account.c.login == login)).one_or_none()
            actor = None if row is None else find_actor(connection, row.person)
        now = self._store.clock()
        if row is not None and row.locked_until is not None and row.locked_until > now:
            raise LockedOutError(row.locked_until - now)
        fits = self._fits(self._nobodys_hash if row is None else row.password_hash, password)
        if row is None or actor is None or row.is_disabled:
            raise WrongPasswordError(login)
        if not fits:
            self._store.do(actor, lambda unit: note_failure(unit, login))
            raise WrongPasswordError(login)
        return Proof(actor, login, row.password_hash)

    def pen(self, session: Session, password: str) -> Pen:
        """Open the key that the account signs with; raises as `prove`.

        It takes its time, so not in a transaction: that one calls `hold_account`.
        """
        proof = self.prove(session.login, password)
        with self._store.reading() as connection:
            kept = find_key(connection, proof.login)
        return open_pen(proof.login, kept, password, proof.witness, self._costs)

    def session(self, secret: str) -> Session:
        """Return the session of a token; raises NotSignedInError."""
        digest, now = _digest(secret), self._store.clock()
        with self._store.reading() as connection:
            row = connection.execute(
                select(token, account.c.person, account.c.must_change, account.c.is_disabled)
                .join(account, account.c.login == token.c.login)
                .where(token.c.hash == digest, token.c.revoked_at.is_(None))
            ).one_or_none()
            if row is None or row.is_disabled or now >= min(row.expires_at, row.used_at + IDLE):
                raise NotSignedInError
            actor = find_actor(connection, row.person)
        if actor is None:
            raise NotSignedInError
        if now - row.used_at >= MARKED_EVERY:
            self._store.do(actor, lambda unit: _mark_used(unit, digest))
        return Session(actor, row.login, row.seat, row.expires_at, row.must_change)

    def sign_out(self, secret: str) -> None:
        """End a session."""
        session, digest = self.session(secret), _digest(secret)

        def end(unit: Unit) -> None:
            end_sessions(unit, session.login, only=digest)
            unit.note("session.ended", own_scope(unit.connection, session.actor), {})

        self._store.do(session.actor, end)

    def change_password(self, secret: str, old: str, new: str) -> None:
        """Change the own password; every other session of the account ends.

        Raises WeakPasswordError, and as `prove`.
        """
        check_password(self.session(secret).login, new)
        until_unchanged(lambda: self._change_password(secret, old, new))

    def _change_password(self, secret: str, old: str, new: str) -> None:
        session, digest = self.session(secret), _digest(secret)
        proof = self.prove(session.login, old)
        with self._store.reading() as connection:
            kept = find_key(connection, session.login)
        key = None if kept is None else sealed_anew(kept, old, new, self._costs)
        hashed = self._hasher.hash(new)

        def change(unit: Unit) -> None:
            hold_account(unit, session.login, proof.witness)
            keep_key(unit, session.login, kept, key)
            unit.connection.execute(
                update(account)
                .where(account.c.login == session.login)
                .values(password_hash=hashed, must_change=False)
            )
            end_sessions(unit, session.login, but=digest)
            unit.note("account.password_changed", own_scope(unit.connection, session.actor), {})

        self._store.do(session.actor, change)

    def add(
        self, unit: Unit, login: str, person: str, password: str, *, must_change: bool = True
    ) -> None:
        """Give a person an account; as a rule the password is to be changed at first.

        Raises WeakPasswordError and LoginTakenError.
        """
        check_password(login, password)
        taken = select(account.c.login).where(account.c.login == login)
        if unit.connection.execute(taken).one_or_none() is not None:
            raise LoginTakenError(login)
        unit.connection.execute(
            insert(account).values(
                login=login,
                person=person,
                password_hash=self._hasher.hash(password),
                must_change=must_change,
            )
        )
        home = unit.connection.execute(select(people.c.region).where(people.c.id == person))
        scope = Scope(home.scalar_one(), is_business=False)
        unit.note("account.added", scope, {"login": login, "person": person})

    def add_many(self, unit: Unit, people_: Iterable[str], password: str) -> None:
        """Give people accounts with one password and their ids as logins: a simulated town.

        Raises WeakPasswordError.
        """
        check_password("", password)
        hashed = self._hasher.hash(password)
        rows = [
            {"login": id_, "person": id_, "password_hash": hashed, "must_change": False}
            for id_ in people_
        ]
        if rows:
            unit.connection.execute(insert(account), rows)

    def reset(self, unit: Unit, login: str, password: str) -> None:
        """Set a password that has to be changed, unlock, and end every session.

        The signing key is void: nobody knows the password any more that opened it.
        Raises WeakPasswordError.
        """
        check_password(login, password)
        hashed = self._hasher.hash(password)
        unit.connection.execute(
            update(account)
            .where(account.c.login == login)
            .values(password_hash=hashed, must_change=True, failures=0, locked_until=None)
        )
        drop_key(unit.connection, login)
        end_sessions(unit, login)

    def set_disabled(self, unit: Unit, login: str, *, is_disabled: bool) -> None:
        """Disable an account, which ends its sessions, or enable it again."""
        unit.connection.execute(
            update(account).where(account.c.login == login).values(is_disabled=is_disabled)
        )
        if is_disabled:
            end_sessions(unit, login)

    def add_first(self) -> str | None:
        """Make the first administrator; returns the password, None where there are accounts."""
        password = secrets.token_urlsafe(12)

        def add(unit: Unit) -> str | None:
            if unit.connection.execute(select(func.count()).select_from(account)).scalar_one():
                return None
            has_root = select(region.c.code).where(region.c.code == FIRST_REGION)
            if unit.connection.execute(has_root).one_or_none() is None:
                unit.connection.execute(
                    insert(region).values(code=FIRST_REGION, kind="city", name="本级")
                )
            administrator = (Grant(Role.ADMINISTRATOR, FIRST_REGION),)
            add_person(unit.connection, FIRST_LOGIN, "管理员", FIRST_REGION, administrator)
            self.add(unit, FIRST_LOGIN, FIRST_LOGIN, password)
            return password

        return self._store.do(ITSELF, add)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[: MOST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return False


def begin_session(unit: Unit, login: str, seat: str | None) -> Session:
    """Begin a session of an account whose holder was made sure of."""
    secret = secrets.token_urlsafe(32)
    expires_at = unit.now + LONGEST
    unit.connection.execute(
        insert(token).values(
            hash=_digest(secret),
            login=login,
            seat=seat,
            begun_at=unit.now,
            used_at=unit.now,
            expires_at=expires_at,
        )
    )
    forget_failures(unit, login)
    must_change = unit.connection.execute(
        select(account.c.must_change).where(account.c.login == login)
    ).scalar_one()
    unit.note("session.begun", own_scope(unit.connection, unit.actor), {"seat": seat})
    return Session(unit.actor, login, seat, expires_at, must_change, secret)


def _mark_used(unit: Unit, digest: bytes) -> None:
    unit.connection.execute(update(token).where(token.c.hash == digest).values(used_at=unit.now))


def end_sessions(
    unit: Unit, login: str, *, only: bytes | None = None, but: bytes | None = None
) -> None:
    """End an account's sessions: all, one of them, or all but one."""
    ended = update(token).where(token.c.login == login, token.c.revoked_at.is_(None))
    if only is not None:
        ended = ended.where(token.c.hash == only)
    if but is not None:
        ended = ended.where(token.c.hash != but)
    unit.connection.execute(ended.values(revoked_at=unit.now))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()

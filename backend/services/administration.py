"""Accounts and what their people may do: an administrator's work, in the own regions only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from backend.domain.people import Grant, Kind, Person
from backend.domain.sight import Scope, sight_of
from backend.services.accounts import Accounts
from backend.services.faults import MayNotError, NotFoundError, StaleRowError, UnfitError
from backend.storage.people import add_person, keep_grants
from backend.storage.tables import account, grant, region
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person with an account; `region` is where they belong, grants name regions."""

    login: str
    name: str
    region: str
    password: str
    phone: str = ""
    grants: tuple[Grant, ...] = ()
    capabilities: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What an account becomes; `version` is the person's that was seen."""

    version: int
    name: str
    phone: str
    grants: tuple[Grant, ...]
    capabilities: frozenset[str]
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One account as an administrator sees it."""

    login: str
    person: str
    name: str
    phone: str
    region: str
    version: int
    is_disabled: bool
    must_change_password: bool
    locked_until: datetime | None
    capabilities: list[str]
    grants: list[dict[str, Any]]


def regions_administered(person: Person) -> frozenset[str]:
    """Return the regions whose accounts a person administers."""
    return sight_of(person).administers


def list_accounts(
    connection: Connection, person: Person, after: str, limit: int
) -> list[AccountSheet]:
    """Return a page of accounts, by login; raises MayNotError."""
    query = _sheets().where(account.c.login > after).limit(limit)
    return _read(connection, query.where(people.c.region.in_(_own(person))))


def add_account(unit: Unit, accounts: Accounts, new: NewAccount) -> AccountSheet:
    """Make a person with an account; raises MayNotError, UnfitError and account faults."""
    _check(unit, {new.region, *(one.town for one in new.grants)})
    taken = select(people.c.id).where(people.c.id == new.login)
    if unit.connection.execute(taken).one_or_none() is not None:
        raise UnfitError("login")
    add_person(unit.connection, new.login, new.name, new.region, new.grants)
    unit.connection.execute(
        update(people)
        .where(people.c.id == new.login)
        .values(phone=new.phone, capabilities=sorted(new.capabilities))
    )
    accounts.add(unit, new.login, new.login, new.password)
    return find_account(unit, new.login)


def change_account(unit: Unit, accounts: Accounts, login: str, to: AccountChange) -> AccountSheet:
    """Change what a person may do; sessions of a disabled account end at once.

    Raises NotFoundError, MayNotError, UnfitError and StaleRowError.
    """
    sheet = find_account(unit, login)
    _check(unit, {one.town for one in to.grants})
    changed = unit.connection.execute(
        update(people)
        .where(people.c.id == sheet.person, people.c.version == to.version)
        .values(
            name=to.name,
            phone=to.phone,
            capabilities=sorted(to.capabilities),
            version=to.version + 1,
        )
    )
    if changed.rowcount != 1:
        raise StaleRowError(login)
    unit.connection.execute(delete(grant).where(grant.c.person == sheet.person))
    keep_grants(unit.connection, sheet.person, to.grants)
    accounts.set_disabled(unit, login, is_disabled=to.is_disabled)
    after = find_account(unit, login)
    change = {
        "login": login,
        "grants": [_grant_words(one) for one in to.grants],
        "capabilities": sorted(to.capabilities),
        "is_disabled": to.is_disabled,
    }
    unit.note("account.changed", Scope(sheet.region, is_business=False), change)
    return after


def reset_password(unit: Unit, accounts: Accounts, login: str, password: str) -> None:
    """Give an account a new password that its person has to change, and unlock it."""
    sheet = find_account(unit, login)
    accounts.reset(unit, login, password)
    unit.note("account.password_reset", Scope(sheet.region, is_business=False), {"login": login})


def add_region(unit: Unit, code: str, kind: str, name: str, parent: str) -> None:
    """Make a county or a town below a region that is administered."""
    _check(unit, {parent})
    there = select(region.c.code).where(region.c.code == code)
    if unit.connection.execute(there).one_or_none() is not None:
        raise UnfitError("code")
    unit.connection.execute(insert(region).values(code=code, kind=kind, name=name, parent=parent))
    change = {"code": code, "kind": kind, "name": name, "parent": parent}
    unit.note("region.added", Scope(parent, is_business=False), change)


def find_account(unit: Unit, login: str) -> AccountSheet:
    """Return an account of the own regions; raises NotFoundError and MayNotError."""
    query = _sheets().where(account.c.login == login, people.c.region.in_(_own(unit.actor.person)))
    found = _read(unit.connection, query)
    if not found:
        raise NotFoundError(login)
    return found[0]


def check_administers(person: Person, town: str) -> None:
    """Raise MayNotError unless the person administers a region."""
    if town not in _own(person):
        raise MayNotError


def _own(person: Person) -> frozenset[str]:
    own = regions_administered(person)
    if not own:
        raise MayNotError
    return own


def _check(unit: Unit, wanted: set[str]) -> None:
    own = _own(unit.actor.person)
    there = set(unit.connection.execute(select(region.c.code)).scalars())
    if not wanted <= there:
        raise UnfitError("region")
    if not wanted <= own:
        raise MayNotError


def _sheets() -> Any:
    return (
        select(account, people)
        .join(people, people.c.id == account.c.person)
        .where(people.c.kind != Kind.WALL.value)  # whose key isn't an administrator's
        .order_by(account.c.login)
    )


def _read(connection: Connection, query: Any) -> list[AccountSheet]:
    rows = connection.execute(query).all()
    given: dict[str, list[dict[str, Any]]] = {}
    wanted = select(grant).where(grant.c.person.in_([row.person for row in rows]))
    for row in connection.execute(wanted.order_by(grant.c.id)):
        given.setdefault(row.person, []).append(dict(row._mapping))
    return [
        AccountSheet(
            row.login,
            row.person,
            row.name,
            row.phone,
            row.region,
            row.version,
            row.is_disabled,
            row.must_change,
            row.locked_until,
            sorted(row.capabilities),
            given.get(row.person, []),
        )
        for row in rows
    ]


def _grant_words(one: Grant) -> str:
    parts = [one.role.value, one.town, *sorted(one.villages), *sorted(one.grids)]
    more = [part for part in (one.department, one.platform) if part is not None]
    return " ".join([*parts, *more])

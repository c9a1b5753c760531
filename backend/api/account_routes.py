"""Accounts and regions: the administrator's routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import In, PersonId, Word, Words, example
from backend.api.town_routes import GrantLine, RegionOut
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.services.administration import (
    AccountChange,
    AccountSheet,
    NewAccount,
    add_account,
    add_region,
    change_account,
    list_accounts,
    reset_password,
)
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["administration"])

LoginIn = Annotated[str, Field(pattern="^[A-Za-z0-9._@-]{1,64}$", examples=["chen"])]
Password = Annotated[str, Field(max_length=1000)]
_WRITES = (*SIGNED_IN, "may_not", "invalid", "idempotency_key_reused", *STORE)


_GRANT = {"role": "operator", "region": "FX"}


class GrantIn(In):
    """A role in a town, a county or the city, narrowed to what belongs to it."""

    role: Role
    region: Word = Field(examples=["FX"])
    villages: Words = frozenset()
    grids: Words = frozenset()
    department: Word | None = None
    platform: Platform | None = None

    def grant(self) -> Grant:
        """Return it as the rules take it."""
        return Grant(
            self.role, self.region, self.villages, self.grids, self.department, self.platform
        )


class AccountIn(In):
    """A person with an account; the password has to be changed at the first signing in."""

    model_config = example(
        {
            "login": "chen",
            "name": "陈建国",
            "region": "FX",
            "password": "初始-密码-2026",
            "grants": [{"role": "operator", "region": "FX"}],
        }
    )

    login: LoginIn
    name: Word = Field(min_length=1, examples=["陈建国"])
    region: Word = Field(examples=["FX"])
    password: Password
    phone: Annotated[Word, Field(max_length=40)] = ""
    grants: list[GrantIn] = Field(default=[], max_length=50)
    capabilities: Words = frozenset()


class AccountChangeIn(In):
    """What an account becomes; all of it."""

    model_config = example(
        {"version": 1, "name": "陈建国", "grants": [{"role": "shift_leader", "region": "FX"}]}
    )

    version: int = Field(ge=1, le=2**31 - 1)
    name: Word = Field(min_length=1)
    phone: Annotated[Word, Field(max_length=40)] = ""
    grants: list[GrantIn] = Field(max_length=50)
    capabilities: Words = frozenset()
    is_disabled: bool = False


class PasswordIn(In):
    """A password that its person has to change."""

    model_config = example({"password": "新的-密码-2026"})

    password: Password


class RegionIn(In):
    """A county or a town below a region."""

    model_config = example({"code": "FX", "kind": "town", "name": "枫溪镇", "parent": "ROOT"})

    code: Annotated[str, Field(pattern="^[A-Z0-9]{2,20}$", examples=["FX"])]
    kind: Literal["county", "town"]
    name: Word = Field(min_length=1, examples=["枫溪镇"])
    parent: Word = Field(examples=["ROOT"])


class AccountOut(BaseModel):
    """One account as an administrator sees it."""

    model_config = ConfigDict(from_attributes=True)

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
    grants: list[GrantLine]


class AccountPage(BaseModel):
    """A page of accounts, by login."""

    items: list[AccountOut]
    next: str | None


@router.get("/accounts", responses=responses(*SIGNED_IN, "may_not", "invalid", *STORE))
def accounts(
    parts: Parts,
    session: SignedIn,
    after: Annotated[Word, Query(description="The last login of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> AccountPage:
    """Accounts of the regions that this person administers."""
    with parts.store.reading() as connection:
        found = list_accounts(connection, session.actor.person, after, limit + 1)
    following = found[limit - 1].login if len(found) > limit else None
    return AccountPage(items=[_out(one) for one in found[:limit]], next=following)


@router.post(
    "/accounts",
    status_code=201,
    response_model=AccountOut,
    responses=responses(*_WRITES, "login_taken", "weak_password"),
)
def new_account(parts: Parts, session: SignedIn, key: Key, body: AccountIn) -> Response:
    """Make a person with an account."""
    new = NewAccount(
        body.login,
        body.name,
        body.region,
        body.password,
        body.phone,
        tuple(one.grant() for one in body.grants),
        body.capabilities,
    )

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 201, _out(add_account(unit, parts.accounts, new)).model_dump(mode="json")

    return write(parts, session, key, ("account", body.model_dump(mode="json")), work)


@router.put(
    "/accounts/{login}",
    response_model=AccountOut,
    responses=responses(*_WRITES, "not_found", "stale_version"),
)
def put_account(
    parts: Parts, session: SignedIn, key: Key, login: PersonId, body: AccountChangeIn
) -> Response:
    """Change what a person may do; a disabled account's sessions end at once."""
    to = AccountChange(
        body.version,
        body.name,
        body.phone,
        tuple(one.grant() for one in body.grants),
        body.capabilities,
        body.is_disabled,
    )

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, _out(change_account(unit, parts.accounts, login, to)).model_dump(mode="json")

    return write(parts, session, key, (f"account/{login}", body.model_dump(mode="json")), work)


@router.post(
    "/accounts/{login}/password",
    status_code=204,
    responses=responses(*_WRITES, "not_found", "weak_password"),
)
def new_password(
    parts: Parts, session: SignedIn, key: Key, login: PersonId, body: PasswordIn
) -> Response:
    """Give an account a new password, unlock it and end its sessions."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        reset_password(unit, parts.accounts, login, body.password)
        return 204, {}

    return write(parts, session, key, (f"password/{login}", body.model_dump(mode="json")), work)


@router.post("/regions", status_code=201, response_model=RegionOut, responses=responses(*_WRITES))
def new_region(parts: Parts, session: SignedIn, key: Key, body: RegionIn) -> Response:
    """Make a county or a town below a region that this person administers."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        add_region(unit, body.code, body.kind, body.name, body.parent)
        return 201, body.model_dump(mode="json")

    return write(parts, session, key, ("region", body.model_dump(mode="json")), work)


def _out(sheet: AccountSheet) -> AccountOut:
    return AccountOut.model_validate(sheet)

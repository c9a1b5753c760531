"""What every route asks first: who is it, and with which idempotency key."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.services.accounts import NotSignedInError, PasswordChangeNeededError, Session
from backend.services.faults import MayNotError
from backend.services.once import Answer, once
from backend.services.parts import Backend
from backend.storage.unit_of_work import Unit

BEARER = "bearer "


def bearer_of(header: str) -> str:
    """Return the token of an Authorization header, empty without one."""
    return header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else ""


_bearer = HTTPBearer(auto_error=False, description="The token of POST /session.")


def the_backend(request: Request) -> Backend:
    """Return the parts that this process was put together from."""
    backend: Backend = request.app.state.backend
    return backend


Parts = Annotated[Backend, Depends(the_backend)]


def the_token(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    """Return the token; raises NotSignedInError without one."""
    if credentials is None:
        raise NotSignedInError
    return credentials.credentials


Token = Annotated[str, Depends(the_token)]


def the_session(parts: Parts, token: Token) -> Session:
    """Return the session of who asks; raises NotSignedInError."""
    return parts.accounts.session(token)


AnySession = Annotated[Session, Depends(the_session)]


def the_settled_session(session: AnySession) -> Session:
    """Return the session; raises PasswordChangeNeededError while its password is another's."""
    if session.must_change:
        raise PasswordChangeNeededError
    return session


Watching = Annotated[Session, Depends(the_settled_session)]
"""Of a person or a wall: only for what a wall needs."""


def the_persons_session(session: Watching) -> Session:
    """Return the session; raises MayNotError for a wall's, whatever the route."""
    if session.actor.person.is_wall:
        raise MayNotError
    return session


SignedIn = Annotated[Session, Depends(the_persons_session)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern="^[A-Za-z0-9_-]{8,64}$",
        description="Made once for each write: the same key again gives the first answer again.",
        examples=["3f0e9c7a5b1d4e2f"],
    ),
]


def write(
    parts: Backend,
    session: Session,
    key: str,
    asked: tuple[str, Any],
    work: Callable[[Unit], tuple[int, dict[str, Any]]],
) -> Response:
    """Do a write once, and answer with what it gave the first time."""
    body = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=sorted).encode()

    def done(unit: Unit) -> Answer:
        status, data = work(unit)
        return Answer(status, json.dumps(data, ensure_ascii=False))

    answer = parts.store.do(session.actor, lambda unit: once(unit, key, body, lambda: done(unit)))
    headers = {"Idempotency-Replayed": "true"} if answer.is_replayed else {}
    if answer.status == 204:
        return Response(status_code=204, headers=headers)
    return Response(answer.text, answer.status, headers, "application/json")

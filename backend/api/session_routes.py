"""Signing in and out."""

from __future__ import annotations

from fastapi import APIRouter

from backend.api.access import AnySession, Parts, Token
from backend.api.problems import responses
from backend.api.schemas import NewPassword, SessionOut, SignIn, session_out

router = APIRouter(prefix="/session", tags=["session"])


@router.post("", status_code=201, responses=responses("wrong_password", "invalid", "locked_out"))
def sign_in(parts: Parts, body: SignIn) -> SessionOut:
    """Begin a session; the token is shown this once."""
    return session_out(parts.accounts.sign_in(body.login, body.password, body.seat))


@router.get("", responses=responses("not_signed_in"))
def who_am_i(session: AnySession) -> SessionOut:
    """Who is signed in, with every role."""
    return session_out(session)


@router.delete("", status_code=204, responses=responses("not_signed_in"))
def sign_out(parts: Parts, token: Token) -> None:
    """End this session."""
    parts.accounts.sign_out(token)


@router.post(
    "/password",
    status_code=204,
    responses=responses(
        "not_signed_in", "wrong_password", "weak_password", "invalid", "locked_out"
    ),
)
def change_password(parts: Parts, _: AnySession, token: Token, body: NewPassword) -> None:
    """Change the own password; the account's other sessions end."""
    parts.accounts.change_password(token, body.old, body.new)

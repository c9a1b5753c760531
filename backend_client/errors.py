"""What can come back instead of an answer.

ClientError
├── BackendAwayError        no answer that counts: try again, nothing may have happened
│   ├── CircuitOpenError    it failed again and again, so it isn't asked for a while
│   └── ReadOnlyError       the backend's disk is full: reading works
├── BadAnswerError          it answered what no backend of ours answers
├── NotTakenError           it wasn't even sent: too much waits, or it is over
└── ProblemError            it said why not: `problem` has the words in the person's language
    ├── NotSignedInError    401
    │   └── WrongPasswordError  a password was asked for, and this isn't it
    ├── MayNotError         403
    ├── NotFoundError       404
    ├── ConflictError       409: `problem.current` is how it stands
    │   └── CameraTakenError    another steers the PTZ camera
    ├── InvalidError        413, 416, 422: `problem.errors` names the fields
    ├── LockedOutError      429
    ├── VoiceAwayError      503, but only the voice of consultations is away
    └── BackendFaultError   500
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One field that is wrong: where (JSON pointer), a code, and words."""

    pointer: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What the backend says of a refusal (RFC 9457): what happened, what it means, what to do."""

    code: str
    status: int
    title: str
    detail: str
    means: str = ""
    do: str = ""
    errors: tuple[FieldFault, ...] = ()
    current: Mapping[str, Any] | None = None
    retry_after_s: float | None = None


class ClientError(Exception):
    """Something other than an answer."""


class BackendAwayError(ClientError):
    """No answer that counts."""


class CircuitOpenError(BackendAwayError):
    """It isn't asked now; `wait_s` until it is tried again."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"not asked for {wait_s:.1f} s")
        self.wait_s = wait_s


class ReadOnlyError(BackendAwayError):
    """The backend's disk is full."""


class BadAnswerError(ClientError):
    """Not an answer of a backend of ours."""


class NotTakenError(ClientError):
    """A queue of the client's own takes no more."""


class ProblemError(ClientError):
    """The backend says why not."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem


class NotSignedInError(ProblemError):
    """No session: sign in again."""


class WrongPasswordError(NotSignedInError):
    """Not the password: at signing in, or where it is asked for again; the session lives on."""


class MayNotError(ProblemError):
    """The person's role doesn't do this."""


class NotFoundError(ProblemError):
    """Not there, or not for this person."""


class ConflictError(ProblemError):
    """It stands otherwise by now."""


class CameraTakenError(ConflictError):
    """Another steers the camera: who, from which seat, until when if nothing more is heard.

    `may_take_over`: the own rank is enough to take it from them.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        told = problem.current or {}
        self.name = str(told.get("name", ""))
        self.seat = str(told.get("seat", ""))
        self.expires_at = _instant(told.get("expires_at"))
        self.may_take_over = told.get("may_take_over") is True


class InvalidError(ProblemError):
    """What was sent is wrong or not enough."""


class LockedOutError(ProblemError):
    """Too many wrong passwords."""


class VoiceAwayError(ProblemError):
    """There is no voice server, or it doesn't answer; the backend itself is there."""


class BackendFaultError(ProblemError):
    """A fault of the backend."""


_BY_STATUS: Mapping[int, type[ProblemError]] = {
    401: NotSignedInError,
    403: MayNotError,
    404: NotFoundError,
    405: InvalidError,
    409: ConflictError,
    413: InvalidError,
    416: InvalidError,
    422: InvalidError,
    429: LockedOutError,
}


def problem_error(problem: Problem) -> ClientError:
    """Return the exception of a problem."""
    if problem.code == "storage_full":
        return ReadOnlyError(problem.detail)
    if problem.code == "voice_away":
        return VoiceAwayError(problem)
    if problem.status in {502, 503, 504}:
        return BackendAwayError(problem.detail)
    if problem.code == "camera_taken":
        return CameraTakenError(problem)
    if problem.code == "wrong_password":
        return WrongPasswordError(problem)
    return _BY_STATUS.get(problem.status, BackendFaultError)(problem)


def _instant(told: object) -> datetime | None:
    """An instant of a problem, None for what isn't one: the refusal itself still counts."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at.astimezone(UTC)

"""One shape for every error: RFC 9457, in the language of who asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from math import ceil
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from backend.api.problem_words import PROBLEMS
from backend.api.schemas import event_out
from backend.domain.field_status import StatusFault
from backend.domain.geo import PositionError
from backend.domain.refusals import Refusal, Why
from backend.domain.why_refused import why_refused
from backend.media.records import MediaError
from backend.services.accounts import (
    AccountError,
    LockedOutError,
    LoginTakenError,
    NotSignedInError,
    PasswordChangeNeededError,
    WeakPasswordError,
    WrongPasswordError,
)
from backend.services.faults import (
    KeyReusedError,
    MayNotError,
    NotFoundError,
    RefusedError,
    ServiceError,
    StaleError,
    StaleRowError,
    StatusError,
    UnfitError,
)
from backend.storage.faults import StoreBusyError, StoreError, StoreFullError
from backend.storage.inbox import CursorError

MEDIA_TYPE = "application/problem+json"
RETRY_S = 5
_MAX_LISTED = 50

log = logging.getLogger(__name__)


class FieldFault(BaseModel):
    """One field that is wrong: where (JSON pointer), a code, and words."""

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457, with what it means and what to do."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    means: str
    do: str
    errors: list[FieldFault] | None = None
    current: dict[str, Any] | None = None
    retry_after_s: int | None = None


_MAY_NOT = frozenset(
    {Why.NO_BUSINESS_RIGHTS, Why.OTHER_TOWN, Why.NOT_YOURS, Why.NOT_AT_GRADE, Why.HANDLER}
    | {Why.SAME_DEPARTMENT, Why.OWN_REQUEST, Why.LEVEL_NOT_YOURS}
)


def answer(request: Request, code: str, detail: str | None = None, **more: Any) -> JSONResponse:
    """Return the answer for a kind of problem."""
    kind = PROBLEMS[code]
    words = kind.en if is_english(request) else kind.zh
    problem = Problem(
        type=f"urn:fengqiao:problem:{code}",
        title=words.title,
        status=kind.status,
        code=code,
        detail=detail or words.title,
        means=words.means,
        do=words.do,
        **more,
    )
    headers: dict[str, str] = {}
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(problem.retry_after_s)
    body = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, kind.status, headers, MEDIA_TYPE)


def is_english(request: Request) -> bool:
    """Whether who asks wants English; Chinese otherwise."""
    return request.headers.get("accept-language", "").strip().lower().startswith("en")


SIGNED_IN = ("not_signed_in", "change_password")
STORE = ("storage_full", "storage_busy", "storage_away")
"""What nearly every route may answer with."""


def responses(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of the problems that a route may answer with."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = PROBLEMS[code]
        example = {
            "type": f"urn:fengqiao:problem:{code}",
            "title": kind.zh.title,
            "status": kind.status,
            "code": code,
            "detail": kind.zh.title,
            "means": kind.zh.means,
            "do": kind.zh.do,
        }
        content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}
        entry = found.setdefault(
            kind.status, {"description": kind.en.title, "content": {MEDIA_TYPE: content}}
        )
        examples = entry["content"][MEDIA_TYPE]["examples"]
        examples[code] = {"value": example}
    return found


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every fault in the one shape."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ServiceError, _service)
    app.add_exception_handler(AccountError, _account)
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(PositionError, _position)
    app.add_exception_handler(CursorError, _cursor)
    app.add_exception_handler(MediaError, _media)
    app.add_exception_handler(Exception, _ours)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [
        FieldFault(pointer=_pointer(one["loc"]), code=one["type"], detail=one["msg"])
        for one in error.errors()[:_MAX_LISTED]
    ]
    return answer(request, "invalid", errors=faults)


def _pointer(location: tuple[int | str, ...]) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "/" + "/".join(parts)


_HTTP_CODES: Mapping[int, str] = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    416: "bad_range",
}


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    found = answer(request, _HTTP_CODES.get(error.status_code, "invalid"))
    if error.headers:
        found.headers.update(error.headers)
    return found


def _service(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, RefusedError):
        return _refused(request, error)
    if isinstance(error, StaleError):
        return answer(request, "stale_version", current=event_out(error.current))
    if isinstance(error, UnfitError):
        detail = "names nothing that there is" if is_english(request) else "没有这一项"
        fault = FieldFault(pointer=f"/body/{error.field}", code="unknown", detail=detail)
        return answer(request, "invalid", errors=[fault])
    if isinstance(error, StatusError):
        return _status(request, error)
    return answer(request, _SERVICE_CODES[type(error)])


_SERVICE_CODES: Mapping[type[Exception], str] = {
    KeyReusedError: "idempotency_key_reused",
    StaleRowError: "stale_version",
    MayNotError: "may_not",
    NotFoundError: "not_found",
}


def _status(request: Request, error: StatusError) -> JSONResponse:
    codes = {
        StatusFault.NOT_YOURS: "may_not",
        StatusFault.NEEDS_REASON: "incomplete",
        StatusFault.REASON_TOO_LONG: "invalid",
    }
    sent = error.sent
    current = {"person": sent.person, "status": sent.status.value, "version": sent.version}
    zh, en = f"现在是“{sent.status.zh}”", f"it is “{sent.status.value}” now"
    fault = FieldFault(
        pointer="/body/to", code=error.fault.value, detail=en if is_english(request) else zh
    )
    code = "stale_version" if error.is_stale else codes.get(error.fault, "status_conflict")
    return answer(request, code, errors=[fault], current=current)


def _refused(request: Request, error: RefusedError) -> JSONResponse:
    refusal = error.refusal
    words = why_refused(refusal)
    detail = words.en if is_english(request) else words.zh
    code = _code_of(refusal)
    fault = FieldFault(pointer="/body", code=refusal.code.value, detail=detail)
    current = None if error.current is None else event_out(error.current)
    return answer(request, code, detail, errors=[fault], current=current)


def _code_of(refusal: Refusal) -> str:
    if refusal.code in _MAY_NOT:
        return "may_not"
    return "incomplete" if refusal.code.value.startswith("need.") else "state_conflict"


def _account(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, LockedOutError):
        return answer(request, "locked_out", retry_after_s=ceil(error.wait.total_seconds()))
    codes: Mapping[type[Exception], str] = {
        WrongPasswordError: "wrong_password",
        NotSignedInError: "not_signed_in",
        WeakPasswordError: "weak_password",
        LoginTakenError: "login_taken",
        PasswordChangeNeededError: "change_password",
    }
    return answer(request, codes[type(error)])


def _store(request: Request, error: Exception) -> JSONResponse:
    log.error("The store doesn't take it: %s", error)
    code = "storage_away"
    if isinstance(error, StoreFullError):
        code = "storage_full"
    elif isinstance(error, StoreBusyError):
        code = "storage_busy"
    return answer(request, code, retry_after_s=RETRY_S)


def _position(request: Request, error: Exception) -> JSONResponse:
    fault = FieldFault(pointer="/body/position", code=str(error), detail=str(error))
    return answer(request, "invalid", errors=[fault])


def _cursor(request: Request, _: Exception) -> JSONResponse:
    detail = "not a cursor of this list" if is_english(request) else "翻页标记无效"
    fault = FieldFault(pointer="/query/cursor", code="cursor", detail=detail)
    return answer(request, "invalid", errors=[fault])


def _media(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MediaError)
    fault = FieldFault(pointer="/body", code=error.fault.value, detail=error.fault.value)
    return answer(request, "media_refused", errors=[fault])


def _ours(request: Request, error: Exception) -> JSONResponse:
    log.error("A fault of ours", exc_info=error)
    return answer(request, "internal")

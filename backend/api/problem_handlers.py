"""Every fault in the one shape of problems: which it is, and what goes with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from backend.api.problem_words import MEDIA_FAULTS
from backend.api.problems import FieldFault, answer, is_english
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
    CameraTakenError,
    FileLostError,
    KeyReusedError,
    MayNotError,
    NoFontError,
    NotFoundError,
    PresetInUseError,
    RefusedError,
    ServiceError,
    StaleError,
    StaleRowError,
    StatusError,
    UnfitError,
    VoiceAwayError,
)
from backend.storage.faults import StoreBusyError, StoreError, StoreFullError
from backend.storage.inbox import CursorError

RETRY_S = 5
_MAX_LISTED = 50

log = logging.getLogger(__name__)

_MAY_NOT = frozenset(
    {Why.NO_BUSINESS_RIGHTS, Why.OTHER_TOWN, Why.NOT_YOURS, Why.NOT_AT_GRADE, Why.HANDLER}
    | {Why.SAME_DEPARTMENT, Why.OWN_REQUEST, Why.LEVEL_NOT_YOURS}
    | {Why.NOT_SEATED, Why.NOT_CHAIR, Why.NOT_PRESENTER, Why.OTHERS_ITEM}
)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every fault in the one shape."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ServiceError, service_problem)
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


def service_problem(request: Request, error: Exception) -> JSONResponse:
    """Return why a service didn't do it, as it is answered."""
    tell = _TELLERS.get(type(error))
    if tell is None:
        return answer(request, _SERVICE_CODES[type(error)])
    return tell(request, error)


_SERVICE_CODES: Mapping[type[Exception], str] = {
    KeyReusedError: "idempotency_key_reused",
    FileLostError: "file_lost",
    MayNotError: "may_not",
    NoFontError: "no_font",
    NotFoundError: "not_found",
    VoiceAwayError: "voice_away",
}


def _stale(request: Request, error: StaleError) -> JSONResponse:
    return answer(request, "stale_version", current=event_out(error.current))


def _stale_row(request: Request, error: StaleRowError) -> JSONResponse:
    return answer(request, "stale_version", current=error.current)


def _unfit(request: Request, error: UnfitError) -> JSONResponse:
    detail = "names nothing that there is" if is_english(request) else "没有这一项"
    fault = FieldFault(pointer=f"/body/{error.field}", code="unknown", detail=detail)
    return answer(request, "invalid", errors=[fault])


def _preset_in_use(request: Request, error: PresetInUseError) -> JSONResponse:
    current = {"tours": list(error.tours), "is_home": error.is_home}
    return answer(request, "preset_in_use", current=current)


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


def _camera_taken(request: Request, error: CameraTakenError) -> JSONResponse:
    lease = error.lease
    current = {
        "camera": lease.camera,
        "name": lease.name,
        "seat": lease.seat,
        "expires_at": lease.expires_at,
        "may_take_over": error.may_take_over,
    }
    zh, en = f"{lease.name}({lease.seat})正在控制", f"{lease.name} ({lease.seat}) steers it"
    return answer(request, "camera_taken", en if is_english(request) else zh, current=current)


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


_TELLERS: Mapping[type[Exception], Callable[[Request, Any], JSONResponse]] = {
    RefusedError: _refused,
    StaleError: _stale,
    StaleRowError: _stale_row,
    UnfitError: _unfit,
    StatusError: _status,
    CameraTakenError: _camera_taken,
    PresetInUseError: _preset_in_use,
}


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
    zh, en = MEDIA_FAULTS[error.fault]
    detail = en if is_english(request) else zh
    fault = FieldFault(pointer="/body", code=error.fault.value, detail=detail)
    return answer(request, "media_refused", errors=[fault])


def _ours(request: Request, error: Exception) -> JSONResponse:
    log.error("A fault of ours", exc_info=error)
    return answer(request, "internal")

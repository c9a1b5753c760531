"""One shape for every error: RFC 9457, in the language of who asks."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from backend.api.problem_words import PROBLEMS

MEDIA_TYPE = "application/problem+json"


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

"""The minutes of consultations: their versions, amending them, and the files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import In, LongText, RecordId, Text, WhoOut, example
from backend.minutes.content import Form
from backend.services.accounts import Session
from backend.services.minutes import MAX_VERSIONS, Version, amend, minutes_file, versions_of
from backend.services.parts import Backend
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["consultations"])

Number = Annotated[int, Path(ge=1, le=MAX_VERSIONS * 2)]
_READS = (*SIGNED_IN, "may_not", "not_found", "invalid", *STORE)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}


class AmendmentIn(In):
    """What is added to the minutes, and why."""

    model_config = example({"text": "“枫溪路18号”应为“枫溪路81号”。", "reason": "笔误"})

    text: LongText
    reason: Text


class FileOut(BaseModel):
    """A file that was given out before: its bytes stay as they are."""

    format: Literal["docx", "pdf"]
    sha256: str
    size: int


class VersionOut(BaseModel):
    """A version: of a decision, or an amendment of the version before.

    `text` and `reason` are the amendment's.
    """

    version: int
    kind: Literal["decided", "amended"]
    at: datetime
    by: WhoOut
    text: str = ""
    reason: str = ""
    files: list[FileOut] = []


class VersionList(BaseModel):
    """The versions of an event's minutes, the first one first; none before the decision."""

    items: list[VersionOut]


def _file(form: Form) -> dict[int | str, dict[str, Any]]:
    given = {"content": {form.media_type: {}}, "description": "The file"}
    fonts = ["no_font"] if form is Form.PDF else []
    return {200: given, **responses(*_READS, "file_lost", *fonts)}


@router.get("/events/{event_id}/minutes", responses=responses(*_READS))
def versions(parts: Parts, session: SignedIn, event_id: RecordId) -> VersionList:
    """The versions of the minutes."""
    return _versions(parts, session, event_id)


@router.post(
    "/events/{event_id}/minutes",
    status_code=201,
    response_model=VersionOut,
    responses=responses(*_READS, "state_conflict", "incomplete", "idempotency_key_reused"),
)
def post_amendment(
    parts: Parts, session: SignedIn, key: Key, event_id: RecordId, body: AmendmentIn
) -> Response:
    """Amend the minutes, as a new version: a shift leader or commander."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        number = amend(unit, event_id, body.text, body.reason)
        person = unit.actor.person
        made = VersionOut(
            version=number,
            kind="amended",
            at=unit.now,
            by=WhoOut(id=person.id, name=unit.actor.name),
            text=body.text,
            reason=body.reason,
        )
        return 201, made.model_dump(mode="json")

    return write(parts, session, key, (f"{event_id}/minutes", body.model_dump()), work)


@router.get(
    "/events/{event_id}/minutes/{version}.docx",
    response_class=Response,
    responses=_file(Form.DOCX),
)
def docx(parts: Parts, session: SignedIn, event_id: RecordId, version: Number) -> Response:
    """A version for Word."""
    return _given(parts, session, event_id, version, Form.DOCX)


@router.get(
    "/events/{event_id}/minutes/{version}.pdf",
    response_class=Response,
    responses=_file(Form.PDF),
)
def pdf(parts: Parts, session: SignedIn, event_id: RecordId, version: Number) -> Response:
    """A version as PDF, to be printed and archived."""
    return _given(parts, session, event_id, version, Form.PDF)


def _given(parts: Backend, session: Session, event: str, version: int, form: Form) -> Response:
    found = minutes_file(parts, session.actor, event, version, form)
    name = quote(f"会商纪要-{found.number}-第{version}版.{form.value}", safe="")
    plain = f"minutes-{found.number}-{version}.{form.value}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    headers = {**_HEADERS, "Content-Disposition": disposition, "ETag": f'"{found.sha256}"'}
    return Response(found.data, media_type=form.media_type, headers=headers)


def _versions(parts: Backend, session: Session, event: str) -> VersionList:
    with parts.store.reading() as connection:
        found = versions_of(connection, session.actor.person, event)
    return VersionList(items=[_out(one) for one in found])


def _out(version: Version) -> VersionOut:
    entry = version.entry
    told = entry.change if version.is_amendment else {"text": "", "reason": ""}
    return VersionOut(
        version=version.number,
        kind="amended" if version.is_amendment else "decided",
        at=entry.at,
        by=WhoOut(id=entry.who, name=entry.who_name),
        text=told["text"],
        reason=told["reason"],
        files=[
            FileOut(format=one.form.value, sha256=one.sha256, size=one.size)
            for one in version.files
        ],
    )

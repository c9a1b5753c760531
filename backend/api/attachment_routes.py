"""Files of events: uploads that go on where they broke off, and the checked files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from backend.api.access import Key, Parts, SignedIn, Watching, write
from backend.api.problems import SIGNED_IN, STORE, answer, responses
from backend.api.schemas import In, RecordId, Word, example
from backend.domain.event_facts import PhotoKind
from backend.media.page_shelf import PageBusyError
from backend.media.pdf_pages import MAX_PAGES
from backend.media.records import MediaError
from backend.services.accounts import Session
from backend.services.attaching import (
    MAX_BYTES,
    Attachment,
    Upload,
    attachments_of,
    begin_upload,
    find_attachment,
    find_upload,
    keep_attachment,
)
from backend.services.faults import NotFoundError
from backend.services.parts import Backend
from backend.services.seeing import see_event
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["attachments"])

_PIECE = 256 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}
_BINARY = {"content": {"application/octet-stream": {}}, "description": "The file"}
_JPEG: Final = "image/jpeg"
BUSY_S: Final = 2
"""Asked again after so long, a page has probably its turn."""
Done = TypeVar("Done")


class UploadIn(In):
    """A file that is going to come: at most 100 MB, photos 25 MB, documents 20 MB."""

    model_config = example({"name": "现场.jpg", "size": 345678})

    name: Word = Field(min_length=1, examples=["现场.jpg"])
    size: int = Field(ge=1, le=MAX_BYTES)


class UploadOut(BaseModel):
    """How far an upload is; `attachment` once it is finished."""

    id: str
    size: int
    offset: int
    attachment: str | None = None


class FinishIn(In):
    """Whose file it is, and what a photo of the handling shows."""

    model_config = example({"town": "FX", "photo_kind": "after"})

    town: Word = Field(examples=["FX"])
    photo_kind: PhotoKind | None = None


class AttachmentOut(BaseModel):
    """A checked file; position and time as the file told them, which it holds no more.

    `pages`: of a PDF, else 0. Width and height are 0 of a document without a picture.
    """

    model_config = ConfigDict(from_attributes=True)

    id: str
    event: str | None
    photo_kind: PhotoKind | None
    name: str
    media_type: str
    size: int
    sha256: str
    original_sha256: str
    width: int
    height: int
    duration_s: float | None
    pages: int
    lon: float | None
    lat: float | None
    taken_at: datetime | None
    added_by: str
    added_at: datetime


class AttachmentList(BaseModel):
    """An event's files, oldest first."""

    items: list[AttachmentOut]


@router.post(
    "/uploads",
    status_code=201,
    response_model=UploadOut,
    responses=responses(*SIGNED_IN, "may_not", "invalid", "idempotency_key_reused", *STORE),
)
def new_upload(parts: Parts, session: SignedIn, key: Key, body: UploadIn) -> Response:
    """Begin an upload."""
    id_ = parts.make_id()

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        given = begin_upload(unit, id_, body.name, body.size)
        parts.files.begin(id_)
        return 201, _upload_out(given, 0).model_dump(mode="json")

    return write(parts, session, key, ("upload", body.model_dump(mode="json")), work)


@router.get("/uploads/{upload}", responses=responses(*SIGNED_IN, "not_found", "invalid", *STORE))
def look_at_upload(parts: Parts, session: SignedIn, upload: RecordId) -> UploadOut:
    """How far it is: go on from `offset`."""
    given = _given(parts, session, upload)
    return _upload_out(given, _offset(parts, given))


@router.patch(
    "/uploads/{upload}",
    response_model=UploadOut,
    responses=responses(*SIGNED_IN, "not_found", "invalid", "too_large", "offset_conflict", *STORE),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def go_on(
    parts: Parts,
    session: SignedIn,
    upload: RecordId,
    request: Request,
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=MAX_BYTES)],
) -> Any:
    """Send on from `Upload-Offset`; what came is kept even if the connection breaks."""
    given = await run_in_threadpool(_given, parts, session, upload)
    at = await run_in_threadpool(_offset, parts, given)
    if at != offset or given.attachment is not None:
        return answer(request, "offset_conflict", current={"id": given.id, "offset": at})
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if at + len(held) > given.size:
            return answer(request, "too_large")
        if len(held) >= _PIECE:
            at = await _kept(parts.files.append, given.id, at, bytes(held))
            held.clear()
    if held:
        at = await _kept(parts.files.append, given.id, at, bytes(held))
    return _upload_out(given, at)


@router.post(
    "/uploads/{upload}/finish",
    status_code=201,
    response_model=AttachmentOut,
    responses=responses(
        *SIGNED_IN,
        "not_found",
        "invalid",
        "media_refused",
        "offset_conflict",
        "idempotency_key_reused",
        *STORE,
    ),
)
def finish(
    parts: Parts, session: SignedIn, key: Key, upload: RecordId, request: Request, body: FinishIn
) -> Response:
    """Check the file by its content and keep it: photos and videos cleaned, documents as they are.

    A report or action then names it; a document is only for the table of a consultation.
    """
    given = _given(parts, session, upload)
    at = _offset(parts, given)
    if at != given.size:
        return answer(request, "offset_conflict", current={"id": given.id, "offset": at})
    shelved = None if given.attachment is not None else parts.files.finish(given.id)
    id_ = parts.make_id()

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        if shelved is None:
            kept = find_attachment(unit.connection, unit.actor.person, str(given.attachment))
        else:
            kept = keep_attachment(unit, given, shelved, body.town, body.photo_kind, id_)
        return 201, _out(kept).model_dump(mode="json")

    found = write(parts, session, key, (f"finish/{upload}", body.model_dump(mode="json")), work)
    parts.files.drop(given.id)
    return found


@router.get(
    "/events/{event_id}/attachments",
    responses=responses(*SIGNED_IN, "not_found", "invalid", *STORE),
)
def of_event(parts: Parts, session: SignedIn, event_id: RecordId) -> AttachmentList:
    """An event's files."""
    with parts.store.reading() as connection:
        see_event(connection, session.actor.person, event_id)
        return AttachmentList(items=[_out(one) for one in attachments_of(connection, event_id)])


@router.get(
    "/attachments/{attachment}",
    response_class=FileResponse,
    responses={
        200: _BINARY,
        206: _BINARY,
        **responses(*SIGNED_IN, "not_found", "invalid", "bad_range", *STORE),
    },
)
def content(parts: Parts, session: Watching, attachment: RecordId) -> Response:
    """The file; ranges of it for seeking."""
    found = _found(parts, session, attachment)
    name = quote(found.name, safe="")
    headers = {
        **_HEADERS,
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Type": found.media_type,  # nothing is added: how a text is encoded isn't known
    }
    return FileResponse(parts.files.path(found.sha256), headers=headers)


@router.get(
    "/attachments/{attachment}/thumbnail",
    response_class=FileResponse,
    responses={
        200: {"content": {_JPEG: {}}, "description": "A picture of at most 320 pixels"},
        206: _BINARY,
        **responses(*SIGNED_IN, "not_found", "invalid", "bad_range", *STORE),
    },
)
def thumbnail(parts: Parts, session: Watching, attachment: RecordId) -> Response:
    """A small picture of it, of a PDF its first page; other documents have none."""
    found = _found(parts, session, attachment)
    if found.thumbnail_sha256 is None:
        raise NotFoundError(attachment)
    path = parts.files.path(found.thumbnail_sha256)
    return FileResponse(path, media_type=_JPEG, headers=_HEADERS)


@router.get(
    "/attachments/{attachment}/pages/{page}",
    response_class=Response,
    responses={
        200: {"content": {_JPEG: {}}, "description": "A picture of at most 2200 pixels"},
        **responses(*SIGNED_IN, "not_found", "invalid", "page_busy", "page_unshown", *STORE),
    },
)
def page_of(
    parts: Parts,
    session: Watching,
    attachment: RecordId,
    page: Annotated[int, Path(ge=1, le=MAX_PAGES)],
    request: Request,
) -> Response:
    """A page of a PDF as a picture: nobody else has to open what came from outside."""
    found = _found(parts, session, attachment)
    if page > found.pages:
        raise NotFoundError(f"{attachment}/{page}")
    try:
        picture = parts.pages.picture(parts.files.path(found.sha256), page)
    except MediaError:
        return answer(request, "page_unshown")
    except PageBusyError:
        return answer(request, "page_busy", retry_after_s=BUSY_S)
    return Response(picture, media_type=_JPEG, headers=_HEADERS)


async def _kept(work: Callable[..., Done], *arguments: Any) -> Done:
    """Write in a thread, to the end even if the client went: what came is kept."""
    return await asyncio.shield(run_in_threadpool(work, *arguments))


def _given(parts: Backend, session: Session, upload: str) -> Upload:
    with parts.store.reading() as connection:
        return find_upload(connection, session.actor.person, upload)


def _offset(parts: Backend, given: Upload) -> int:
    if given.attachment is not None:
        return given.size
    try:
        return parts.files.offset(given.id)
    except FileNotFoundError:
        raise NotFoundError(given.id) from None


def _found(parts: Backend, session: Session, attachment: str) -> Attachment:
    with parts.store.reading() as connection:
        found = find_attachment(connection, session.actor.person, attachment)
    if not parts.files.path(found.sha256).is_file():
        raise NotFoundError(attachment)
    return found


def _upload_out(given: Upload, offset: int) -> UploadOut:
    return UploadOut(id=given.id, size=given.size, offset=offset, attachment=given.attachment)


def _out(found: Attachment) -> AttachmentOut:
    return AttachmentOut.model_validate(found)

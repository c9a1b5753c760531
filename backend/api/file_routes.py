"""A town's data as files: the administrator's imports, tried first, and exports with a reason."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import In, Word, example
from backend.api.town_routes import Town
from backend.domain.datum import Datum
from backend.domain.sight import Scope
from backend.services.administration import check_administers
from backend.services.import_records import Fault, ImportOrder, ImportOutcome
from backend.services.importing import export_file, import_file
from backend.storage.unit_of_work import Unit

router = APIRouter(prefix="/towns/{town}", tags=["administration"])

ListKind = Literal["grids", "people", "cameras", "speakers", "places", "departments", "roster"]
FileKind = Literal[
    "grids",
    "people",
    "cameras",
    "speakers",
    "places",
    "departments",
    "roster",
    "taxonomy",
    "calendar",
    "cards",
]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}
MAX_BYTES = 64 * 1024 * 1024
_BODY = {"content": {"application/octet-stream": {"schema": {"type": "string"}}}, "required": True}


class ImportOut(BaseModel):
    """What an import did, or would do; with a fault nothing of the file is taken."""

    is_done: bool
    added: list[str]
    changed: dict[str, list[str]]
    same: int
    missing: list[str]
    faults: list[Fault]
    warnings: list[Fault]
    suspected: Datum | None


class ExportIn(In):
    """Why the data leave the house; it is kept in the journal."""

    model_config = example({"reason": "年度盘点"})

    reason: Word = Field(min_length=2, examples=["年度盘点"])


@router.post(
    "/import/{kind}",
    response_model=ImportOut,
    responses=responses(
        *SIGNED_IN, "may_not", "invalid", "too_large", "idempotency_key_reused", *STORE
    ),
    openapi_extra={"requestBody": _BODY},
)
async def take_in(
    parts: Parts,
    session: SignedIn,
    key: Key,
    request: Request,
    town: Town,
    kind: FileKind,
    *,
    dry_run: bool = True,
    datum: Datum = Datum.WGS84,
    effective_at: Annotated[AwareDatetime | None, Query()] = None,
) -> Response:
    """Try a file (`dry_run`), or take it in: GeoJSON, CSV, XLSX, or JSON of rules."""
    check_administers(session.actor.person, town)
    data = await _body(request)
    order = ImportOrder(town, kind, data, datum, effective_at, dry_run)

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, _out(import_file(unit, order)).model_dump(mode="json")

    digest = hashlib.sha256(data).hexdigest()
    asked = (f"import/{town}/{kind}", [dry_run, datum.value, digest])
    return await run_in_threadpool(write, parts, session, key, asked, work)


@router.post(
    "/export/{kind}",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "The file"},
        **responses(*SIGNED_IN, "may_not", "invalid", *STORE),
    },
)
def give_out(
    parts: Parts,
    session: SignedIn,
    town: Town,
    kind: ListKind,
    body: ExportIn,
    form: Literal["csv", "xlsx", "geojson"] = "xlsx",
) -> Response:
    """A list of the town as a file; the reason is journalled. Grids are always GeoJSON."""
    check_administers(session.actor.person, town)
    form = "geojson" if kind == "grids" else "csv" if form == "geojson" else form

    def work(unit: Unit) -> bytes:
        change = {"kind": kind, "reason": body.reason}
        unit.note("town.exported", Scope(town, is_business=False), change)
        return export_file(unit.connection, town, kind, form)

    data = parts.store.do(session.actor, work)
    headers = {"Content-Disposition": f'attachment; filename="{town}-{kind}.{form}"'}
    return Response(data, media_type=_TYPES[form], headers=headers)


async def _body(request: Request) -> bytes:
    """The whole file; raises HTTPException 413 for more than any kind may have."""
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) > MAX_BYTES:
            raise HTTPException(413)
    return bytes(held)


def _out(outcome: ImportOutcome) -> ImportOut:
    return ImportOut(
        is_done=outcome.is_done,
        added=list(outcome.added),
        changed={one: list(names) for one, names in outcome.changed},
        same=outcome.same,
        missing=list(outcome.missing),
        faults=list(outcome.faults),
        warnings=list(outcome.warnings),
        suspected=outcome.suspected,
    )

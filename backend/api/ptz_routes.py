"""PTZ cameras: who steers, presets with pictures, tours, settings. Moving is the console's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.ptz_schemas import (
    MAX_PRESETS,
    HeadIn,
    HeadOut,
    LeaseIn,
    LeaseList,
    LeaseOut,
    PresetIn,
    PresetOut,
    PtzOut,
    TourIn,
    TourOut,
)
from backend.api.schemas import PathName
from backend.api.town_routes import Town
from backend.media.images import still_type
from backend.services.faults import NotFoundError
from backend.services.ptz_leases import Asked, check_steers, give_back, take_lease
from backend.services.ptz_presets import (
    change_head,
    find_preset,
    keep_preset,
    keep_tour,
    remove_preset,
    remove_tour,
    see_ptz,
)
from backend.storage.ptz import Head, Preset, Tour, leases_of
from backend.storage.unit_of_work import Unit

router = APIRouter(prefix="/towns/{town}", tags=["ptz"])

CameraId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9._@-]+$")]
PresetNumber = Annotated[int, Path(ge=1, le=MAX_PRESETS)]
Seen = Annotated[int, Query(ge=1, le=2**31 - 1, description="The version that was seen.")]
Work = Callable[[Unit], tuple[int, dict[str, Any]]]
_READS = (*SIGNED_IN, "may_not", "not_found", "invalid", *STORE)
_WRITES = (*_READS, "camera_taken", "stale_version", "idempotency_key_reused")
_PICTURE = {
    "description": "The picture",
    "content": {"image/jpeg": {}, "image/png": {}},
}


@router.get("/ptz-leases", responses=responses(*_READS))
def leases(parts: Parts, session: SignedIn, town: Town) -> LeaseList:
    """Who steers which of the town's cameras now."""
    check_steers(session.actor.person, town)
    with parts.store.reading() as connection:
        found = leases_of(connection, town, parts.store.clock())
    return LeaseList.model_validate({"items": found})


@router.get("/cameras/{camera}/ptz", responses=responses(*_READS))
def state(parts: Parts, session: SignedIn, town: Town, camera: CameraId) -> PtzOut:
    """All that is kept of a PTZ camera."""
    with parts.store.reading() as connection:
        found = see_ptz(connection, session.actor.person, town, camera, parts.store.clock())
    return PtzOut.model_validate(found)


@router.put("/cameras/{camera}/ptz/lease", responses=responses(*_READS, "camera_taken"))
def put_lease(
    parts: Parts, session: SignedIn, town: Town, camera: CameraId, body: LeaseIn
) -> LeaseOut:
    """Take a camera, or say that one still steers it.

    Asked for again it is the same lease, so it needs no key: every console asks every few
    seconds, and the answers would be kept for a month.
    """
    found = parts.store.do(
        session.actor,
        lambda unit: take_lease(unit, town, camera, Asked(**body.model_dump())),
    )
    return LeaseOut.model_validate(found)


@router.delete("/cameras/{camera}/ptz/lease", status_code=204, responses=responses(*_READS))
def delete_lease(parts: Parts, session: SignedIn, town: Town, camera: CameraId) -> None:
    """Give a camera back; who doesn't hold it changes nothing."""
    parts.store.do(session.actor, lambda unit: give_back(unit, town, camera))


@router.put(
    "/cameras/{camera}/ptz/presets/{number}",
    response_model=PresetOut,
    responses=responses(*_WRITES, "media_refused"),
)
def put_preset(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    camera: CameraId,
    number: PresetNumber,
    body: PresetIn,
) -> Response:
    """Keep a preset."""
    check_steers(session.actor.person, town)  # before anything of it is put on the shelf
    data = body.picture_bytes()
    picture = None if data is None else parts.files.keep_still(data)
    position = (body.pan, body.tilt, body.zoom)
    told = Preset(number, body.name, *position, body.token, picture, body.version)

    asked = (f"ptz/{town}/{camera}/presets/{number}", body.model_dump(mode="json"))
    work = _keeping(PresetOut, lambda unit: keep_preset(unit, town, camera, told))
    return write(parts, session, key, asked, work)


@router.delete(
    "/cameras/{camera}/ptz/presets/{number}",
    status_code=204,
    responses=responses(*_WRITES, "preset_in_use"),
)
def delete_preset(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    camera: CameraId,
    number: PresetNumber,
    version: Seen,
) -> Response:
    """Remove a preset that no tour and no home position names."""
    asked = (f"ptz/{town}/{camera}/presets/{number}/removed", version)
    work = _removing(lambda unit: remove_preset(unit, town, camera, number, version))
    return write(parts, session, key, asked, work)


@router.get(
    "/cameras/{camera}/ptz/presets/{number}/picture",
    response_class=Response,
    responses={200: _PICTURE, **responses(*_READS)},
)
def picture(
    parts: Parts, session: SignedIn, town: Town, camera: CameraId, number: PresetNumber
) -> Response:
    """What the camera showed there."""
    with parts.store.reading() as connection:
        found = find_preset(connection, session.actor.person, town, camera, number)
    path = None if found.picture is None else parts.files.path(found.picture)
    if path is None or not path.is_file():
        raise NotFoundError(str(number))
    data = path.read_bytes()
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return Response(data, media_type=still_type(data), headers=headers)


@router.put(
    "/cameras/{camera}/ptz/tours/{name}", response_model=TourOut, responses=responses(*_WRITES)
)
def put_tour(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    camera: CameraId,
    name: PathName,
    body: TourIn,
) -> Response:
    """Keep a tour of presets that there are."""
    told = Tour(name, [one.model_dump() for one in body.steps], body.version)
    asked = (f"ptz/{town}/{camera}/tours/{name}", body.model_dump(mode="json"))
    work = _keeping(TourOut, lambda unit: keep_tour(unit, town, camera, told))
    return write(parts, session, key, asked, work)


@router.delete("/cameras/{camera}/ptz/tours/{name}", status_code=204, responses=responses(*_WRITES))
def delete_tour(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    camera: CameraId,
    name: PathName,
    version: Seen,
) -> Response:
    """Remove a tour."""
    asked = (f"ptz/{town}/{camera}/tours/{name}/removed", version)
    work = _removing(lambda unit: remove_tour(unit, town, camera, name, version))
    return write(parts, session, key, asked, work)


@router.put("/cameras/{camera}/ptz/head", response_model=HeadOut, responses=responses(*_WRITES))
def put_head(
    parts: Parts, session: SignedIn, key: Key, town: Town, camera: CameraId, body: HeadIn
) -> Response:
    """Change a head's settings: a shift leader's or commander's."""
    told = Head(body.home_after_s, body.home_preset, body.calibration, body.version)
    asked = (f"ptz/{town}/{camera}/head", body.model_dump(mode="json"))
    work = _keeping(HeadOut, lambda unit: change_head(unit, town, camera, told))
    return write(parts, session, key, asked, work)


def _keeping(kind: type[BaseModel], keep: Callable[[Unit], object]) -> Work:
    """Keeps something and answers with it as it is kept."""
    return lambda unit: (200, kind.model_validate(keep(unit)).model_dump(mode="json"))


def _removing(remove: Callable[[Unit], None]) -> Work:
    """Removes something and answers with nothing."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        remove(unit)
        return 204, {}

    return work

"""Video walls: driving them, their scenes and keys; and what a wall's process tells of itself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from backend.api.access import Key, Parts, SignedIn, Watching, write
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.ptz_routes import Seen
from backend.api.schemas import PathName, SessionOut, session_out
from backend.api.town_routes import Town
from backend.api.wall_schemas import (
    HealthIn,
    HealthOut,
    KeyOut,
    NameIn,
    SceneIn,
    SceneOut,
    ScreensIn,
    ShownIn,
    WallIn,
    WallList,
    WallOut,
    WallSessionIn,
    WallWhole,
)
from backend.services.parts import Backend
from backend.services.wall_keys import make_key, revoke_key, sign_in_wall
from backend.services.wall_making import make_wall, remove_wall, rename_wall
from backend.services.walls import (
    Told,
    call_scene,
    check_drives,
    keep_scene,
    remove_scene,
    scene_data,
    see_wall,
    show,
    tell_health,
    tell_screens,
    wall_data,
)
from backend.storage.journal import last_seq
from backend.storage.unit_of_work import Unit
from backend.storage.walls import (
    Health,
    KeptScene,
    Legibility,
    Wall,
    health_of,
    scenes_of,
    walls_of,
)

router = APIRouter(tags=["walls"])

_READS = (*SIGNED_IN, "may_not", "not_found", "invalid", *STORE)
_WRITES = (*_READS, "stale_version", "idempotency_key_reused")


@router.post(
    "/wall-session", status_code=201, responses=responses("wrong_password", "invalid", *STORE)
)
def sign_in(parts: Parts, body: WallSessionIn) -> SessionOut:
    """Begin a session of a wall: it looks at its town and tells of itself, nothing else."""
    return session_out(sign_in_wall(parts.store, body.town, body.name, body.key))


@router.get("/towns/{town}/walls", responses=responses(*_READS))
def walls(parts: Parts, session: SignedIn, town: Town) -> WallList:
    """The town's walls, without their scenes."""
    check_drives(session.actor.person, town)
    with parts.store.reading() as connection:
        found, health = walls_of(connection, town), health_of(connection, town)
    return WallList(items=[_out(parts, one, health.get(one.name)) for one in found])


@router.get("/towns/{town}/walls/{name}", responses=responses(*_READS))
def one_wall(parts: Parts, session: Watching, town: Town, name: PathName) -> WallWhole:
    """A wall; the feed goes on from its `seq`."""
    with parts.store.reading() as connection:
        seq = last_seq(connection)  # before the rest: what comes meanwhile is told again
        found = see_wall(connection, session.actor.person, town, name)
        return _whole(parts, connection, found, seq)


@router.put("/towns/{town}/walls/{name}", response_model=WallOut, responses=responses(*_WRITES))
def put_wall(
    parts: Parts, session: SignedIn, key: Key, town: Town, name: PathName, body: WallIn
) -> Response:
    """Make a wall, or change from how far it is read: a shift leader or commander."""
    told = Legibility(body.viewing_m, body.screen_width_m, body.text_share)

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, _answer(parts, make_wall(unit, town, name, told, body.version))

    return write(parts, session, key, (f"wall/{town}/{name}", body.model_dump(mode="json")), work)


@router.put(
    "/towns/{town}/walls/{name}/name", response_model=WallOut, responses=responses(*_WRITES)
)
def put_name(
    parts: Parts, session: SignedIn, key: Key, town: Town, name: PathName, body: NameIn
) -> Response:
    """Give a wall another name: a shift leader or commander. Its process goes on with its key."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, _answer(parts, rename_wall(unit, town, name, body.name, body.version))

    asked = (f"wall/{town}/{name}/name", body.model_dump(mode="json"))
    return write(parts, session, key, asked, work)


@router.delete("/towns/{town}/walls/{name}", status_code=204, responses=responses(*_WRITES))
def delete_wall(
    parts: Parts, session: SignedIn, key: Key, town: Town, name: PathName, version: Seen
) -> Response:
    """Remove a wall with its scenes and its key: a shift leader or commander."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        remove_wall(unit, town, name, version)
        return 204, {}

    return write(parts, session, key, (f"wall/{town}/{name}/removed", version), work)


@router.put(
    "/towns/{town}/walls/{name}/shown", response_model=WallOut, responses=responses(*_WRITES)
)
def put_shown(
    parts: Parts, session: SignedIn, key: Key, town: Town, name: PathName, body: ShownIn
) -> Response:
    """Show something else."""
    data = body.model_dump(mode="json")

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        kept = show(unit, town, name, data["shown"], body.scene, body.version)
        return 200, _answer(parts, kept)

    return write(parts, session, key, (f"wall/{town}/{name}/shown", data), work)


@router.put(
    "/towns/{town}/walls/{name}/scenes/{scene}",
    response_model=SceneOut,
    responses=responses(*_WRITES),
)
def put_scene(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    name: PathName,
    scene: PathName,
    body: SceneIn,
) -> Response:
    """Keep a scene."""
    data = body.model_dump(mode="json", by_alias=True)
    hours, grade = data["hours"], data["grade"]

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        told = KeptScene(scene, data["shown"], hours, grade, body.version, unit.now)
        return 200, scene_data(keep_scene(unit, town, name, told))

    return write(parts, session, key, (f"wall/{town}/{name}/scenes/{scene}", data), work)


@router.delete(
    "/towns/{town}/walls/{name}/scenes/{scene}", status_code=204, responses=responses(*_WRITES)
)
def delete_scene(
    parts: Parts,
    session: SignedIn,
    key: Key,
    town: Town,
    name: PathName,
    scene: PathName,
    version: Seen,
) -> Response:
    """Remove a scene; a wall that shows it goes on showing the same."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        remove_scene(unit, town, name, scene, version)
        return 204, {}

    asked = (f"wall/{town}/{name}/scenes/{scene}/removed", version)
    return write(parts, session, key, asked, work)


@router.post(
    "/towns/{town}/walls/{name}/scenes/{scene}/call",
    response_model=WallOut,
    responses=responses(*_READS, "idempotency_key_reused"),
)
def call(
    parts: Parts, session: SignedIn, key: Key, town: Town, name: PathName, scene: PathName
) -> Response:
    """Show a scene, whatever is shown now."""

    def work(unit: Unit) -> tuple[int, dict[str, Any]]:
        return 200, _answer(parts, call_scene(unit, town, name, scene))

    return write(parts, session, key, (f"wall/{town}/{name}/scenes/{scene}/call", None), work)


@router.put("/towns/{town}/walls/{name}/screens", status_code=204, responses=responses(*_READS))
def put_screens(
    parts: Parts, session: Watching, town: Town, name: PathName, body: ScreensIn
) -> None:
    """The wall's own process tells its screens; the same again changes nothing: no key."""
    screens = body.model_dump(mode="json")["screens"]
    parts.store.do(session.actor, lambda unit: tell_screens(unit, town, name, screens))


@router.put("/towns/{town}/walls/{name}/health", status_code=204, responses=responses(*_READS))
def put_health(parts: Parts, session: Watching, town: Town, name: PathName, body: HealthIn) -> None:
    """The wall's own process tells how it is, every few seconds: without a key, as positions."""
    told = Told(body.model_dump(mode="json", exclude={"restarts"}), body.restarts)
    parts.store.do(session.actor, lambda unit: tell_health(unit, town, name, told))


@router.post("/towns/{town}/walls/{name}/key", status_code=201, responses=responses(*_READS))
def new_key(parts: Parts, session: SignedIn, town: Town, name: PathName) -> KeyOut:
    """Make a key; the one before ends. Without an idempotency key: its answer would be kept."""
    person = f"wall-{parts.make_id()}"
    made = parts.store.do(session.actor, lambda unit: make_key(unit, town, name, person))
    return KeyOut(key=made)


@router.delete("/towns/{town}/walls/{name}/key", status_code=204, responses=responses(*_READS))
def delete_key(parts: Parts, session: SignedIn, town: Town, name: PathName) -> None:
    """Take a wall's key back; its sessions end at once. Done again it changes nothing: no key."""
    parts.store.do(session.actor, lambda unit: revoke_key(unit, town, name))


def _out(parts: Backend, kept: Wall, health: Health | None = None) -> WallOut:
    data = wall_data(kept)
    if health is not None:
        age_s = (parts.store.clock() - health.at).total_seconds()
        heard = {**health.figures, "at": health.at, "age_s": age_s, "restarts": health.restarts}
        data["health"] = HealthOut.model_validate(heard)
    return WallOut.model_validate(data)


def _answer(parts: Backend, kept: Wall) -> dict[str, Any]:
    return _out(parts, kept).model_dump(mode="json")


def _whole(parts: Backend, connection: Connection, kept: Wall, seq: int) -> WallWhole:
    health = health_of(connection, kept.town).get(kept.name)
    scenes = [scene_data(one) for one in scenes_of(connection, kept.town, kept.name)]
    known = _out(parts, kept, health).model_dump()
    return WallWhole.model_validate({**known, "scenes": scenes, "seq": seq})

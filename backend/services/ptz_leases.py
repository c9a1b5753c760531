"""Taking a PTZ camera, keeping it and giving it back.

Who steers says so every few seconds. That isn't journalled: who took, took over or gave back is,
and that a camera became free because nothing more was heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, insert, select, update

from backend.domain.people import Person
from backend.domain.ptz import LEASE_S, TOUR_RANK, Decision, Lease, decide, may_take_over, rank_of
from backend.domain.sight import Scope, sight_of
from backend.services.faults import CameraTakenError, MayNotError, NotFoundError
from backend.services.parts import Backend
from backend.storage.ptz import is_camera, is_of, lease_of
from backend.storage.tables import ptz_lease
from backend.storage.unit_of_work import ITSELF, Unit

BATCH = 200


def check_steers(person: Person, town: str) -> int:
    """Return the person's rank; raises NotFoundError for another's town, and MayNotError."""
    if town not in sight_of(person).towns:
        raise NotFoundError(town)
    rank = rank_of(person, town)
    if rank is None:
        raise MayNotError
    return rank


def hold_camera(unit: Unit, town: str, camera: str) -> Lease | None:
    """Let nobody else change what is kept of the camera; its last lease. Raises NotFoundError."""
    if not is_camera(unit.connection, town, camera, to_change=True):
        raise NotFoundError(camera)
    return lease_of(unit.connection, town, camera)


def check_free(unit: Unit, town: str, camera: str) -> None:
    """Hold a camera that nobody else steers; raises CameraTakenError, NotFoundError, MayNotError.

    Who changes its presets has to be able to look through it.
    """
    rank = check_steers(unit.actor.person, town)
    lease = hold_camera(unit, town, camera)
    if lease is not None and lease.keeps_out(unit.actor.person.id, unit.now):
        raise CameraTakenError(lease, may_take_over=may_take_over(lease, rank))


@dataclass(frozen=True, slots=True)
class Asked:
    """From which seat, whether from its holder, and whether for a tour of presets."""

    seat: str
    take_over: bool = False
    is_tour: bool = False


def take_lease(unit: Unit, town: str, camera: str, asked: Asked) -> Lease:
    """Take a camera, or keep it; raises CameraTakenError, NotFoundError and MayNotError."""
    rank = check_steers(unit.actor.person, town)
    before = hold_camera(unit, town, camera)
    me = unit.actor
    decision = decide(before, me.person.id, rank, unit.now, take_over=asked.take_over)
    taken_at = unit.now
    if before is not None:
        if decision is Decision.REFUSED:
            raise CameraTakenError(before, may_take_over=may_take_over(before, rank))
        if decision is Decision.TAKEN:
            _note_expired(unit, town, before)  # sooner than the round that looks for it
        if decision is Decision.RENEWED:
            taken_at = before.taken_at
    until = unit.now + timedelta(seconds=LEASE_S)
    held = TOUR_RANK if asked.is_tour else rank
    lease = Lease(camera, me.person.id, me.name, held, asked.seat, taken_at, until)
    _keep(unit, town, lease, is_new=before is None)
    if decision is not Decision.RENEWED:
        _note_taken(unit, town, lease, before if decision is Decision.TAKEN_OVER else None)
    return lease


def give_back(unit: Unit, town: str, camera: str) -> None:
    """End the own lease; without one nothing happens. Raises NotFoundError and MayNotError."""
    check_steers(unit.actor.person, town)
    lease = hold_camera(unit, town, camera)
    if lease is None or lease.person != unit.actor.person.id:
        return
    unit.connection.execute(delete(ptz_lease).where(is_of(ptz_lease, town, camera)))
    if lease.is_current(unit.now):
        unit.note("ptz.given_back", Scope(town), {"camera": camera, "seat": lease.seat})
    else:
        _note_expired(unit, town, lease)


def end_leases(backend: Backend) -> int:
    """Say of leases that ran out that they did; returns how many. Raises StoreError."""
    now = backend.store.clock()
    query = select(ptz_lease.c.town, ptz_lease.c.camera).where(ptz_lease.c.expires_at <= now)
    with backend.store.reading() as connection:
        over = connection.execute(query.limit(BATCH)).all()
    return sum(backend.store.do(ITSELF, partial(_end, row.town, row.camera)) for row in over)


def _end(town: str, camera: str, unit: Unit) -> bool:
    lease = hold_camera(unit, town, camera)
    if lease is None or lease.is_current(unit.now):
        return False  # another process was quicker, or it was taken anew
    unit.connection.execute(delete(ptz_lease).where(is_of(ptz_lease, town, camera)))
    _note_expired(unit, town, lease)
    return True


def _keep(unit: Unit, town: str, lease: Lease, *, is_new: bool) -> None:
    values = {
        "person": lease.person,
        "name": lease.name,
        "rank": lease.rank,
        "seat": lease.seat,
        "taken_at": lease.taken_at,
        "expires_at": lease.expires_at,
    }
    if is_new:
        row = {**values, "town": town, "camera": lease.camera}
        unit.connection.execute(insert(ptz_lease).values(row))
        return
    changed = update(ptz_lease).where(is_of(ptz_lease, town, lease.camera))
    unit.connection.execute(changed.values(values))


def _note_taken(unit: Unit, town: str, lease: Lease, holder: Lease | None) -> None:
    change = {"camera": lease.camera, "seat": lease.seat}
    if holder is None:
        unit.note("ptz.taken", Scope(town), change)
        return
    names = {"from": holder.name, "to": lease.name}
    unit.note("ptz.taken_over", Scope(town), {**change, **names})


def _note_expired(unit: Unit, town: str, lease: Lease) -> None:
    change = {"camera": lease.camera, "name": lease.name, "seat": lease.seat}
    unit.note_by_itself("ptz.expired", Scope(town), change)

"""The client's PTZ topic against the real server, on both kinds of database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

import pytest

from backend_client.client import Client
from backend_client.errors import CameraTakenError, ConflictError, MayNotError, NotFoundError
from backend_client.ptz_records import PtzHead, PtzPreset, PtzStep, PtzTour
from tests.backend_client.test_contract import clients
from tests.backend_town import TOWN, jpeg

__all__ = ["clients"]
Clients = Callable[[str], Client]
PRESET = PtzPreset(3, "东入口", 0.25, -0.125, 0.5, "Preset_3", None, 0)


@pytest.fixture(autouse=True)
def cameras(clients: Clients) -> None:
    data = "编号,名称\nC1,高点\n".encode()
    assert clients("keeper").towns.import_file(TOWN, "cameras", data, dry_run=False)["is_done"]


def test_a_camera_is_taken_kept_taken_over_and_given_back(clients: Clients) -> None:
    op, other, leader = clients("op1"), clients("op2"), clients("leader")
    lease = op.ptz.take(TOWN, "C1", "一号席")
    assert (lease.person, lease.seat, lease.expires_at.tzinfo) == ("op1", "一号席", UTC)
    with pytest.raises(CameraTakenError) as taken:
        other.ptz.take(TOWN, "C1", "二号席", take_over=True)
    error = taken.value
    assert (error.name, error.seat, error.may_take_over) == ("op1", "一号席", False)
    assert error.expires_at == lease.expires_at
    assert isinstance(error, ConflictError)
    renewed = op.ptz.take(TOWN, "C1", "一号席")
    assert (renewed.taken_at, renewed.expires_at > lease.expires_at) == (lease.taken_at, True)
    assert other.ptz.leases(TOWN) == (renewed,)
    with pytest.raises(CameraTakenError) as refused:
        leader.ptz.keep_preset(TOWN, "C1", PRESET)
    assert refused.value.may_take_over
    mine = leader.ptz.take(TOWN, "C1", "值班长席", take_over=True)
    op.ptz.give_back(TOWN, "C1")
    assert other.ptz.state(TOWN, "C1").lease == mine
    leader.ptz.give_back(TOWN, "C1")
    assert other.ptz.state(TOWN, "C1").lease is None
    whats = [one.what for one in other.journal.all() if one.what.startswith("ptz.")]
    assert whats == ["ptz.taken", "ptz.taken_over", "ptz.given_back"]
    with pytest.raises(MayNotError):
        clients("mayor").ptz.leases(TOWN)
    with pytest.raises(NotFoundError):
        op.ptz.take(TOWN, "C9", "一号席")


def test_what_a_camera_remembers(clients: Clients) -> None:
    op, leader = clients("op1"), clients("leader")
    kept = op.ptz.keep_preset(TOWN, "C1", PRESET, jpeg())
    assert kept == replace(PRESET, version=1, picture=kept.picture)
    shown = op.ptz.picture(TOWN, "C1", 3)
    assert hashlib.sha256(shown).hexdigest() == kept.picture
    kept = op.ptz.keep_preset(TOWN, "C1", replace(kept, zoom=1.0))
    tour = op.ptz.keep_tour(TOWN, "C1", PtzTour("夜间?巡航", (PtzStep(3, 20, 0.5),), 0))
    assert tour.steps == (PtzStep(3, 20.0, 0.5),)
    head = leader.ptz.change_head(TOWN, "C1", PtzHead(300, 3, {"pan_deg": [350.5]}, 0))
    state = op.ptz.state(TOWN, "C1")
    assert (state.presets, state.tours, state.head) == ((kept,), (tour,), head)
    with pytest.raises(MayNotError):
        op.ptz.change_head(TOWN, "C1", head)
    with pytest.raises(ConflictError) as stale:
        op.ptz.keep_tour(TOWN, "C1", replace(tour, version=0))
    assert stale.value.problem.current is not None
    assert stale.value.problem.current["version"] == 1
    with pytest.raises(ConflictError) as in_use:
        op.ptz.remove_preset(TOWN, "C1", kept)
    assert in_use.value.problem.current == {"tours": ["夜间?巡航"], "is_home": True}
    op.ptz.remove_tour(TOWN, "C1", tour)
    leader.ptz.change_head(TOWN, "C1", PtzHead(0, None, None, head.version))
    op.ptz.remove_preset(TOWN, "C1", kept)
    assert op.ptz.state(TOWN, "C1").presets == ()

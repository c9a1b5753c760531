"""What is kept of cameras, walls and keys comes back from a backup of either kind of database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine, insert, select

from backend.bootstrap import build
from backend.services.parts import Backend
from backend.services.ptz_leases import Asked, take_lease
from backend.services.ptz_presets import change_head, keep_preset, keep_tour
from backend.services.signing import keep_key
from backend.services.town_rules import RuleShelf
from backend.services.wall_keys import make_key, sign_in_wall
from backend.services.wall_making import make_wall
from backend.services.walls import Told, call_scene, keep_scene, tell_health
from backend.storage.backup import back_up, restore
from backend.storage.database import open_engine
from backend.storage.migrate import migrate
from backend.storage.ptz import Head, Preset, Tour
from backend.storage.tables import camera, metadata
from backend.storage.unit_of_work import ITSELF, Unit
from backend.storage.walls import KeptScene, Legibility
from tests.backend_town import PASSWORD, TOWN, actor_of, jpeg, set_up

PTZ = ("ptz_lease", "ptz_head", "ptz_preset", "ptz_tour")
NEW = (*PTZ, "wall", "wall_scene", "wall_health", "signing_key")
HOURS = [{"days": [1], "from": "08:30", "to": "17:30"}]


def fill(backend: Backend) -> str:
    """A row in each of the tables; the wall's key."""
    picture = backend.files.keep_still(jpeg())

    def camera_of(unit: Unit) -> None:
        unit.connection.execute(insert(camera).values(id="C1", town=TOWN, name="高点"))

    def all_of(unit: Unit) -> str:
        keep_preset(unit, TOWN, "C1", Preset(1, "东", 0.25, -0.1, 0.5, "p", picture, 0))
        steps = [{"preset": 1, "dwell_s": 20.0, "speed": 0.5}]
        keep_tour(unit, TOWN, "C1", Tour("夜间", steps, 0))
        change_head(unit, TOWN, "C1", Head(300, 1, {"pan_deg": [350.5]}, 0))
        take_lease(unit, TOWN, "C1", Asked("一号席"))
        make_wall(unit, TOWN, "A", Legibility(6.0, 1.2, 0.005), 0)
        scene = KeptScene("x", {"A-1": {"kind": "clock"}}, HOURS, 4, 0, unit.now)
        keep_scene(unit, TOWN, "A", scene)
        call_scene(unit, TOWN, "A", "x")
        return make_key(unit, TOWN, "A", "wall-1")

    backend.store.do(ITSELF, camera_of)
    key = backend.store.do(actor_of(backend, "leader"), all_of)
    told = Told({"screens": [], "cpu": 31.5}, 2)
    wall = sign_in_wall(backend.store, TOWN, "A", key).actor
    backend.store.do(wall, lambda unit: tell_health(unit, TOWN, "A", told))
    pen = backend.accounts.pen(backend.accounts.sign_in("commander", PASSWORD), PASSWORD)
    backend.store.do(ITSELF, lambda unit: keep_key(unit, "commander", None, pen.key))
    return key


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            name: [dict(row._mapping) for row in connection.execute(select(metadata.tables[name]))]
            for name in NEW
        }


def test_cameras_and_walls_come_back(
    engine: Engine, tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    url = engine.url.render_as_string(hide_password=False)
    backend = build(url, here, hasher=hasher, shelf=shelf)
    set_up(backend)
    key = fill(backend)
    back_up(engine, here / "files", tmp_path / "all.zip")
    backend.close()
    other = f"sqlite:///{tmp_path / 'other.db'}"
    target = open_engine(other)
    migrate(target)
    restore(target, there / "files", tmp_path / "all.zip")
    before = rows(engine)
    assert all(before.values())
    assert rows(target) == before
    restored = build(other, there, hasher=hasher, shelf=shelf)
    assert sign_in_wall(restored.store, TOWN, "A", key).actor.person.is_wall
    session = restored.accounts.sign_in("commander", PASSWORD)
    pen = restored.accounts.pen(session, PASSWORD)
    assert pen.key == pen.kept  # the same key, which the same password opens
    picture = restored.files.path(before["ptz_preset"][0]["picture"])
    assert picture.read_bytes().startswith(b"\xff\xd8\xff")
    restored.close()
    target.dispose()

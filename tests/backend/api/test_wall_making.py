"""Video walls over HTTP: renamed, removed, and the figures by the hour that they show."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from backend.storage import tables
from backend.storage.unit_of_work import ITSELF
from tests.backend.api.test_wall_api import (
    CALM,
    HEALTH,
    MADE,
    WALL,
    deletes,
    keeps,
    make,
    shows,
    signs_in,
    trail,
    wall,
    whats,
    with_key,
)
from tests.backend_town import START, TOWN, Api

NEW = f"/towns/{TOWN}/walls/二楼大厅"


def renames(api: Api, to: str, version: int = 1, who: str = "leader") -> int:
    answer = api.put(who, f"{WALL}/name", {"version": version, "name": to})
    return int(answer.status_code)


def test_a_renamed_wall_keeps_everything_and_its_process_goes_on(api: Api) -> None:
    key = with_key(api)
    keeps(api, "夜间", grade=4)
    shows(api, CALM, 1)
    assert api.put("wall", f"{WALL}/health", HEALTH).status_code == 204
    before = wall(api)
    assert renames(api, "二楼大厅", 2) == 200
    after = api.get("op1", NEW).json()
    changed = {"name", "version", "changed_at", "seq"}
    assert {one for one in after if after[one] != before[one]} - {"health"} <= changed
    assert (after["name"], after["version"]) == ("二楼大厅", 3)
    assert after["health"]["screens"] == before["health"]["screens"]
    assert api.get("op1", WALL).status_code == 404
    assert api.get("wall", NEW).json()["shown"] == CALM
    assert api.put("wall", f"{NEW}/health", HEALTH).status_code == 204
    assert trail(api)[-1]["change"] == {"wall": "指挥大厅", "name": "二楼大厅", "version": 3}
    # Its PC was told the old name, and keeps its key.
    assert signs_in(api, key).json()["name"] == "二楼大厅"
    assert api.get("wall", NEW).status_code == 200
    assert signs_in(api, key + "x").status_code == 401


def test_the_name_of_another_wall_is_not_given_away(api: Api) -> None:
    key = with_key(api)
    assert api.put("leader", NEW, MADE).status_code == 200
    assert renames(api, "二楼大厅") == 409
    assert renames(api, "指挥大厅") == 200  # it is called so already
    assert whats(api) == ["made", "key_made", "made"]
    # A PC with one wall's key and another's name was set up wrongly.
    body = {"town": TOWN, "name": "二楼大厅", "key": key}
    assert api.client().post("/api/v1/wall-session", json=body).status_code == 401
    assert renames(api, "三楼", 7) == 409
    for bad in ("", "a/b", ".", "字" * 65, "a\nb"):
        assert renames(api, bad) == 422, bad


def test_a_removed_wall_takes_scenes_key_and_sessions_along(api: Api) -> None:
    key = with_key(api)
    login = api.get("wall", "/session").json()["login"]
    keeps(api, "夜间")
    api.put("wall", f"{WALL}/health", HEALTH)
    assert deletes(api, "leader", WALL, version=2).status_code == 409
    assert deletes(api, "leader", WALL, version=1).status_code == 204
    assert deletes(api, "leader", WALL, version=1).status_code == 404
    assert api.get("wall", "/session").status_code == 401
    assert signs_in(api, key).status_code == 401
    assert api.get("op1", f"/towns/{TOWN}/walls").json()["items"] == []
    assert whats(api)[-1] == "removed"
    with api.backend.store.reading() as connection:
        for table in (tables.wall_scene, tables.wall_health):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        of_it = select(tables.account).where(tables.account.c.login == login)
        assert connection.execute(of_it).one_or_none() is None
    # One that is made anew has nothing of it.
    make(api)
    assert (wall(api)["has_key"], wall(api)["scenes"], wall(api)["shown"]) == (False, [], {})
    assert signs_in(api, key).status_code == 401


def test_only_who_makes_walls_renames_and_removes_them(api: Api) -> None:
    with_key(api)
    for who, status in {"op1": 403, "mayor": 403, "wall": 403, "member": 404, "far": 404}.items():
        assert renames(api, "x", 1, who) == status, who
        assert deletes(api, who, WALL, version=1).status_code == status, who
    assert renames(api, "x", 1, "commander") == 200


def test_events_by_the_hour_count_reports_and_ends(api: Api) -> None:
    with_key(api)
    first = api.reports()
    api.reports(is_drill=True)
    api.does("op1", api.does("op1", api.reports(), "take"), "reject", reason_code="untrue")
    late = START + timedelta(hours=2, minutes=59, seconds=59)
    ended = {"closed_at": late, "changed_at": late}
    where = tables.event.c.id == first["id"]
    api.backend.store.do(
        ITSELF,
        lambda unit: unit.connection.execute(update(tables.event).where(where).values(ended)),
    )
    since = (START - timedelta(hours=1)).isoformat()
    path = f"/towns/{TOWN}/figures/hours"
    items = api.get("wall", path, since=since, hours=5).json()["items"]
    assert [(one["reported"], one["closed"]) for one in items] == [
        (0, 0), (2, 0), (0, 0), (0, 1), (0, 0),
    ]  # fmt: skip
    assert items[1]["at"] == START.isoformat().replace("+00:00", "Z")
    assert len(api.get("op1", path, since=since).json()["items"]) == 24
    for hours in (0, 169, "x"):
        assert api.get("op1", path, since=since, hours=hours).status_code == 422
    assert api.get("op1", path, since="2026-11-24T02:00:00").status_code == 422
    assert api.get("far", path, since=since).status_code == 404

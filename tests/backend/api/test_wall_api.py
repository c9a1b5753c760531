"""Video walls over HTTP: driving them, their keys, and what time and events do to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from backend.api.app import BASE
from backend.services.wall_making import MAX_WALLS
from backend.services.wall_rounds import turn_walls
from backend.services.walls import MAX_SCENES
from backend.storage import tables
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_town import PASSWORD, START, TOWN, Api, jpeg

WALL = f"/towns/{TOWN}/walls/指挥大厅"
MADE = {"version": 0, "viewing_m": 6, "screen_width_m": 1.2}
PANES = {"kind": "panes", "layout": "4", "cameras": ["C1", None]}
CALM = {"A-1": PANES, "A-2": {"kind": "clock"}}
SCENE = {"version": 0, "shown": {"A-1": {"kind": "board"}}}
SCREEN = {"id": "A-1", "x": 0, "y": 0, "width": 1920, "height": 1080}
HEALTH = {
    "screens": [{"id": "A-1", "fps": 25, "live": 3, "total": 4}],
    "cpu": 31.5,
    "restarts": 2,
}
FIRE = "民房着火了,有人被困"


def make(api: Api) -> dict[str, Any]:
    answer = api.put("leader", WALL, MADE)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def shows(api: Api, shown: Any, version: int, who: str = "op1", **more: Any) -> Any:
    return api.put(who, f"{WALL}/shown", {"version": version, "shown": shown, **more})


def wall(api: Api, who: str = "op1") -> dict[str, Any]:
    found: dict[str, Any] = api.get(who, WALL).json()
    return found


def keeps(api: Api, name: str, who: str = "op1", **changes: Any) -> Any:
    return api.put(who, f"{WALL}/scenes/{name}", {**SCENE, **changes})


def deletes(api: Api, who: str, path: str, **query: Any) -> Any:
    headers = api.headers(who)
    return api.client().delete(f"{BASE}{path}", headers=headers, params=query)


def signs_in(api: Api, key: str, who: str = "wall") -> Any:
    body = {"town": TOWN, "name": "指挥大厅", "key": key}
    answer = api.client().post(f"{BASE}/wall-session", json=body)
    if answer.status_code == 201:
        api.tokens[who] = answer.json()["token"]
    return answer


def with_key(api: Api) -> str:
    make(api)
    key: str = api.post("leader", f"{WALL}/key", None).json()["key"]
    assert signs_in(api, key).status_code == 201
    return key


def trail(api: Api) -> list[dict[str, Any]]:
    items = api.get("op1", "/journal", limit=500).json()["items"]
    return [one for one in items if one["what"].startswith("wall.")]


def whats(api: Api) -> list[str]:
    return [one["what"].removeprefix("wall.") for one in trail(api)]


def test_a_wall_is_made_by_who_leads_and_driven_by_the_room(api: Api) -> None:
    assert api.put("op1", WALL, MADE).status_code == 403
    made = make(api)
    assert (made["text_share"], made["shown"], made["has_key"], made["version"]) == (
        0.005,
        {},
        False,
        1,
    )
    again = api.put("commander", WALL, MADE)
    assert (again.status_code, again.json()["current"]["version"]) == (409, 1)
    changed = api.put("commander", WALL, {**MADE, "version": 1, "viewing_m": 8}).json()
    assert (changed["viewing_m"], changed["version"]) == (8, 2)
    shown = shows(api, CALM, 2).json()
    assert (shown["shown"], shown["scene"], shown["version"]) == (CALM, None, 3)
    late = shows(api, {}, 2, "op2")
    assert (late.status_code, late.json()["current"]["shown"]) == (409, CALM)
    whole = wall(api)
    assert whole["seq"] == api.backend.store.last_seq()
    assert api.get("op2", f"/towns/{TOWN}/walls").json()["items"] == [
        {name: value for name, value in whole.items() if name not in {"scenes", "seq"}}
    ]
    assert whats(api) == ["made", "changed", "shown"]
    assert trail(api)[-1]["change"] == {
        "wall": "指挥大厅",
        "shown": CALM,
        "scene": None,
        "alert": None,
        "version": 3,
    }


def test_who_may_not(api: Api) -> None:
    make(api)
    for who, status in {"mayor": 403, "keeper": 404, "member": 404, "far": 404}.items():
        for answer in (
            api.get(who, f"/towns/{TOWN}/walls"),
            api.get(who, WALL),
            api.put(who, WALL, MADE),
            shows(api, {}, 1, who),
            keeps(api, "x", who),
            api.post(who, f"{WALL}/scenes/x/call", None),
            api.post(who, f"{WALL}/key", None),
            deletes(api, who, f"{WALL}/key"),
            api.put(who, f"{WALL}/screens", {"screens": []}),
            api.put(who, f"{WALL}/health", HEALTH),
        ):
            assert answer.status_code == status, (who, answer.text)
    assert api.post("op1", f"{WALL}/key", None).status_code == 403
    assert api.put("commander", f"{WALL}/health", HEALTH).status_code == 403
    assert api.get("op1", f"/towns/{TOWN}/walls/other").status_code == 404
    assert api.post("op1", f"{WALL}/scenes/x/call", None).status_code == 404


def test_a_scene_is_kept_called_and_removed(api: Api) -> None:
    make(api)
    hours = [{"days": [1, 7], "from": "08:30", "to": "17:30"}]
    kept = keeps(api, "夜间", hours=hours, grade=4).json()
    assert kept == {**SCENE, "name": "夜间", "hours": hours, "grade": 4, "version": 1}
    assert keeps(api, "夜间").json()["current"] == kept
    called = api.post("op2", f"{WALL}/scenes/夜间/call", None).json()
    assert (called["shown"], called["scene"], called["version"]) == (SCENE["shown"], "夜间", 2)
    assert wall(api)["scenes"] == [kept]
    assert keeps(api, "夜间", version=1).json()["version"] == 2
    assert shows(api, CALM, 2, scene="x").json()["errors"][0]["pointer"] == "/body/scene"
    assert shows(api, CALM, 2, scene="夜间").json()["scene"] == "夜间"
    assert deletes(api, "op1", f"{WALL}/scenes/夜间", version=1).status_code == 409
    assert deletes(api, "op1", f"{WALL}/scenes/夜间", version=2).status_code == 204
    assert deletes(api, "op1", f"{WALL}/scenes/夜间", version=2).status_code == 404
    assert whats(api) == [
        "made",
        "scene_kept",
        "scene_called",
        "shown",
        "scene_kept",
        "shown",
        "scene_removed",
    ]
    assert trail(api)[2]["change"] == {"wall": "指挥大厅", "scene": "夜间", "why": "hand"}


def test_there_are_only_so_many(api: Api) -> None:
    make(api)
    keeps(api, "a")

    def fill(unit: Unit) -> None:
        for table, most in ((tables.wall, MAX_WALLS), (tables.wall_scene, MAX_SCENES)):
            row = dict(unit.connection.execute(select(table)).one()._mapping)
            rows = [{**row, "name": f"{number}"} for number in range(most - 1)]
            unit.connection.execute(insert(table), rows)

    api.backend.store.do(ITSELF, fill)
    assert api.put("leader", f"{WALL}2", MADE).status_code == 403
    assert keeps(api, "b").status_code == 403
    assert keeps(api, "a", version=1).status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "panes", "layout": "64", "cameras": ["C1"] * 65},
        {"kind": "panes", "layout": "4", "cameras": ["/"]},
        {"kind": "camera_span"},
        {"kind": "map", "lon": 181, "lat": 0, "zoom": 1, "layers": []},
        {"kind": "map", "lon": 0, "lat": 0, "zoom": "9", "layers": []},
        {"kind": "map", "lon": 0, "lat": 0, "zoom": 9, "layers": ["<x>"]},
        {"kind": "notices", "text": "字" * 2001},
        {"kind": "notices", "text": ""},
        {"kind": "event", "id": "x"},
        {"kind": "film"},
        {"kind": "clock", "more": 1},
        {},
        None,
    ],
)
def test_a_content_is_of_a_known_kind_and_bounded(api: Api, content: object) -> None:
    make(api)
    for answer in (shows(api, {"A": content}, 1), keeps(api, "x", shown={"A": content})):
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_every_kind_of_content_is_kept_as_it_came(api: Api) -> None:
    make(api)
    contents = [
        PANES,
        {"kind": "camera_span", "camera": "C1"},
        {"kind": "map", "lon": 120.2, "lat": 29.7, "zoom": 14.5, "layers": ["base", "events"]},
        {"kind": "board"},
        {"kind": "figures"},
        {"kind": "notices", "text": "第一行\n第二行"},
        {"kind": "clock"},
        {"kind": "event", "id": "0" * 32},
        {"kind": "consultation", "event": "1" * 32},
        {"kind": "empty"},
    ]
    shown = {f"屏-{number}": one for number, one in enumerate(contents)}
    shown["span"] = {"kind": "camera_span", "camera": "C2"}
    assert shows(api, shown, 1).json()["shown"] == shown
    assert wall(api)["shown"] == shown
    assert shows(api, {"span": {"kind": "clock"}}, 2).status_code == 422
    assert shows(api, {f"s{n}": {"kind": "empty"} for n in range(66)}, 2).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": [{"days": [0], "from": "08:00", "to": "09:00"}]},
        {"hours": [{"days": [], "from": "08:00", "to": "09:00"}]},
        {"hours": [{"days": [1], "from": "8:00", "to": "09:00"}]},
        {"hours": [{"days": [1], "from": "08:00", "to": "24:00"}]},
        {"hours": [{"days": [1], "from": "08:00", "to": "09:00"}] * 21},
        {"grade": 5},
        {"grade": 0},
    ],
)
def test_a_scene_s_rules_are_checked(api: Api, changes: dict[str, Any]) -> None:
    make(api)
    assert keeps(api, "x", **changes).status_code == 422


def test_a_wall_signs_in_with_its_key_until_it_is_taken_back(api: Api) -> None:
    key = with_key(api)
    me = api.get("wall", "/session").json()
    assert (me["name"], me["grants"], me["must_change_password"]) == ("指挥大厅", [], False)
    assert signs_in(api, key[:-1]).status_code == 401
    assert signs_in(api, "").json()["code"] == "wrong_password"
    again = api.post("commander", f"{WALL}/key", None).json()["key"]
    assert api.get("wall", WALL).status_code == 401
    assert signs_in(api, key).status_code == 401
    assert signs_in(api, again).status_code == 201
    assert wall(api, "wall")["has_key"] is True
    assert deletes(api, "leader", f"{WALL}/key").status_code == 204
    assert deletes(api, "leader", f"{WALL}/key").status_code == 204
    assert api.get("wall", WALL).status_code == 401
    assert signs_in(api, again).status_code == 401
    assert whats(api) == ["made", "key_made", "key_made", "key_revoked"]
    kept = api.get("auditor", "/journal", limit=500).text
    with api.backend.store.reading() as connection:
        answers = connection.execute(select(tables.idempotency.c.answer)).scalars().all()
    assert not any(secret in kept + "".join(answers) for secret in (key, again))


def test_no_password_opens_a_wall(api: Api) -> None:
    with_key(api)
    login = api.get("wall", "/session").json()["login"]
    for password in ("", PASSWORD):
        body = {"login": login, "password": password}
        assert api.client().post(f"{BASE}/session", json=body).status_code == 401
    change = api.post("wall", "/session/password", {"old": "", "new": "另一个-好密码-2026"})
    assert change.status_code == 401
    assert login not in api.get("keeper", "/accounts").text
    assert api.post("keeper", f"/accounts/{login}/password", {"password": PASSWORD}).json()[
        "code"
    ] == ("not_found")
    assert login not in api.get("op1", f"/towns/{TOWN}/people").text
    export = api.post("keeper", f"/towns/{TOWN}/export/people?form=csv", {"reason": "盘点"})
    assert login not in export.text


def test_a_wall_sees_its_town_s_open_events_and_cameras_and_does_nothing(api: Api) -> None:
    with_key(api)
    row = {"id": "C1", "town": TOWN, "name": "高点", "main_url": "rtsp://h/1", "password": "p"}
    api.backend.store.do(
        ITSELF, lambda unit: unit.connection.execute(insert(tables.camera).values(row))
    )
    first = api.get("wall", f"/towns/{TOWN}/cameras").json()["items"][0]
    assert (first["main_url"], first["password"]) == ("rtsp://h/1", "p")
    event = api.reports()
    over = api.does("op1", api.does("op1", api.reports(), "take"), "reject", reason_code="untrue")
    for query in ({}, {"is_open": False}, {"id": [event["id"], over["id"]]}):
        items = api.get("wall", "/events", **query).json()["items"]
        assert [one["id"] for one in items] == [event["id"]]
    seen = api.get("wall", f"/events/{event['id']}").json()
    assert (seen["title"], seen["allowed"]) == (event["title"], [])
    assert api.get("wall", f"/events/{over['id']}").status_code == 404
    for refused in (
        api.tries("wall", event, "take"),
        api.get("wall", "/journal"),
        api.get("wall", f"/towns/{TOWN}/people"),
        api.get("wall", f"/towns/{TOWN}/walls"),
        shows(api, {}, 1, "wall"),
        keeps(api, "x", "wall"),
        api.post("wall", f"{WALL}/key", None),
    ):
        assert refused.status_code == 403, refused.url
    assert api.get("wall", "/towns/YZ/cameras").status_code == 404
    api.put("leader", f"/towns/{TOWN}/walls/other", MADE)
    for path, body in (("screens", {"screens": []}), ("health", HEALTH)):
        answer = api.put("wall", f"/towns/{TOWN}/walls/other/{path}", body)
        assert answer.status_code == 404
    assert api.get("wall", f"/towns/{TOWN}/walls/other").status_code == 404


def test_a_wall_shows_pictures_of_open_events_only(api: Api) -> None:
    with_key(api)
    mine = api.uploads("member", jpeg()).json()
    event = api.reports(attachments=[mine["id"]])
    assert api.get("wall", f"/attachments/{mine['id']}").content[:2] == b"\xff\xd8"
    assert api.get("wall", f"/attachments/{mine['id']}/thumbnail").status_code == 200
    api.does("op1", api.does("op1", event, "take"), "reject", reason_code="untrue")
    for path in (mine["id"], f"{mine['id']}/thumbnail"):
        assert api.get("wall", f"/attachments/{path}").status_code == 404
        assert api.get("op1", f"/attachments/{path}").status_code == 200


def test_a_wall_hears_the_feed_without_the_set_up(api: Api) -> None:
    with_key(api)
    account = {"login": "wang", "name": "王", "region": TOWN, "password": PASSWORD, "grants": []}
    assert api.post("keeper", "/accounts", account).status_code == 201
    shows(api, CALM, 1)
    headers = {"Authorization": f"Bearer {api.tokens['wall']}"}
    heard: list[str] = []
    with api.client().websocket_connect(f"{BASE}/feed?after=0", headers=headers) as socket:
        while "wall.shown" not in heard:
            message = socket.receive_json()
            heard += [one["what"] for one in message.get("entries", ())]
    assert not [what for what in heard if what.startswith(("account.", "session."))]


def test_a_wall_tells_its_screens_and_how_it_is(api: Api) -> None:
    with_key(api)
    assert wall(api)["health"] is None
    for _ in range(2):
        body = {"screens": [{**SCREEN, "serial": "X1"}]}
        assert api.put("wall", f"{WALL}/screens", body).status_code == 204
    assert api.put("wall", f"{WALL}/health", HEALTH).status_code == 204
    told = {**HEALTH, "restarts": 3}
    assert api.put("wall", f"{WALL}/health", told).status_code == 204
    found = wall(api)
    screen = found["screens"][0]
    assert (screen["serial"], screen["dpr"], screen["width_m"]) == ("X1", 1.0, None)
    health = found["health"]
    assert (health["restarts"], health["cpu"], health["screens"]) == (3, 31.5, HEALTH["screens"])
    assert 0 < health["age_s"] < 60
    assert found["version"] == 1  # nobody's picture is stale because of it
    assert whats(api) == ["made", "key_made", "screens"]
    assert trail(api)[-1]["who"]["name"] == "指挥大厅"


@pytest.mark.parametrize(
    "screens",
    [
        [{**SCREEN, "id": "span"}],
        [SCREEN, SCREEN],
        [{**SCREEN, "width": 0}],
        [{**SCREEN, "x": 1.5}],
        [{**SCREEN, "dpr": 0}],
        [{**SCREEN, "id": f"s{n}"} for n in range(65)],
    ],
)
def test_screens_that_cannot_be_are_refused(api: Api, screens: list[dict[str, Any]]) -> None:
    with_key(api)
    assert api.put("wall", f"{WALL}/screens", {"screens": screens}).status_code == 422


def test_hours_call_their_scene(api: Api) -> None:
    make(api)
    local = START + timedelta(hours=8, minutes=30)
    hours = [{"days": [local.isoweekday()], "from": f"{local:%H:%M}", "to": "23:00"}]
    keeps(api, "下午", hours=hours)
    shows(api, CALM, 1)
    assert turn_walls(api.backend) == 0
    api.later(timedelta(minutes=31))
    assert (turn_walls(api.backend), turn_walls(api.backend)) == (1, 0)
    assert (wall(api)["scene"], wall(api)["version"]) == ("下午", 3)
    called, shown = trail(api)[-2:]
    assert called["change"] == {"wall": "指挥大厅", "scene": "下午", "why": "hours"}
    assert (called["who"]["id"], shown["what"]) == ("", "wall.shown")


def test_an_event_of_its_grade_calls_a_scene_for_as_long_as_it_is_open(api: Api) -> None:
    make(api)
    keeps(api, "紧急", shown={"A-1": {"kind": "event"}}, grade=4)
    shows(api, CALM, 1)
    drill = api.reports(text=FIRE, is_drill=True)
    assert (drill["grade"], turn_walls(api.backend)) == (4, 0)
    event = api.reports(text=FIRE)
    assert (turn_walls(api.backend), turn_walls(api.backend)) == (1, 0)
    found = wall(api)
    assert found["shown"] == {"A-1": {"kind": "event", "id": event["id"]}}
    assert found["alert"] == {"scene": "紧急", "grade": 4, "event": event["id"]}
    api.backend.store.do(
        ITSELF,
        lambda unit: unit.connection.execute(
            update(tables.event).where(tables.event.c.id == event["id"]).values(is_open=False)
        ),
    )
    assert (turn_walls(api.backend), turn_walls(api.backend)) == (1, 0)
    assert (wall(api)["shown"], wall(api)["alert"]) == (CALM, None)
    assert whats(api)[-3:] == ["scene_called", "shown", "shown"]


def test_a_content_without_an_event_is_about_the_gravest(api: Api) -> None:
    make(api)
    contents = {"A": {"kind": "event"}, "B": {"kind": "consultation", "event": None}}
    assert shows(api, contents, 1).json()["shown"] == {
        "A": {"kind": "board"},
        "B": {"kind": "board"},
    }
    event = api.reports()
    assert keeps(api, "x", shown=contents).json()["shown"]["A"] == {"kind": "event", "id": None}
    called = api.post("op1", f"{WALL}/scenes/x/call", None).json()
    assert called["shown"] == {
        "A": {"kind": "event", "id": event["id"]},
        "B": {"kind": "consultation", "event": event["id"]},
    }

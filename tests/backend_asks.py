"""What is asked of each route of PTZ cameras and walls, to see who may."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from sqlalchemy import insert

from backend.api.app import BASE
from backend.storage.tables import camera
from backend.storage.unit_of_work import ITSELF
from tests.backend_documents import pdf
from tests.backend_table import file
from tests.backend_town import FARMING, PASSWORD, TOWN, Api, jpeg

Ask = Callable[[str], dict[str, Any]]
PRESET = {"version": 0, "name": "东", "pan": 0.25, "tilt": -0.1, "zoom": 0.5, "token": "Preset_1"}
STEP = {"preset": 1, "dwell_s": 20, "speed": 0.5}


def ptz_asks() -> dict[str, Ask]:
    """What is asked about a PTZ camera; nothing is removed, so that everybody finds it."""
    one, shown = f"/towns/{TOWN}/cameras/C1/ptz", "/towns/{town}/cameras/{camera}/ptz"
    picture = base64.b64encode(jpeg()).decode()
    bodies = {
        "lease": ("lease", {"seat": "一号席"}),
        "presets/{number}": ("presets/1", {**PRESET, "picture": picture}),
        "tours/{name}": ("tours/夜间", {"version": 0, "steps": [STEP]}),
        "head": ("head", {"version": 0, "home_after_s": 300, "home_preset": 1}),
    }

    def puts(name: str) -> Ask:
        path, body = bodies[name]
        return lambda _: {"path": f"{one}/{path}", "json": body}

    def gone(name: str) -> Ask:
        return lambda _: {"path": f"{one}/{bodies[name][0]}", "params": {"version": 99}}

    return {
        f"PUT {shown}/lease": puts("lease"),
        "GET /towns/{town}/ptz-leases": lambda _: {"path": f"/towns/{TOWN}/ptz-leases"},
        f"DELETE {shown}/lease": lambda _: {"path": f"{one}/lease"},
        **{f"PUT {shown}/{name}": puts(name) for name in bodies if name != "lease"},
        f"GET {shown}": lambda _: {"path": one},
        f"GET {shown}/presets/{{number}}/picture": lambda _: {"path": f"{one}/presets/1/picture"},
        **{f"DELETE {shown}/{name}": gone(name) for name in ("presets/{number}", "tours/{name}")},
    }


def wall_asks() -> dict[str, Ask]:
    """What is asked about a video wall, its own process among those who ask."""
    one, shown = f"/towns/{TOWN}/walls/A", "/towns/{town}/walls/{name}"
    screen = {"id": "A-1", "serial": "X1", "x": 0, "y": 0, "width": 1920, "height": 1080}
    health = {
        "screens": [{"id": "A-1", "fps": 25, "live": 4, "total": 4}],
        "cpu": 31,
        "restarts": 0,
    }
    made = {"version": 0, "viewing_m": 6, "screen_width_m": 1.2}
    contents = {"A-1": {"kind": "panes", "layout": "4", "cameras": ["C1", None]}}
    hours = [{"days": [1, 2], "from": "08:30", "to": "17:30"}]
    scene = {"version": 0, "shown": contents, "hours": hours, "grade": 4}
    return {
        f"PUT {shown}/screens": lambda _: {"path": f"{one}/screens", "json": {"screens": [screen]}},
        f"PUT {shown}/health": lambda _: {"path": f"{one}/health", "json": health},
        f"PUT {shown}": lambda who: {"path": f"{one}-{who}", "json": made},
        f"PUT {shown}/name": lambda _: {"path": f"{one}/name", "json": {"version": 1, "name": "A"}},
        f"DELETE {shown}": lambda _: {"path": one, "params": {"version": 99}},
        f"PUT {shown}/scenes/{{scene}}": lambda _: {"path": f"{one}/scenes/x", "json": scene},
        f"POST {shown}/scenes/{{scene}}/call": lambda _: {"path": f"{one}/scenes/x/call"},
        f"DELETE {shown}/scenes/{{scene}}": lambda _: {
            "path": f"{one}/scenes/x",
            "params": {"version": 99},
        },
        f"PUT {shown}/shown": lambda _: {
            "path": f"{one}/shown",
            "json": {"version": 2, "shown": contents, "scene": "x"},
        },
        f"GET {shown}": lambda _: {"path": one},
        "GET /towns/{town}/walls": lambda _: {"path": f"/towns/{TOWN}/walls"},
        f"POST {shown}/key": lambda who: {"path": f"/towns/{TOWN}/walls/A-leader/key"},
        f"DELETE {shown}/key": lambda who: {"path": f"/towns/{TOWN}/walls/A-leader/key"},
    }


def consulted_event(api: Api, *departments: str) -> dict[str, Any]:
    """An event that is consulted about."""
    event, called = api.does("op1", api.reports(), "take"), {"platforms": ["SJ", "ZF"]}
    event = api.does("op1", event, "propose_consultation", **called)
    return api.does("commander", event, "open_consultation", **called, departments=departments)


def plan_on(api: Api, consulted: dict[str, Any]) -> str:
    """A document that somebody lays on the table; the file's id."""
    plan: str = api.uploads("sj", pdf(1)).json()["id"]
    path = f"/events/{consulted['id']}/consultation/ops"
    put = {"verb": "put", "id": "plan-00001", "item": file(plan, title="方案.pdf")}
    assert api.post("sj", path, put).status_code == 200
    return plan


def table_asks(consulted: dict[str, Any], plan: str) -> dict[str, Ask]:
    """What is asked about the table of a consultation, and a document there."""
    path, shown = f"/events/{consulted['id']}/consultation", "/events/{event_id}/consultation"
    pointer = {"surface": "map", "point": [120.2, 29.7]}
    return {
        f"POST {shown}/ops": lambda _: {"path": f"{path}/ops", "json": {"verb": "join"}},
        f"POST {shown}/pointer": lambda _: {"path": f"{path}/pointer", "json": pointer},
        "GET /attachments/{attachment}/pages/{page}": lambda _: {
            "path": f"/attachments/{plan}/pages/1"
        },
    }


def decided_event(api: Api) -> dict[str, Any]:
    """An event whose consultation ended in a signed decision."""
    event = consulted_event(api)
    given = {"lead": FARMING, "limit": "1WD", "measures": "联合执法", "absent": ["SJ", "ZF"]}
    return api.signs("commander", event, **given, people=["member"])


def decision_asks(decided: dict[str, Any]) -> dict[str, Ask]:
    """What is asked about a decision; nobody can sign it a second time, and voice is over."""
    path, shown = f"/events/{decided['id']}/decision", "/events/{event_id}/decision"
    body = {"version": decided["version"], "password": PASSWORD}
    return {
        f"POST {shown}": lambda _: {"path": path, "json": body},
        f"GET {shown}": lambda _: {"path": path},
        "GET /events/{event_id}/consultation/voice": lambda _: {
            "path": f"/events/{decided['id']}/consultation/voice"
        },
    }


def minutes_asks(decided: dict[str, Any]) -> dict[str, Ask]:
    """What is asked about the minutes of a decision."""
    path, shown = f"/events/{decided['id']}/minutes", "/events/{event_id}/minutes"
    amendment = {"text": "“枫溪路18号”应为“枫溪路81号”。", "reason": "笔误"}
    return {
        f"GET {shown}/{{version}}.docx": lambda _: {"path": f"{path}/1.docx"},
        f"GET {shown}/{{version}}.pdf": lambda _: {"path": f"{path}/1.pdf"},
        f"POST {shown}": lambda _: {"path": path, "json": amendment},
        f"GET {shown}": lambda _: {"path": path},
    }


def add_wall(api: Api) -> Callable[[], None]:
    """Make a wall with a key; gives back how it signs in."""
    path = f"/towns/{TOWN}/walls/A"
    made = {"version": 0, "viewing_m": 6, "screen_width_m": 1.2}
    assert api.put("leader", path, made).status_code == 200
    key = api.post("leader", f"{path}/key", None).json()["key"]
    body = {"town": TOWN, "name": "A", "key": key}

    def sign_in() -> None:
        answer = api.client().post(f"{BASE}/wall-session", json=body)
        api.tokens["wall"] = answer.json()["token"]

    return sign_in


def add_camera(api: Api) -> None:
    row = {"id": "C1", "town": TOWN, "name": "高点"}
    api.backend.store.do(ITSELF, lambda unit: unit.connection.execute(insert(camera).values(row)))

"""Every route tried by everybody: what comes of it is the table in docs/who-may.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from backend.api.app import BASE
from tests.backend_asks import (
    Ask,
    add_camera,
    add_wall,
    consulted_event,
    decided_event,
    decision_asks,
    minutes_asks,
    plan_on,
    ptz_asks,
    table_asks,
    wall_asks,
)
from tests.backend_town import FARMING, GRANTS, PASSWORD, REPORT, TOWN, Api, jpeg

PAGE = Path(__file__).parents[3] / "docs" / "who-may.md"
WHO = ("nobody", *GRANTS, "wall")
SPAN = {"since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}
WINDOW = {"west": 120.1, "south": 29.6, "east": 120.3, "north": 29.8}
HERE = {"lon": 120.2, "lat": 29.7, "at": "2026-11-24T02:00:00Z"}
ACCOUNT = {"name": "新人", "region": TOWN, "password": PASSWORD}
VOICE = {
    "url": "ws://10.1.2.3:8465",
    "room": "4f0c1bb2a6d14d0f9f6d1f9e2f1f7c3e",
    "token": "…",  # none to show
    "id": "op1",
    "name": "op1",
}
READS = ("grids", "taxonomy", "cards", "cameras", "speakers", "places", "people", "departments")


def reads(name: str) -> Ask:
    return lambda _: {"path": f"/towns/{TOWN}/{name}"}


def asks(event: dict[str, Any], upload: str, photo: str) -> dict[str, Ask]:
    """What is asked of each route, by its name in the description."""
    one = f"/events/{event['id']}"
    status = {"version": 1, "to": "accepted", "reason": "电台代报"}
    take = {"version": event["version"], "text": "看到"}
    return {
        "GET /session": lambda _: {"path": "/session"},
        "DELETE /session": lambda _: {"path": "/session"},
        "POST /session/password": lambda _: {
            "path": "/session/password",
            "json": {"old": PASSWORD, "new": PASSWORD},
        },
        "POST /reports": lambda _: {"path": "/reports", "json": REPORT},
        "GET /events": lambda _: {"path": "/events"},
        "GET /events/{event_id}": lambda _: {"path": one},
        "POST /events/{event_id}/actions/{action}": lambda _: {
            "path": f"{one}/actions/take",
            "json": take,
        },
        "GET /events/{event_id}/candidates": lambda _: {"path": f"{one}/candidates"},
        "GET /events/{event_id}/same": lambda _: {"path": f"{one}/same"},
        "GET /events/{event_id}/sent": lambda _: {"path": f"{one}/sent"},
        "POST /events/{event_id}/sent/{person}/status": lambda _: {
            "path": f"{one}/sent/member/status",
            "json": status,
        },
        "POST /classify": lambda _: {"path": "/classify", "json": {"town": TOWN, "text": "着火"}},
        "GET /regions": lambda _: {"path": "/regions"},
        **{f"GET /towns/{{town}}/{name}": reads(name) for name in READS},
        "GET /towns/{town}/roster": lambda _: {
            "path": f"/towns/{TOWN}/roster",
            "params": {"day": "2026-11-24"},
        },
        "GET /towns/{town}/map": lambda _: {"path": f"/towns/{TOWN}/map", "params": WINDOW},
        "GET /towns/{town}/figures": lambda _: {"path": f"/towns/{TOWN}/figures", "params": SPAN},
        "GET /towns/{town}/figures/hours": lambda _: {
            "path": f"/towns/{TOWN}/figures/hours",
            "params": {"since": SPAN["since"]},
        },
        "POST /positions": lambda _: {"path": "/positions", "json": {"positions": [HERE]}},
        "PUT /people/{person}/duty": lambda who: {
            "path": f"/people/{who}/duty",
            "json": {"on_duty": True},
        },
        "GET /accounts": lambda _: {"path": "/accounts"},
        "POST /accounts": lambda who: {
            "path": "/accounts",
            "json": {**ACCOUNT, "login": f"x{who}"},
        },
        "PUT /accounts/{login}": lambda _: {
            "path": "/accounts/xkeeper",
            "json": {"version": 1, "name": "op2", "grants": []},
        },
        "POST /accounts/{login}/password": lambda _: {
            "path": "/accounts/xkeeper/password",
            "json": {"password": "又一个-新密码-2026"},
        },
        "POST /towns/{town}/import/{kind}": lambda _: {
            "path": f"/towns/{TOWN}/import/departments",
            "content": "名称\n城建办".encode(),
        },
        "POST /towns/{town}/export/{kind}": lambda _: {
            "path": f"/towns/{TOWN}/export/people",
            "json": {"reason": "年度盘点"},
        },
        "POST /regions": lambda who: {
            "path": "/regions",
            "json": {
                "code": f"T{WHO.index(who)}0",
                "kind": "town",
                "name": "新镇",
                "parent": TOWN,
            },
        },
        "POST /uploads": lambda _: {"path": "/uploads", "json": {"name": "a.jpg", "size": 9}},
        "GET /uploads/{upload}": lambda _: {"path": f"/uploads/{upload}"},
        "PATCH /uploads/{upload}": lambda _: {
            "path": f"/uploads/{upload}",
            "headers": {"Upload-Offset": "9"},
        },
        "POST /uploads/{upload}/finish": lambda _: {
            "path": f"/uploads/{upload}/finish",
            "json": {"town": TOWN},
        },
        "GET /events/{event_id}/attachments": lambda _: {"path": f"{one}/attachments"},
        "GET /attachments/{attachment}": lambda _: {"path": f"/attachments/{photo}"},
        "GET /attachments/{attachment}/thumbnail": lambda _: {
            "path": f"/attachments/{photo}/thumbnail"
        },
        "GET /journal": lambda _: {"path": "/journal"},
    }


def tried(api: Api) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Who may, by route: what isn't refused as 401, 403 or 404; and an answer of each."""
    kept = api.uploads("member", jpeg()).json()
    photo = kept["id"]
    event = api.does("op1", api.reports(attachments=[photo]), "take")
    event = api.does("op1", event, "dispatch", people=["member"])
    found: dict[str, list[str]] = {}
    answers: dict[str, Any] = {}
    upload = api.post("op1", "/uploads", {"name": "a.jpg", "size": 9}).json()["id"]
    add_camera(api)
    sign_in_wall = add_wall(api)
    decided, consulted = decided_event(api), consulted_event(api, FARMING)
    for route, ask in {
        **asks(event, upload, photo),
        **table_asks(consulted, plan_on(api, consulted)),
        **decision_asks(decided),
        **minutes_asks(decided),
        **ptz_asks(),
        **wall_asks(),
    }.items():
        found[route] = []
        for who in WHO:
            request = ask(who)
            if who == "wall" and who not in api.tokens:
                sign_in_wall()
            headers = api.headers(None if who == "nobody" else who)
            request["headers"] = {**headers, **request.get("headers", {})}
            path = request.pop("path")
            answer = api.client().request(route.split()[0], BASE + path, **request)
            assert answer.status_code < 500, (route, who, answer.text)
            is_json = answer.headers.get("content-type") == "application/json"
            if answer.is_success and is_json and answer.content:
                name = f"{route.split()[0]} {BASE}{route.split()[1]}"
                answers.setdefault(name, shortened(answer.json()))
            if answer.status_code not in {401, 403, 404}:
                found[route].append(who)
            if "session" in route and route != "GET /session":
                api.tokens.pop(who, None)
    # What nobody could do a second time is shown as it was done the first time.
    answers[f"POST {BASE}/events/{{event_id}}/actions/{{action}}"] = shortened(event)
    answers[f"POST {BASE}/events/{{event_id}}/decision"] = shortened(decided)
    answers[f"GET {BASE}/events/{{event_id}}/consultation/voice"] = VOICE
    answers[f"PATCH {BASE}/uploads/{{upload}}"] = answers[f"GET {BASE}/uploads/{{upload}}"]
    answers[f"POST {BASE}/uploads/{{upload}}/finish"] = kept
    answers[f"POST {BASE}/towns/{{town}}/walls/{{name}}/key"] = {"key": "…"}  # none to show
    return found, answers


def shortened(answer: Any) -> Any:
    """An answer whose lists have one item: an example is to be read."""
    if isinstance(answer, dict):
        return {name: shortened(value) for name, value in answer.items()}
    return [shortened(one) for one in answer[:1]] if isinstance(answer, list) else answer


def table(found: dict[str, list[str]]) -> str:
    head = f"| route | {' | '.join(WHO)} |\n|---|{'---|' * len(WHO)}"
    lines = [
        f"| `{route}` | {' | '.join('yes' if who in may else '' for who in WHO)} |"
        for route, may in found.items()
    ]
    return "\n".join((head, *lines))


def test_who_may_what_is_what_the_page_says(api: Api, tmp_path: Path) -> None:
    found, answers = tried(api)
    assert [route for route, may in found.items() if "nobody" in may] == []
    described = {
        f"{method.upper()} {path.removeprefix(BASE)}"
        for path, methods in api.app.openapi()["paths"].items()
        if path.startswith(BASE)
        for method in methods
    }
    assert set(found) == described - {"POST /session", "POST /wall-session"}
    made = tmp_path / "who-may.md"
    made.write_text(table(found), encoding="utf-8")
    text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
    (tmp_path / "api_examples.json").write_text(text + "\n", encoding="utf-8")
    assert table(found) in PAGE.read_text(encoding="utf-8"), made
    check_examples(api.app.openapi(), tmp_path)


def check_examples(described: dict[str, Any], made: Path) -> None:
    """Every answer in JSON has an example, which is what the description says."""
    for path, methods in described["paths"].items():
        for method, route in methods.items():
            for status, answer in route["responses"].items():
                content = answer.get("content", {}).get("application/json")
                if not status.startswith("2") or content is None or not path.startswith(BASE):
                    continue
                if path in {f"{BASE}/session", f"{BASE}/wall-session"} and method == "post":
                    continue  # a token is nothing to show
                schema = {**content["schema"], "components": described["components"]}
                assert "example" in content, (method, path, made)
                jsonschema_rs.validate(schema, content["example"])

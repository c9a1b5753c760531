"""The HTTP interface: golden path, one shape of errors, who may do what, and hostile input."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import insert

from backend.api.app import BASE, create_app
from backend.bootstrap import build
from backend.domain.areas import Area, polygon_of
from backend.domain.grids import Grid, GridKind
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.services.parts import Backend
from backend.services.town_rules import RuleShelf
from backend.storage.database import open_engine
from backend.storage.journal import verify
from backend.storage.migrate import migrate
from backend.storage.people import add_person, find_actor
from backend.storage.places import add_grids
from backend.storage.tables import region
from backend.storage.unit_of_work import Unit

TOWN, GRID, FARMING = "FX", "FX01-05", "农业农村办"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "枫桥经验-平安-2026"
GRANTS = {
    "op1": Grant(Role.OPERATOR, TOWN),
    "op2": Grant(Role.OPERATOR, TOWN),
    "leader": Grant(Role.SHIFT_LEADER, TOWN),
    "commander": Grant(Role.COMMANDER, TOWN),
    "mayor": Grant(Role.TOWN_LEADER, TOWN),
    "assessor": Grant(Role.ASSESSOR, TOWN),
    "auditor": Grant(Role.AUDITOR, TOWN),
    "member": Grant(Role.FULL_TIME, TOWN, grids=frozenset({GRID})),
    "stranger": Grant(Role.FULL_TIME, TOWN, grids=frozenset({"FX02-01"})),
    "farmer": Grant(Role.DEPARTMENT, TOWN, department=FARMING),
    "sj": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.MARKET),
    "zf": Grant(Role.PLATFORM_LEAD, TOWN, platform=Platform.ENFORCEMENT),
    "far": Grant(Role.OPERATOR, "YZ"),
}
REPORT = {
    "town": TOWN,
    "source": "field",
    "text": "有村民在出租房内屠宰家禽,数量不少",
    "position": {"lon": 120.2, "lat": 29.7},
}


@dataclass
class Api:
    """A client for each person, against one application."""

    app: FastAPI
    backend: Backend
    tokens: dict[str, str] = field(default_factory=dict)
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def client(self) -> TestClient:
        return TestClient(self.app, raise_server_exceptions=False)

    def headers(self, who: str | None, key: str | None = None) -> dict[str, str]:
        if who is not None and who not in self.tokens:
            body = {"login": who, "password": PASSWORD}
            self.tokens[who] = self.client().post(f"{BASE}/session", json=body).json()["token"]
        sent = {"Idempotency-Key": key or f"key-{next(self.keys):08d}"}
        return sent if who is None else {**sent, "Authorization": f"Bearer {self.tokens[who]}"}

    def get(self, who: str | None, path: str, **query: Any) -> Any:
        return self.client().get(BASE + path, headers=self.headers(who), params=query)

    def post(self, who: str | None, path: str, body: Any, key: str | None = None) -> Any:
        return self.client().post(BASE + path, headers=self.headers(who, key), json=body)

    def reports(self, who: str = "member", **changes: object) -> dict[str, Any]:
        answer = self.post(who, "/reports", {**REPORT, **changes})
        assert answer.status_code == 201, answer.text
        event: dict[str, Any] = answer.json()
        return event

    def does(self, who: str, event: dict[str, Any], action: str, **given: object) -> dict[str, Any]:
        answer = self.tries(who, event, action, **given)
        assert answer.status_code == 200, answer.text
        changed: dict[str, Any] = answer.json()
        return changed

    def tries(self, who: str, event: dict[str, Any], action: str, **given: object) -> Any:
        body = {"version": event["version"], **given}
        return self.post(who, f"/events/{event['id']}/actions/{action}", body)


@pytest.fixture(scope="module")
def shelf() -> RuleShelf:
    return RuleShelf()


@pytest.fixture(scope="module")
def hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def api(tmp_path: Path, shelf: RuleShelf, hasher: PasswordHasher) -> Iterator[Api]:
    url = f"sqlite:///{tmp_path / 'town.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    ticks = itertools.count()
    backend = build(url, lambda: START + timedelta(seconds=next(ticks)), hasher, shelf)
    backend.accounts.add_first()
    with backend.store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    backend.store.do(admin, lambda unit: _set_up(unit, backend))
    yield Api(create_app(backend), backend)
    with backend.store.reading() as connection:
        assert list(verify(connection)) == []
    backend.close()


def _set_up(unit: Unit, backend: Backend) -> None:
    for code in ("FX", "YZ"):
        values = {"code": code, "kind": "town", "name": code, "parent": "ROOT"}
        unit.connection.execute(insert(region).values(values))
    area = polygon_of((120.1, 29.6), (120.3, 29.6), (120.3, 29.8), (120.1, 29.8))
    grid = Grid(GRID, "五网格", GridKind.RESIDENTIAL, Area((area,)))
    add_grids(unit.connection, TOWN, [grid])
    for login, grant in GRANTS.items():
        add_person(unit.connection, login, login, grant.town, [grant])
        backend.accounts.add(unit, login, login, PASSWORD)


def test_a_consultation_from_report_to_end_with_the_journal_read_back(api: Api) -> None:
    event = api.reports()
    assert event["proposal"]["lead"] == FARMING
    called = event["proposal"]["platforms"]
    event = api.does("op1", event, "take")
    assert {one["action"] for one in event["allowed"]} >= {"assign", "propose_consultation"}
    event = api.does("op1", event, "propose_consultation", platforms=called)
    event = api.does("commander", event, "open_consultation", platforms=called)
    absent = sorted(set(called) - {"SJ"})
    event = api.does("sj", event, "state_position", stance="agreed")
    event = api.does(
        "commander",
        event,
        "sign_decision",
        lead=FARMING,
        limit="1WD",
        text="联合执法,下达整改通知书",
        absent=absent,
    )
    event = api.does("farmer", event, "sign")
    event = api.does("farmer", event, "feed_back", text="已取缔", photos=["after"])
    event = api.does("leader", event, "verify", is_evidence_seen=True)
    assert event["state"] == "closed"
    page = api.get("auditor", "/journal", event=event["id"]).json()
    whats = [entry["what"].removeprefix("event.") for entry in page["items"]]
    assert whats[0] == "report"
    assert whats[-3:] == ["sign", "feed_back", "verify"]
    for before, after in itertools.pairwise(page["items"]):
        assert after["seq"] > before["seq"]
        assert after["change"]["version"] == before["change"]["version"] + 1


def test_two_operators_take_it_and_the_second_is_told_who(api: Api) -> None:
    event = api.reports()
    api.does("op1", event, "take")
    late = api.tries("op2", event, "take")
    assert late.status_code == 409
    assert late.headers["content-type"] == "application/problem+json"
    problem = late.json()
    assert problem["code"] == "stale_version"
    assert problem["current"]["facts"]["owner"] == "op1"


def test_a_lost_answer_asked_for_again_has_one_effect(api: Api) -> None:
    first = api.post("member", "/reports", REPORT, key="lost-0001")
    again = api.post("member", "/reports", REPORT, key="lost-0001")
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert api.get("op1", "/events", counted=True).json()["total"] == 1
    other = api.post("member", "/reports", {**REPORT, "text": "别的事"}, key="lost-0001")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("language", "title"), [("zh-CN", "未登录"), ("en-GB,en", "Not signed in"), ("", "未登录")]
)
def test_problems_speak_the_language_of_who_asks(api: Api, language: str, title: str) -> None:
    answer = api.client().get(f"{BASE}/session", headers={"Accept-Language": language})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["title"] == title


def test_what_is_missing_is_said_in_words(api: Api) -> None:
    event = api.does("op1", api.reports(), "take")
    problem = api.tries("op1", event, "reject").json()
    assert (problem["status"], problem["code"]) == (422, "incomplete")
    assert "原因" in problem["detail"]
    refused = api.tries("farmer", event, "reject", reason_code="untrue")
    assert refused.status_code == 404  # not the farmers' event yet


def test_wrong_passwords_lock_and_say_for_how_long(api: Api) -> None:
    body = {"login": "op1", "password": "wrong-password"}
    answers = [api.client().post(f"{BASE}/session", json=body) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_signing_out_ends_the_token(api: Api) -> None:
    headers = api.headers("op1")
    assert api.client().delete(f"{BASE}/session", headers=headers).status_code == 204
    assert api.client().get(f"{BASE}/session", headers=headers).status_code == 401


def test_it_says_whether_it_is_alive_and_ready(api: Api) -> None:
    assert api.client().get("/healthz").json() == {"status": "ok"}
    assert api.client().get("/readyz").json() == {"status": "ok"}


SEES_ALL = {"op1", "op2", "leader", "commander", "mayor", "assessor", "sj", "zf"}


def test_who_sees_an_event_and_who_may_try_a_text(api: Api) -> None:
    event = api.reports()
    for who in (*GRANTS, "admin"):
        sees = who in SEES_ALL | {"member"}
        if who != "admin":
            assert api.get(who, f"/events/{event['id']}").status_code == (200 if sees else 404), who
            lines = api.get(who, "/events").json()["items"]
            assert [line["id"] for line in lines] == ([event["id"]] if sees else []), who
            tried = api.post(who, "/classify", {"town": TOWN, "text": "着火了"}).status_code
            assert tried == (200 if who in SEES_ALL else 404), who
            trail = api.get(who, "/journal", event=event["id"]).json()["items"]
            assert bool(trail) is (sees or who == "auditor"), who


@pytest.mark.parametrize(
    "method_and_path",
    [
        ("GET", "/session"),
        ("DELETE", "/session"),
        ("POST", "/session/password"),
        ("POST", "/reports"),
        ("GET", "/events"),
        ("GET", "/events/0"),
        ("POST", "/events/0/actions/take"),
        ("POST", "/classify"),
        ("GET", "/journal"),
    ],
)
def test_every_route_asks_who_it_is(api: Api, method_and_path: tuple[str, str]) -> None:
    method, path = method_and_path
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic eA=="}):
        answer = api.client().request(
            method, BASE + path, headers={"Idempotency-Key": "key-12345678", **headers}, json={}
        )
        assert answer.status_code == 401, (method, path, answer.text)


def test_the_table_above_names_every_route_but_signing_in(api: Api) -> None:
    asked = {
        (method.upper(), path.removeprefix(BASE))
        for path, methods in api.app.openapi()["paths"].items()
        if path.startswith(BASE)
        for method in methods
    } - {("POST", "/session")}
    cases = test_every_route_asks_who_it_is.pytestmark[0].args[1]  # type: ignore[attr-defined]
    action = "/events/{event_id}/actions/{action}"
    templates = {"/events/0": "/events/{event_id}", "/events/0/actions/take": action}
    named = {(method, templates.get(path, path)) for method, path in cases}
    assert named == asked


@pytest.fixture
def address(api: Api) -> Iterator[str]:
    """The same application behind a real server."""
    config = uvicorn.Config(api.app, port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_nothing_breaks_it_and_everything_is_described(api: Api, address: str) -> None:
    schema = schemathesis.openapi.from_dict(api.app.openapi())
    api.reports()
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) == 12
    for operation in operations:
        _holds(api, address, operation)


def _holds(api: Api, address: str, operation: APIOperation[Any, Any, Any, Any]) -> None:
    who = None if operation.method == "delete" else "op1"

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        # The rules refuse more than a schema can say, so well-formed isn't always accepted.
        case.call_and_validate(
            base_url=address,
            headers=api.headers(who),
            excluded_checks=[positive_data_acceptance],
        )

    holds()

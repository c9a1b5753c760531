"""A small town behind the HTTP interface, with a client for each of its people."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import insert

from backend.api.app import BASE
from backend.domain.areas import Area, polygon_of
from backend.domain.grids import Grid, GridKind
from backend.domain.people import Grant
from backend.domain.words import Platform, Role
from backend.services.parts import Backend
from backend.storage.people import add_person, find_actor
from backend.storage.places import add_grids
from backend.storage.tables import region
from backend.storage.unit_of_work import Actor, Unit

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
    "instructor": Grant(Role.INSTRUCTOR, TOWN, villages=frozenset({"FX01"})),
    "police": Grant(Role.GRID_POLICE, TOWN, grids=frozenset({GRID})),
    "informer": Grant(Role.INFORMATION, TOWN, grids=frozenset({GRID})),
    "part_time": Grant(Role.PART_TIME, TOWN, grids=frozenset({GRID})),
    "county": Grant(Role.COUNTY, TOWN),
    "keeper": Grant(Role.ADMINISTRATOR, TOWN),
    "far": Grant(Role.OPERATOR, "YZ"),
}
REPORT = {
    "town": TOWN,
    "source": "field",
    "text": "有村民在出租房内屠宰家禽,数量不少",
    "position": {"lon": 120.2, "lat": 29.7},
}


def jpeg(size: tuple[int, int] = (64, 48), colour: str = "orange", **options: Any) -> bytes:
    """A photo."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", **options)
    return written.getvalue()


def actor_of(backend: Backend, who: str) -> Actor:
    """Somebody as an actor, whom the backend knows."""
    with backend.store.reading() as connection:
        found = find_actor(connection, who)
    assert found is not None
    return found


@dataclass
class StandingClock:
    """A clock that stands until it is put on."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Time:
    """A clock that ticks a second at each look, and can be put on."""

    offset: timedelta = timedelta()
    ticks: itertools.count[int] = field(default_factory=itertools.count)

    def __call__(self) -> datetime:
        return START + self.offset + timedelta(seconds=next(self.ticks))


@dataclass
class Api:
    """A client for each person, against one application."""

    app: FastAPI
    backend: Backend
    time: Time
    portal: BlockingPortal | None = None
    """Where the application runs; without one, somewhere new with each request."""
    tokens: dict[str, str] = field(default_factory=dict)
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def client(self) -> TestClient:
        client = TestClient(self.app, raise_server_exceptions=False)
        client.portal = self.portal
        return client

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

    def put(self, who: str | None, path: str, body: Any) -> Any:
        return self.client().put(BASE + path, headers=self.headers(who), json=body)

    def later(self, by: timedelta) -> None:
        """Let time pass."""
        self.time.offset += by
        self.tokens.clear()  # sessions are over

    def uploads(self, who: str, data: bytes, **told: Any) -> Any:
        """Send a file whole; the answer to finishing it."""
        begun = self.post(who, "/uploads", {"name": "现场.jpg", "size": len(data)}).json()
        path = f"/uploads/{begun['id']}"
        headers = {**self.headers(who), "Upload-Offset": "0"}
        sent = self.client().patch(BASE + path, headers=headers, content=data)
        assert sent.status_code == 200, sent.text
        return self.post(who, f"{path}/finish", {"town": TOWN, **told})

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

    def signs(self, who: str, event: dict[str, Any], **given: Any) -> dict[str, Any]:
        """Sign the decision of a consultation."""
        answer = self.tries_to_sign(who, event, **given)
        assert answer.status_code == 200, answer.text
        signed: dict[str, Any] = answer.json()
        return signed

    def tries_to_sign(
        self, who: str, event: dict[str, Any], key: str | None = None, **given: Any
    ) -> Any:
        body = {"version": event["version"], "password": PASSWORD, **given}
        return self.post(who, f"/events/{event['id']}/decision", body, key)


def set_up(backend: Backend) -> None:
    """Make the first administrator, two towns, a grid and the people."""
    backend.accounts.add_first()
    with backend.store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    backend.store.do(admin, lambda unit: _set_up(unit, backend))


def _set_up(unit: Unit, backend: Backend) -> None:
    for code in ("FX", "YZ"):
        values = {"code": code, "kind": "town", "name": code, "parent": "ROOT"}
        unit.connection.execute(insert(region).values(values))
    area = polygon_of((120.1, 29.6), (120.3, 29.6), (120.3, 29.8), (120.1, 29.8))
    grid = Grid(GRID, "五网格", GridKind.RESIDENTIAL, Area((area,)))
    add_grids(unit.connection, TOWN, [grid])
    for login, grant in GRANTS.items():
        add_person(unit.connection, login, login, grant.town, [grant])
        backend.accounts.add(unit, login, login, PASSWORD, must_change=False)

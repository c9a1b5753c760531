"""What no table holds is refused, and whatever else is said at one, it stays one table."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from backend.api.app import BASE
from backend.services.consulting import table_of
from backend_client import records
from backend_client.consult_table import ConsultTable
from tests.backend.api.test_consultation_api import LINE, WORDS, opened, ops
from tests.backend_table import file, measure, message, pane, stroke, view
from tests.backend_town import Api

LONG = [[0.5, 0.5]] * 1001
BODIES: list[Any] = [
    None,
    [],
    "join",
    {},
    {"verb": "burn"},
    {"verb": "join", "more": 1},
    {"verb": "mute", "person": "sj", "is_muted": "yes"},
    {"verb": "present", "person": "s j"},
    {"verb": "present", "person": "x" * 65},
    {"verb": "clear", "surface": "../map"},
    {"verb": "drop", "id": "seat:sj"},
    {"verb": "drop", "id": "../../x"},
    {"verb": "put", "id": LINE},
    *(
        {"verb": "put", "id": id_, "item": item}
        for id_, item in (
            ("short", stroke()),
            ("presenter", stroke()),
            ("timeline", file()),
            ("pane:5", pane()),
            ("view", pane()),
            (LINE, view()),
            (LINE, pane()),
            (LINE, {"kind": "seat", "party": "room", "is_present": True}),
            (LINE, {"kind": "presenter", "person": "sj", "person_name": "sj"}),
            (LINE, {**stroke(), "by": "commander"}),
            (LINE, {**stroke(), "seq": 1}),
            (LINE, stroke(points=[[0, 0]])),
            (LINE, stroke(points=[])),
            (LINE, stroke(points=[[0, 0], [0]])),
            (LINE, stroke(points=[[0, 0], [0, 0, 0]])),
            (LINE, stroke(points=[[0, 0], [181, 0]])),
            (LINE, stroke(points=[[0, 0], [0, 91]])),
            (LINE, stroke(points=[[0, 0], ["1", 0]])),
            (LINE, stroke(points=[[0, 0], [True, 0]])),
            (LINE, stroke("panes", points=[[0, 0], [1.1, 0]])),
            (LINE, stroke("panes", points=LONG)),
            (LINE, stroke(tool="area", points=[[0, 0], [1, 1]])),
            (LINE, stroke(tool="text", points=[[0, 0]])),
            (LINE, stroke(tool="symbol", points=[[0, 0]])),
            (LINE, stroke(tool="symbol", points=[[0, 0]], symbol="bomb")),
            (LINE, stroke(tool="text", points=[[0, 0]], text="字" * 201)),
            (LINE, stroke(text="字")),
            (LINE, stroke(colour="#ff0000")),
            (LINE, stroke(width=6)),
            (LINE, stroke(width=1.5)),
            (LINE, message("")),
            (LINE, message("字" * 2001)),
            (LINE, message("a\u0000b")),
            (LINE, message(mentions=["sj"] * 21)),
            (LINE, message(mentions=["<b>"])),
            (LINE, measure("")),
            (LINE, measure("字" * 1001)),
            (LINE, measure(due="2026-02-30")),
            (LINE, measure(due="tomorrow")),
            (LINE, measure(department="字" * 201)),
            (LINE, file("../../etc")),
            (LINE, file(media_type="text")),
            (LINE, file(width=0)),
            (LINE, file(camera="a/b")),
            ("pane:1", pane("a/b")),
            ("pane:1", pane(zoom=[0, 0, 1])),
            ("pane:1", pane(zoom=[0.5, 0, 0.6, 1])),
            ("pane:1", pane(zoom=[0, 0, 0, 1])),
            ("view", view(map={"lon": 0, "lat": 0, "width_m": 0})),
            ("view", view(map={"lon": 0, "lat": 0, "width_m": 1, "zoom": 1})),
        )
    ),
    {"verb": "put", "id": LINE, "item": measure(), "seen": 0},
    {"verb": "put", "id": LINE, "item": measure(), "seen": 1.5},
]


def test_what_no_table_holds_is_refused(api: Api) -> None:
    event = opened(api)
    for body in BODIES:
        answer = api.post("commander", f"/events/{event['id']}/consultation/ops", body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), (body, answer.text)
    assert ops(api, event) == []


def test_what_isnt_a_number_is_refused(api: Api) -> None:
    event = opened(api)
    for number in ("NaN", "Infinity", "-Infinity", "1e999", "120.2e0e0"):
        _is_refused(api, event, number)
    assert ops(api, event) == []


def _is_refused(api: Api, event: dict[str, Any], number: str) -> None:
    item = (
        '{"kind": "stroke", "surface": "map", "tool": "pen", "colour": "red", "width": 1,'
        f' "points": [[120.2, 29.7], [{number}, 29.7]]}}'
    )
    put = f'{{"verb": "put", "id": "{LINE}", "item": {item}}}'
    pointer = f'{{"surface": "map", "point": [{number}, 29.7]}}'
    for what, body in (("ops", put), ("pointer", pointer)):
        headers = {**api.headers("sj"), "Content-Type": "application/json"}
        path = f"{BASE}/events/{event['id']}/consultation/{what}"
        answer = api.client().post(path, headers=headers, content=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), (number, what)


def test_lone_surrogates_are_refused(api: Api) -> None:
    event = opened(api)
    body = f'{{"verb": "put", "id": "{WORDS}", "item": {{"kind": "message", "text": "\\ud800"}}}}'
    headers = {**api.headers("sj"), "Content-Type": "application/json"}
    path = f"{BASE}/events/{event['id']}/consultation/ops"
    answer = api.client().post(path, headers=headers, content=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


NO_POINTERS: list[Any] = [
    {"surface": "somewhere else"},
    {"surface": "map", "point": [181, 0]},
    {"surface": "panes", "point": [0, 1.5]},
    {"surface": "map", "point": [0]},
    {"point": [0, 0]},
    {"drawing": {"tool": "pen", "colour": "red", "width": 1, "points": [[0, 0]] * 201}},
    {"drawing": {"tool": "pen", "colour": "red", "width": 1, "points": []}},
    {"drawing": {"tool": "pen", "colour": "pink", "width": 1, "points": [[0, 0]]}},
    {"who": {"id": "commander", "name": "x"}},
]


def test_what_no_pointer_says_is_refused(api: Api) -> None:
    event = opened(api)
    for body in NO_POINTERS:
        answer = api.post("sj", f"/events/{event['id']}/consultation/pointer", body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), (body, answer.text)


@pytest.mark.parametrize("what", ["ops", "pointer"])
def test_whatever_is_said_at_a_table_it_stays_one(
    api: Api, address: str, is_soak: bool, what: str
) -> None:
    event = opened(api)
    schema = schemathesis.openapi.from_dict(api.app.openapi())
    operation = schema[f"{BASE}/events/{{event_id}}/consultation/{what}"]["POST"]

    @settings(
        max_examples=400 if is_soak else 40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        case.path_parameters = {"event_id": event["id"]}
        case.call_and_validate(
            base_url=address,
            headers=api.headers("commander"),
            excluded_checks=[positive_data_acceptance],
        )

    holds()
    table = ConsultTable()
    for one in api.get("commander", "/journal", event=event["id"], limit=500).json()["items"]:
        table.take(records.read_record(records.Entry, one))
    with api.backend.store.reading() as connection:
        assert table_of(connection, event["id"]).canonical() == table.canonical()

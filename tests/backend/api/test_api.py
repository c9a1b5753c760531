"""The HTTP interface: golden path, one shape of errors, who may do what, and hostile input."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from backend.api.app import BASE
from backend.api.schemas import ActionIn
from backend.domain.words import Platform
from tests.backend_town import FARMING, GRANTS, REPORT, TOWN, Api, jpeg


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
    decision = {"lead": FARMING, "limit": "1WD", "measures": "联合执法,下达整改通知书"}
    event = api.signs("commander", event, **decision, absent=absent)
    event = api.does("farmer", event, "sign")
    photo = api.uploads("farmer", jpeg(), photo_kind="after").json()["id"]
    event = api.does("farmer", event, "feed_back", text="已取缔", attachments=[photo])
    event = api.does("leader", event, "verify", is_evidence_seen=True)
    assert event["state"] == "closed"
    page = api.get("auditor", "/journal", event=event["id"]).json()
    whats = [entry["what"].removeprefix("event.") for entry in page["items"]]
    assert whats[0] == "report"
    assert whats[-4:] == ["sign", "attachments", "feed_back", "verify"]
    steps = [entry for entry in page["items"] if "version" in entry["change"]]
    for before, after in itertools.pairwise(steps):
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


def test_the_same_body_is_the_same_for_every_process() -> None:
    names = [f"p{number}" for number in range(20)]
    body = ActionIn(version=1, people=frozenset(names), platforms=frozenset(Platform))
    told = body.model_dump(mode="json")
    assert (told["people"], told["platforms"]) == (sorted(names), sorted(Platform))


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


SEES_ALL = {"op1", "op2", "leader", "commander", "mayor", "assessor", "sj", "zf", "county"}


def test_who_sees_an_event_and_who_may_try_a_text(api: Api) -> None:
    event = api.reports()
    for who in (*GRANTS, "admin"):
        sees = who in SEES_ALL | {"member", "instructor", "police", "informer", "part_time"}
        if who != "admin":
            assert api.get(who, f"/events/{event['id']}").status_code == (200 if sees else 404), who
            lines = api.get(who, "/events").json()["items"]
            assert [line["id"] for line in lines] == ([event["id"]] if sees else []), who
            tried = api.post(who, "/classify", {"town": TOWN, "text": "着火了"}).status_code
            assert tried == (200 if who in SEES_ALL else 404), who
            trail = api.get(who, "/journal", event=event["id"]).json()["items"]
            assert bool(trail) is (sees or who == "auditor"), who


def test_every_body_and_every_problem_has_an_example(api: Api) -> None:
    described = api.app.openapi()
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, route in methods.items():
            body = route.get("requestBody", {}).get("content", {}).get("application/json")
            if body is not None:
                name = body["schema"]["$ref"].rpartition("/")[2]
                assert schemas[name]["examples"], (method, path)
            for status, answer in route["responses"].items():
                if status >= "400":
                    content = answer["content"]["application/problem+json"]
                    assert content["examples"], (method, path, status)


def test_nothing_breaks_it_and_everything_is_described(
    api: Api, address: str, is_soak: bool
) -> None:
    schema = schemathesis.openapi.from_dict(api.app.openapi())
    api.reports()
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) >= 35
    for operation in operations:
        _holds(api, address, operation, 50 if is_soak else 4)


def _holds(
    api: Api, address: str, operation: APIOperation[Any, Any, Any, Any], examples: int
) -> None:
    who = None if operation.method == "delete" else "op1"

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        # The rules refuse more than a schema can say, so well-formed isn't always accepted.
        case.call_and_validate(
            base_url=address,
            headers=api.headers(who),
            excluded_checks=[positive_data_acceptance],
        )

    holds()

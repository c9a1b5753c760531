"""Signing through the client, on both kinds of database, and checking without the backend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from backend_client.client import Client
from backend_client.decisions import SignedDecision, verify
from backend_client.errors import (
    ConflictError,
    InvalidError,
    LockedOutError,
    MayNotError,
    NotFoundError,
    WrongPasswordError,
)
from backend_client.records import Event
from backend_client.transport import new_key
from tests.backend_parts import Served
from tests.backend_town import FARMING, PASSWORD, REPORT

CALLED = {"platforms": ["SJ", "ZF"], "departments": [FARMING]}
DECISION: dict[str, Any] = {
    "password": PASSWORD,
    "lead": FARMING,
    "limit": "1WD",
    "measures": "联合执法,下达整改通知书",
    "people": ["member"],
    "absent": ["SJ", "ZF"],
}

DECIDED = SignedDecision(
    text='{"event":"e1","limit":"1WD"}',
    signature=(
        "iW79CH21jj5ACdcV14Nfjne22AbC8K8whSpCTqqwy0TbjEfXAPSzugLvPud/p9yRJTNkBoVTdcOM668X1LB8Cw=="
    ),
    public_key="MCowBQYDK2VwAyEAUNLMM+RIkqphi8Lsg90u6BD9QyfP+VKKgV64pmn+B9U=",
    key_id="0" * 32,
    signed_by="commander",
    signed_by_name="赵指挥",
    signed_at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
    is_valid=True,
)
"""As some backend once signed it."""


@pytest.fixture
def clients(served: Served) -> Iterator[dict[str, Client]]:
    made: dict[str, Client] = {}
    for who in ("member", "op1", "commander", "farmer", "stranger"):
        made[who] = Client(f"http://127.0.0.1:{served.port}")
        made[who].sessions.sign_in(who, PASSWORD)
    yield made
    for client in made.values():
        client.close()


def consulted(clients: dict[str, Client]) -> Event:
    op, commander = clients["op1"].events, clients["commander"].events
    event = clients["member"].events.report(REPORT)
    event = op.do(event.id, event.version, "take")
    if event.facts["consultation"] is None:
        event = op.do(event.id, event.version, "propose_consultation", CALLED)
    event = commander.do(event.id, event.version, "open_consultation", CALLED)
    agreed = {"stance": "agreed"}
    return clients["farmer"].events.do(event.id, event.version, "state_position", agreed)


def test_a_commander_signs_and_anybody_checks(clients: dict[str, Client]) -> None:
    event = consulted(clients)
    commander = clients["commander"].decisions
    with pytest.raises(NotFoundError):
        commander.one(event.id)
    with pytest.raises(MayNotError):
        clients["op1"].decisions.sign(event.id, event.version, **DECISION)
    with pytest.raises(WrongPasswordError):
        commander.sign(event.id, event.version, **{**DECISION, "password": "wrong-password"})
    with pytest.raises(InvalidError) as missing:
        commander.sign(event.id, event.version, password=PASSWORD)
    assert missing.value.problem.errors[0].code == "need.lead"
    key = new_key()
    signed = commander.sign(event.id, event.version, **DECISION, key=key)
    assert commander.sign(event.id, event.version, **DECISION, key=key) == signed
    assert (signed.state, signed.facts["lead"]) == ("assigned", FARMING)
    assert [one.person for one in clients["op1"].sending.sent(event.id)] == ["member"]
    with pytest.raises(ConflictError):
        commander.sign(event.id, event.version, **DECISION)
    decision = clients["farmer"].decisions.one(event.id)
    assert (decision.signed_by, decision.is_valid) == ("commander", True)
    assert verify(decision)
    with pytest.raises(NotFoundError):
        clients["stranger"].decisions.one(event.id)


@pytest.mark.parametrize(
    "forged",
    [
        {"text": "{}"},
        {"signature": "AAAA"},
        {"signature": "?"},
        {"public_key": "AAAA"},
        {"public_key": "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="},
    ],
)
def test_what_is_forged_is_seen(forged: dict[str, str]) -> None:
    assert verify(DECIDED)
    assert not verify(replace(DECIDED, **forged))  # type: ignore[arg-type]


def test_too_many_wrong_passwords_are_said_as_such(clients: dict[str, Client]) -> None:
    event = consulted(clients)
    wrong = {**DECISION, "password": "wrong-password"}
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            clients["commander"].decisions.sign(event.id, event.version, **wrong)
    with pytest.raises(LockedOutError) as locked:
        clients["commander"].decisions.sign(event.id, event.version, **DECISION)
    assert locked.value.problem.retry_after_s

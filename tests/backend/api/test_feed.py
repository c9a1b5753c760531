"""The live feed over real WebSockets: once, in order, only what the listener may see."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend.api import feed as feed_source
from backend.api import feed_routes
from backend.api.app import BASE
from tests.backend_town import Api

PATIENCE_S = 20


@contextmanager
def listening(
    address: str, api: Api, who: str | None, after: int = 0
) -> Iterator[ClientConnection]:
    token = api.headers(who).get("Authorization", "")
    url = f"ws{address.removeprefix('http')}{BASE}/feed?after={after}"
    with connect(url, additional_headers={"Authorization": token}) as socket:
        yield socket


def heard(socket: ClientConnection, until: int) -> list[dict[str, Any]]:
    """The entries up to a `seq`."""
    entries: list[dict[str, Any]] = []
    while True:
        message = json.loads(socket.recv(timeout=PATIENCE_S))
        if message["type"] == "entries":
            entries += message["entries"]
            if message["seq"] >= until:
                return entries


def closed_with(socket: ClientConnection) -> int:
    """Listen until the server closes; its code."""
    try:
        while True:
            socket.recv(timeout=PATIENCE_S)
    except ConnectionClosed as closed:
        return 0 if closed.rcvd is None else closed.rcvd.code


def test_what_was_and_what_comes_once_and_in_order(api: Api, address: str) -> None:
    first = api.reports()
    with listening(address, api, "op1") as socket:
        before = heard(socket, api.backend.store.last_seq())
        thread = threading.Thread(target=lambda: [api.reports() for _ in range(5)])
        thread.start()
        thread.join()
        after = heard(socket, api.backend.store.last_seq())
    trail = api.get("op1", "/journal", limit=500).json()["items"]
    assert before + after == trail
    assert first["id"] in {entry["event"] for entry in before}


def test_a_listener_goes_on_where_it_was(api: Api, address: str) -> None:
    api.reports()
    seq = api.backend.store.last_seq()
    with listening(address, api, "op1", seq) as socket:
        api.reports()
        entries = heard(socket, seq + 1)
    assert [entry["seq"] for entry in entries] == [seq + 1]


def test_only_what_the_listener_may_see_and_how_far_it_looked(api: Api, address: str) -> None:
    event = api.reports()
    for who, sees in (("member", True), ("stranger", False), ("auditor", True), ("far", False)):
        with listening(address, api, who) as socket:
            entries = heard(socket, api.backend.store.last_seq())
            assert any(entry["event"] == event["id"] for entry in entries) is sees, who


@pytest.mark.parametrize("token", ["", "Bearer made-up", "Basic eA=="])
def test_nobody_listens_who_is_not_signed_in(api: Api, address: str, token: str) -> None:
    url = f"ws{address.removeprefix('http')}{BASE}/feed"
    with connect(url, additional_headers={"Authorization": token}) as socket:
        assert json.loads(socket.recv(timeout=PATIENCE_S)) == {
            "type": "problem",
            "code": "not_signed_in",
        }
        assert closed_with(socket) == feed_routes.NOT_SIGNED_IN


def test_a_session_that_ends_ends_the_feed(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_routes, "HEARTBEAT_S", 0.2)
    with listening(address, api, "op1", api.backend.store.last_seq()) as socket:
        assert api.client().delete(f"{BASE}/session", headers=api.headers("op1")).status_code == 204
        assert closed_with(socket) == feed_routes.NOT_SIGNED_IN


def test_whoever_says_nothing_for_too_long_is_left(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_routes, "HEARTBEAT_S", 0.1)
    monkeypatch.setattr(feed_routes, "DEAD_AFTER_S", 0.5)
    with listening(address, api, "op1") as socket:
        assert closed_with(socket) == feed_routes.DEAD


@pytest.mark.parametrize("kept", [1, 5000])
def test_too_far_behind_or_ahead_is_told_as_a_gap(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(feed_source, "KEPT", kept)
    monkeypatch.setattr(feed_routes, "MAX_BEHIND", 3)
    for _ in range(5):
        api.reports()
    api.headers("op1")
    last = api.backend.store.last_seq()
    for after in (0, last + 10):
        with listening(address, api, "op1", after) as socket:
            told = json.loads(socket.recv(timeout=PATIENCE_S))
        assert told == {"type": "gap", "seq": last}


@pytest.mark.parametrize("kept_chars", [1, 64_000_000])
def test_long_entries_come_in_shorter_messages_and_are_not_all_held(
    api: Api, address: str, monkeypatch: pytest.MonkeyPatch, kept_chars: int
) -> None:
    monkeypatch.setattr(feed_source, "PAGE_CHARS", 3000)
    monkeypatch.setattr(feed_source, "KEPT_CHARS", kept_chars)
    api.headers("op1")
    seq = api.backend.store.last_seq()
    with listening(address, api, "op1", seq) as socket:
        for number in range(6):
            api.reports(text=f"路灯坏了{number} " + "字" * 500)
        last, messages, entries = api.backend.store.last_seq(), 0, list[Any]()
        while not entries or entries[-1]["seq"] < last:
            text = str(socket.recv(timeout=PATIENCE_S))
            message = json.loads(text)
            if message["type"] == "entries":
                messages, entries = messages + 1, entries + message["entries"]
                assert len(text) < 3200 or len(message["entries"]) == 1
    assert entries == api.get("op1", "/journal", after=seq, limit=500).json()["items"]
    assert messages >= 3


def test_figures_for_this_machine_only_or_with_the_token(api: Api, address: str) -> None:
    api.reports()
    said = requests.get(f"{address}/metrics", timeout=PATIENCE_S).text
    assert 'town="FX"} 1.0' in said
    assert "fengqiao_journal_seq" in said
    api.app.state.metrics_token = "figures"
    assert requests.get(f"{address}/metrics", timeout=PATIENCE_S).status_code == 401
    headers = {"Authorization": "Bearer figures"}
    again = requests.get(f"{address}/metrics", headers=headers, timeout=PATIENCE_S)
    assert 'route="/metrics",status="401"' in again.text


def test_a_body_without_end_is_refused(api: Api, address: str) -> None:
    answer = requests.post(
        f"{address}{BASE}/reports",
        headers={**api.headers("member"), "Content-Type": "application/json"},
        data=(b" " * 65536 for _ in range(200)),
        timeout=PATIENCE_S,
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

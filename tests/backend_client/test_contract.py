"""The client against the real server, on both kinds of database."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend_client.client import Client
from backend_client.errors import (
    BackendAwayError,
    ConflictError,
    InvalidError,
    MayNotError,
    NotFoundError,
    NotSignedInError,
)
from backend_client.feed_protocol import Message, Told
from backend_client.feed_reader import FeedReader
from backend_client.local_store import LocalStore, OutState
from backend_client.mirror import Mirror
from backend_client.outbox import Outbox
from backend_client.transport import BASE, Limits
from tests.backend_documents import pdf
from tests.backend_parts import Served, day_clock
from tests.backend_town import PASSWORD, REPORT, TOWN, jpeg

PATIENCE_S = 30
QUICK = Limits(connect_s=2, answer_s=10, repeats=2, first_wait_s=0.05, longest_s=5)


@pytest.fixture
def clients(served: Served) -> Iterator[Any]:
    made: list[Client] = []

    def signed_in(who: str) -> Client:
        client = Client(f"http://127.0.0.1:{served.port}", QUICK)
        made.append(client)
        client.sessions.sign_in(who, PASSWORD, seat="一号席")
        return client

    yield signed_in
    for client in made:
        client.close()


def now() -> datetime:
    return datetime.now(UTC)


def test_an_event_from_report_to_end(clients: Any, tmp_path: Path) -> None:
    member, op, farmer = clients("member"), clients("op1"), clients("farmer")
    event = member.events.report(REPORT)
    event = op.events.do(event.id, event.version, "take")
    assert {one.action for one in event.allowed} >= {"assign", "dispatch", "reclassify"}
    assert op.sending.candidates(event.id).wanted == 1
    event = op.events.do(event.id, event.version, "dispatch", {"people": ["member"]})
    sent = op.sending.sent(event.id)[0]
    assert member.sending.take_status(event.id, sent, "accepted")[0].label == "接单"
    given = {"lead": event.proposal["lead"], "reason": "已核实"}
    if event.facts["consultation"]:
        event = clients("commander").events.do(
            event.id, event.version, "decline_consultation", {"reason": "单部门可办"}
        )
    event = op.events.do(event.id, event.version, "assign", given)
    event = farmer.events.do(event.id, event.version, "sign")
    (tmp_path / "after.jpg").write_bytes(jpeg())
    photo = farmer.attachments.send_file(tmp_path / "after.jpg", TOWN, "after")
    told = {"text": "已取缔", "attachments": [photo.id]}
    event = farmer.events.do(event.id, event.version, "feed_back", told)
    event = clients("leader").events.do(
        event.id, event.version, "verify", {"is_evidence_seen": True}
    )
    assert event.state == "closed"
    assert op.attachments.of_event(event.id)[0].sha256 == photo.sha256
    assert op.attachments.thumbnail(photo.id).startswith(b"\xff\xd8")
    (tmp_path / "plan").write_bytes(pdf(2))
    plan = member.attachments.send_file(tmp_path / "plan", TOWN)
    assert (plan.media_type, plan.pages) == ("application/pdf", 2)
    assert member.attachments.page(plan.id, 2).startswith(b"\xff\xd8")
    with pytest.raises(NotFoundError):
        member.attachments.page(plan.id, 3)
    trail = list(clients("auditor").journal.all(event=event.id))
    assert trail[0].what == "event.report"
    page = op.events.page(text="屠宰", counted=True)
    assert (page.total, page.items[0].id) == (1, event.id)
    whole = op.towns.figures(TOWN, now() - timedelta(days=1), now() + timedelta(days=1))[0]
    assert (whole.reported, whole.closed) == (1, 1)


def test_errors_are_of_one_tree_and_say_why(clients: Any, served: Served) -> None:
    op, other = clients("op1"), clients("op2")
    event = clients("member").events.report(REPORT)
    op.events.do(event.id, event.version, "take")
    with pytest.raises(ConflictError) as late:
        other.events.do(event.id, event.version, "take")
    assert late.value.problem.current is not None
    assert late.value.problem.current["facts"]["owner"] == "op1"
    with pytest.raises(NotFoundError):
        clients("stranger").events.one(event.id)
    with pytest.raises(MayNotError):
        clients("mayor").sending.candidates(event.id)
    with pytest.raises(InvalidError) as wrong:
        op.events.report({"town": TOWN, "source": "field", "color": 1})
    assert wrong.value.problem.errors[0].pointer == "/body/color"
    with (
        Client(f"http://127.0.0.1:{served.port}", QUICK) as nobody,
        pytest.raises(NotSignedInError),
    ):
        nobody.events.page()


def test_the_lists_of_a_town(clients: Any) -> None:
    keeper, op = clients("keeper"), clients("op1")
    data = "编号,名称,网格,经度,纬度,密码\nC1,路口,FX01-05,120.2,29.7,secret\n".encode()
    assert keeper.towns.import_file(TOWN, "cameras", data)["added"] == ["C1"]
    assert keeper.towns.import_file(TOWN, "cameras", data, dry_run=False)["is_done"]
    assert op.towns.cameras(TOWN)[0].password == "secret"
    assert keeper.towns.export_file(TOWN, "people", "xlsx", "盘点").startswith(b"PK")
    assert {one.id for one in op.towns.people(TOWN)} >= {"member", "op1"}
    assert op.towns.grids(TOWN)["type"] == "FeatureCollection"
    assert op.towns.taxonomy(TOWN)["subcategories"]
    assert op.towns.cards(TOWN)["0301"]["never"]
    assert TOWN in {one["code"] for one in op.towns.regions()}
    here = {"lon": 120.2, "lat": 29.7, "at": day_clock().isoformat()}
    member = clients("member")
    member.sending.change_duty("member", on_duty=True)
    assert member.sending.tell_positions([here]) == 1
    shown = op.towns.map(TOWN, (120.1, 29.6, 120.3, 29.8), "people", "cameras")
    assert [one["id"] for one in shown["people"]] == ["member"]


def test_accounts_are_given_and_taken(clients: Any, served: Served) -> None:
    keeper = clients("keeper")
    grants = [{"role": "operator", "region": TOWN}]
    told = {"login": "wang", "name": "王五", "region": TOWN, "password": PASSWORD, "grants": grants}
    made = keeper.accounts.add(told)
    assert "wang" in {one["login"] for one in keeper.accounts.list()}
    with Client(f"http://127.0.0.1:{served.port}", QUICK) as wang:
        assert wang.sessions.sign_in("wang", PASSWORD).must_change_password
        wang.sessions.change_password(PASSWORD, "另一个-好密码-2026")
        assert wang.sessions.me().name == "王五"
        changed = {"version": made["version"], "name": "王五", "grants": [], "is_disabled": True}
        keeper.accounts.change("wang", changed)
        with pytest.raises(NotSignedInError):
            wang.sessions.me()


class Heard:
    """What a feed handed over."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.connected: list[bool] = []
        self.news = threading.Condition()

    def take(self, message: Message) -> None:
        with self.news:
            self.messages.append(message)
            self.news.notify_all()

    def seqs(self) -> list[int]:
        return [entry.seq for one in self.messages for entry in one.entries]

    def wait_for(self, count: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: len(self.seqs()) >= count, PATIENCE_S)


def test_the_feed_goes_on_over_a_restart_without_loss(clients: Any, served: Served) -> None:
    op, member = clients("op1"), clients("member")
    start = list(op.journal.all())[-1].seq
    heard = Heard()
    reader = FeedReader(op.transport, heard.take, start, heard.connected.append)
    reader.start()
    try:
        for _ in range(3):
            member.events.report(REPORT)
        heard.wait_for(3)
        served.stop()
        with pytest.raises(BackendAwayError):
            member.events.report(REPORT)
        served.start()
        for _ in range(3):
            member.events.report(REPORT)
        heard.wait_for(6)
    finally:
        reader.close()
    seqs = heard.seqs()
    assert seqs == sorted(set(seqs))
    assert seqs[0] > start
    assert {True, False} <= set(heard.connected)
    assert all(one.kind is Told.ENTRIES for one in heard.messages)


def test_the_outbox_sends_once_and_in_order_when_the_backend_is_back(
    clients: Any, served: Served, tmp_path: Path
) -> None:
    member, op = clients("member"), clients("op1")
    store = LocalStore(tmp_path / "local.db")
    outbox = Outbox(store, member.transport, now)
    served.stop()
    texts = [f"第{number}件事:路灯不亮" for number in range(3)]
    for text in texts:
        outbox.put("POST", f"{BASE}/reports", {**REPORT, "text": text}, "上报")
    outbox.put("POST", f"{BASE}/reports", {**REPORT, "text": "过时"}, "上报", now())
    outbox.put("POST", f"{BASE}/reports", {"town": TOWN}, "缺项")
    assert outbox.flush().is_away
    store.close()
    served.start()
    store = LocalStore(tmp_path / "local.db")  # as after kill -9
    outbox = Outbox(store, member.transport, now)
    member.transport.breaker.succeeded()
    done = outbox.flush()
    assert (done.sent, done.expired, done.refused, done.is_away) == (3, 1, 1, False)
    lines = [line.title for line in op.events.all()]
    assert lines[::-1] == texts
    refused = store.outbox(OutState.REFUSED)[0]
    assert refused.problem is not None
    assert refused.problem["code"] == "invalid"
    expired = store.outbox(OutState.EXPIRED)[0]
    outbox.send_anyway(expired.id)
    assert outbox.flush().sent == 1
    outbox.give_up(refused.id)
    assert store.outbox() == []
    store.close()


def test_the_same_write_sent_twice_is_done_once(clients: Any) -> None:
    member, op = clients("member"), clients("op1")
    first = member.events.report(REPORT, key="the-same-key")
    assert member.events.report(REPORT, key="the-same-key").id == first.id
    assert op.events.page(counted=True).total == 1


def test_the_last_known_state_is_there_without_the_backend(
    clients: Any, served: Served, tmp_path: Path
) -> None:
    op, member = clients("op1"), clients("member")
    data = "编号,名称,密码\nC1,路口,secret\n".encode()
    clients("keeper").towns.import_file(TOWN, "cameras", data, dry_run=False)
    first = member.events.report(REPORT)
    store = LocalStore(tmp_path / "local.db")
    mirror = Mirror(op, store, TOWN)
    mirror.read_all()
    second = member.events.report(REPORT)
    entries = list(op.journal.all(mirror.seq))
    changed = mirror.take(entries, entries[-1].seq)
    assert second.id in {line.id for line in changed}
    served.stop()
    store.close()
    store = LocalStore(tmp_path / "local.db")
    mirror = Mirror(op, store, TOWN)
    assert {line.id for line in mirror.lines()} == {first.id, second.id}
    assert (mirror.cameras()[0].name, mirror.cameras()[0].password) == ("路口", "")
    assert b"secret" not in (tmp_path / "local.db").read_bytes()
    assert mirror.people()
    rules = mirror.rules()
    assert rules is not None
    assert rules["subcategories"]
    assert mirror.seq == entries[-1].seq
    store.close()


def test_an_upload_whose_answer_was_lost_goes_on(clients: Any) -> None:
    member = clients("member")
    data = jpeg((400, 300))
    given = member.attachments.begin("a.jpg", len(data))
    member.transport.send(
        "PATCH",
        f"{BASE}/uploads/{given.id}",
        data=data[:1000],
        headers={"Upload-Offset": "0"},
    )
    member.attachments.send_on(given, io.BytesIO(data))  # it believes that nothing came
    assert member.attachments.finish(given.id, TOWN).width == 400

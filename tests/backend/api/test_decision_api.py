"""Parties, the signed decision, and everything that would be a forged one."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, Row, select, text, update
from typer.testing import CliRunner

from backend.__main__ import app
from backend.api.app import BASE
from backend.domain.canonical import canonical
from backend.domain.people import Grant
from backend.domain.words import Role
from backend.services.signatures import verify_signatures
from backend.services.signing import key_id_of, public_text
from backend.storage.database import writing
from backend.storage.journal import Broken, verify
from backend.storage.people import add_person
from backend.storage.tables import journal, journal_head, metadata, signing_key
from backend.storage.unit_of_work import ITSELF, Unit
from tests.backend_town import FARMING, PASSWORD, TOWN, Api

PLATFORMS = ["SJ", "ZF"]
INSPECTION = "市场监管分局"
DECISION: dict[str, Any] = {
    "lead": FARMING,
    "cooperating": [INSPECTION],
    "limit": "1WD",
    "measures": "联合执法,下达整改通知书",
    "people": ["member"],
    "absent": ["SJ", "ZF", FARMING],
}
PAGE = Path(__file__).parents[3] / "docs" / "consultation.md"


def add_inspector(api: Api) -> None:
    """Staff of a department that nobody invited."""

    def add(unit: Unit) -> None:
        grant = Grant(Role.DEPARTMENT, TOWN, department=INSPECTION)
        add_person(unit.connection, "inspector", "inspector", TOWN, [grant])
        api.backend.accounts.add(unit, "inspector", "inspector", PASSWORD, must_change=False)

    api.backend.store.do(ITSELF, add)


def proposed(api: Api) -> dict[str, Any]:
    event = api.does("op1", api.reports(), "take")
    return api.does("op1", event, "propose_consultation", platforms=PLATFORMS)


def consulted(api: Api) -> dict[str, Any]:
    called = {"platforms": PLATFORMS, "departments": [FARMING]}
    return api.does("commander", proposed(api), "open_consultation", **called)


def decision_of(api: Api, event: dict[str, Any], who: str = "commander") -> Any:
    return api.get(who, f"/events/{event['id']}/decision")


# Parties


def test_whoever_is_invited_sees_the_event_and_speaks(api: Api) -> None:
    add_inspector(api)
    event = consulted(api)
    path = f"/events/{event['id']}"
    for who, sees in (("farmer", True), ("inspector", False)):
        assert api.get(who, path).status_code == (200 if sees else 404)
        assert bool(api.get(who, "/events").json()["items"]) is sees
        assert bool(api.get(who, "/journal", event=event["id"]).json()["items"]) is sees
    unheard = api.tries("inspector", event, "state_position", stance="agreed")
    assert unheard.status_code == 404
    silent = api.tries("farmer", event, "state_position", stance="objected")
    assert silent.json()["errors"][0]["code"] == "need.objection"
    given = {"stance": "objected", "reason": "人手不足"}
    event = api.does("farmer", event, "state_position", **given)
    event = api.does("commander", event, "invite_parties", departments=[INSPECTION])
    assert event["state"] == "consulting"
    assert api.get("inspector", path).status_code == 200
    event = api.does("inspector", event, "state_position", stance="agreed")
    signed = api.signs("commander", event, **{**DECISION, "absent": PLATFORMS})
    assert signed["facts"]["decision"]["stances"] == [
        [FARMING, "objected"],
        [INSPECTION, "agreed"],
        ["SJ", "absent"],
        ["ZF", "absent"],
    ]
    words = {one["party"]: one["words"] for one in _text(decision_of(api, event).json())["parties"]}
    assert words == {FARMING: "人手不足", INSPECTION: "", "SJ": "", "ZF": ""}
    assert api.get("inspector", path).status_code == 200


def test_only_departments_of_the_town_are_invited(api: Api) -> None:
    event = proposed(api)
    called = {"platforms": PLATFORMS, "departments": [FARMING, "火星办"]}
    problem = api.tries("commander", event, "open_consultation", **called).json()
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("invalid", "/body/departments")
    event = consulted(api)
    unknown = api.tries("commander", event, "invite_parties", departments=["火星办"])
    assert unknown.json()["errors"][0]["pointer"] == "/body/departments"
    again = api.tries("commander", event, "invite_parties", departments=[FARMING])
    assert again.json()["errors"][0]["code"] == "need.parties"
    other = api.tries("op1", event, "invite_parties", departments=["火星办"])
    assert other.json()["code"] == "may_not"


# Signing


def test_no_other_way_assigns_what_is_consulted(api: Api) -> None:
    event = consulted(api)
    given = {**DECISION, "text": DECISION["measures"], "reason": "急"}
    given.pop("measures")
    unsigned = api.tries("commander", event, "sign_decision", **given)
    assert unsigned.json()["errors"][0]["code"] == "need.signature"
    assert (
        api.tries("commander", event, "sign_decision", **given, is_signed=True).status_code == 422
    )
    for who in ("op1", "leader", "commander"):
        assert api.tries(who, event, "assign", **given).json()["code"] == "state_conflict"
    assert decision_of(api, event).status_code == 404
    now = api.get("op1", f"/events/{event['id']}").json()
    assert (now["facts"]["lead"], now["version"]) == (None, event["version"])


def test_only_a_commander_s_password_is_looked_at(api: Api) -> None:
    event = consulted(api)
    for who in ("op1", "leader", "sj", "farmer"):
        answer = api.tries_to_sign(who, event, **DECISION, password="wrong-password")
        assert answer.json()["code"] == "may_not", who
    assert api.tries_to_sign("stranger", event, **DECISION).status_code == 404


def test_a_wrong_password_counts_and_locks(api: Api) -> None:
    event = consulted(api)
    wrong = [
        api.tries_to_sign("commander", event, **DECISION, password="wrong-password")
        for _ in range(6)
    ]
    assert [one.json()["code"] for one in wrong] == ["wrong_password"] * 5 + ["locked_out"]
    assert [one.status_code for one in wrong] == [401] * 5 + [429]
    right = api.tries_to_sign("commander", event, **DECISION)
    assert right.json()["code"] == "locked_out"
    assert int(right.headers["Retry-After"]) > 0
    sign_in = {"login": "commander", "password": PASSWORD}
    assert api.client().post(f"{BASE}/session", json=sign_in).status_code == 429
    assert api.get("commander", f"/events/{event['id']}").json()["state"] == "consulting"
    told = api.get("auditor", "/journal", limit=500).json()["items"]
    assert [one["what"] for one in told].count("session.refused") == 5


def test_an_answer_that_was_lost_comes_again_for_the_right_password(api: Api) -> None:
    event = consulted(api)
    first = api.tries_to_sign("commander", event, "sign-00000001", **DECISION)
    again = api.tries_to_sign("commander", event, "sign-00000001", **DECISION)
    assert (first.status_code, again.json()) == (200, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    wrong = {**DECISION, "password": "wrong-password"}
    assert api.tries_to_sign("commander", event, "sign-00000001", **wrong).status_code == 401
    other = {**DECISION, "measures": "别的措施"}
    reused = api.tries_to_sign("commander", event, "sign-00000001", **other)
    assert reused.json()["code"] == "idempotency_key_reused"
    told = api.get("auditor", "/journal", event=event["id"], limit=500).json()["items"]
    assert [one["what"] for one in told].count("consultation.decided") == 1


def test_the_password_is_kept_nowhere(
    api: Api, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    event = consulted(api)
    answer = api.tries_to_sign("commander", event, **DECISION)
    assert answer.status_code == 200
    said = [answer.text, caplog.text, repr(decision_of(api, event).json())]
    with api.backend.store.reading() as connection:
        for table in metadata.sorted_tables:
            said += [repr(tuple(row)) for row in connection.execute(select(table))]
        kept = connection.execute(select(signing_key)).one()
    assert not [one for one in said if PASSWORD in one]
    assert len(kept.sealed) == 12 + 32 + 16  # nonce, key, tag
    files = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert not [one for one in files if PASSWORD.encode() in one]


def test_the_table_goes_into_the_text(api: Api) -> None:
    event = consulted(api)
    path = f"/events/{event['id']}/consultation/ops"
    measure = {"kind": "measure", "text": "取缔", "department": FARMING, "due": "2026-11-25"}
    for who, body in (
        ("commander", {"verb": "join"}),
        ("farmer", {"verb": "join"}),
        ("sj", {"verb": "join"}),
        ("farmer", {"verb": "put", "id": "measure-1", "item": measure}),
        ("sj", {"verb": "leave"}),
    ):
        assert api.post(who, path, body).status_code == 200
    signed = api.signs("commander", event, **DECISION)
    decision = decision_of(api, signed).json()
    told = _text(decision)
    assert told["measure_list"] == [{"text": "取缔", "department": FARMING, "due": "2026-11-25"}]
    assert [one["id"] for one in told["present"]] == ["commander", "farmer"]
    assert told["left"] == [{"id": "sj", "name": "sj", "party": "SJ"}]
    assert told["people"] == [{"id": "member", "name": "member"}]
    entries = api.get("auditor", "/journal", event=event["id"], limit=500).json()["items"]
    last = [one for one in entries if one["what"] == "consultation.op"][-1]
    assert told["journal"] == {"seq": last["seq"], "hash": last["hash"]}
    late = api.post("commander", path, {"verb": "put", "id": "measure-2", "item": measure})
    assert late.json()["code"] == "state_conflict"


def test_a_decision_is_read_by_who_sees_the_event(api: Api) -> None:
    add_inspector(api)
    event = api.signs("commander", consulted(api), **{**DECISION, "cooperating": []})
    decision = decision_of(api, event, "farmer").json()
    assert decision["is_valid"] is True
    assert (decision["signed_by"], decision["signed_by_name"]) == ("commander", "commander")
    assert decision_of(api, event, "inspector").status_code == 404
    assert decision_of(api, event, "auditor").status_code == 404


def _text(decision: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(decision["text"])
    return told


# Checking it without the program


@pytest.mark.parametrize("kind", ["sh", "python"])
def test_anybody_checks_a_signature_as_the_page_says(api: Api, tmp_path: Path, kind: str) -> None:
    event = api.signs("commander", consulted(api), **DECISION)
    decision = decision_of(api, event).json()
    found = re.search(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    command = ["bash", "-euo", "pipefail", "-c"] if kind == "sh" else [sys.executable, "-c"]
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def checked(given: dict[str, Any]) -> int:
        (folder / "decision.json").write_text(json.dumps(given), encoding="utf-8")
        return subprocess.run(
            [*command, found[1]], cwd=folder, capture_output=True, check=False
        ).returncode

    assert checked(decision) == 0
    forged = decision["text"].replace("1WD", "9WD")
    assert forged != decision["text"]
    assert checked({**decision, "text": forged}) != 0
    key = Ed25519PrivateKey.generate().public_key()
    other = public_text(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    assert checked({**decision, "public_key": other}) != 0


# Forgery


class Forger:
    """Somebody who may write to the whole database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        connection.execute(text("DROP TRIGGER journal_no_UPDATE"))
        connection.execute(text("DROP TRIGGER journal_no_DELETE"))

    def entry(self, what: str) -> Row[Any]:
        query = select(journal).where(journal.c.what == what).order_by(journal.c.seq.desc())
        return self.connection.execute(query.limit(1)).one()

    def writes(self, row: Row[Any], **values: Any) -> None:
        """Change an entry and every hash from there on, so that the chain holds."""
        self.connection.execute(update(journal).where(journal.c.seq == row.seq).values(values))
        self.chains()

    def changes(self, what: str, change: Callable[[dict[str, Any]], None]) -> None:
        row = self.entry(what)
        told = json.loads(row.change)
        change(told)
        self.writes(row, change=canonical(told))

    def removes(self, what: str) -> None:
        """Say something harmless in the place of an entry."""
        self.writes(self.entry(what), what="session.begun", change="{}", event=None)

    def chains(self) -> None:
        prev = "0" * 64
        for row in self.connection.execute(select(journal).order_by(journal.c.seq)).all():
            told = {name: value for name, value in row._mapping.items() if name != "hash"}
            told["prev"] = prev
            prev = hashlib.sha256(canonical(told).encode()).hexdigest()
            values = {"prev": told["prev"], "hash": prev}
            self.connection.execute(update(journal).where(journal.c.seq == row.seq).values(values))
        self.connection.execute(update(journal_head).values(hash=prev))

    def faults(self) -> list[Broken]:
        assert list(verify(self.connection)) == []  # the chain alone says nothing
        return list(verify_signatures(self.connection))


def _changed(name: str, to: str) -> Callable[[Forger], None]:
    return lambda forger: forger.changes(
        "consultation.decided", lambda told: told.update({name: to})
    )


def _text_changed(forger: Forger) -> None:
    forger.changes(
        "consultation.decided", lambda told: told.update(text=told["text"].replace("1WD", "9WD"))
    )


def _event_changed(forger: Forger) -> None:
    forger.changes(
        "event.sign_decision",
        lambda told: told["changed"]["decision"].update(lead="综合执法队"),
    )


def _by_another(forger: Forger) -> None:
    forger.writes(forger.entry("consultation.decided"), who="leader")


def _about_another(forger: Forger) -> None:
    for what in ("event.sign_decision", "consultation.decided"):
        forger.writes(forger.entry(what), event="f" * 32)


def _key_of_another(forger: Forger) -> None:
    forger.writes(forger.entry("signing.key_made"), who="leader")


def _key_never_made(forger: Forger) -> None:
    forger.removes("signing.key_made")


def _key_void(forger: Forger) -> None:
    """A reset between the key and the signature."""
    after = forger.entry("signing.key_made").seq + 1
    row = forger.connection.execute(select(journal).where(journal.c.seq == after)).one()
    forger.writes(row, what="account.password_reset", change='{"login":"commander"}')


def _other_key_everywhere_in_the_journal(forger: Forger) -> None:
    """A pair of the forger's own, in the journal only."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    named = {"key_id": key_id_of(public), "public_key": public_text(public)}

    def signed(told: dict[str, Any]) -> None:
        told.update(named, text=told["text"].replace("1WD", "9WD"))
        told["signature"] = base64.b64encode(private.sign(told["text"].encode())).decode()

    forger.changes("signing.key_made", lambda told: told.update(named))
    forger.changes("consultation.decided", signed)


def _signature_removed(forger: Forger) -> None:
    forger.removes("consultation.decided")


def _decision_removed(forger: Forger) -> None:
    forger.removes("event.sign_decision")


def _key_kept_is_another(forger: Forger) -> None:
    private = Ed25519PrivateKey.generate().public_key()
    public = private.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    forger.connection.execute(
        update(signing_key).values(public_key=public, key_id=key_id_of(public))
    )


def _unreadable(forger: Forger) -> None:
    forger.changes("consultation.decided", lambda told: told.pop("signature"))


def _history_changed(forger: Forger) -> None:
    """What happened before the decision is another history now."""
    forger.changes("event.report", lambda told: told.update(sheet="别的事"))


FORGERIES: list[tuple[Callable[[Forger], None], str]] = [
    (_text_changed, "the signature isn't this text's"),
    (_changed("text", "别的"), "the signature isn't this text's"),
    (_changed("signature", "AAAA"), "the signature isn't this text's"),
    (_changed("signature", "?"), "the signature isn't this text's"),
    (_changed("public_key", "AAAA"), "the signature isn't this text's"),
    (_changed("key_id", "0" * 32), "the key wasn't this person's then"),
    (_by_another, "the key is another person's"),
    (_about_another, "the text is about another event, person or time"),
    (_event_changed, "the text says something else than the event"),
    (_key_of_another, "the key is another person's"),
    (_key_never_made, "the key wasn't this person's then"),
    (_key_void, "the key wasn't this person's then"),
    (_other_key_everywhere_in_the_journal, "the text says something else than the event"),
    (_signature_removed, "no signature goes with the decision"),
    (_decision_removed, "no decision goes with the signature"),
    (_key_kept_is_another, "the key kept for commander isn't the one in the journal"),
    (_unreadable, "can't be read"),
    (_history_changed, "the entry that the text names isn't in the journal"),
]


@pytest.mark.parametrize(("forge", "fault"), FORGERIES)
def test_what_is_forged_is_found(api: Api, forge: Callable[[Forger], None], fault: str) -> None:
    event = api.signs("commander", consulted(api), **DECISION)
    assert decision_of(api, event).json()["is_valid"] is True
    with writing(api.backend.store.engine) as connection, connection.begin() as transaction:
        forger = Forger(connection)
        assert forger.faults() == []
        forge(forger)
        assert fault in [one.what for one in forger.faults()]
        transaction.rollback()


@pytest.mark.parametrize(
    "forge",
    [_text_changed, _by_another, _key_of_another, _key_never_made, _changed("signature", "?")],
)
def test_a_forged_decision_isn_t_called_valid(api: Api, forge: Callable[[Forger], None]) -> None:
    event = api.signs("commander", consulted(api), **DECISION)
    with writing(api.backend.store.engine) as connection, connection.begin():
        forge(Forger(connection))
    assert decision_of(api, event).json()["is_valid"] is False
    restore_journal(api)


def restore_journal(api: Api) -> None:
    """Empty it: the fixture goes through it at its end."""
    with writing(api.backend.store.engine) as connection, connection.begin():
        connection.execute(journal.delete())
        connection.execute(update(journal_head).values(seq=0, hash="0" * 64))
        connection.execute(signing_key.delete())


def test_the_command_names_what_was_forged(api: Api, tmp_path: Path) -> None:
    api.signs("commander", consulted(api), **DECISION)
    url = str(api.backend.store.engine.url)
    ran: Callable[[], Any] = lambda: CliRunner().invoke(  # noqa: E731
        app, ["verify-journal", "--data-folder", str(tmp_path)], env={"DATABASE_URL": url}
    )
    done = ran()
    assert (done.exit_code, done.output) == (0, "The journal holds.\n")
    with writing(api.backend.store.engine) as connection, connection.begin():
        forger = Forger(connection)
        _text_changed(forger)
        seq = forger.entry("consultation.decided").seq
    done = ran()
    assert done.exit_code == 1
    assert f"{seq}: the signature isn't this text's" in done.output
    restore_journal(api)


def test_a_decision_from_before_keys_needs_no_signature(api: Api) -> None:
    """An old entry has no people in its decision."""
    api.signs("commander", consulted(api), **DECISION)
    with writing(api.backend.store.engine) as connection, connection.begin() as transaction:
        forger = Forger(connection)
        forger.changes(
            "event.sign_decision", lambda told: told["changed"]["decision"].pop("people")
        )
        forger.removes("consultation.decided")
        assert forger.faults() == []
        transaction.rollback()

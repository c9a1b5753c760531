"""Random people do random things over the interface: what may be done is done, nothing else is."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text, update

from backend.domain.actions import Action
from backend.domain.event_facts import Stance
from backend.domain.payload import ExtensionReason, RejectReason
from backend.domain.words import Grade, Platform, State, Supervision
from backend.services.town_rules import RuleShelf
from backend.storage.database import writing
from backend.storage.journal import verify
from backend.storage.tables import journal
from tests.backend_parts import small_town
from tests.backend_town import FARMING, GRANTS, REPORT, Api

DEPARTMENTS = (FARMING, "市场监管分局", "综合执法中队")
PARTIES = (*map(str, Platform), FARMING)
DECIDED = ("lead", "cooperating", "limit", "people", "absent")
ACTIONS = [action.value for action in Action if action is not Action.REPORT]
TEXTS = (REPORT["text"], "饭店晚上偷排油烟", "有人组织传销", "民房着火了,有人被困", "路灯坏了")


@st.composite
def given_with(draw: st.DrawFn) -> dict[str, Any]:
    """Mostly what an action needs, sometimes less."""
    words = st.sampled_from(["", "说明", "说明"])
    names = st.sampled_from(DEPARTMENTS)
    reasons = [str(one) for one in (*RejectReason, *ExtensionReason)]
    given: dict[str, Any] = {
        "text": draw(words),
        "reason": draw(words),
        "reason_code": draw(st.sampled_from([*reasons, ""])),
        "is_confirmed": draw(st.booleans()),
        "cooperating": draw(st.lists(names, max_size=2, unique=True)),
        "departments": draw(st.lists(names, max_size=2, unique=True)),
        "people": draw(st.lists(st.sampled_from(["member", "police", "op2"]), max_size=2)),
        "platforms": draw(st.lists(st.sampled_from([*Platform]), max_size=4, unique=True)),
        "absent": draw(st.lists(st.sampled_from(PARTIES), max_size=4, unique=True)),
        "is_evidence_seen": draw(st.booleans()),
        "grants_time": draw(st.booleans()),
        "stars": draw(st.integers(0, 5)),
        "level": draw(st.sampled_from([one.value for one in Supervision])),
    }
    maybe = {
        "lead": names,
        "stance": st.sampled_from([*Stance]),
        "limit": st.just("3WD"),
        "until": st.just("2026-11-26T02:00:00Z"),
        "back_to": st.sampled_from([State.HANDLING, State.VERIFYING]),
        "is_answer_yes": st.booleans(),
        "grade": st.sampled_from([one.value for one in Grade]),
        "subcategory": st.sampled_from(["0301", "0501", "1004"]),
    }
    given.update({name: draw(one) for name, one in maybe.items() if draw(st.booleans())})
    return given


class Town(RuleBasedStateMachine):
    """A town whose people do whatever comes to their minds."""

    shelf: ClassVar[RuleShelf]
    hasher: ClassVar[PasswordHasher]

    def __init__(self) -> None:
        super().__init__()
        self.running = ExitStack()
        folder = Path(self.running.enter_context(TemporaryDirectory()))
        town = small_town(folder, self.shelf, self.hasher)
        self.api = self.running.enter_context(town)  # it verifies the journal at its end

    @initialize()
    def begins(self) -> None:
        self.events: list[str] = []
        self.versions: dict[str, int] = {}
        self.reports("member", TEXTS[0])

    @rule(who=st.sampled_from(["member", "police"]), words=st.sampled_from(TEXTS))
    def reports(self, who: str, words: str) -> None:
        event = self.api.reports(who, text=words)
        self.events.append(event["id"])
        self.versions[event["id"]] = event["version"]

    @rule(who=st.sampled_from(sorted(GRANTS)), given=given_with(), data=st.data())
    def does_what_is_allowed(self, who: str, given: dict[str, Any], data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(self.events))
        seen = self.api.get(who, f"/events/{id_}")
        if seen.status_code == 404:
            return
        allowed = [one["action"] for one in seen.json()["allowed"]]
        self.tries(who, id_, data.draw(st.sampled_from(allowed or ACTIONS)), given, set(allowed))

    @rule(
        who=st.sampled_from(sorted(GRANTS)),
        action=st.sampled_from(ACTIONS),
        given=given_with(),
        data=st.data(),
    )
    def tries_anything(
        self, who: str, action: str, given: dict[str, Any], data: st.DataObject
    ) -> None:
        id_ = data.draw(st.sampled_from(self.events))
        seen = self.api.get(who, f"/events/{id_}")
        allowed = {one["action"] for one in seen.json().get("allowed", ())}
        self.tries(who, id_, action, given, allowed)

    @rule(who=st.sampled_from(["op1", "leader", "member"]), data=st.data())
    def comes_too_late(self, who: str, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(self.events))
        seen = self.api.get(who, f"/events/{id_}").json()
        if seen.get("version", 1) > 1:
            seen["version"] -= 1
            answer = self.api.tries(who, seen, "mark_urgent")
            assert answer.json()["code"] == "stale_version"

    def tries(
        self, who: str, id_: str, action: str, given: dict[str, Any], allowed: set[str]
    ) -> None:
        event = {"id": id_, "version": self.version(id_)}
        if action == Action.SIGN_DECISION:
            signed = {name: given[name] for name in DECIDED if name in given}
            answer = self.api.tries_to_sign(who, event, **signed, measures=given["text"])
        else:
            answer = self.api.tries(who, event, action, **given)
        assert answer.status_code < 500, answer.text
        if answer.status_code == 200:
            assert action in allowed, (who, action)
            assert answer.json()["version"] > event["version"]
        elif action in allowed:
            # Only what was given may be wrong with something that is allowed.
            assert answer.json()["code"] in {"incomplete", "invalid"}, (who, action, answer.text)
        else:
            assert answer.status_code in {403, 404, 409}, (who, action, answer.text)

    def version(self, id_: str) -> int:
        return int(self.api.get("op1", f"/events/{id_}").json()["version"])

    @invariant()
    def versions_only_grow_and_the_journal_tells_each(self) -> None:
        for id_, before in list(self.versions.items())[-2:]:
            now = self.version(id_)
            assert now >= before
            self.versions[id_] = now

    def teardown(self) -> None:
        for id_ in getattr(self, "events", [])[-3:]:
            trail = self.api.get("auditor", "/journal", event=id_, limit=500).json()["items"]
            versions = [one["change"]["version"] for one in trail if "version" in one["change"]]
            told = [one for one in versions if one is not None]
            assert told == sorted(told)
            if len(trail) < 500:
                assert set(told) == set(range(1, self.version(id_) + 1))
        self.running.close()


@pytest.mark.timeout(3600)
def test_whatever_people_do_the_rules_hold(
    shelf: RuleShelf, hasher: PasswordHasher, is_soak: bool
) -> None:
    class Here(Town):
        pass

    Here.shelf, Here.hasher = shelf, hasher
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=60 if is_soak else 4,
            stateful_step_count=100 if is_soak else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            derandomize=not is_soak,
        ),
    )


@pytest.mark.parametrize("column", ["at", "town", "who_name", "what", "scope", "change", "hash"])
def test_a_changed_byte_in_any_entry_is_found(api: Api, column: str) -> None:
    api.does("op1", api.reports(), "take")
    engine = api.backend.store.engine
    with writing(engine) as connection, connection.begin() as transaction:
        connection.execute(text("DROP TRIGGER journal_no_UPDATE"))
        last = api.backend.store.last_seq()
        for seq in range(1, last + 1):
            row = connection.execute(journal.select().where(journal.c.seq == seq)).one()
            value = str(row._mapping[column])
            at = seq % len(value) if value else 0
            changed = value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :] if value else "x"
            connection.execute(
                update(journal).where(journal.c.seq == seq).values({column: changed})
            )
            try:
                assert seq in {one.seq for one in verify(connection)}, (seq, column)
            except json.JSONDecodeError:
                pytest.fail("what was changed can't even be read")
            connection.execute(update(journal).where(journal.c.seq == seq).values({column: value}))
        assert list(verify(connection)) == []
        transaction.rollback()

"""The event at hand without a backend: what the key promises, drafts, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from backend_client.errors import BackendAwayError
from backend_client.local_store import LocalStore
from backend_client.outbox import Outbox
from backend_client.records import AllowedAction, Candidate, Event, Sent, WhoToSend
from console.controllers.backend_link import BackendLink, LinkState
from console.controllers.event_controller import EventController
from console.pages.action_fields import Known
from console.pages.event_foot import EventFoot, Question
from console.pages.event_stage import EventStage
from console.pages.event_words import status_words
from tests.console.inbox_lines import NOW
from widgets.action_form import Field, FieldKind

GENERAL, MAJOR = 1, 3
SEAT = ("dispatch", "assign", "propose_consultation", "reclassify")
KNOWN = Known(departments=(("交警中队", "交警中队"), ("派出所", "派出所")))


def an_event(state: str, grade: int, *allowed: str, sent: tuple[str, ...] = ()) -> Event:
    """An event whose rules name a department."""
    facts: dict[str, Any] = {
        "town": "FX",
        "reported_at": NOW.isoformat(),
        "subcategory": {"code": "0801"},
        "route": {"rule": "R1", "lead": "交警中队"},
        "sent": sent,
    }
    return Event(
        id="e1",
        number="20261124-0001",
        version=1,
        state=state,
        grade=grade,
        facts=facts,
        clocks=(),
        title="两车相撞",
        text="两车相撞",
        address="",
        position=None,
        camera=None,
        channel="",
        platform="ZZ",
        proposal={"others": ("0802", "0803")},
        allowed=tuple(AllowedAction(one, "", (), ()) for one in allowed),
    )


def who_can_go(*picks: str) -> WhoToSend:
    """Two people; the rules propose some of them."""
    people = tuple(
        Candidate(one, one, "grid_full_time", "best", True, True, 60, 80, "line", (), ())
        for one in ("m1", "m2")
    )
    return WhoToSend(people, (), 1, picks, (), ())


def an_order(status: str = "accepted", *following: str) -> Sent:
    """Somebody who was sent."""
    return Sent("m1", "王强", 1, status, "", "op1", NOW, NOW, "", 1, following)


@pytest.fixture
def link(tmp_path: Path) -> Iterator[BackendLink]:
    """Live, as far as is known here; the backend refuses."""
    made = BackendLink(["http://127.0.0.1:9"], tmp_path, "en")
    made.state = LinkState.LIVE
    yield made
    made.close()


@pytest.fixture
def stage(qtbot: QtBot, link: BackendLink) -> EventStage:
    """The real page, shown; nothing is at hand yet."""
    made = EventStage(EventController(link, str), UTC)
    qtbot.addWidget(made)
    made.set_known(KNOWN, {}, {}, {}, "en")
    made.resize(480, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(stage: EventStage, event: Event, who: WhoToSend | None = None) -> None:
    """What the controller does when an event, and who can go, was read."""
    controller = stage.controller
    controller.event_id, controller.shown = event.id, event
    controller.loaded.emit(event)
    if who is not None:
        controller.part_loaded.emit("candidates", who)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (an_event("reported", GENERAL, "take"), "Accept + send 1 + tell 交警中队  F9"),
        (an_event("reported", MAJOR, "take"), "Accept + send 1  F9"),
        (an_event("triage", GENERAL, *SEAT), "Send 1 + tell 交警中队  F9"),
        (an_event("triage", MAJOR, "dispatch", "propose_consultation"), "Send 1  F9"),
        (an_event("triage", MAJOR, "dispatch", "assign"), "Send 1 + tell 交警中队  F9"),
        (an_event("assigned", GENERAL, "dispatch"), "Send 1  F9"),
    ],
)
def test_the_key_promises_only_what_the_person_may_do(
    stage: EventStage, event: Event, words: str
) -> None:
    show(stage, event, who_can_go("m1"))
    assert stage.go.isVisible()
    assert stage.go.isEnabled()
    assert stage.go.text() == words
    plan = stage.plan
    tells = "tell" in words or event.state == "assigned"
    assert plan.told_by.isVisible() is not tells
    assert plan.lead.isVisible() is (tells and event.state != "assigned")


def test_who_was_just_sent_isnt_offered_again(stage: EventStage) -> None:
    show(stage, an_event("triage", GENERAL, *SEAT), who_can_go("m1"))
    show(stage, an_event("assigned", GENERAL, "dispatch", sent=("m1",)))  # ticks are the old ones
    assert stage.people.picks() == ("m1",)
    assert not stage.go.isVisible()
    show(stage, an_event("triage", GENERAL, *SEAT, sent=("m1",)))
    assert stage.go.text() == "Tell 交警中队  F9"
    stage.controller.part_loaded.emit("candidates", who_can_go("m2"))
    assert stage.go.text() == "Send 1 + tell 交警中队  F9"


def test_a_correction_is_taken_with_the_press_of_its_key(qtbot: QtBot, stage: EventStage) -> None:
    show(stage, an_event("triage", GENERAL, *SEAT))
    chips = stage.plan.corrections.findChildren(QToolButton)
    qtbot.waitUntil(lambda: all(one.isVisible() for one in chips))
    wanted: list[str] = []
    stage.plan.kind_wanted.connect(wanted.append)
    qtbot.keyClick(stage, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert wanted == ["0803"]


def test_co_operating_departments_are_parted_by_any_comma(stage: EventStage) -> None:
    show(stage, an_event("triage", GENERAL, *SEAT))
    stage.plan.cooperating.setText("派出所,卫生院\N{FULLWIDTH COMMA} 综治办、司法所")
    assert stage.plan.plan().cooperating == ("派出所", "卫生院", "综治办", "司法所")


def test_what_a_form_is_to_begin_with_goes_before_its_draft(qtbot: QtBot) -> None:
    foot = EventFoot()
    qtbot.addWidget(foot)
    choices = (("e7", "first"), ("e8", "second"))
    fields = (
        Field("parent", "Main event", FieldKind.CHOICE, choices),
        Field("text", "Words", FieldKind.TEXT),
    )
    question = Question("Merge", fields, lambda _: None, ("e1", "merge"))
    foot.set_draft(question.key, {"parent": "e7", "text": "同一件事"})
    foot.ask(question, {"parent": "e8"})
    assert foot.form.given() == {"parent": "e8", "text": "同一件事"}
    foot.ask(question)
    assert foot.form.given()["parent"] == "e7"


def ask_why(stage: EventStage, to: str) -> QPlainTextEdit:
    """A status that asks why, chosen in the row of who was sent."""
    word = status_words()[to]
    menus = stage.sent.findChildren(QMenu)
    next(one for one in menus[-1].actions() if one.text() == word).trigger()
    (reason,) = stage.form.findChildren(QPlainTextEdit)
    return reason


@pytest.mark.parametrize("state", [LinkState.AWAY, LinkState.LIVE])
def test_a_status_doesnt_wait_for_the_backend_and_says_so(
    qtbot: QtBot, stage: EventStage, link: BackendLink, state: LinkState
) -> None:
    link.state = state
    show(stage, an_event("assigned", GENERAL, "dispatch", sent=("m1",)))
    stage.controller.part_loaded.emit("sent", (an_order("accepted", "there", "refused", "done"),))
    ask_why(stage, "refused").setPlainText("家中有急事")
    with qtbot.waitSignal(stage.controller.act_failed):
        stage.form.on_send_clicked()
    qtbot.waitUntil(lambda: not link.tasks.waiting)
    assert stage.foot.is_asking
    assert stage.form.given() == {"reason": "家中有急事"}
    assert "doesn't wait" in stage.form.fault.text()
    assert stage.form.fault.isVisible()


def test_a_status_that_was_taken_needs_its_form_no_more(stage: EventStage) -> None:
    show(stage, an_event("assigned", GENERAL, "dispatch", sent=("m1",)))
    stage.controller.part_loaded.emit("sent", (an_order("accepted", "there", "refused", "done"),))
    drafts: dict[tuple[str, str], object] = {}
    stage.foot.drafted.connect(drafts.__setitem__)
    ask_why(stage, "refused").setPlainText("家中有急事")
    ((key, typed),) = drafts.items()
    assert typed == {"reason": "家中有急事"}
    assert key[0] == "e1"  # another event's would be another draft
    stage.controller.status_taken.emit("e1", "m1", "refused")
    assert drafts == {key: None}
    assert not stage.foot.is_asking
    assert ask_why(stage, "refused").toPlainText() == ""


def test_what_is_wanted_while_something_is_on_its_way_is_said(
    qtbot: QtBot, stage: EventStage, link: BackendLink, tmp_path: Path
) -> None:
    said: list[str] = []
    stage.notice.connect(lambda _, text: said.append(text))
    show(stage, an_event("triage", GENERAL, *SEAT), who_can_go("m1"))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"")
    controller = stage.controller
    with qtbot.waitSignal(controller.act_failed):
        controller.act("progress", {}, "Progress", ((str(photo), None),))
        assert not said
        controller.act("sign", {}, "Sign for it")
        qtbot.keyClick(stage, Qt.Key.Key_F9)
    assert len(said) == 2
    assert "Sign for it" in said[0]
    assert "Send 1 + tell 交警中队" in said[1]
    qtbot.waitUntil(lambda: not link.tasks.waiting)


def test_who_waits_no_longer_has_the_key_again(stage: EventStage, link: BackendLink) -> None:
    show(stage, an_event("triage", GENERAL, *SEAT), who_can_go("m1"))
    stage.on_go()
    assert stage.controller.is_acting
    link.tasks.give_up(0.0)
    assert not stage.controller.is_acting
    assert "may still take effect" in stage.foot.fault.text()


def test_what_the_key_promised_is_kept_once_when_the_backend_goes_away(
    stage: EventStage, link: BackendLink, tmp_path: Path
) -> None:
    said: list[str] = []
    link.store = LocalStore(tmp_path / "seat.db")
    link.outbox = Outbox(link.store, link.client.transport, lambda: NOW)
    show(stage, an_event("triage", GENERAL, *SEAT), who_can_go("m1"))
    stage.notice.connect(lambda _, text: said.append(text))
    stage.controller.read_again()
    stage.on_go()
    assert stage.controller.is_reading
    assert not link.store.outbox()
    link.state = LinkState.AWAY
    link.state_changed.emit(link.state)
    stage.on_go()
    stage.controller.failed.emit("event", BackendAwayError("away"))
    assert [text.split(":")[0] for text in said] == ["Waits for the backend"]


def test_what_cant_be_read_again_doesnt_hide_why_something_failed(stage: EventStage) -> None:
    show(stage, replace(an_event("triage", GENERAL, *SEAT), title="x"))
    stage.foot.show_fault("refused")
    stage.controller.failed.emit("event", BackendAwayError("away"))
    assert stage.foot.fault.text() == "refused"

"""The outbox's page: what waits and what was refused, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pytestqt.qtbot import QtBot

from backend_client.consultations import ops_path
from backend_client.kept_ops import UNEXPLAINED
from backend_client.local_store import OutState, OutWrite
from console.pages.outbox_page import OutboxPage
from tests.backend_table import message, stroke

AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
OVER = {"code": "state_conflict", "detail": "The consultation is over.", "do": "Ask the chair."}


def at_table(number: int, op: dict[str, Any], problem: dict[str, Any] | None = None) -> OutWrite:
    state = OutState.WAITING if problem is None else OutState.REFUSED
    path = ops_path("e1")
    return OutWrite(number, str(number), "POST", path, op, "FX-0007", AT, None, state, 0, problem)


def test_what_was_done_at_a_table_is_told_with_its_words_once_it_is_refused(qtbot: QtBot) -> None:
    page = OutboxPage(UTC)
    qtbot.addWidget(page)
    told: list[str] = []
    page.told.connect(told.append)
    said = at_table(1, {"verb": "put", "id": "m1", "item": message("请带上封条")})
    drawn = at_table(2, {"verb": "put", "id": "s1", "item": stroke()})
    page.show_writes([said, drawn])
    assert "FX-0007  Said at the table: “请带上封条”" in page.list.item(0).text()
    assert told == []
    refused = [replace(one, state=OutState.REFUSED, problem=OVER) for one in (said, drawn)]
    page.show_writes(refused)
    assert "over. Ask the chair." in page.list.item(0).text()
    assert page.send.isEnabled()
    page.show_writes(refused)
    assert len(told) == 1  # both at once, and never again
    assert "FX-0007  Said at the table: “请带上封条”; FX-0007  Drawing;" in told[0]
    many = [at_table(n, {"verb": "undo"}, {"code": UNEXPLAINED}) for n in range(3, 8)]
    page.show_writes([*refused, *many])
    assert "(5)" in told[1]
    assert "administrator" in page.list.item(6).text()

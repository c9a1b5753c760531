"""Processes that die early."""

from __future__ import annotations

from typing import Any

import pytest

from console.video import watched_child
from console.video.watched_child import WatchedChild
from tests.guards.patience import PATIENCE_S, PatientBot


def test_orders_wait_until_another_may_begin_and_none_begins_after_the_end(
    qtbot: PatientBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_child, "AGAIN_MS", 50)
    monkeypatch.setattr(watched_child, "STEADY_S", PATIENCE_S)  # however long this one takes
    first, late = {"do": "first"}, {"do": "late"}
    child = WatchedChild(
        "tests.video.order_echo", lambda: [first], start_s=PATIENCE_S, mute_s=PATIENCE_S
    )
    told: list[dict[str, Any]] = []
    child.told.connect(told.append)
    with qtbot.waitSignal(child.ended) as ended:
        child.send({"do": "die"})
    assert ended.args == [50]
    child.send_there({"do": "lost"})
    child.send(late)
    child.start()
    assert child.pid == 0
    qtbot.waitUntil(lambda: late in told)
    assert told == [first, first, late]
    child.close(PATIENCE_S)
    child.send(late)
    child.start()
    assert child.pid == 0

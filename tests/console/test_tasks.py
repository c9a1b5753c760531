"""The queue of calls: who waits for nothing any more learns of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from backend_client.errors import ClientError
from console.tasks.task_queue import GivenUpError, TaskQueue


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskQueue]:
    made = TaskQueue()
    yield made
    assert made.close()


def test_what_takes_long_can_be_given_up(qtbot: QtBot, tasks: TaskQueue) -> None:
    gate = threading.Event()
    done: list[object] = []
    failed: list[ClientError] = []
    tasks.run(lambda: gate.wait(30), done.append, failed.append, label="Reading")
    tasks.run(lambda: gate.wait(30), done.append, failed.append)  # shown to nobody
    assert tasks.longest()[0] == "Reading"
    tasks.give_up(after_s=60)
    assert not failed
    tasks.give_up(after_s=0)
    assert [type(one) for one in failed] == [GivenUpError]
    assert tasks.longest() == ("", 0.0)
    gate.set()
    qtbot.waitUntil(lambda: done == [True])  # the other one's result only

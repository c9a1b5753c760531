"""What the map is told of events: at once, and in a storm together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.controllers.backend_link import BackendLink
from console.controllers.map_controller import MapController
from tests.console.inbox_lines import a_line
from widgets.map_layers import Layer, MapPoint

HERE: dict[str, Any] = {"lon": 120.2, "lat": 29.7}


@pytest.fixture
def link(tmp_path: Path) -> Iterator[BackendLink]:
    made = BackendLink(["http://127.0.0.1:9"], tmp_path, "en")
    yield made
    made.close()


def test_the_first_is_shown_at_once_and_a_storm_together(qtbot: QtBot, link: BackendLink) -> None:
    controller, told = MapController(link), list[list[MapPoint]]()
    controller.points_read.connect(
        lambda layer, points: told.append(points) if layer is Layer.EVENTS else None
    )
    for number in range(20):
        link.lines_changed.emit([a_line(f"e{number}", **HERE)])
    assert [one.id for one in told[0]] == ["e0"]
    assert len(told) == 1
    qtbot.waitUntil(lambda: len(told) == 2)
    assert len(told[1]) == 20


def test_what_is_over_leaves(qtbot: QtBot, link: BackendLink) -> None:
    controller, told = MapController(link), list[list[MapPoint]]()
    controller.points_read.connect(lambda _, points: told.append(points))
    link.lines_changed.emit([a_line("e1", **HERE), a_line("nowhere")])
    assert [one.id for one in told[-1]] == ["e1"]
    link.lines_changed.emit([a_line("e1", state="closed", **HERE)])
    qtbot.waitUntil(lambda: told[-1] == [])

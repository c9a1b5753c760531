"""The work at one console while its backend comes and goes, and the figures of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from backend_client.errors import BackendAwayError
from backend_client.records import Camera
from console.controllers.backend_link import LinkState
from simulator.town_files import TOWN
from tests.console.backend_process import Fault
from tests.console.hands import CTRL, Hands
from tests.console.room import Room
from tests.console.test_desk import allowed, begin
from tests.guards.patience import PATIENCE_S

SHOWN_S, BACK_S = 15, 5
"""What is asked for."""
MEMBERS = 12
_AGAIN_S, _FAR_DEG = 0.2, 0.004


@dataclass
class Figures:
    """One round.

    Attributes:
        shown_s: From the fault until the console says that the backend is away.
        away_s: From the fault until the backend is ready again.
        back_s: From then until the console is live again.
        sent_s: From then until nothing waits in the outbox.
        waited: Writes that waited.
    """

    fault: Fault
    shown_s: float = 0.0
    away_s: float = 0.0
    back_s: float = 0.0
    sent_s: float = 0.0
    waited: int = 0

    def line(self) -> str:
        """The row of the table."""
        times = f"{self.shown_s:7.1f} {self.away_s:7.1f} {self.back_s:7.1f} {self.sent_s:7.1f}"
        return f"{self.fault:20} {times} {self.waited:7}"


def print_table(rounds: list[Figures]) -> None:
    """All rounds, and the worst of each figure beside what is asked for."""
    heads = " ".join(f"{name:>7}" for name in ("shown s", "away s", "back s", "sent s", "waiting"))
    print(f"\n{'fault':20} {heads}")
    for one in rounds:
        print(one.line())
    shown, back = max(one.shown_s for one in rounds), max(one.back_s for one in rounds)
    sent, waited = max(one.sent_s for one in rounds), sum(one.waited for one in rounds)
    print(f"{'worst, sum':20} {shown:7.1f} {'':7} {back:7.1f} {sent:7.1f} {waited:7}")
    print(f"{'asked for':20} {SHOWN_S:7} {'':7} {BACK_S:7}")


def is_far(camera: Camera, place: Mapping[str, Any]) -> bool:
    """Whether a camera is farther from a place than 400 m, about."""
    assert camera.lon is not None
    assert camera.lat is not None
    away = max(abs(camera.lon - place["lon"]), abs(camera.lat - place["lat"]))
    return bool(away > _FAR_DEG)


@dataclass
class Shift:
    """Hands at a console, and what members report meanwhile."""

    bot: QtBot
    room: Room
    hands: Hands
    cameras: tuple[Camera, ...] = ()
    reported: list[str] = field(default_factory=list)
    states: list[LinkState] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Places to report from, everybody signed in; see how it stands with the backend."""
        towns = self.room.client("op1").towns
        graver = towns.list(TOWN, "places")  # near a school the operator may not decide alone
        self.cameras = tuple(
            one for one in towns.cameras(TOWN) if all(is_far(one, place) for place in graver)
        )
        for member in self.room.members[:MEMBERS]:
            self.room.client(member)
        self.hands.desk.inbox_page.grouped.click()  # a row for each event, in a flood too
        self.hands.desk.link.state_changed.connect(self.states.append)

    def report(self, number: int, text: str) -> str:
        """A member reports from a place of its own, again and again until it is taken."""
        deadline = time.monotonic() + 2 * PATIENCE_S
        member = self.room.members[number % MEMBERS]
        camera = self.cameras[number * 37 % len(self.cameras)]
        place = {"lon": camera.lon, "lat": camera.lat}
        words = f"路灯不亮 {number} {text}"
        body = {"town": TOWN, "source": "field", "text": words, "position": place}
        while True:
            try:
                event = self.room.client(member).events.report(body, f"report-{number:08d}").id
                break
            except BackendAwayError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_AGAIN_S)
        self.reported.append(event)
        return event

    # -- what hands do

    def open(self, event: str) -> None:
        """With keys: to the inbox, down to the event, Enter."""
        model, hands = self.hands.desk.model, self.hands
        self.bot.waitUntil(lambda: model.row_of(event) is not None)
        hands.press(Qt.Key.Key_F6)
        hands.press(Qt.Key.Key_Home, CTRL)
        for _ in range(model.row_of(event) or 0):
            hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: hands.is_shown(event))

    def open_to_go(self, event: str) -> None:
        """Open an event, and wait until the one key may be pressed."""
        self.open(event)
        go = self.hands.desk.stage.go
        self.bot.waitUntil(lambda: go.isEnabled() and go.isVisible())

    def go(self, event: str) -> None:
        """Open it, F9; it waits."""
        self.open_to_go(event)
        self.hands.press(Qt.Key.Key_F9)
        self.waits(event)

    def begin_to_reject(self, event: str, typed: str) -> None:
        """Open an event that was accepted, fill in a form and put it away."""
        mine = self.room.client("op1").events
        mine.do(event, mine.one(event).version, "take")
        self.open(event)
        self.bot.waitUntil(lambda: "reject" in allowed(self.hands.desk))
        begin(self.hands.desk, "reject")
        self.hands.press(Qt.Key.Key_Down)  # the first reason
        self.hands.tab_to(self.words)
        self.hands.type(typed)
        self.hands.press(Qt.Key.Key_Escape)

    def reject(self, event: str, typed: str) -> None:
        """Take up the form of before, type on, and send it; it waits."""
        self.open(event)
        self.bot.waitUntil(lambda: "reject" in allowed(self.hands.desk))
        begin(self.hands.desk, "reject")
        self.hands.tab_to(self.words)
        assert self.words.toPlainText() == typed
        self.hands.press(Qt.Key.Key_End, CTRL)
        self.hands.type(" indeed")
        self.hands.send()
        self.waits(event)

    @property
    def words(self) -> QPlainTextEdit:
        """The form's field for words."""
        (words,) = self.hands.desk.stage.form.findChildren(QPlainTextEdit)
        return words

    # -- what is seen

    def waits(self, event: str) -> None:
        """What was done to an event is in the outbox, to be seen there."""
        link, outbox = self.hands.desk.link, self.hands.desk.outbox
        self.bot.waitUntil(lambda: any(event in one.path for one in link.waiting()))
        assert outbox.list.count() == len(link.waiting())

    def is_away(self) -> bool:
        """Whether the console says so: in its banner and in its status."""
        window = self.hands.console.window
        is_known = self.hands.desk.link.state is LinkState.AWAY
        return is_known and window.banner.isVisible() and "away" in self.status

    def is_back(self) -> bool:
        """Whether nothing of it is left to be seen."""
        window = self.hands.console.window
        is_live = self.hands.desk.link.state is LinkState.LIVE
        return is_live and not window.banner.isVisible() and "live" in self.status

    @property
    def status(self) -> str:
        """What the status bar says of the backend."""
        labels = self.hands.console.window.status.findChildren(QLabel)
        return next(one.text() for one in labels if one.accessibleName() == "Backend state")

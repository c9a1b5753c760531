"""Somebody at a consultation's table, over a connection that fails now and then."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from typing import Any

from backend_client.client import Client
from backend_client.consult_sender import ConsultSender
from backend_client.consult_table import ConsultTable
from backend_client.errors import BackendAwayError, ClientError, ProblemError
from backend_client.feed_protocol import Message, Told
from backend_client.feed_reader import FeedReader
from backend_client.records import Entry
from backend_client.transport import Limits, new_key
from tests.backend_table import measure, message, pane, stroke
from tests.backend_town import PASSWORD
from tests.console.cable import Cable

HASTY = Limits(connect_s=2, answer_s=3, trial_s=2, repeats=1, first_wait_s=0.05, longest_s=5)
_RETRY_S, _STEP_S = 0.1, 0.02
_CALM_S = 5.0
"""After that long without a fault a connection is well: it was made again, if it had to be."""


class Fault(StrEnum):
    """What happens to a connection."""

    BROKEN = "broken"
    CUT = "cut"
    FROZEN = "frozen"


class Participant:
    """A client with all that a console has for a table, and a record of what became of it.

    `sent`: the keys in the order of sending, `done` those that were acknowledged, `refused` why by
    key. `late_s`: how long after its making each operation was on this table; `calm_s`: of them
    those that came while the own connection was well.
    """

    def __init__(self, who: str, port: int, event: str, seed: int) -> None:
        self.who, self.event = who, event
        self.cable = Cable(port)
        self.client = Client(self.cable.start(), HASTY)
        self.client.sessions.sign_in(who, PASSWORD)
        self.table = ConsultTable()
        self.lock = threading.RLock()
        self.rng = Random(seed)
        self.sent: list[str] = []
        self.done: list[str] = []
        self.refused: dict[str, str] = {}
        self.late_s: list[float] = []
        self.calm_s: list[float] = []
        self.faults, self.mended_at = 0, 0.0
        self.passed = Counter[str]()
        self.gaps = 0
        self.is_over = threading.Event()
        self.sender = ConsultSender(
            self.client.consultations, event, self._note_refused, self.done.append, self.rng
        )
        self.reader: FeedReader | None = None

    # -- hearing

    def sit_down(self) -> None:
        """Read what was, and hear from then on what comes."""
        first = self._kept_on(lambda: self.client.journal.page(event=self.event))
        self._read_on()
        states = lambda is_on: self.sender.wake() if is_on else None  # noqa: E731
        self.reader = FeedReader(self.client.transport, self._take, first.last, states)
        self.reader.start()
        self._send({"verb": "join"})

    def _take(self, message: Message) -> None:
        if message.passing is not None:
            self.passed[message.passing.person] += 1
        if message.kind is Told.GAP:
            self.gaps += 1
            self._read_on()
        new = [one for one in message.entries if one.event == self.event]
        with self.lock:
            for entry in new:
                self.table.take(entry)
        self._measure([one for one in new if one.what == "consultation.op"])

    def _measure(self, entries: list[Entry]) -> None:
        now = datetime.now(UTC)
        late_s = [(now - one.at).total_seconds() for one in entries]
        self.late_s += late_s
        if not self.faults and time.monotonic() - self.mended_at > _CALM_S:
            self.calm_s += late_s

    def _read_on(self) -> None:
        entries = self._kept_on(self._all_after)
        with self.lock:
            for entry in entries:
                self.table.take(entry)

    def _all_after(self) -> list[Entry]:
        return list(self.client.journal.all(self.table.seq, self.event))

    def _kept_on(self, ask: Callable[[], Any]) -> Any:
        while True:
            try:
                return ask()
            except BackendAwayError:
                if self.is_over.wait(_RETRY_S):
                    raise

    # -- doing

    def act(self) -> None:
        """Do one thing, as it comes to mind."""
        kinds = ("draw", "say", "plan", "change", "undo", "drop", "show", "wipe", "point")
        weights = (7, 4, 2, 4, 3, 1, 1, 0.2, 5)
        getattr(self, f"_{self.rng.choices(kinds, weights)[0]}")()

    def _draw(self) -> None:
        points = [[self._degree(), self._degree()] for _ in range(self.rng.randint(2, 40))]
        self._put(new_key(), stroke(points=points))

    def _degree(self) -> float:
        return round(self.rng.uniform(0, 90), 6)

    def _say(self) -> None:
        self._put(new_key(), message(f"{self.who}:{len(self.sent)} 收到 ✓"))

    def _plan(self) -> None:
        self._put(new_key(), measure(f"{self.who}:{len(self.sent)}"))

    def _change(self) -> None:
        with self.lock:
            known = self.table.items_of("measure")
        if known:
            id_, item = self.rng.choice(known[-5:])
            changed = measure(f"{item['text'][:40]}+{self.who}")
            self._put(id_, changed, seen=item["seq"])

    def _undo(self) -> None:
        self._send({"verb": "undo"})

    def _drop(self) -> None:
        with self.lock:
            strokes = self.table.items_of("stroke")
        own = [id_ for id_, one in strokes if one["by"] == self.who]
        if own:
            self._send({"verb": "drop", "id": self.rng.choice(own)})

    def _show(self) -> None:
        self._send({"verb": "present", "person": self.who})
        self._put(f"pane:{self.rng.randint(1, 4)}", pane(f"C{self.rng.randint(1, 40):03}"))

    def _wipe(self) -> None:
        self._send({"verb": "clear", "surface": "map"})

    def _point(self) -> None:
        try:
            point = (self._degree(), self._degree())
            self.client.consultations.point(self.event, "map", point)
        except BackendAwayError:
            pass  # the next comes soon

    def _put(self, id_: str, item: Mapping[str, Any], **seen: int) -> None:
        self._send({"verb": "put", "id": id_, "item": item, **seen})

    def _send(self, op: Mapping[str, Any]) -> None:
        self.sent.append(self.sender.send(op))

    def _note_refused(self, key: str, _: Mapping[str, Any], error: ClientError) -> None:
        assert isinstance(error, ProblemError), error
        faults = error.problem.errors
        self.refused[key] = faults[0].code if faults else error.problem.code

    # -- what happens to it

    def suffer(self, fault: Fault, for_s: float, is_over: threading.Event) -> None:
        """Let the connection fail for a while."""
        with self.unwell():
            if fault is Fault.FROZEN:
                self.cable.freeze()
            else:
                self.cable.cut()
            is_over.wait(_STEP_S if fault is Fault.BROKEN else for_s)
            self.cable.mend()

    @contextmanager
    def unwell(self) -> Iterator[None]:
        """Meanwhile, and some time after, nothing is said of a connection that is well."""
        self.faults += 1
        yield
        self.mended_at = time.monotonic()
        self.faults -= 1

    # -- the end

    def is_answered(self, patience_s: float) -> bool:
        """Whether everything that was sent is answered in time."""
        return _comes(lambda: self.sender.waiting == 0, patience_s)

    def comes_to(self, seq: int, patience_s: float) -> bool:
        """Whether everything up to an entry is on this table in time."""
        return _comes(lambda: self.table.seq >= seq, patience_s)

    def close(self) -> None:
        """Get up and go."""
        self.is_over.set()
        self.cable.mend()
        self.sender.close(0)
        self.client.close()
        if self.reader is not None:
            self.reader.close()
        self.cable.close()


def _comes(is_so: Callable[[], bool], patience_s: float) -> bool:
    until = time.monotonic() + patience_s
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(_STEP_S)
    return True

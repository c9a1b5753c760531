"""One camera's head in the steering process: three threads, so that a stop waits for nothing.

Each has a connection of its own. The mover carries out presses and goals. The stopper watches the
time, and says stop until the camera has answered it often enough with no move on its way. The
asker asks what moves nothing. A move without an answer may be carried out late: stops go on for a
while after it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from console.ptz.head import Goal, Head, HeadError
from console.state.ptz_limits import PtzLimits
from console.state.ptz_steering import Velocity

MAX_ASKS = 32
_WATCH_S = 0.05
_MOVING = ("go", "go_preset", "go_home")

Say = Callable[[dict[str, Any]], None]
Message = dict[str, Any]


@dataclass(slots=True)
class _Press:
    """A hand on the head."""

    number: int
    velocity: Velocity
    began_at: float
    heard_at: float
    sent: Velocity | None = None
    sent_at: float = 0.0


class HeadWorker:
    """Moves and stops one head; its methods may be called from any thread and wait for nothing."""

    def __init__(
        self, camera: str, make_head: Callable[[], Head], say: Say, limits: PtzLimits
    ) -> None:
        self._camera = camera
        self._make_head = make_head
        self._say = say
        self._limits = limits
        self._changed = threading.Condition()
        self._press: _Press | None = None
        self._over = -1  # presses up to this number move nothing any more
        self._goals: deque[Message] = deque()
        self._asks: deque[Message] = deque()
        self._is_closed = False
        self._is_on_way = self._has_moved = False
        self._doubt_until = 0.0
        self._is_stop_wanted = False
        self._threads = [
            threading.Thread(target=run, name=f"{run.__name__} {camera}", daemon=True)
            for run in (self._move, self._stop, self._ask)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def press(self, number: int, velocity: Velocity) -> None:
        """A hand holds the head; to be said again and again."""
        now = time.monotonic()
        with self._changed:
            if number <= self._over:
                return
            if self._press is None or self._press.number != number:
                self._press = _Press(number, velocity, now, now)
            self._press.velocity, self._press.heard_at = velocity, now
            self._is_stop_wanted = False  # the new velocity names every axis
            self._changed.notify_all()

    def release(self) -> None:
        """Stop, whatever moves it."""
        with self._changed:
            self._end_press()
            self._goals.clear()
            self._want_stop()

    def ask(self, message: Message) -> None:
        """Do one thing after those that were asked before."""
        with self._changed:
            queue = self._goals if message["what"] in _MOVING else self._asks
            if len(queue) >= MAX_ASKS:
                self._answer(message, HeadError("too many"))
                return
            queue.append(message)
            self._changed.notify_all()

    def close(self) -> None:
        """End, and stop what may move."""
        with self._changed:
            self._end_press()
            self._goals.clear()
            self._asks.clear()
            self._is_closed = True
            if self._has_moved or self._is_on_way:
                self._want_stop()
            self._changed.notify_all()

    def join(self, deadline: float) -> None:
        """Wait until the last stop was answered, or until then."""
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    # -- the mover

    def _move(self) -> None:
        with _Connection(self._make_head) as connection:
            connection.warm()
            while (work := self._next_move()) is not None:
                is_sure = True
                try:
                    work(connection.head())
                except HeadError as error:
                    is_sure = error.reason not in ("unreachable", "garbled")
                    self._tell_fault(error)
                self._note_moved(is_sure=is_sure)

    def _next_move(self) -> Callable[[Head], None] | None:
        with self._changed:
            while not self._is_closed:
                press = self._press
                if press is not None and self._is_due(press):
                    press.sent, press.sent_at = press.velocity, time.monotonic()
                    self._is_on_way = self._has_moved = True
                    velocity = press.velocity
                    return lambda head: head.move(velocity)
                # A goal waits for the stop before it, or the stop would end it.
                if press is None and self._goals and not self._is_stop_wanted:
                    message = self._goals.popleft()
                    self._is_on_way = self._has_moved = True
                    return lambda head: self._do(head, message)
                self._changed.wait(self._limits.renew_s / 4 if press else None)
            return None

    def _is_due(self, press: _Press) -> bool:
        if press.sent is None:
            return not press.velocity.is_still
        if press.velocity != press.sent:
            return True
        is_old = time.monotonic() - press.sent_at >= self._limits.renew_s
        return is_old and not press.velocity.is_still

    def _note_moved(self, *, is_sure: bool) -> None:
        with self._changed:
            self._is_on_way = False
            if not is_sure:
                self._doubt_until = time.monotonic() + self._limits.doubt_s
                if self._press is None:
                    self._want_stop()
            self._changed.notify_all()

    # -- the stopper

    def _stop(self) -> None:
        with _Connection(self._make_head) as connection:
            connection.warm()
            answered = tries = 0
            while self._waits_for_stop():
                try:
                    connection.head().stop()
                    answered += 1
                except HeadError as error:
                    answered = 0
                    if tries == 1:  # the first may be chance
                        self._tell_fault(error)
                tries += 1
                if self._is_stopped(answered):
                    answered = tries = 0
                else:
                    self._pause(tries)

    def _waits_for_stop(self) -> bool:
        with self._changed:
            while True:
                self._end_press_in_time()
                if self._is_stop_wanted:
                    return True
                if self._is_closed:
                    return False
                self._changed.wait(_WATCH_S if self._press else None)

    def _is_stopped(self, answered: int) -> bool:
        """Whether enough stops were answered since the last move; a new press ends it, too."""
        with self._changed:
            if self._press is not None:
                self._press.sent = None  # the stop may have come after its first move
                self._changed.notify_all()
                return True
            is_clear = not self._is_on_way and time.monotonic() > self._doubt_until
            if answered < self._limits.steady_stops or not is_clear:
                return False
            self._is_stop_wanted = self._has_moved = False
            self._changed.notify_all()
            self._say({"is": "stopped", "camera": self._camera})
            return True

    def _pause(self, tries: int) -> None:
        pauses = self._limits.stops_s
        deadline = time.monotonic() + pauses[min(tries, len(pauses)) - 1]
        with self._changed:
            while self._press is None and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)

    def _end_press_in_time(self) -> None:
        press, now = self._press, time.monotonic()
        if press is None:
            return
        is_silent = now - press.heard_at > self._limits.silent_s
        if is_silent or now - press.began_at > self._limits.press_s:
            self._end_press()
            self._want_stop()
            why = "silent" if is_silent else "long"
            self._say({"is": "ended", "camera": self._camera, "why": why})

    def _end_press(self) -> None:
        if self._press is not None:
            self._over = self._press.number
            self._press = None

    def _want_stop(self) -> None:
        self._is_stop_wanted = True
        self._changed.notify_all()

    # -- the asker

    def _ask(self) -> None:
        with _Connection(self._make_head) as connection:
            while (message := self._next_ask()) is not None:
                try:
                    self._do(connection.head(), message)
                except HeadError as error:
                    self._answer(message, error)

    def _next_ask(self) -> Message | None:
        with self._changed:
            while not self._asks and not self._is_closed:
                self._changed.wait()
            return None if self._is_closed else self._asks.popleft()

    # -- both

    def _do(self, head: Head, message: Message) -> None:
        """Do what is asked and say so; raises a move's doubtful faults after saying them."""
        try:
            result = _DONE[message["what"]](head, message["more"])
        except HeadError as error:
            self._answer(message, error)
            if message["what"] in _MOVING:
                raise
        else:
            self._say({"is": "done", **_about(message), "result": result})

    def _answer(self, message: Message, error: HeadError) -> None:
        self._say({"is": "failed", **_about(message), **_fault(error)})

    def _tell_fault(self, error: HeadError) -> None:
        self._say({"is": "fault", "camera": self._camera, **_fault(error)})


class _Connection:
    """A thread's own connection, made when it is needed."""

    def __init__(self, make_head: Callable[[], Head]) -> None:
        self._make_head = make_head
        self._head: Head | None = None

    def head(self) -> Head:
        """The head; raises HeadError where its address is none."""
        if self._head is None:
            self._head = self._make_head()
        return self._head

    def warm(self) -> None:
        """Learn what there is to know before the first command; a fault will show again there."""
        try:
            self.head().describe()
        except HeadError:
            return

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        if self._head is not None:
            self._head.close()


_DONE: dict[str, Callable[[Head, dict[str, Any]], Any]] = {
    "go": lambda head, more: head.go_to(Goal(**more["goal"])),
    "go_preset": lambda head, more: head.go_preset(more["token"], more["speed"]),
    "go_home": lambda head, _: head.go_home(),
    "describe": lambda head, _: asdict(head.describe()),
    "status": lambda head, _: asdict(head.status()),
    "presets": lambda head, _: [asdict(one) for one in head.presets()],
    "keep_preset": lambda head, more: head.keep_preset(more["name"], more["token"]),
    "remove_preset": lambda head, more: head.remove_preset(more["token"]),
}


def _about(message: Message) -> Message:
    return {key: message[key] for key in ("camera", "ask", "what")}


def _fault(error: HeadError) -> Message:
    return {"reason": error.reason, "words": str(error)}

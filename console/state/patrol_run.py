"""A patrol on its way: which pane changes next, to what, and what has to be opened ahead.

A pane is never empty in between: the next camera is asked for ``LEAD_S`` before it is due and takes
its place with its first picture. One that sends none by ``PATIENCE_S`` after that is shown as what
it is; the patrol waits no longer for it. Times are monotonic seconds that are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final, Protocol

from console.state.board import BoardState

LEAD_S: Final = 4.0
PATIENCE_S: Final = 4.0
TOUCH_PAUSE_S: Final = 60.0
"""Whoever touches the board has it for so long; then the patrol goes on by itself."""

IsReady = Callable[[str], bool]
"""Whether a camera that was opened ahead has a picture."""


class Course(Protocol):
    """What changes on the board, and when."""

    def ahead(self, now_s: float, board: BoardState) -> Mapping[int, str]:
        """Return the cameras that have to be open by now, by the pane that they will get."""

    def step(self, now_s: float, board: BoardState, is_ready: IsReady) -> BoardState | None:
        """Return the board that is due now; None: it stays."""

    def delay(self, by_s: float) -> None:
        """Everything comes so much later: it was paused."""


@dataclass(slots=True)
class _Pane:
    due_s: float
    coming: str = ""


@dataclass(slots=True)
class CameraCourse:
    """Cameras roll through the panes, one pane after the other, spread over the dwell.

    So the eye can follow, and only few streams are open beside those in view. Panes in ``kept``
    (those of key cameras) stay as they are.
    """

    cameras: Sequence[str]
    dwell_s: float
    kept: frozenset[str] = frozenset()
    rng: Random | None = None
    """Shuffles each round anew; None keeps the order."""
    _panes: dict[int, _Pane] = field(default_factory=dict)
    _round: list[str] = field(default_factory=list)

    def ahead(self, now_s: float, board: BoardState) -> Mapping[int, str]:
        """Return the cameras that have to be open by now."""
        self._know(now_s, board)
        for place in self._panes.values():
            if not place.coming and place.due_s - LEAD_S <= now_s:
                place.coming = self._take(board)
                if not place.coming:  # everything that the plan has is in view
                    place.due_s = now_s + self.dwell_s
        return {pane: place.coming for pane, place in self._panes.items() if place.coming}

    def step(self, now_s: float, board: BoardState, is_ready: IsReady) -> BoardState | None:
        """Change the panes that are due and whose next camera has a picture."""
        after = board
        for pane, place in self._panes.items():
            waited_out = now_s >= place.due_s + PATIENCE_S
            if place.coming and now_s >= place.due_s and (waited_out or is_ready(place.coming)):
                after = after.assigned(pane, place.coming)
                place.coming = ""
                place.due_s = max(place.due_s + self.dwell_s, now_s + LEAD_S)
        return None if after is board else after

    def delay(self, by_s: float) -> None:
        """Everything comes so much later."""
        for place in self._panes.values():
            place.due_s += by_s

    def _know(self, now_s: float, board: BoardState) -> None:
        """The panes that take part: a board may be divided anew on the way."""
        mine = [pane for pane, camera in enumerate(board.cameras) if camera not in self.kept]
        for pane in self._panes.keys() - set(mine):
            del self._panes[pane]
        new = [pane for pane in mine if pane not in self._panes]
        for place, pane in enumerate(new):
            is_empty = board.panes[pane].camera is None
            share = 0.0 if is_empty else (place + 1) / len(new)
            self._panes[pane] = _Pane(now_s + self.dwell_s * share)

    def _take(self, board: BoardState) -> str:
        """The next camera that is neither in view nor on its way; empty for none."""
        busy = {*board.cameras, *(place.coming for place in self._panes.values())}
        for _ in range(2):
            for place, camera in enumerate(self._round):
                if camera not in busy:
                    del self._round[place]
                    return camera
            again = [camera for camera in self.cameras if camera not in self._round]
            if self.rng is not None:
                self.rng.shuffle(again)
            self._round += again
        return ""


@dataclass(slots=True)
class LayoutCourse:
    """Saved boards one after the other, each whole."""

    boards: Sequence[BoardState]
    dwell_s: float
    _due_s: float | None = None
    _next: int = 0

    def ahead(self, now_s: float, board: BoardState) -> Mapping[int, str]:
        """Return the next board's cameras that aren't in view, shortly before it is due."""
        if self._due_s is None:
            self._due_s = now_s
        if now_s < self._due_s - LEAD_S:
            return {}
        coming = self.boards[self._next]
        return {
            pane: camera
            for pane, camera in enumerate(coming.cameras)
            if camera and board.pane_of(camera) is None
        }

    def step(self, now_s: float, board: BoardState, is_ready: IsReady) -> BoardState | None:
        """Call up the next board once all its cameras have pictures."""
        due_s = now_s if self._due_s is None else self._due_s
        if now_s < due_s:
            return None
        coming = self.boards[self._next]
        new = [one for one in coming.cameras if one and board.pane_of(one) is None]
        if now_s < due_s + PATIENCE_S and not all(is_ready(one) for one in new):
            return None
        self._next = (self._next + 1) % len(self.boards)
        self._due_s = max(due_s + self.dwell_s, now_s + LEAD_S)
        return coming

    def delay(self, by_s: float) -> None:
        """Everything comes so much later."""
        if self._due_s is not None:
            self._due_s += by_s


@dataclass(slots=True)
class PatrolRun:
    """A course that stands still while somebody has the board, and goes on by itself."""

    name: str
    course: Course
    until_s: float | None = None
    _since_s: float = 0.0

    def pause(self, now_s: float, for_s: float = TOUCH_PAUSE_S) -> None:
        """Somebody touched the board, or something happened."""
        if self.until_s is None:
            self._since_s = now_s
        self.until_s = max(self.until_s or 0.0, now_s + for_s)

    def go_on(self, now_s: float) -> None:
        """Go on now; every pane has what it had left of its time."""
        if self.until_s is not None:
            self.until_s = None
            self.course.delay(now_s - self._since_s)

    def is_paused(self, now_s: float, board: BoardState) -> bool:
        """Whether it stands still: paused, or somebody looks at one pane enlarged."""
        if board.enlarged is not None:
            self.pause(now_s, LEAD_S)
        if self.until_s is not None and now_s >= self.until_s:
            self.go_on(now_s)
        return self.until_s is not None

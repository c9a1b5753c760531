"""What hangs on a board: cameras in panes, the selection, zoom and the enlarged pane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from console.state.layouts import Direction, PaneLayout
from console.state.zoom_region import WHOLE, ZoomRegion


class PictureFit(StrEnum):
    """Whether a picture fits into its pane or fills it."""

    FIT = "fit"
    FILL = "fill"


@dataclass(frozen=True, slots=True)
class PaneContent:
    """The camera in a pane, by its number, and the part of its picture shown."""

    camera: str | None = None
    zoom: ZoomRegion = WHOLE


@dataclass(frozen=True, slots=True)
class Enlarged:
    """The enlarged pane and what it takes to come back to exactly what was there."""

    pane: int
    selected: int
    zoom: ZoomRegion


EMPTY = PaneContent()


@dataclass(frozen=True, slots=True)
class BoardState:
    """A board; every change returns another one.

    Attributes:
        layout: How the board is divided.
        panes: One content per pane.
        parked: What had no room when the layout shrank; it comes back when it grows.
        selected: Index of the selected pane.
        enlarged: The enlarged pane, None without.
        fit: How pictures meet their panes.
    """

    layout: PaneLayout
    panes: tuple[PaneContent, ...]
    parked: tuple[PaneContent, ...] = ()
    selected: int = 0
    enlarged: Enlarged | None = None
    fit: PictureFit = PictureFit.FIT

    def __post_init__(self) -> None:
        """Refuse a board that can't be."""
        if len(self.panes) != self.layout.pane_count:
            raise ValueError(f"{len(self.panes)} panes in layout {self.layout.name}")
        cameras = [content.camera for content in (*self.panes, *self.parked) if content.camera]
        if len(cameras) != len(set(cameras)):
            raise ValueError("a camera is on the board twice")
        self._check(self.selected)
        if self.enlarged is not None:
            self._check(self.enlarged.pane)
            self._check(self.enlarged.selected)

    @staticmethod
    def empty(layout: PaneLayout) -> BoardState:
        """Return a board without cameras."""
        return BoardState(layout, (EMPTY,) * layout.pane_count)

    @property
    def cameras(self) -> tuple[str | None, ...]:
        """The camera number of each pane."""
        return tuple(content.camera for content in self.panes)

    def pane_of(self, camera: str) -> int | None:
        """Return the pane that shows a camera, None when none does."""
        return self.cameras.index(camera) if camera in self.cameras else None

    def next_free(self) -> int | None:
        """Return the first empty pane, None when the board is full."""
        return self.cameras.index(None) if None in self.cameras else None

    def assigned(self, pane: int, camera: str) -> BoardState:
        """Put a camera into a pane; one that is on the board already changes places."""
        self._check(pane)
        if not camera:
            raise ValueError("a camera needs a number")
        before = self.pane_of(camera)
        if before is not None:
            return self.swapped(before, pane)
        board = self._restored_if({pane})
        parked = tuple(EMPTY if held.camera == camera else held for held in board.parked)
        return replace(
            board, panes=_put(board.panes, pane, PaneContent(camera)), parked=_trimmed(parked)
        )

    def filled(self, cameras: Iterable[str]) -> BoardState:
        """Put cameras into the free panes in order, until the board is full."""
        board = self
        for camera in cameras:
            pane = board.next_free()
            if pane is None:
                break
            if board.pane_of(camera) is None:
                board = board.assigned(pane, camera)
        return board

    def swapped(self, one: int, other: int) -> BoardState:
        """Exchange two panes with their zoom."""
        self._check(one)
        self._check(other)
        if one == other:
            return self
        board = self._restored_if({one, other})
        panes = _put(board.panes, one, board.panes[other])
        return replace(board, panes=_put(panes, other, board.panes[one]))

    def removed(self, pane: int) -> BoardState:
        """Empty a pane."""
        self._check(pane)
        board = self._restored_if({pane})
        return replace(board, panes=_put(board.panes, pane, EMPTY))

    def with_selected(self, pane: int) -> BoardState:
        """Select a pane."""
        self._check(pane)
        return replace(self, selected=pane)

    def moved(self, direction: Direction) -> BoardState:
        """Move the selection by an arrow key; not while a pane is enlarged."""
        if self.enlarged is not None:
            return self
        return replace(self, selected=self.layout.neighbour(self.selected, direction))

    def with_fit(self, fit: PictureFit) -> BoardState:
        """Choose between fit and fill."""
        return replace(self, fit=fit)

    def zoomed(self, pane: int, at: tuple[float, float], factor: float) -> BoardState:
        """Zoom a pane at a point, given in shares of the shown picture."""
        return self._with_zoom(pane, self._content(pane).zoom.zoomed(at, factor))

    def panned(self, pane: int, by: tuple[float, float]) -> BoardState:
        """Drag a pane's zoomed picture by shares of the shown picture."""
        return self._with_zoom(pane, self._content(pane).zoom.panned(by))

    def unzoomed(self, pane: int) -> BoardState:
        """Show a pane's whole picture."""
        return self._with_zoom(pane, WHOLE)

    def enlarge(self, pane: int) -> BoardState:
        """Give the whole board to one pane; an empty pane is not enlarged."""
        board = self.restored()
        content = board._content(pane)
        if content.camera is None:
            return board
        enlarged = Enlarged(pane, board.selected, content.zoom)
        return replace(board, enlarged=enlarged, selected=pane)

    def restored(self) -> BoardState:
        """Return to what was there before a pane was enlarged."""
        if self.enlarged is None:
            return self
        before = self.enlarged
        board = replace(self, enlarged=None, selected=before.selected)
        return board._with_zoom(before.pane, before.zoom)

    def with_layout(self, layout: PaneLayout) -> BoardState:
        """Divide the board anew; cameras keep their order, and none is forgotten."""
        board = self.restored()
        contents = (*board.panes, *board.parked)
        room = layout.pane_count
        if any(content.camera for content in contents[room:]):
            shown = [content for content in contents[:room] if content.camera]
            if len(shown) < room:
                contents = tuple(content for content in contents if content.camera)
        panes = (contents + (EMPTY,) * room)[:room]
        return replace(
            board,
            layout=layout,
            panes=panes,
            parked=_trimmed(contents[room:]),
            selected=min(board.selected, room - 1),
        )

    def _check(self, pane: int) -> None:
        if not 0 <= pane < len(self.panes):
            raise ValueError(f"there is no pane {pane} on a board of {len(self.panes)}")

    def _content(self, pane: int) -> PaneContent:
        self._check(pane)
        return self.panes[pane]

    def _with_zoom(self, pane: int, zoom: ZoomRegion) -> BoardState:
        content = self._content(pane)
        if content.camera is None:
            return self
        return replace(self, panes=_put(self.panes, pane, replace(content, zoom=zoom)))

    def _restored_if(self, touched: set[int]) -> BoardState:
        """End the enlargement when the enlarged pane is about to show something else."""
        if self.enlarged is not None and self.enlarged.pane in touched:
            return self.restored()
        return self


def _put(
    panes: tuple[PaneContent, ...], index: int, content: PaneContent
) -> tuple[PaneContent, ...]:
    return (*panes[:index], content, *panes[index + 1 :])


def _trimmed(contents: tuple[PaneContent, ...]) -> tuple[PaneContent, ...]:
    end = len(contents)
    while end and contents[end - 1].camera is None:
        end -= 1
    return contents[:end]

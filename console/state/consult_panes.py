"""The live pictures of a table as a board, and a board as what lies on the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.state.board import EMPTY, BoardState, PaneContent
from console.state.consult_seats import Items
from console.state.layouts import layout_for
from console.state.zoom_region import MAX_ZOOM, WHOLE, ZoomRegion

MOST: Final = 4
"""So many live pictures lie on a table at the most."""


def pane_id(pane: int) -> str:
    """Return the id under which a pane lies on the table."""
    return f"pane:{pane + 1}"


def board_of(items: Items, selected: int = 0) -> BoardState:
    """Return the board that a table's panes make: one, or four with room for more."""
    told = [items.get(pane_id(pane)) for pane in range(MOST)]
    layout = layout_for(1 if not any(told[1:]) else MOST)
    seen: set[str] = set()
    panes = []
    for one in told[: layout.pane_count]:
        camera = "" if one is None else str(one["camera"])
        is_new = bool(camera) and camera not in seen
        seen.add(camera)
        panes.append(PaneContent(camera, _zoom(one)) if is_new else EMPTY)
    return BoardState(layout, tuple(panes), selected=min(selected, layout.pane_count - 1))


def changes(items: Items, board: BoardState) -> dict[str, Mapping[str, Any] | None]:
    """Return what has to be laid on the table for it to show a board; None is taken off.

    A frozen picture stays only while its camera does.
    """
    found: dict[str, Mapping[str, Any] | None] = {}
    for pane in range(MOST):
        content = board.panes[pane] if pane < len(board.panes) else EMPTY
        id_, told = pane_id(pane), items.get(pane_id(pane))
        if content.camera is None:
            if told is not None:
                found[id_] = None
            continue
        is_same = told is not None and told["camera"] == content.camera
        if is_same and told is not None and _zoom(told) == _rounded(content.zoom):
            continue
        frozen = told["frozen"] if is_same and told is not None else None
        found[id_] = pane_item(content, frozen)
    return found


def free_pane(items: Items) -> str:
    """Return the id of the first pane that shows nothing; the last one makes room."""
    free = (pane_id(pane) for pane in range(MOST) if pane_id(pane) not in items)
    return next(free, pane_id(MOST - 1))


def pane_item(content: PaneContent, frozen: str | None = None) -> Mapping[str, Any]:
    """Return a pane as it lies on the table; ``frozen``: the picture it stands still at."""
    zoom = _rounded(content.zoom)
    told = None if zoom == WHOLE else [zoom.left, zoom.top, zoom.span, zoom.span]
    return {"kind": "pane", "camera": content.camera, "zoom": told, "frozen": frozen}


def frozen_panes(items: Items) -> dict[int, str]:
    """Return which panes stand still, at which picture (a file on the table)."""
    told = {pane: items.get(pane_id(pane)) for pane in range(MOST)}
    return {pane: str(one["frozen"]) for pane, one in told.items() if one and one.get("frozen")}


def _zoom(item: Mapping[str, Any] | None) -> ZoomRegion:
    told = None if item is None else item.get("zoom")
    if not told:
        return WHOLE
    return _rounded(_inside(float(told[0]), float(told[1]), float(told[2])))


def _rounded(zoom: ZoomRegion) -> ZoomRegion:
    """As far as the table keeps it, so that both sides compare the same."""
    return _inside(round(zoom.left, 4), round(zoom.top, 4), round(zoom.span, 4))


def _inside(left: float, top: float, span: float) -> ZoomRegion:
    """A region that lies in the picture, whatever was told."""
    span = min(1.0, max(1.0 / MAX_ZOOM, span))
    return ZoomRegion(min(max(0.0, left), 1.0 - span), min(max(0.0, top), 1.0 - span), span)

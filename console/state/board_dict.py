"""A board as a plain dict, for a settings file; nothing read from there is trusted."""

from __future__ import annotations

from typing import Any

from console.state.board import BoardState, Enlarged, PaneContent, PictureFit
from console.state.layouts import PaneLayout, parse_layout
from console.state.zoom_region import ZoomRegion

VERSION = 1
MAX_CONTENTS = 1_000
MAX_NUMBER_LENGTH = 64


def board_to_dict(board: BoardState) -> dict[str, Any]:
    """Return the board as JSON-ready data."""
    enlarged = board.enlarged
    return {
        "version": VERSION,
        "layout": board.layout.name,
        "panes": [_content_to_data(content) for content in board.panes],
        "parked": [_content_to_data(content) for content in board.parked],
        "selected": board.selected,
        "fit": board.fit.value,
        "enlarged": None
        if enlarged is None
        else {
            "pane": enlarged.pane,
            "selected": enlarged.selected,
            "zoom": _zoom_to_data(enlarged.zoom),
        },
    }


def board_from_dict(data: object) -> BoardState:
    """Return the board that ``board_to_dict`` described.

    Raises ValueError that says what is broken.
    """
    fields = _dict(data, "the board")
    if fields.get("version") != VERSION:
        raise ValueError(f"the board has version {fields.get('version')!r}, known is {VERSION}")
    layout = _layout(fields.get("layout"))
    return BoardState(
        layout,
        _contents(fields.get("panes"), "panes"),
        _contents(fields.get("parked", []), "parked"),
        _index(fields.get("selected"), "selected"),
        _enlarged(fields.get("enlarged")),
        PictureFit(str(fields.get("fit"))),
    )


def _content_to_data(content: PaneContent) -> dict[str, Any] | None:
    if content.camera is None:
        return None
    return {"camera": content.camera, "zoom": _zoom_to_data(content.zoom)}


def _zoom_to_data(zoom: ZoomRegion) -> list[float]:
    return [zoom.left, zoom.top, zoom.span]


def _dict(data: object, what: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{what} is not a set of named values")  # noqa: TRY004 - one error type
    return data


def _layout(data: object) -> PaneLayout:
    if not isinstance(data, str):
        raise ValueError("the layout has no name")  # noqa: TRY004 - one error type
    return parse_layout(data)


def _contents(data: object, what: str) -> tuple[PaneContent, ...]:
    if not isinstance(data, list) or len(data) > MAX_CONTENTS:
        raise ValueError(f"{what} is not a list of at most {MAX_CONTENTS}")
    return tuple(_content(item) for item in data)


def _content(data: object) -> PaneContent:
    if data is None:
        return PaneContent()
    fields = _dict(data, "a pane")
    camera = fields.get("camera")
    if not isinstance(camera, str) or not 0 < len(camera) <= MAX_NUMBER_LENGTH:
        raise ValueError("a pane has no usable camera number")
    return PaneContent(camera, _zoom(fields.get("zoom")))


def _zoom(data: object) -> ZoomRegion:
    if not isinstance(data, list) or len(data) != 3 or not all(map(_is_number, data)):
        raise ValueError("a zoom region is not three numbers")
    # A huge integer can't become a float; it lies outside the picture anyway.
    left, top, span = (float(max(-1, min(2, value))) for value in data)
    return ZoomRegion(left, top, span)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _index(data: object, what: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise ValueError(f"{what} is not a pane's index")  # noqa: TRY004 - one error type
    return data


def _enlarged(data: object) -> Enlarged | None:
    if data is None:
        return None
    fields = _dict(data, "the enlarged pane")
    return Enlarged(
        _index(fields.get("pane"), "the enlarged pane"),
        _index(fields.get("selected"), "the pane selected before"),
        _zoom(fields.get("zoom")),
    )

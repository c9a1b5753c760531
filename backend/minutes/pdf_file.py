"""The minutes as PDF, set by Typst: a template of ours, filled with plain strings and pictures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from backend.minutes.fonts import SystemFonts
from backend.minutes.paper import (
    DRILL,
    KIND,
    OF_KIND,
    Block,
    Codes,
    Facts,
    Figure,
    Grid,
    Heading,
    Paper,
    Signed,
    Words,
    is_short,
)
from backend.minutes.plain_text import breakable, common
from backend.minutes.typesetting import Format, TypesettingError, typeset

log = logging.getLogger(__name__)

_KINDS: Final = {
    Heading: "heading",
    Words: "words",
    Facts: "facts",
    Grid: "rows",
    Figure: "figure",
    Signed: "signed",
    Codes: "codes",
}
Change = Callable[[str], str]


class NoChineseFontError(Exception):
    """This machine can't print Chinese."""


def pdf_of(paper: Paper, fonts: SystemFonts) -> bytes:
    """Return a paper as PDF/A-2b; as plain PDF where no font has one of its characters.

    Raises NoChineseFontError and TypesettingError.
    """
    return _made(paper, fonts, "pdf")[0]


def pages_of(paper: Paper, fonts: SystemFonts) -> list[bytes]:
    """Return the same pages as PNG pictures; raises as `pdf_of`."""
    return _made(paper, fonts, "png")


def _made(paper: Paper, fonts: SystemFonts, format: Format) -> list[bytes]:  # noqa: A002
    if not fonts.serif:
        raise NoChineseFontError
    with TemporaryDirectory(prefix="minutes-") as name:
        folder = Path(name)
        template = files("backend.minutes").joinpath("minutes.typ")
        (folder / "main.typ").write_bytes(template.read_bytes())
        try:
            return typeset(folder, _data(paper, fonts, folder, breakable), format)
        except TypesettingError as error:
            log.warning("Minutes couldn't be set (%s): again, without rare characters", error)
        bare = _data(paper, fonts, folder, lambda text: breakable(common(text)))
        return typeset(folder, bare, format)


def _data(paper: Paper, fonts: SystemFonts, folder: Path, change: Change) -> dict[str, Any]:
    """What the template reads, pictures beside it; every text of people is changed."""
    return {
        "issuer": change(paper.issuer),
        "number": change(paper.number),
        "day": paper.day,
        "dated": int(paper.dated.timestamp()),
        "title": paper.title,
        "about": change(paper.about),
        "kind": KIND,
        "of_kind": OF_KIND,
        "subtitle": paper.subtitle,
        "drill": DRILL if paper.is_drill else "",
        "serif": fonts.serif,
        "sans": fonts.sans,
        "blocks": [_block(one, folder, at, change) for at, one in enumerate(paper.blocks)],
    }


def _block(block: Block, folder: Path, number: int, change: Change) -> dict[str, Any]:
    kind: dict[str, Any] = {"kind": _KINDS[type(block)]}
    if isinstance(block, Figure):
        name = f"{number}.jpg"
        (folder / name).write_bytes(block.data)
        return {**kind, "file": name, "caption": change(block.caption), "width": block.width_mm}
    if isinstance(block, Codes):
        return {**kind, "rows": block.rows}
    if isinstance(block, Grid):
        kind["whole"] = [is_short(row) for row in block.rows]
    return {**kind, **_changed(asdict(block), change)}


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _changed(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_changed(one, change) for one in value]
    return value

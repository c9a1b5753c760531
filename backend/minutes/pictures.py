"""Pictures of a table as JPEG, with what was drawn on them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from backend.minutes.strokes import Brush, Font, Stroke

log = logging.getLogger(__name__)

MAX_SIDE, MIN_SIDE = 1280, 640
"""The longer side of a picture in the minutes: 216 dots per inch on paper, 108 at the least."""
FINER: Final = 2
"""Drawings are painted so many times as large and made small: their edges are smooth then."""
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


def with_drawings(file: Path, strokes: Sequence[Stroke], font: Font) -> bytes:
    """Return a picture of the shelf with its drawings; empty for one that can't be read."""
    try:
        with Image.open(file, formats=_FORMATS) as opened:
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            return _drawn(opened, strokes, font)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        log.warning("A picture of the minutes can't be read: %s", type(error).__name__)
        return b""


def as_jpeg(image: Image.Image) -> bytes:
    """Return a picture as it goes into the minutes."""
    written = BytesIO()
    image.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()


def _drawn(opened: Image.Image, strokes: Sequence[Stroke], font: Font) -> bytes:
    longer = max(opened.size)
    scale = max(MIN_SIDE, min(MAX_SIDE, longer)) / longer
    width, height = (max(1, round(side * scale)) for side in opened.size)
    image = _on_white(opened).resize((width, height), Image.Resampling.LANCZOS)
    if strokes:
        width, height = width * FINER, height * FINER
        image = image.resize((width, height), Image.Resampling.NEAREST)  # comes back as it was
        place = lambda point: (point[0] * width, point[1] * height)  # noqa: E731
        Brush.over(image, font).paint(strokes, place)
        image = image.reduce(FINER)
    return as_jpeg(image)


def _on_white(image: Image.Image) -> Image.Image:
    """What shines through shows the paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("RGB")
    return image.convert("RGB")

"""Plain text: UTF-8 or GB18030, kept as it came."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from backend.media.records import Media, MediaError, MediaFault, check_size

MAX_BYTES: Final = 20 * 1024 * 1024
"""Of any document."""
MEDIA_TYPE: Final = "text/plain"
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_OTHERS: Final = ("<", "{\\rtf", "%!", "#!")
"""How text begins that programs take for something else: markup, RTF, PostScript, scripts."""
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PDF_WITHIN: Final = 1024
"""Readers of PDF look for its head in so many bytes."""


def clean_text(source: Path, cleaned: Path, _: Path) -> Media:
    """Keep a text; raises MediaError for what isn't one, or may be taken for more."""
    check_size(source, MAX_BYTES)
    data = source.read_bytes()
    text = _decoded(data)
    is_other = text is None or text.lstrip().startswith(_OTHERS) or hides_pdf(data)
    if text is None or is_other or _UNSEEN.search(text):
        raise MediaError(MediaFault.UNKNOWN_KIND)
    shutil.copyfile(source, cleaned)
    return Media(MEDIA_TYPE, 0, 0)


def hides_pdf(data: bytes) -> bool:
    """Whether readers of PDF may find one in something else."""
    return b"%PDF-" in data[:_PDF_WITHIN]


def _decoded(data: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None

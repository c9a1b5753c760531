"""Kinds of documents, as the backend found them by their content."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_SUFFIXES: Final = MappingProxyType(
    {
        "application/pdf": ".pdf",
        f"{_OFFICE}wordprocessingml.document": ".docx",
        f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
        "text/plain": ".txt",
    }
)
CHOSEN: Final = (
    *("*.jpg", "*.jpeg", "*.png", "*.webp", "*.mp4", "*.mov", "*.webm"),
    *("*.pdf", "*.docx", "*.xlsx", "*.txt", "*.csv"),
)
"""Names that are offered where files are chosen; what they are is told by their content."""


def is_document(media_type: str) -> bool:
    """Whether a file is neither photo nor video."""
    return not media_type.startswith(("image/", "video/"))


def has_picture(media_type: str, pages: int) -> bool:
    """Whether there is something to be seen of a file: of documents only a PDF's pages."""
    return pages > 0 or not is_document(media_type)


def suffix_of(media_type: str) -> str:
    """Return how the name of such a file ends, whatever whoever sent it called it."""
    return _SUFFIXES.get(media_type, ".bin")

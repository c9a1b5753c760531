"""Pages of PDFs as pictures: painted when somebody first asks, the last ones kept in mind."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from backend.media.pdf_pages import page_picture
from backend.media.records import MediaError
from backend.storage.faults import StoreBusyError

MOST: Final = 32
"""Pages that a process keeps; one has about 0.5 MB."""
PATIENCE_S: Final = 15.0


class PageShelf:
    """One page is painted at a time, once for all who look at it. Safe for threads."""

    def __init__(self) -> None:
        self._painting = threading.Lock()
        self._kept: OrderedDict[tuple[Path, int], bytes | MediaError] = OrderedDict()

    def picture(self, source: Path, page: int) -> bytes:
        """Return a page of a checked PDF as JPEG; its path stands for its content.

        Raises MediaError for one that can't be painted, and StoreBusyError while others take long.
        """
        if not self._painting.acquire(timeout=PATIENCE_S):
            raise StoreBusyError("others' pages are being painted")
        try:
            found = self._kept.pop((source, page), None) or _painted(source, page)
            self._kept[source, page] = found
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        finally:
            self._painting.release()
        if isinstance(found, MediaError):
            raise MediaError(found.fault)
        return found


def _painted(source: Path, page: int) -> bytes | MediaError:
    """One that can't be painted isn't tried again and again."""
    try:
        return page_picture(source, page)
    except MediaError as error:
        return error

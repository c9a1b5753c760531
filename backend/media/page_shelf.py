"""Pages of PDFs as pictures: painted when somebody first asks, the last ones kept in mind."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from backend.media.pdf_pages import page_picture
from backend.media.records import MediaError

MOST: Final = 32
"""Pages that a process keeps; one has about 0.5 MB."""
MOST_WAITING: Final = 4
PATIENCE_S: Final = 2.0
"""Who waits holds a thread that others need."""
_Found = bytes | MediaError


class PageBusyError(Exception):
    """Others' pages are being painted, or the machine can't paint now: ask again in a moment."""


class PageShelf:
    """One page is painted at a time, once for all who look at it. Safe for threads."""

    def __init__(
        self,
        paint: Callable[[Path, int], bytes] = page_picture,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._paint = paint
        self._patience_s = patience_s
        self._keeping = threading.Lock()
        self._painting = threading.Lock()
        self._places = threading.Semaphore(1 + MOST_WAITING)
        self._kept: OrderedDict[tuple[Path, int], _Found] = OrderedDict()

    def picture(self, source: Path, page: int) -> bytes:
        """Return a page of a checked PDF as JPEG; its path stands for its content.

        Raises MediaError for one that can't be painted, and PageBusyError for one that can't be
        now. What is kept comes at once, whatever is being painted.
        """
        found = self._known(source, page) or self._painted(source, page)
        if isinstance(found, MediaError):
            raise MediaError(found.fault)
        return found

    def _known(self, source: Path, page: int) -> _Found | None:
        with self._keeping:
            found = self._kept.get((source, page))
            if found is not None:
                self._kept.move_to_end((source, page))
            return found

    def _painted(self, source: Path, page: int) -> _Found:
        if not self._places.acquire(blocking=False):
            raise PageBusyError("too many wait")
        try:
            if not self._painting.acquire(timeout=self._patience_s):
                raise PageBusyError("others' pages are being painted")
            try:
                return self._known(source, page) or self._kept_now(source, page)
            finally:
                self._painting.release()
        finally:
            self._places.release()

    def _kept_now(self, source: Path, page: int) -> _Found:
        """Paint it; one that can't be isn't tried again and again, unless the machine couldn't."""
        found: _Found
        try:
            found = self._paint(source, page)
        except MediaError as error:
            found = error
        except OSError as error:
            raise PageBusyError(str(error)) from error
        with self._keeping:
            self._kept[source, page] = found
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

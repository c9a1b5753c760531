"""Where minutes are made: one file at a time, each keeps a processor busy for seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from backend.minutes.content import Form, MinutesContent
from backend.minutes.docx_file import docx_of
from backend.minutes.fonts import SystemFonts
from backend.minutes.paper import lay_out
from backend.minutes.pdf_file import pdf_of

PATIENCE_S: Final = 90.0


class PressBusyError(Exception):
    """Others' minutes take longer than anybody waits."""


class Press:
    """Makes the files of minutes; safe for threads."""

    def __init__(self, fonts: SystemFonts | None = None, patience_s: float = PATIENCE_S) -> None:
        self._given = fonts
        self._patience_s = patience_s
        self._lock = threading.Lock()

    @cached_property
    def fonts(self) -> SystemFonts:
        """The machine's fonts, looked for when they are first needed."""
        return self._given or SystemFonts()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the press alone; raises PressBusyError."""
        if not self._lock.acquire(timeout=self._patience_s):
            raise PressBusyError
        try:
            yield
        finally:
            self._lock.release()

    def print_as(self, form: Form, content: MinutesContent) -> bytes:
        """Return minutes as a file; raises NoChineseFontError."""
        paper = lay_out(content)
        return docx_of(paper) if form is Form.DOCX else pdf_of(paper, self.fonts)

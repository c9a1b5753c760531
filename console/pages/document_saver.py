"""Documents from outside are kept as files where the person says; nothing opens them."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.camera_store import write_whole
from console.controllers.background_job import BackgroundJob, JobControl
from console.state.documents import suffix_of
from widgets.asking import choose_new_file

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_TAKEN: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the first dot."""
_MOST_BYTES: Final = 200
"""Of a name without its end: file systems take 255 bytes, a Chinese character has three."""
_MODE: Final = 0o666
Read = Callable[[str, Callable[[bytes], None]], object]
"""Reads a file by its id, and hands over its content."""


class DocumentSaver(QObject):
    """Signals:
    said: Something is to be told: how much it matters (0…2), and the words.
    """

    said = Signal(int, str)

    def __init__(self, read: Read, parent: QWidget) -> None:
        super().__init__(parent)
        self._read = read
        self._parent = parent

    def ask(self, attachment: str, name: str, media_type: str) -> None:
        """Ask where to keep a document that whoever sent it called ``name``."""
        suffix = suffix_of(media_type)
        choose_new_file(
            self._parent,
            self.tr("Save the document"),
            _offered(name, suffix),
            f"*{suffix}",
            lambda file: self.save(attachment, Path(file), media_type),
        )

    def save(self, attachment: str, file: Path, media_type: str) -> None:
        """Keep a document, whole or not at all; its name always ends as what it was found to be."""
        suffix = suffix_of(media_type)
        is_as_asked = file.suffix.lower() == suffix
        file = file if is_as_asked else file.with_name(f"{file.name}{suffix}")

        def work(_: JobControl, data: bytes) -> OSError | None:
            try:
                if not is_as_asked and file.exists():  # nobody was asked about this one
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
                write_whole(file, data, mode=_MODE, prefix=".")
            except OSError as error:
                return error
            return None

        def done(data: bytes) -> None:
            job = BackgroundJob(partial(work, data=data), self)
            job.done.connect(lambda error: self._tell(file, error))
            job.done.connect(job.deleteLater)
            job.start()

        self._read(attachment, done)

    def _tell(self, file: Path, error: OSError | None) -> None:
        if error is None:
            self.said.emit(0, self.tr("The document was saved: {file}").format(file=file))
        else:
            text = self.tr("The document could not be saved: {reason}")
            self.said.emit(1, text.format(reason=error.strerror or ""))


def _offered(name: str, suffix: str) -> str:
    """A name that every file system takes, as near as can be to what the sender called it."""
    name = _NOT_IN_NAMES.sub("_", name).lstrip(".")
    end = name[-len(suffix) :] if name.lower().endswith(suffix) else suffix
    stem = name.removesuffix(end).encode(errors="ignore")[:_MOST_BYTES].decode(errors="ignore")
    return f"{'_' if _TAKEN.match(stem) or not stem else ''}{stem}{end}"

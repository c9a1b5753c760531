"""Documents from outside are kept as files where the person says; nothing opens them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.state.documents import suffix_of
from widgets.asking import choose_new_file

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
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
        suffix, name = suffix_of(media_type), _NOT_IN_NAMES.sub("_", name).lstrip(".")
        choose_new_file(
            self._parent,
            self.tr("Save the document"),
            name if name.lower().endswith(suffix) else f"{name}{suffix}",
            f"*{suffix}",
            lambda file: self.save(attachment, Path(file), media_type),
        )

    def save(self, attachment: str, file: Path, media_type: str) -> None:
        """Keep a document; its name always ends as what it was found to be."""
        suffix = suffix_of(media_type)
        is_as_asked = file.suffix.lower() == suffix
        file = file if is_as_asked else file.with_name(f"{file.name}{suffix}")

        def done(data: bytes) -> None:
            try:
                # Nobody was asked about a file that is there under the other name.
                with file.open("wb" if is_as_asked else "xb") as written:
                    written.write(data)
            except OSError as error:
                text = self.tr("The document could not be saved: {reason}")
                self.said.emit(1, text.format(reason=error.strerror or ""))
                return
            self.said.emit(0, self.tr("The document was saved: {file}").format(file=file))

        self._read(attachment, done)

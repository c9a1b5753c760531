"""Answers lines on stdin with lines of JSON on stdout, from inside a window's event loop."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

LATER: Final = object()
"""The answer comes when what was asked for is done."""


class LineServer(QObject):
    """A line is a word and, after a blank, what the word's answer is called with.

    The program ends with its stdin.
    """

    def __init__(self, answers: Mapping[str, Callable[[str], Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._answers = answers
        self._text = b""
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._stdin.activated.connect(self.on_stdin)

    def on_stdin(self) -> None:
        """Answer each whole line."""
        read = os.read(sys.stdin.fileno(), 65536)
        if not read:
            self._stdin.setEnabled(False)
            QCoreApplication.quit()
        *lines, self._text = (self._text + read).split(b"\n")
        for line in lines:
            word, _, rest = line.decode().partition(" ")
            answer = self._answers[word](rest)
            if answer is not LATER:
                self.answer(answer)

    def answer(self, what: Any) -> None:
        """One line for whoever asked."""
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

"""Labels for text that came from people: never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def words_label(
    parent: QWidget, name: str = "", *, wraps: bool = False, selects: bool = False, text: str = ""
) -> QLabel:
    """Return a label of plain text; ``name`` is what the stylesheet knows it by."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if name:
        label.setObjectName(name)
    if selects:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label

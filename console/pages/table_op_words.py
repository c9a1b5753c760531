"""What somebody did at a consultation's table, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def table_op_words(op: Mapping[str, Any]) -> str:
    """Return what an operation does, with the text that somebody wrote for it."""
    item = op.get("item") or {}
    kind = str(item.get("kind") or op.get("verb"))
    words = {
        "message": translate("TableOpWords", "Said at the table"),
        "measure": translate("TableOpWords", "Measure"),
        "stroke": translate("TableOpWords", "Drawing"),
        "file": translate("TableOpWords", "File on the table"),
        "pane": translate("TableOpWords", "Live picture at the table"),
        "view": translate("TableOpWords", "What all look at"),
        "drop": translate("TableOpWords", "Something taken off the table"),
        "undo": translate("TableOpWords", "Own last thing taken back"),
        "clear": translate("TableOpWords", "All drawings wiped away"),
        "present": translate("TableOpWords", "Somebody else presents"),
        "mute": translate("TableOpWords", "Who may be heard"),
        "join": translate("TableOpWords", "Sitting down at the table"),
        "leave": translate("TableOpWords", "Leaving the table"),
    }.get(kind, kind)
    text = str(item.get("text") or item.get("title") or item.get("camera") or "")
    return f"{words}: “{text}”" if text else words

"""What the console says about its list of cameras."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.camera_store import LoadFault, LoadOutcome

translate = QCoreApplication.translate


def load_fault_words(outcome: LoadOutcome) -> str:
    """What happened, what it means and what to do; empty when the list was fine."""
    if outcome.fault is None:
        return ""
    happened = {
        LoadFault.UNREADABLE: translate("CameraWords", "The list of cameras can't be read."),
        LoadFault.TOO_LARGE: translate("CameraWords", "The list of cameras is too large."),
        LoadFault.DAMAGED: translate("CameraWords", "The list of cameras is damaged."),
        LoadFault.NEWER: translate(
            "CameraWords", "The list of cameras was written by a newer version."
        ),
    }[outcome.fault]
    if outcome.kept_as is None:
        advice = translate(
            "CameraWords",
            "The console starts without cameras and can't save any: "
            "the file could not be moved out of the way.",
        )
    else:
        advice = translate(
            "CameraWords",
            "The console starts without cameras. The file is kept as {file}. "
            "Import a list of cameras to go on.",
        ).format(file=outcome.kept_as)
    return f"{happened} {advice}"

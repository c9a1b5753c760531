"""Why something can't be played, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def failure_title(reason: str, *, live: bool) -> str:
    """What happened, in a few words. ``reason`` as in ``PlayerStatus.reason``."""
    tr = QCoreApplication.translate
    if live and reason == "ended":
        return tr("PlayerWords", "The camera ended the stream")
    if live:
        return tr("PlayerWords", "The camera can't be played")
    return tr("PlayerWords", "The recording can't be played")


def failure_words(reason: str, *, live: bool) -> str:
    """What it means and what to do. ``reason`` as in ``PlayerStatus.reason``."""
    tr = QCoreApplication.translate
    if reason == "missing" and not live:
        return tr("PlayerWords", "There is no such file, or it isn't a file that can be read.")
    words = {
        "missing": tr("PlayerWords", "The camera has no such stream (404). Check its address."),
        "refused": tr("PlayerWords", "The camera refuses the connection. Is it switched on?"),
        "login": tr("PlayerWords", "Wrong user or password (401). Check the camera's login."),
        "timeout": tr("PlayerWords", "The camera doesn't answer. Check the network."),
        "no_video": tr("PlayerWords", "The stream has no video."),
        "ended": tr("PlayerWords", "The last picture stays. Nothing new comes from it."),
        "unreadable": tr(
            "PlayerWords", "It isn't a video, or it is damaged, or its format is not known."
        ),
        "hung": tr("PlayerWords", "The player hangs. Close this window and open it again."),
        "no_libvlc": tr("PlayerWords", "libvlc doesn't start."),
    }
    unknown = tr("PlayerWords", "The stream broke off. The network or the camera may be the cause.")
    return words.get(reason, unknown)

"""Why something can't be played, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def failure_title(reason: str, *, live: bool) -> str:
    """What happened, in a few words. ``reason`` as in ``PlayerStatus.reason``."""
    translate = QCoreApplication.translate
    if live and reason == "ended":
        return translate("PlayerWords", "The camera ended the stream")
    if live:
        return translate("PlayerWords", "The camera can't be played")
    return translate("PlayerWords", "The recording can't be played")


def failure_words(reason: str, *, live: bool) -> str:
    """What it means and what to do. ``reason`` as in ``PlayerStatus.reason``."""
    translate = QCoreApplication.translate
    if reason == "missing" and not live:
        return translate(
            "PlayerWords", "There is no such file, or it isn't a file that can be read."
        )
    words = {
        "missing": translate(
            "PlayerWords", "The camera has no such stream (404). Check its address."
        ),
        "refused": translate(
            "PlayerWords", "The camera refuses the connection. Is it switched on?"
        ),
        "login": translate(
            "PlayerWords", "Wrong user or password (401). Check the camera's login."
        ),
        "timeout": translate("PlayerWords", "The camera doesn't answer. Check the network."),
        "no_video": translate("PlayerWords", "The stream has no video."),
        "ended": translate("PlayerWords", "The last picture stays. Nothing new comes from it."),
        "unreadable": translate(
            "PlayerWords", "It isn't a video, or it is damaged, or its format is not known."
        ),
        "hung": translate("PlayerWords", "The player hangs. Close this window and open it again."),
        "no_libvlc": translate("PlayerWords", "libvlc doesn't start."),
    }
    unknown = translate(
        "PlayerWords", "The stream broke off. The network or the camera may be the cause."
    )
    return words.get(reason, unknown)

"""How it stands with the backend, in words: the status bar's fields and the banner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from backend_client.local_store import OutState, OutWrite
from console.controllers.backend_link import BackendLink, LinkState
from console.pages.event_words import time_words
from widgets.status_strip import BackendView

translate = QCoreApplication.translate
BUSY_AFTER_S = 0.3
"""What takes longer is shown."""
GIVE_UP_AFTER_S = 2.0
"""What takes longer can be given up."""


def backend_view(link: BackendLink, waiting: Sequence[OutWrite]) -> BackendView:
    """Return what the status bar says of the backend."""
    words = {
        LinkState.NOT_CONFIGURED: "",
        LinkState.SIGNED_OUT: translate("LinkWords", "nobody signed in"),
        LinkState.READING: translate("LinkWords", "reading…"),
        LinkState.LIVE: translate("LinkWords", "live"),
        LinkState.AWAY: translate("LinkWords", "▲ away"),
    }
    busy, for_s = link.tasks.longest()
    return BackendView(
        text=words[link.state],
        is_away=link.state is LinkState.AWAY,
        delay_s=link.delay_s if link.state is LinkState.LIVE else None,
        waiting=len(waiting),
        to_decide=sum(one.state is not OutState.WAITING for one in waiting),
        busy=busy if for_s > BUSY_AFTER_S else "",
        can_give_up=for_s > GIVE_UP_AFTER_S,
    )


def banner_words(link: BackendLink, waiting: int, zone: tzinfo, now: datetime) -> str:
    """Return what holds for the whole window while the backend is away; empty otherwise."""
    if link.state is not LinkState.AWAY:
        return ""
    text = translate(
        "LinkWords",
        "■ The backend doesn't answer. Everything here is as of {at} ({age} ago)."
        " What you do waits ({count}) and is sent as soon as it is back.",
    )
    heard = link.heard_at
    at = "—" if heard is None else f"{heard.astimezone(zone):%H:%M:%S}"
    age = "—" if heard is None else time_words(max(0, int((now - heard).total_seconds())))
    return text.format(at=at, age=age, count=waiting)

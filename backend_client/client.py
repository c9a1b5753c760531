"""The client: one object with a topic for each part of the backend."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from backend_client.accounts import Accounts
from backend_client.attachments import Attachments
from backend_client.consultations import Consultations
from backend_client.decisions import Decisions
from backend_client.events import Events
from backend_client.journal import Journal
from backend_client.minutes import Minutes
from backend_client.ptz import Ptz
from backend_client.sending import Sending
from backend_client.sessions import Sessions
from backend_client.towns import Towns
from backend_client.transport import Limits, Transport
from backend_client.voice import Voice
from backend_client.walls import Walls


class Client:
    """What a program talks to the backend with; several addresses are the same backend's."""

    def __init__(
        self, addresses: str | Iterable[str], limits: Limits | None = None, language: str = "zh-CN"
    ) -> None:
        given = (addresses,) if isinstance(addresses, str) else tuple(addresses)
        self.transport = Transport(given, limits, language)
        self.sessions = Sessions(self.transport)
        self.events = Events(self.transport)
        self.decisions = Decisions(self.transport)
        self.minutes = Minutes(self.transport)
        self.sending = Sending(self.transport)
        self.attachments = Attachments(self.transport)
        self.consultations = Consultations(self.transport)
        self.voice = Voice(self.transport)
        self.towns = Towns(self.transport)
        self.ptz = Ptz(self.transport)
        self.walls = Walls(self.transport)
        self.accounts = Accounts(self.transport)
        self.journal = Journal(self.transport)

    def close(self) -> None:
        """Let go of the connections; the session lives on."""
        self.transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

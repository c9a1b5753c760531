"""Signing in and out."""

from __future__ import annotations

from backend_client.records import Session, read_record
from backend_client.transport import BASE, Transport


class Sessions:
    """The own session."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sign_in(self, login: str, password: str, seat: str | None = None) -> Session:
        """Begin a session; raises WrongPasswordError and LockedOutError."""
        body = {"login": login, "password": password, "seat": seat}
        answer = self._transport.ask("POST", f"{BASE}/session", body)
        session = read_record(Session, answer)
        self._transport.sign_in(session.person, session.token or "")
        return session

    def sign_in_wall(self, town: str, name: str, key: str) -> Session:
        """Begin a wall's session with its key; raises NotSignedInError for one that doesn't fit.

        To be done again with the same key when the session is over.
        """
        body = {"town": town, "name": name, "key": key}
        answer = self._transport.ask("POST", f"{BASE}/wall-session", body)
        session = read_record(Session, answer)
        self._transport.sign_in(session.person, session.token or "")
        return session

    def me(self) -> Session:
        """Return who is signed in."""
        return read_record(Session, self._transport.get(f"{BASE}/session"))

    def sign_out(self) -> None:
        """End the session."""
        self._transport.send("DELETE", f"{BASE}/session")
        self._transport.token = ""

    def change_password(self, old: str, new: str) -> None:
        """Change the own password; the account's other sessions end.

        Raises WrongPasswordError and LockedOutError.
        """
        body = {"old": old, "new": new}
        self._transport.send("POST", f"{BASE}/session/password", json_body=body)

"""The administrator's topic: accounts and regions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend_client.records import items_of
from backend_client.transport import BASE, Transport


class Accounts:
    """Accounts of the regions that the signed-in person administers."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> list[Mapping[str, Any]]:
        """Return every account."""
        found: list[Mapping[str, Any]] = []
        after: str | None = None
        while True:
            answer = self._transport.get(f"{BASE}/accounts", after=after, limit=500)
            found += items_of(answer)
            after = answer.get("next")
            if after is None:
                return found

    def add(self, account: Mapping[str, Any], key: str | None = None) -> Mapping[str, Any]:
        """Make a person with an account."""
        made: Mapping[str, Any] = self._transport.write("POST", f"{BASE}/accounts", account, key)
        return made

    def change(
        self, login: str, to: Mapping[str, Any], key: str | None = None
    ) -> Mapping[str, Any]:
        """Change what an account may do; raises ConflictError where another did."""
        path = f"{BASE}/accounts/{login}"
        changed: Mapping[str, Any] = self._transport.write("PUT", path, to, key)
        return changed

    def reset_password(self, login: str, password: str, key: str | None = None) -> None:
        """Give an account a password that its person has to change."""
        path = f"{BASE}/accounts/{login}/password"
        self._transport.write("POST", path, {"password": password}, key)

    def add_region(self, region: Mapping[str, Any], key: str | None = None) -> None:
        """Make a county or a town."""
        self._transport.write("POST", f"{BASE}/regions", region, key)

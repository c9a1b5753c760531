"""The signed decision of a consultation, and whether its signature holds."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pydantic.dataclasses import dataclass

from backend_client.records import Event, Instant, read_record
from backend_client.transport import BASE, Transport


@dataclass(frozen=True, slots=True)
class SignedDecision:
    """A decision as it was signed; `signature` and `public_key` in base64.

    `is_valid` is the backend's word: the key was that person's. `verify` asks nobody.
    """

    text: str
    signature: str
    public_key: str
    key_id: str
    signed_by: str
    signed_by_name: str
    signed_at: Instant
    is_valid: bool


class Decisions:
    """Signing what a consultation decided, and reading it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sign(
        self,
        event: str,
        version: int,
        *,
        password: str,
        lead: str | None = None,
        limit: str | None = None,
        measures: str = "",
        cooperating: Iterable[str] = (),
        people: Iterable[str] = (),
        absent: Iterable[str] = (),
        key: str | None = None,
    ) -> Event:
        """Sign with the own password; returns the event, assigned and with its people sent.

        Raises WrongPasswordError, LockedOutError, ConflictError with how it stands, and
        InvalidError for what is missing.
        """
        body = {
            "version": version,
            "lead": lead,
            "limit": limit,
            "measures": measures,
            "cooperating": list(cooperating),
            "people": list(people),
            "absent": list(absent),
            "password": password,
        }
        path = f"{BASE}/events/{event}/decision"
        return read_record(Event, self._transport.write("POST", path, body, key))

    def one(self, event: str) -> SignedDecision:
        """Return the newest signed decision about an event; raises NotFoundError."""
        return read_record(SignedDecision, self._transport.get(f"{BASE}/events/{event}/decision"))


def verify(decision: SignedDecision) -> bool:
    """Whether the signature is this text's by this key; whose key it is says the journal."""
    try:
        key = load_der_public_key(base64.b64decode(decision.public_key, validate=True))
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(decision.signature, validate=True), decision.text.encode())
    except (binascii.Error, ValueError, UnsupportedAlgorithm, InvalidSignature):
        return False
    return True

"""WS-Security UsernameToken with a password digest, as ONVIF Core asks (WSS UsernameToken 1.0)."""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import hmac
import threading
from xml.etree.ElementTree import Element

from simulator.high_rise.soap import SoapFault, child, sender, text_of

WINDOW_S = 300.0
MAX_NONCES = 10_000
DIGEST_TYPE = "#PasswordDigest"


class TokenGuard:
    """Lets a token in once, and only while its time is near. Safe for threads."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._seen: dict[bytes, float] = {}
        self._lock = threading.Lock()

    def check(self, header: Element | None, now: float) -> None:
        """Raise SoapFault ter:NotAuthorized unless the header's token is right at ``now``.

        Without a user the camera is open, like one whose authentication is switched off.
        """
        if not self._user:
            return
        token = child(child(header, "Security"), "UsernameToken")
        password = child(token, "Password")
        if token is None or password is None:
            raise _refused()
        if not password.get("Type", "").endswith(DIGEST_TYPE):
            raise _refused()
        nonce = _bytes_of(text_of(token, "Nonce") or "")
        created = text_of(token, "Created") or ""
        digest = hashlib.sha1(nonce + created.encode() + self._password.encode()).digest()  # noqa: S324
        given = _bytes_of((password.text or "").strip())
        right_user = hmac.compare_digest(
            (text_of(token, "Username") or "").encode(), self._user.encode()
        )
        if not hmac.compare_digest(digest, given) or not right_user:
            raise _refused()
        if abs(_unix_time(created) - now) > WINDOW_S:
            raise _refused()
        self._once(nonce + created.encode(), now)

    def _once(self, key: bytes, now: float) -> None:
        with self._lock:
            # A token may be dated up to a window ahead, so it is remembered for two.
            self._seen = {k: at for k, at in self._seen.items() if now - at <= 2 * WINDOW_S}
            if key in self._seen or len(self._seen) >= MAX_NONCES:
                raise _refused()
            self._seen[key] = now


def _refused() -> SoapFault:
    return sender("ter:NotAuthorized", reason="Sender not authorized")


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused() from error


def _unix_time(created: str) -> float:
    try:
        moment = datetime.datetime.fromisoformat(created)
    except ValueError as error:
        raise _refused() from error
    return moment.replace(tzinfo=moment.tzinfo or datetime.UTC).timestamp()

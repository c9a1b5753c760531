"""Takes credentials out of anything that is going to be read by a person or written to disk."""

from __future__ import annotations

import re

MASK = "***"

# scheme://user:password@host: everything up to the last @ before the path, because a password
# may itself hold an @. User names go too: camera accounts are half of the way in.
_USER_INFO = re.compile(r"(?P<scheme>\b[a-zA-Z][a-zA-Z0-9+.\-]*://)[^\s/?#'\"<>]*@")

_NAMES = (
    r"(?:[a-z0-9_\-]*(?:password|passwd|passphrase|secret|token|api[_\-]?key|credentials?)"
    r"|pwd|pass|access[_\-]?key)"
)
# name=value, name: value, "name": "value", name='value'
_NAMED = re.compile(
    rf"(?P<name>(?<![a-z0-9_\-]){_NAMES}[\"']?\s*[=:]\s*)"
    r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s&,;\"'<>()\[\]{}]+)",
    re.IGNORECASE,
)
# The whole value of an Authorization header: Basic …, Bearer …, Digest username="…", …
_HEADER = re.compile(
    r"(?P<name>\b(?:proxy-)?authorization[\"']?\s*[=:]\s*[\"']?)[^\r\n'}]+", re.IGNORECASE
)
_SCHEME_VALUE = re.compile(r"(?P<name>\b(?:basic|bearer)\s+)[A-Za-z0-9+/=._~\-]{8,}", re.IGNORECASE)
# ONVIF's WS-Security: <wsse:Password Type="…">secret</wsse:Password>
_ELEMENT = re.compile(
    r"(?P<name><(?:\w+:)?(?:password|username|nonce)\b[^<>]*>)[^<]*", re.IGNORECASE
)
_SECRET_KEY = re.compile(rf"^(?:{_NAMES}|authorization)$", re.IGNORECASE)


def redact(text: str) -> str:
    """``text`` without user names and passwords in addresses, passwords, tokens and headers.

    Works on any text, such as a traceback or FFmpeg's messages; calling it twice changes
    nothing more.
    """
    text = _USER_INFO.sub(rf"\g<scheme>{MASK}@", text)
    text = _HEADER.sub(rf"\g<name>{MASK}", text)
    text = _ELEMENT.sub(rf"\g<name>{MASK}", text)
    text = _NAMED.sub(rf"\g<name>{MASK}", text)
    return _SCHEME_VALUE.sub(rf"\g<name>{MASK}", text)


def redact_value(key: str, value: object) -> object:
    """A logged value without credentials; containers are walked, other objects become text.

    Numbers, booleans and None stay as they are, unless ``key`` names a secret.
    """
    if _SECRET_KEY.match(key):
        return MASK
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {redact(str(k)): redact_value(str(k), v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact_value(key, item) for item in value]
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return redact(value if isinstance(value, str) else repr(value))

"""The ONVIF library as we use it: its faults in our words, and addresses with credentials."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import httpcore
import httpx
from onveef import OnvifClient, exceptions

from console.ptz.head import (
    HeadError,
    HeadFaultError,
    HeadGarbledError,
    HeadRefusedError,
    HeadUnableError,
    HeadUnreachableError,
)

MAX_WORDS = 200
_UNREACHED = (
    exceptions.OnvifError,
    httpx.HTTPError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    OSError,
)


class Client(OnvifClient):
    """Knows a refusal by any device's words: then it asks for the device's clock and tries again.

    The library knows two wordings, and ONVIF's subcode isn't handed on.
    """

    def _send_cycle(
        self, *, xaddr: str, operation: str, envelope: str, read_timeout_s: float | None = None
    ) -> str:
        try:
            return super()._send_cycle(
                xaddr=xaddr, operation=operation, envelope=envelope, read_timeout_s=read_timeout_s
            )
        except exceptions.OnvifFaultError as error:
            if "authoriz" in str(error).lower():
                raise exceptions.OnvifAuthError(str(error)) from error
            raise


class Told:
    """Says the library's faults, and any of its stumbles over an answer, in our words."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, HeadError) or not isinstance(error, Exception):
            return
        raise _our(error) from error


def split_address(address: str, user: str, password: str) -> tuple[str, str, str]:
    """Address without credentials, user and password. Raises HeadUnableError where it is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise HeadUnableError("address") from error
    if parts.scheme not in ("http", "https") or not host:
        raise HeadUnableError("address")
    if parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port else ""
    path = parts.path if parts.path not in ("", "/") else "/onvif/device_service"
    return f"{parts.scheme}://{place}{path}", user, password


def _our(error: Exception) -> HeadError:
    words = " ".join(str(error).split())[:MAX_WORDS]
    if isinstance(error, exceptions.OnvifAuthError):
        return HeadRefusedError()
    if isinstance(
        error,
        exceptions.OnvifCapabilityMissingError | exceptions.OnvifOperationNotSupportedError,
    ):
        return HeadUnableError(words)
    if isinstance(error, exceptions.OnvifFaultError):
        return HeadFaultError(words)
    if isinstance(error, _UNREACHED):
        return HeadUnreachableError(words)
    return HeadGarbledError(type(error).__name__)

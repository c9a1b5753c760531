"""Stream addresses: with credentials for the decoder, without them for everyone else."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from console.state.camera import Camera

STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "rtmp"})
MAX_URL_LENGTH = 2_000


def stream_url(camera: Camera, kind: Literal["sub", "main"]) -> str:
    """Return the address to open, credentials percent-encoded; never show or log it.

    Raises ValueError when the camera has no such stream or its address is unusable.
    """
    url = camera.sub_url if kind == "sub" else camera.main_url
    checked_url(url)
    if not camera.user:
        return url
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(camera.user, safe='')}:{quote(camera.password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))


def safe_url(url: str) -> str:
    """Return an address without user, password, query and fragment; never raises.

    A query goes too, because cameras take passwords there.
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url.rpartition("@")[2]
    rest = rest.partition("?")[0].partition("#")[0]
    # Up to the last @ anywhere: a password with an unescaped slash must not stay behind.
    return f"{scheme.rpartition('@')[2]}://{rest.rpartition('@')[2]}"


def checked_url(url: str) -> str:
    """Return a stream address that can be opened; raises ValueError without repeating it."""
    if not url:
        raise ValueError("the address is empty")
    if len(url) > MAX_URL_LENGTH:
        raise ValueError(f"the address has more than {MAX_URL_LENGTH} characters")
    if not url.isprintable() or " " in url:
        raise ValueError("the address has spaces or characters that can't be shown")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("the host or port of the address is not valid") from None
    if parts.scheme.lower() not in STREAM_SCHEMES:
        raise ValueError(f"the address must begin with one of {', '.join(sorted(STREAM_SCHEMES))}")
    if not host:
        raise ValueError("the address has no host")
    return url


def is_stream_url(text: str) -> bool:
    """Tell a stream's address from a local file on the command line.

    Anything with ``://`` counts as an address, so a mistyped scheme is never tried as a file.
    """
    return "://" in text

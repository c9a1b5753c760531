"""FFmpeg's errors in the words of the console's rules."""

from __future__ import annotations

import errno

import av
from av import error as av_error

from console.state.stream_state import Reason

_BY_ERRNO = {
    errno.ECONNREFUSED: Reason.REFUSED,
    errno.EHOSTUNREACH: Reason.NO_ROUTE,
    errno.ENETUNREACH: Reason.NO_ROUTE,
    errno.EHOSTDOWN: Reason.NO_ROUTE,
    errno.EIO: Reason.NO_ROUTE,  # what FFmpeg makes of a name that can't be resolved
    errno.ETIMEDOUT: Reason.TIMEOUT,
    errno.ENOENT: Reason.NOT_FOUND,
    errno.ENOMEM: Reason.TOO_LARGE,
    errno.EMSGSIZE: Reason.TOO_LARGE,
    errno.EPIPE: Reason.ENDED,
    errno.ECONNRESET: Reason.ENDED,
    errno.EINVAL: Reason.BAD_DATA,
}
_BY_CLASS: tuple[tuple[type[BaseException], Reason], ...] = (
    (av_error.HTTPUnauthorizedError, Reason.UNAUTHORIZED),
    (av_error.HTTPForbiddenError, Reason.UNAUTHORIZED),
    (av_error.HTTPNotFoundError, Reason.NOT_FOUND),
    (av_error.HTTPError, Reason.BAD_DATA),
    (av_error.ProtocolNotFoundError, Reason.BAD_ADDRESS),
    (av_error.DecoderNotFoundError, Reason.CODEC),
    (av_error.PatchWelcomeError, Reason.CODEC),
    (av_error.InvalidDataError, Reason.BAD_DATA),
    (av_error.EOFError, Reason.ENDED),
    (MemoryError, Reason.TOO_LARGE),
)


class StreamFaultError(Exception):
    """A stream can't go on; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def reason_of(error: BaseException, *, opened: bool) -> Reason:
    """Why a stream failed. A wait that was broken off is a time-out while it is being opened."""
    if isinstance(error, StreamFaultError):
        return error.reason
    if isinstance(error, av_error.ExitError | TimeoutError):
        return Reason.NO_DATA if opened else Reason.TIMEOUT
    for kind, reason in _BY_CLASS:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OSError | av.FFmpegError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    return Reason.BAD_DATA

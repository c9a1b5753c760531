"""The faults a camera can be told to have, and what those on packets do."""

from __future__ import annotations

import os
import random
from enum import StrEnum
from typing import Literal

_RTP_HEADER = 12
SLOW_KEY_S = 8.0
LOSS = 0.3


class FaultKind(StrEnum):
    """What can be wrong with a camera.

    STOP: sessions are ended, new requests get 404 Not Found.
    FREEZE: sockets stay open and carry nothing more; new connections are accepted and never
        answered (a camera whose firmware hangs).
    REFUSE: the port is closed (connection refused), connections are dropped.
    UNAUTHORIZED: the password was changed (401), connections are dropped.
    GARBAGE: well-formed RTP packets with slices of random bytes, of which no decoder can make
        even a spoilt picture. It holds from a client's first packet on.
    RESOLUTION: another picture size in mid-stream, announced by parameter sets in the stream.
    CODEC: somebody reconfigures the camera to the other codec: as such cameras do, it ends its
        sessions and describes itself with the new codec to those who come again.
    LOSS: 30 % of the video packets to clients on UDP are lost.
    SLOW_KEY: a client that joins gets no key frame for 8 s.
    """

    STOP = "stop"
    FREEZE = "freeze"
    REFUSE = "refuse"
    UNAUTHORIZED = "unauthorized"
    GARBAGE = "garbage"
    RESOLUTION = "resolution"
    CODEC = "codec"
    LOSS = "loss"
    SLOW_KEY = "slow_key"


# A slice that isn't a key frame's, then two codes: 0 and 10 in H.264, where only 0 to 9 are types
# of slices (ITU-T H.264 7.4.3); in H.265 a flag and 10, the number of a parameter set nobody sent.
_IMPOSSIBLE_SLICE = {"h264": b"\x41\x8b", "h265": b"\x02\x01\x8b"}


def garbage(packets: list[bytes], codec: Literal["h264", "h265"]) -> list[bytes]:
    """Packets with the same RTP headers and about as long, each a slice of random bytes."""
    begin = _IMPOSSIBLE_SLICE[codec]
    return [p[:_RTP_HEADER] + begin + _noise(len(p) - _RTP_HEADER - len(begin)) for p in packets]


def _noise(length: int) -> bytes:
    """Random bytes without zeros, so that nothing in them is taken for a start code."""
    return os.urandom(max(1, length)).replace(b"\x00", b"\x01")


def lose_some(packets: list[bytes]) -> list[bytes]:
    """Some of the packets (see ``LOSS``)."""
    return [p for p in packets if random.random() >= LOSS]

"""The faults a camera can be told to have, and what those on packets do."""

from __future__ import annotations

import os
import random
from enum import StrEnum

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
    GARBAGE: random bytes instead of video in well-formed RTP packets.
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


def random_payload(packets: list[bytes]) -> list[bytes]:
    """The same packets with random bytes after the RTP header."""
    return [p[:_RTP_HEADER] + os.urandom(max(1, len(p) - _RTP_HEADER)) for p in packets]


def lose_some(packets: list[bytes]) -> list[bytes]:
    """Some of the packets (see ``LOSS``)."""
    return [p for p in packets if random.random() >= LOSS]

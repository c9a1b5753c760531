"""Bits of an H.264 stream: Exp-Golomb codes, emulation prevention, NAL units (H.264 §7.2, 9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(rb"\x00\x00\x00?\x01")


class BitWriter:
    """Collects bits, most significant first, and gives them as bytes."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._rest = 0
        self._rest_bits = 0

    def u(self, value: int, bits: int) -> None:
        """``value`` in ``bits`` bits; `ValueError` when it doesn't fit."""
        if value < 0 or value >> bits:
            raise ValueError("value doesn't fit its bits")
        self._rest = (self._rest << bits) | value
        self._rest_bits += bits
        whole, self._rest_bits = divmod(self._rest_bits, 8)
        if whole:
            self._done += (self._rest >> self._rest_bits).to_bytes(whole, "big")
            self._rest &= (1 << self._rest_bits) - 1

    def ue(self, value: int) -> None:
        """Unsigned Exp-Golomb code of a number ≥ 0."""
        length = (value + 1).bit_length()
        self.u(value + 1, 2 * length - 1)

    def se(self, value: int) -> None:
        """Signed Exp-Golomb code."""
        self.ue(2 * value - 1 if value > 0 else -2 * value)

    def align_zero(self) -> None:
        """Zero bits up to the next whole byte."""
        if self._rest_bits:
            self.u(0, 8 - self._rest_bits)

    def raw(self, data: bytes) -> None:
        """Whole bytes at a whole byte; `ValueError` elsewhere."""
        if self._rest_bits:
            raise ValueError("not at a whole byte")
        self._done += data

    def trailing(self) -> bytes:
        """The stop bit, the alignment, and all bytes written."""
        self.u(1, 1)
        self.align_zero()
        return bytes(self._done)


class BitReader:
    """Reads what `BitWriter` writes; `EOFError` past the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._value = int.from_bytes(data, "big")
        self._bits = 8 * len(data)
        self.position = 0

    def u(self, bits: int) -> int:
        """The next ``bits`` bits as a number."""
        end = self.position + bits
        if end > self._bits:
            raise EOFError("past the last bit")
        self.position = end
        return (self._value >> (self._bits - end)) & ((1 << bits) - 1)

    def ue(self) -> int:
        """An unsigned Exp-Golomb code."""
        zeros = 0
        while not self.u(1):
            zeros += 1
        return (1 << zeros) - 1 + self.u(zeros)

    def se(self) -> int:
        """A signed Exp-Golomb code."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)


def protect(payload: bytes) -> bytes:
    """With emulation prevention bytes, so that no start code appears inside."""
    out = bytearray()
    copied = position = 0
    while (zeros := payload.find(b"\x00\x00", position)) >= 0 and zeros + 2 < len(payload):
        position = zeros + 1
        if payload[zeros + 2] <= 3:
            out += payload[copied : zeros + 2] + b"\x03"
            copied = position = zeros + 2
    return bytes(out + payload[copied:])


def unprotect(data: bytes) -> bytes:
    """Without the emulation prevention bytes."""
    return data.replace(b"\x00\x00\x03", b"\x00\x00")


def nal_units(access_unit: bytes) -> Iterator[bytes]:
    """The NAL units of an Annex-B access unit, without start codes."""
    marks = [(match.start(), match.end()) for match in _START.finditer(access_unit)]
    for (_, begin), (end, _) in zip(marks, [*marks[1:], (len(access_unit), 0)], strict=True):
        yield access_unit[begin:end]

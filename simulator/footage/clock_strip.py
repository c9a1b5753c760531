"""The true time in a looped H.264 picture: its top slice is written anew at serving time.

The loop is encoded (Baseline, CAVLC) with a slice of its own for a plain dark strip on top.
Here that slice is replaced: unchanged macroblocks are skipped, flat ones predicted, and those
with glyphs sent as I_PCM. Everything else of the picture stays as it was encoded.
Source: ITU-T H.264 §7.3.2.1, 7.3.3, 7.3.4, 7.3.5, 9.2.1.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.footage.bits import BitReader, BitWriter, protect, unprotect

Luma = NDArray[np.uint8]

FLAT_LUMA = 26
CHROMA = bytes([128]) * 128
START_CODE = b"\x00\x00\x00\x01"
_I_PCM = 25
_I_16X16_VERTICAL = 1
_I_16X16_HORIZONTAL = 2
_INTRA_IN_P = 5
_IDR = 5


class UnsupportedStreamError(ValueError):
    """The stream uses something that our own encoder settings never produce."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """What slice headers need of the parameter sets."""

    frame_num_bits: int
    columns: int


@dataclass(frozen=True, slots=True)
class SliceHead:
    """A slice header up to ``slice_qp_delta``: its NAL byte, bits and their number."""

    nal_byte: int
    key: bool
    bits: int
    length: int


def read_sequence(sps: bytes) -> Sequence:
    """The fields of a Baseline sequence parameter set; `UnsupportedStreamError` otherwise."""
    reader = BitReader(unprotect(sps[4:]))
    if sps[1] != 66:
        raise UnsupportedStreamError("not the Baseline profile")
    reader.ue()
    frame_num_bits = reader.ue() + 4
    if reader.ue() != 2:
        raise UnsupportedStreamError("picture order count isn't of type 2")
    reader.ue()
    reader.u(1)
    return Sequence(frame_num_bits, reader.ue() + 1)


def read_head(nal: bytes, sequence: Sequence) -> SliceHead:
    """The header of a picture's first slice, given its NAL unit without start code."""
    key = nal[0] & 31 == _IDR
    payload = unprotect(nal[1:64])
    reader = BitReader(payload)
    if reader.ue():
        raise UnsupportedStreamError("not the first slice of its picture")
    intra = reader.ue() % 5 == 2
    if intra != key:
        raise UnsupportedStreamError("an I slice outside a key frame")
    reader.ue()
    reader.u(sequence.frame_num_bits)
    if key:
        reader.ue()
        reader.u(2)
    else:
        if reader.u(1):
            reader.ue()
        if reader.u(2):
            raise UnsupportedStreamError("reference lists or memory are reordered")
    length = reader.position
    return SliceHead(nal[0], key, BitReader(payload).u(length), length)


def write_slice(head: SliceHead, luma: Luma, before: Luma | None) -> bytes:
    """The strip's slice as a NAL unit with start code.

    ``luma`` is (16·rows, 16·columns) of limited-range luma. ``before`` is the strip that the
    decoder holds; None on key frames.
    """
    writer = BitWriter()
    writer.u(head.bits, head.length)
    writer.se(0)
    writer.ue(1)  # no deblocking in this slice
    if before is None:
        _write_key(writer, luma)
    else:
        _write_changes(writer, luma, before)
    return START_CODE + bytes([head.nal_byte]) + protect(writer.trailing())


def _macroblocks(luma: Luma) -> Luma:
    """As (rows, columns, 16, 16)."""
    height, width = luma.shape
    return luma.reshape(height // 16, 16, width // 16, 16).swapaxes(1, 2)


def _write_pcm(writer: BitWriter, block: Luma) -> None:
    writer.align_zero()
    # 0 can't be coded in PCM luma by every decoder's taste; limited range never needs it.
    writer.raw(np.maximum(block, 1).tobytes() + CHROMA)


def _write_key(writer: BitWriter, luma: Luma) -> None:
    blocks = _macroblocks(luma)
    rows, columns = blocks.shape[:2]
    flat = (blocks == FLAT_LUMA).all(axis=(2, 3))
    pcm = ~flat
    for row in range(rows):
        for column in range(columns):
            left = column > 0 and bool(flat[row, column - 1])
            above = row > 0 and bool(flat[row - 1, column])
            if pcm[row, column] or not (left or above):
                pcm[row, column] = True
                writer.ue(_I_PCM)
                _write_pcm(writer, blocks[row, column])
                continue
            writer.ue(_I_16X16_HORIZONTAL if left else _I_16X16_VERTICAL)
            writer.ue(1 if left else 2)  # chroma prediction from the same side
            writer.se(0)
            _write_no_coefficients(writer, pcm, row, column)


def _write_no_coefficients(writer: BitWriter, pcm: NDArray[np.bool_], row: int, col: int) -> None:
    """``coeff_token`` for an empty Intra16x16DCLevel; an I_PCM neighbour counts as 16."""
    counts = [16 * int(pcm[row, col - 1])] if col else []
    if row:
        counts.append(16 * int(pcm[row - 1, col]))
    context = (sum(counts) + 1) // 2 if len(counts) == 2 else sum(counts)
    if context >= 8:
        writer.u(0b000011, 6)
    else:
        writer.u(1, 1)


def _write_changes(writer: BitWriter, luma: Luma, before: Luma) -> None:
    skipped = 0
    old = _macroblocks(before).reshape(-1, 16, 16)
    for block, was in zip(_macroblocks(luma).reshape(-1, 16, 16), old, strict=True):
        if (block == was).all():
            skipped += 1
            continue
        writer.ue(skipped)
        skipped = 0
        writer.ue(_INTRA_IN_P + _I_PCM)
        _write_pcm(writer, block)
    if skipped:
        writer.ue(skipped)


class ClockStrips:
    """Strip slices by header and second, shared by all cameras with the same stream.

    ``draw`` gives the strip's luma for a whole Unix second.
    """

    def __init__(self, draw: Callable[[int], Luma], fps: int, kept: int = 400) -> None:
        self._draw = draw
        self._fps = fps
        self._kept = kept
        self._pictures: OrderedDict[int, Luma] = OrderedDict()
        self._slices: OrderedDict[tuple[SliceHead, int], bytes] = OrderedDict()

    def slice_for(self, head: SliceHead, frame_number: int) -> bytes:
        """The slice that shows the time of ``frame_number`` (``floor(unix time × fps)``)."""
        second, fraction = divmod(frame_number, self._fps)
        changed = head.key or fraction == 0
        key = (head, second if changed else -1)
        known = self._slices.get(key)
        if known is None:
            picture = self._picture(second)
            before = None if head.key else self._picture(second - 1) if changed else picture
            known = self._slices[key] = write_slice(head, picture, before)
            while len(self._slices) > self._kept:
                self._slices.popitem(last=False)
        return known

    def _picture(self, second: int) -> Luma:
        picture = self._pictures.get(second)
        if picture is None:
            picture = self._pictures[second] = self._draw(second)
            while len(self._pictures) > 8:
                self._pictures.popitem(last=False)
        return picture

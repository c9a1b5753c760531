"""Newest-frame slot in shared memory: one decoder writes, the GUI reads, nobody waits.

A slot is an anonymous memory file with a header of 64-bit words and three frame buffers. The
writer fills a buffer that is neither the newest nor the one being read, then publishes it by one
store; the reader paints straight from the buffer that it holds. Frames nobody looked at in time
are overwritten. The file has no name, so the kernel frees it with its last user however that ends.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

BUFFERS = 3
HEADER_BYTES = 4096
_SEQUENCE, _LATEST, _HELD, _FRAME_NS, _PACKET_NS, _DECODED = range(6)
_META = 8  # per buffer: width, height (pixels), stride (bytes)
_META_WORDS = 4
NONE = -1
# Scalers write whole vectors: each row ends on this many bytes, and a frame has as many spare ones.
ALIGNMENT = 64


def row_bytes(width: int) -> int:
    """Bytes from one row of BGRA pixels to the next."""
    return -(-width * 4 // ALIGNMENT) * ALIGNMENT


def picture_bytes(width: int, height: int) -> int:
    """Bytes that a BGRA picture needs."""
    return row_bytes(width) * height + ALIGNMENT


@dataclass(frozen=True, slots=True)
class SlotAddress:
    """Where another process of the same user opens the slot; ``capacity`` in bytes per frame."""

    path: str
    capacity: int


def _create_file(length: int) -> tuple[int, str, str | None]:
    """Anonymous file: descriptor, path for the other process, name to remove at the end."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("fengqiao-frames", os.MFD_CLOEXEC)
        path, name = f"/proc/{os.getpid()}/fd/{descriptor}", None
    else:
        descriptor, path = tempfile.mkstemp(prefix="fengqiao-frames-")
        name = path
    os.ftruncate(descriptor, length)
    return descriptor, path, name


class FrameReader:
    """The GUI's end of a slot; it owns the memory. Implements ``widgets.FrameSource``."""

    def __init__(self, capacity: int) -> None:
        length = HEADER_BYTES + BUFFERS * capacity
        self._descriptor, path, self._name = _create_file(length)
        self._map = mmap.mmap(self._descriptor, length)
        self._words = memoryview(self._map)[:HEADER_BYTES].cast("q")
        self._words[_LATEST] = NONE
        self._words[_HELD] = NONE
        self._images: dict[tuple[int, ...], QImage] = {}
        self.address = SlotAddress(path, capacity)

    def sequence(self) -> int:
        """Frames published so far."""
        return self._words[_SEQUENCE]

    def decoded(self) -> int:
        """Frames decoded so far, whether published or skipped."""
        return self._words[_DECODED]

    def frame_at(self) -> float | None:
        """Monotonic time of the newest decoded frame, seconds."""
        return self._words[_FRAME_NS] / 1e9 or None

    def packet_at(self) -> float | None:
        """Monotonic time of the newest packet, seconds."""
        return self._words[_PACKET_NS] / 1e9 or None

    def acquire(self) -> QImage | None:
        """Newest frame without a copy; valid until the next ``acquire()``."""
        index = self._hold_latest()
        if index == NONE:
            return None
        meta = _META + index * _META_WORDS
        shape = (index, *self._words[meta : meta + 3])
        image = self._images.get(shape)
        return image if image is not None else self._view(shape)

    def _view(self, shape: tuple[int, ...]) -> QImage:
        """An image over a buffer; made once for each shape, since making one costs."""
        from PySide6.QtGui import QImage  # noqa: PLC0415  decoders read this module without Qt

        index, width, height, stride = shape
        start = HEADER_BYTES + index * self.address.capacity
        pixels = memoryview(self._map)[start : start + stride * height]
        image = QImage(pixels, width, height, stride, QImage.Format.Format_RGB32)
        self._images = {key: kept for key, kept in self._images.items() if key[0] != index}
        self._images[shape] = image
        return image

    def _hold_latest(self) -> int:
        # The writer avoids the newest buffer and the held one. Between reading "newest" and
        # marking it held the writer may have moved on, so look again until both agree.
        while True:
            index = self._words[_LATEST]
            self._words[_HELD] = index
            if self._words[_LATEST] == index:
                return index

    def close(self) -> None:
        """Give the memory back; images painted from it must be gone."""
        self._images.clear()
        self._words.release()
        with contextlib.suppress(BufferError):  # a last image goes with its own reference
            self._map.close()
        os.close(self._descriptor)
        if self._name:
            Path(self._name).unlink(missing_ok=True)


class FrameWriter:
    """The decoder's end of a slot."""

    def __init__(self, address: SlotAddress) -> None:
        self.capacity = address.capacity
        length = HEADER_BYTES + BUFFERS * address.capacity
        descriptor = os.open(address.path, os.O_RDWR)
        try:
            self._map = mmap.mmap(descriptor, length)
        finally:
            os.close(descriptor)
        self._words = memoryview(self._map)[:HEADER_BYTES].cast("q")
        self._bytes: NDArray[np.uint8] = np.frombuffer(self._map, np.uint8)
        self._address = int(self._bytes.ctypes.data) + HEADER_BYTES
        self._free = NONE

    def packet_arrived(self, at_ns: int) -> None:
        """Note that the stream still delivers."""
        self._words[_PACKET_NS] = at_ns

    def frame_decoded(self, at_ns: int) -> None:
        """Note a decoded frame, published or not."""
        self._words[_FRAME_NS] = at_ns
        self._words[_DECODED] += 1

    def publish(self, rows: NDArray[np.uint8], width: int) -> None:
        """Copy one frame (``rows``: height × at least 4·width bytes, BGRA) and show it."""
        height, stride = rows.shape[0], width * 4
        index = self._free_buffer()
        start = HEADER_BYTES + index * self.capacity
        target = self._bytes[start : start + height * stride].reshape(height, stride)
        np.copyto(target, rows[:, :stride])
        self._show(index, width, height, stride)

    def target(self) -> int:
        """Address of the buffer to write the next frame to, ``capacity`` bytes."""
        return self._address + self._free_buffer() * self.capacity

    def publish_written(self, width: int, height: int, stride: int) -> None:
        """Show the frame that was written to :meth:`target`; ``stride`` in bytes."""
        self._show(self._free_buffer(), width, height, stride)

    def _free_buffer(self) -> int:
        """Neither the newest nor the one being read; the same until a frame is shown."""
        latest = self._words[_LATEST]
        if self._free in (NONE, latest):
            held = self._words[_HELD]
            self._free = next(index for index in range(BUFFERS) if index not in (latest, held))
        return self._free

    def _show(self, index: int, width: int, height: int, stride: int) -> None:
        words, meta = self._words, _META + index * _META_WORDS
        words[meta], words[meta + 1], words[meta + 2] = width, height, stride
        words[_LATEST] = index
        words[_SEQUENCE] += 1

    def close(self) -> None:
        """Let go of the memory."""
        del self._bytes
        self._words.release()
        self._map.close()


class SwappingFrames:
    """The frames of one stream over slots that follow each other as its pane changes size.

    The old picture stays until the new slot has its first frame. Implements
    ``widgets.FrameSource``: the sequence never goes back.
    """

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self._pending: FrameReader | None = None
        self._superseded: list[FrameReader] = []
        self._base = 0
        self._decoded_base = 0

    @property
    def capacity(self) -> int:
        """Bytes a frame may have in the slot that is written now."""
        return (self._pending or self.reader).address.capacity

    def replace(self, reader: FrameReader) -> None:
        """Write into ``reader`` from now on; show it when it has a frame."""
        if self._pending:
            # Its order may not have been read yet: it has to find the slot that it names.
            self._superseded.append(self._pending)
        self._pending = reader

    def sequence(self) -> int:
        """Frames published so far over all slots."""
        pending = self._pending
        if pending is not None and pending.sequence():
            self._base += self.reader.sequence()
            for over in (self.reader, *self._superseded):
                self._decoded_base += over.decoded()
                over.close()
            self._superseded.clear()
            self.reader, self._pending = pending, None
        return self._base + self.reader.sequence()

    def decoded(self) -> int:
        """Frames decoded so far over all slots."""
        coming = (*self._superseded, *([self._pending] if self._pending else []))
        return self._decoded_base + self.reader.decoded() + sum(one.decoded() for one in coming)

    def frame_at(self) -> float | None:
        """Monotonic time of the newest decoded frame, seconds."""
        return _later(self.reader.frame_at(), self._pending.frame_at() if self._pending else None)

    def packet_at(self) -> float | None:
        """Monotonic time of the newest packet, seconds."""
        return _later(self.reader.packet_at(), self._pending.packet_at() if self._pending else None)

    def acquire(self) -> QImage | None:
        """Newest frame without a copy; valid until the next call on this object."""
        return self.reader.acquire()

    def close(self) -> None:
        """Give the memory back."""
        for reader in (self.reader, *self._superseded):
            reader.close()
        if self._pending:
            self._pending.close()


def _later(first: float | None, second: float | None) -> float | None:
    times = [at for at in (first, second) if at is not None]
    return max(times, default=None)

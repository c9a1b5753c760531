"""Pictures out of libvlc's memory callbacks: the newest frame only."""

from __future__ import annotations

import ctypes
from typing import Any

import vlc
from PySide6.QtGui import QImage

BUFFERS = 3
MAX_WIDTH, MAX_HEIGHT = 3840, 2160
ALIGN = 32
# python-vlc declares the chroma as char*, of which ctypes hands over a copy: it has to be written.
_NUMBERS = ctypes.POINTER(ctypes.c_uint)
_FORMAT = ctypes.CFUNCTYPE(
    ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS
)


def fitted_size(width: int, height: int) -> tuple[int, int]:
    """The size to ask of libvlc (pixels): the video's own, or within 3840×2160."""
    width, height = max(width, 2), max(height, 2)
    factor = min(1.0, MAX_WIDTH / width, MAX_HEIGHT / height)
    return max(2, int(width * factor)), max(2, int(height * factor))


class _Picture:
    """The buffers of one picture size. ``stride`` in bytes."""

    def __init__(self, width: int, height: int, factor: float) -> None:
        self.factor = factor
        self.width, self.height = width, height
        self.stride = (width * 4 + ALIGN - 1) // ALIGN * ALIGN
        self.lines = (height + ALIGN - 1) // ALIGN * ALIGN  # libvlc may write whole blocks
        self.buffers = [
            ctypes.create_string_buffer(self.stride * self.lines) for _ in range(BUFFERS)
        ]
        self.latest = -1
        self.held = -1

    def free(self) -> int:
        """A buffer that is neither shown nor the newest."""
        return next(i for i in range(BUFFERS) if i not in (self.latest, self.held))

    def cropped(self, visible: tuple[int, int] | None) -> tuple[int, int]:
        """Width and height without the rows and columns that pad the coded picture."""
        if visible is None or min(visible) <= 0:
            return self.width, self.height
        width, height = (round(side * self.factor) for side in visible)
        return max(1, min(self.width, width)), max(1, min(self.height, height))


class VlcFrames:
    """Newest frame of one libvlc player. Implements ``widgets.FrameSource``.

    libvlc writes in a thread of its own and never waits for the GUI. Every shared word is
    written by one side only, so no lock is needed.

    Attributes:
        visible: Width and height of the video itself (pixels). libvlc draws whole blocks, so the
            buffers have rows below the picture that belong to nobody.
    """

    def __init__(self) -> None:
        self._sequence = 0
        self.visible: tuple[int, int] | None = None
        self._writing: _Picture | None = None
        self._shown: _Picture | None = None
        self._format = _FORMAT(self._set_format)
        self._callbacks = (
            vlc.CallbackDecorators.VideoLockCb(self._lock),
            vlc.CallbackDecorators.VideoUnlockCb(self._unlock),
            vlc.CallbackDecorators.VideoDisplayCb(self._display),
            ctypes.cast(self._format, vlc.CallbackDecorators.VideoFormatCb),
            vlc.CallbackDecorators.VideoCleanupCb(self._cleanup),
        )

    def attach(self, player: Any) -> None:
        """Make a stopped libvlc player draw here; this object must outlive it."""
        player.video_set_callbacks(*self._callbacks[:3], None)
        player.video_set_format_callbacks(*self._callbacks[3:])

    def sequence(self) -> int:
        """Frames shown so far."""
        return self._sequence

    def acquire(self) -> QImage | None:
        """Newest frame without a copy; valid until the next call."""
        picture = self._shown
        if picture is None or picture.latest < 0:
            return None
        while picture.held != picture.latest:  # it may move on in between: look again
            picture.held = picture.latest
        pixels = memoryview(picture.buffers[picture.held])
        width, height = picture.cropped(self.visible)
        return QImage(pixels, width, height, picture.stride, QImage.Format.Format_RGB32)

    def _set_format(
        self, _opaque: Any, chroma: Any, width: Any, height: Any, pitches: Any, lines: Any
    ) -> int:
        fitted = fitted_size(width[0], height[0])
        picture = _Picture(*fitted, fitted[0] / max(width[0], 2))
        ctypes.memmove(chroma, b"RV32", 4)
        width[0], height[0] = picture.width, picture.height
        pitches[0], lines[0] = picture.stride, picture.lines
        self._writing = picture
        return 1

    def _cleanup(self, _opaque: Any) -> None:
        self._writing = None  # the last picture stays on the screen

    def _lock(self, _opaque: Any, planes: Any) -> int:
        picture = self._writing
        if picture is None:  # libvlc asks for the format first
            return 0
        index = picture.free()
        planes[0] = ctypes.addressof(picture.buffers[index])
        return index + 1

    def _unlock(self, _opaque: Any, _picture: Any, _planes: Any) -> None:
        """Nothing to do: the buffer is published when it is due."""

    def _display(self, _opaque: Any, number: int | None) -> None:
        picture = self._writing
        if picture is None or not number:
            return
        picture.latest = number - 1
        self._shown = picture
        self._sequence += 1

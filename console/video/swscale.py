"""FFmpeg's scaler as PyAV brings it, writing straight into memory that is ours.

PyAV's own ``reformat`` always makes a picture of its own, which would then have to be copied into
shared memory: one copy more for every frame of every pane.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from console.video.frame_slot import row_bytes

BGRA = "bgra"
_ONE = 1 << 16  # of contrast and saturation, 16.16 fixed point
_SPACES = {1: Colorspace.ITU709, 4: Colorspace.FCC, 7: Colorspace.SMPTE240M, 9: Colorspace.BT2020}


class Swscale:
    """The functions of libswscale that are needed here.

    Raises:
        OSError: PyAV was built in another way, and its libraries aren't beside it.
    """

    def __init__(self) -> None:
        scale, util = (ctypes.CDLL(str(_library(name))) for name in ("swscale", "avutil"))
        self._format = util.av_get_pix_fmt
        self._format.argtypes = (ctypes.c_char_p,)
        self.context = scale.sws_getContext
        self.context.argtypes = (*(ctypes.c_int,) * 7, *(ctypes.c_void_p,) * 3)
        self.context.restype = ctypes.c_void_p
        self.free = scale.sws_freeContext
        self.free.argtypes, self.free.restype = (ctypes.c_void_p,), None
        self.coefficients = scale.sws_getCoefficients
        self.coefficients.argtypes, self.coefficients.restype = (ctypes.c_int,), ctypes.c_void_p
        self.set_colours = scale.sws_setColorspaceDetails
        self.set_colours.argtypes = (
            ctypes.c_void_p,
            *(ctypes.c_void_p, ctypes.c_int) * 2,
            *(ctypes.c_int,) * 3,
        )
        self.scale = scale.sws_scale
        self.scale.argtypes = (
            *(ctypes.c_void_p,) * 3,
            *(ctypes.c_int,) * 2,
            *(ctypes.c_void_p,) * 2,
        )

    def format(self, name: str) -> int:
        """FFmpeg's number of a pixel format, -1 for an unknown one."""
        return int(self._format(name.encode()))


def swscale() -> Swscale | None:
    """PyAV's libswscale, None where it isn't beside PyAV."""
    try:
        return Swscale()
    except (OSError, AttributeError):
        return None


def _library(name: str) -> Path:
    """PyAV's own copy; another build of FFmpeg would not fit its frames."""
    package = Path(av.__file__).parent
    for folder in (package.parent / "av.libs", package / ".dylibs"):
        for pattern in (f"lib{name}*", f"{name}*.dll"):
            for found in folder.glob(pattern):
                return found
    raise OSError(f"PyAV's {name} isn't beside it")


class DirectScaler:
    """Scales and converts frames of one stream to BGRA at an address; belongs to one thread."""

    def __init__(self, library: Swscale) -> None:
        self._library = library
        self._context: int | None = None
        self._made_for: object = None
        self._planes = (ctypes.c_void_p * 4)()
        self._strides = (ctypes.c_int * 4)()
        self._target = (ctypes.c_void_p * 4)()
        self._target_stride = (ctypes.c_int * 4)()

    def scale(self, frame: VideoFrame, size: tuple[int, int], address: int) -> bool:
        """Write ``size`` (width, height) pixels to ``address``; False when it can't be done.

        The memory there has to hold ``picture_bytes(*size)``.
        """
        made_for = (frame.width, frame.height, frame.format.name, size)
        made_for_all = (*made_for, frame.colorspace, frame.color_range)
        if made_for_all != self._made_for:
            self.close()
            self._make_context(frame, size)
            self._made_for = made_for_all
        if self._context is None:
            return False
        for number, (pointer, stride) in enumerate(_planes_of(frame)):
            self._planes[number], self._strides[number] = pointer, stride
        self._target[0], self._target_stride[0] = address, row_bytes(size[0])
        rows = self._library.scale(
            self._context,
            self._planes,
            self._strides,
            0,
            frame.height,
            self._target,
            self._target_stride,
        )
        return bool(rows == size[1])

    def _make_context(self, frame: VideoFrame, size: tuple[int, int]) -> None:
        library = self._library
        # Averaging areas looks as good as bilinear when shrinking, at two thirds of its cost.
        method = Interpolation.AREA if size[0] < frame.width else Interpolation.BILINEAR
        source = (frame.width, frame.height, library.format(frame.format.name))
        target = (*size, library.format(BGRA))
        self._context = library.context(*source, *target, int(method), None, None, None)
        if self._context is None:
            return
        space = int(_SPACES.get(int(frame.colorspace), Colorspace.DEFAULT))
        full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
        coefficients = library.coefficients(space)
        library.set_colours(self._context, coefficients, full, coefficients, 1, 0, _ONE, _ONE)

    def close(self) -> None:
        """Free the scaler's tables."""
        context, self._context, self._made_for = self._context, None, None
        if context is not None:
            self._library.free(context)


def _planes_of(frame: VideoFrame) -> Iterator[tuple[int, int]]:
    for plane in frame.planes:
        yield plane.buffer_ptr, plane.line_size

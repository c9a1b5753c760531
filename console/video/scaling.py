"""From a decoded frame to the pixels of its pane, in one pass."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from console.video.frame_slot import FrameWriter, picture_bytes, row_bytes
from console.video.messages import WHOLE, Region, StreamOrder
from console.video.swscale import DirectScaler, Swscale

_ANY_TIME = Fraction(1, 90_000)  # a frame without times is cropped like any other


def output_size(
    stream: tuple[int, int], box: tuple[int, int], *, fill: bool, capacity: int
) -> tuple[int, int]:
    """Pixels of the scaled picture: inside the box, or covering it; never beyond ``capacity``."""
    factors = (box[0] / stream[0], box[1] / stream[1])
    factor = max(factors) if fill else min(factors)
    width, height = (max(2, round(side * factor)) for side in stream)
    if picture_bytes(width, height) > capacity:
        return output_size(stream, box, fill=False, capacity=1 << 62)
    return width, height


class PaneScaler:
    """Scales and converts frames of one stream; keeps swscale's context between frames.

    Without ``library`` every frame is copied once more.
    """

    def __init__(self, library: Swscale | None = None) -> None:
        self.width = 0
        self._direct = DirectScaler(library) if library is not None else None
        self._size_for: object = None
        self._size = (0, 0)
        self._reformatter = VideoReformatter()
        self._graph: Graph | None = None
        self._graph_key: object = None

    def publish(self, frame: VideoFrame, order: StreamOrder, writer: FrameWriter) -> None:
        """Show a frame in its slot; none that is too large for it.

        For a moment after an order for a larger picture the slot is still the smaller one.
        """
        if picture_bytes(*self._size_of(frame, order, writer.capacity)) > writer.capacity:
            return
        if self._direct is not None and order.region == WHOLE:
            size = self._size_of(frame, order, writer.capacity)
            if self._direct.scale(frame, size, writer.target()):
                writer.publish_written(*size, row_bytes(size[0]))
                return
        rows = self.scaled(frame, order, writer.capacity)
        writer.publish(rows, self.width)

    def close(self) -> None:
        """Free what swscale holds."""
        if self._direct is not None:
            self._direct.close()

    def _size_of(self, frame: VideoFrame, order: StreamOrder, capacity: int) -> tuple[int, int]:
        made_for = (frame.width, frame.height, order, capacity)
        if made_for != self._size_for:
            part = _part_size(frame, order.region)
            box = (order.width, order.height)
            self._size = output_size(part, box, fill=order.fill, capacity=capacity)
            self._size_for = made_for
        return self._size

    def scaled(self, frame: VideoFrame, order: StreamOrder, capacity: int) -> NDArray[np.uint8]:
        """Rows of BGRA pixels, height × line size; the width is in :attr:`width`."""
        region, size = order.region, self._size_of(frame, order, capacity)
        if region == WHOLE:
            self._graph = None
            # Averaging areas looks as good as bilinear when shrinking, at two thirds of its cost.
            shrinks = size[0] < frame.width
            method = Interpolation.AREA if shrinks else Interpolation.BILINEAR
            picture = self._reformatter.reformat(
                frame, *size, format="bgra", interpolation=method, threads=1
            )
        else:
            picture = self._cropped(frame, region, size)
        plane = picture.planes[0]
        self.width = picture.width
        pixels = np.frombuffer(memoryview(plane), np.uint8)
        return pixels.reshape(picture.height, plane.line_size)

    def _cropped(self, frame: VideoFrame, region: Region, size: tuple[int, int]) -> VideoFrame:
        part = _part_size(frame, region)
        # The crop filter moves pointers only: the scaler reads just the part that is shown.
        corner = (round(frame.width * region[0]), round(frame.height * region[1]))
        key = (frame.width, frame.height, frame.format.name, part, corner, size)
        if self._graph is None or key != self._graph_key:
            self._graph, self._graph_key = _crop_graph(frame, part, corner, size), key
        self._graph.push(frame)
        picture = self._graph.pull()
        if not isinstance(picture, VideoFrame):
            raise TypeError("the crop graph gave no picture")
        return picture


def _part_size(frame: VideoFrame, region: Region) -> tuple[int, int]:
    return max(2, round(frame.width * region[2])), max(2, round(frame.height * region[3]))


def _crop_graph(
    frame: VideoFrame, part: tuple[int, int], corner: tuple[int, int], size: tuple[int, int]
) -> Graph:
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        time_base=frame.time_base or _ANY_TIME,
    )
    crop = graph.add("crop", f"{part[0]}:{part[1]}:{corner[0]}:{corner[1]}")
    scale = graph.add("scale", f"{size[0]}:{size[1]}:flags=bilinear")
    pixels = graph.add("format", "bgra")
    graph.link_nodes(source, crop, scale, pixels, graph.add("buffersink"))
    graph.configure()
    return graph


__all__ = ["PaneScaler", "output_size"]

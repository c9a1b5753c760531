"""From a decoded frame to the pixels of its pane, in one pass."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from console.video.messages import WHOLE, Region, StreamOrder

_ANY_TIME = Fraction(1, 90_000)  # a frame without times is cropped like any other


def output_size(
    stream: tuple[int, int], box: tuple[int, int], *, fill: bool, capacity: int
) -> tuple[int, int]:
    """Pixels of the scaled picture: inside the box, or covering it; never beyond ``capacity``."""
    factors = (box[0] / stream[0], box[1] / stream[1])
    factor = max(factors) if fill else min(factors)
    width, height = (max(2, round(side * factor)) for side in stream)
    if width * height * 4 > capacity:
        return output_size(stream, box, fill=False, capacity=1 << 62)
    return width, height


class PaneScaler:
    """Scales and converts frames of one stream; keeps swscale's context between frames."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()
        self._graph: Graph | None = None
        self._graph_key: object = None

    def scaled(self, frame: VideoFrame, order: StreamOrder, capacity: int) -> NDArray[np.uint8]:
        """Rows of BGRA pixels, height × line size; the width is in :meth:`width`."""
        region = order.region
        part = (max(2, round(frame.width * region[2])), max(2, round(frame.height * region[3])))
        size = output_size(part, (order.width, order.height), fill=order.fill, capacity=capacity)
        if region == WHOLE:
            self._graph = None
            # Averaging areas looks as good as bilinear when shrinking, at two thirds of its cost.
            shrinks = size[0] < frame.width
            method = Interpolation.AREA if shrinks else Interpolation.BILINEAR
            picture = self._reformatter.reformat(
                frame, *size, format="bgra", interpolation=method, threads=1
            )
        else:
            picture = self._cropped(frame, region, part, size)
        plane = picture.planes[0]
        self.width = picture.width
        pixels = np.frombuffer(memoryview(plane), np.uint8)
        return pixels.reshape(picture.height, plane.line_size)

    def _cropped(
        self, frame: VideoFrame, region: Region, part: tuple[int, int], size: tuple[int, int]
    ) -> VideoFrame:
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

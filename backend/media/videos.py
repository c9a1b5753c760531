"""Videos: looked into by a process of its own, which may crash, hang or eat memory in our stead.

`python -m backend.media.videos SOURCE CLEANED THUMBNAIL` copies the streams into a new file
without what the old one said of itself, and prints what it is as JSON.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from backend.domain.geo import Position, PositionError
from backend.media.own_process import ask, serve
from backend.media.records import Media, Told, check_size

MAX_BYTES = 100 * 1024 * 1024
MAX_SIDE = 8192
PATIENCE_S = 60
CPU_S, MEMORY = 45, 2 * 1024**3
_ISO6709 = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")


def looks_like_video(start: bytes) -> bool:
    """Whether a file begins as MP4, MOV or WebM do."""
    return start[4:8] == b"ftyp" or start.startswith(b"\x1a\x45\xdf\xa3")


def clean_video(source: Path, cleaned: Path, thumbnail: Path) -> Media:
    """Write a video without what it says of itself, and a picture; raises MediaError."""
    check_size(source, MAX_BYTES)
    found = ask(__name__, [str(source), str(cleaned), str(thumbnail)], PATIENCE_S)
    return Media(
        "video/mp4",
        found["width"],
        found["height"],
        found["duration_s"],
        _told(found["location"]),
    )


def _told(location: str) -> Told:
    found = _ISO6709.match(location)
    if found is None:
        return Told()
    try:
        place = Position(float(found[2]), float(found[1]))
    except PositionError:
        return Told()
    return Told(place.longitude, place.latitude)


def _look(source: str, cleaned: str, thumbnail: str) -> dict[str, Any]:
    import av  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    av.logging.set_level(None)
    with av.open(source, metadata_errors="ignore") as given:
        video = given.streams.video[0]
        if not (0 < video.width <= MAX_SIDE and 0 < video.height <= MAX_SIDE):
            raise SystemExit(1)
        location = given.metadata.get("location", "")
        duration = float(given.duration or 0) / 1_000_000
        for frame in given.decode(video):
            image = Image.fromarray(frame.to_ndarray(format="rgb24"))
            image.thumbnail((320, 320))
            image.save(thumbnail, "JPEG", quality=80)
            break
        else:
            raise SystemExit(1)
    with av.open(source, metadata_errors="ignore") as given:
        _copy(given, cleaned)
    said = {"width": video.width, "height": video.height, "duration_s": duration}
    return {**said, "location": location}


def _copy(given: object, cleaned: str) -> None:
    import av  # noqa: PLC0415

    assert isinstance(given, av.container.InputContainer)
    sources = [*given.streams.video[:1], *given.streams.audio[:1]]
    with av.open(cleaned, "w", format="mp4", options={"movflags": "+faststart"}) as made:
        copies = {one.index: made.add_stream_from_template(one) for one in sources}
        for packet in given.demux(sources):
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                made.mux(packet)


if __name__ == "__main__":
    serve(lambda: _look(*sys.argv[1:4]), CPU_S, MEMORY)

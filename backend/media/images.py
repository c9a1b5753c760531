"""Photos: read by Pillow, position and time taken from EXIF, saved again without any of it."""

from __future__ import annotations

import math
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from backend.domain.geo import Position, PositionError
from backend.media.records import Media, MediaError, MediaFault, Told, check_size

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 64_000_000
THUMBNAIL = (320, 320)
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_STILLS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def looks_like_image(start: bytes) -> bool:
    """Whether a file begins as a photo does."""
    is_webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    return is_webp or still_type(start) is not None


def still_type(start: bytes) -> str | None:
    """Return the media type of a file that begins as a JPEG or PNG does, None for others."""
    return next((name for begins, name in _STILLS.items() if start.startswith(begins)), None)


def clean_image(source: Path, cleaned: Path, thumbnail: Path) -> Media:
    """Write a photo without what it says of itself, and a small one; raises MediaError."""
    check_size(source, MAX_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _cleaned(source, cleaned, thumbnail)
    except MediaError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MediaError(MediaFault.BROKEN) from None
    # What Pillow's readers raise for hostile files isn't only what they document.
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's fault, not the picture's
        raise MediaError(MediaFault.BROKEN) from error


def _cleaned(source: Path, cleaned: Path, thumbnail: Path) -> Media:
    with Image.open(source, formats=list(_FORMATS)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise MediaError(MediaFault.TOO_LARGE)
        kind = str(opened.format)
        told = _told(opened)
        icc = opened.info.get("icc_profile")
        opened.load()
        turned = ImageOps.exif_transpose(opened)
        is_turned = turned.size != opened.size or opened.getexif().get(_ORIENTATION, 1) != 1
        kept: Image.Image = turned if is_turned else opened
        options: dict[str, Any] = {"exif": b"", "icc_profile": icc}
        if kind == "JPEG":
            options["quality"] = 92 if is_turned else "keep"
        elif kind == "WEBP":
            options["quality"] = 90
        kept.save(cleaned, kind, **options)
        small = kept.convert("RGB")
        small.thumbnail(THUMBNAIL)
        small.save(thumbnail, "JPEG", quality=80)
        return Media(_FORMATS[kind], kept.width, kept.height, None, told)


_ORIENTATION = ExifTags.Base.Orientation.value


def _told(image: Image.Image) -> Told:
    """What EXIF says; whatever in it makes no sense isn't said."""
    try:
        exif = image.getexif()
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        inner = exif.get_ifd(ExifTags.IFD.Exif)
    except (ValueError, TypeError, KeyError, SyntaxError, OSError, EOFError):
        return Told()
    lat = _degrees(gps.get(2), gps.get(1), "S")
    lon = _degrees(gps.get(4), gps.get(3), "W")
    if lat is None or lon is None or not _is_position(lon, lat):
        lat = lon = None
    return Told(lon, lat, _taken_at(inner))


def _degrees(parts: Any, side: Any, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value):
        return None
    return -value if str(side).strip("\0 ").upper() == negative else value


def _is_position(lon: float, lat: float) -> bool:
    try:
        Position(lon, lat)
    except PositionError:
        return False
    return True


def _taken_at(exif: dict[int, Any]) -> datetime | None:
    """Only with its offset: a time without one could be anywhere's."""
    taken = exif.get(ExifTags.Base.DateTimeOriginal)
    offset = exif.get(ExifTags.Base.OffsetTimeOriginal)
    try:
        return datetime.strptime(f"{taken}{offset}", "%Y:%m:%d %H:%M:%S%z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None

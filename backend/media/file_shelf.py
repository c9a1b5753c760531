"""Where files lie: uploads as they come in, and checked files by the hash of their content."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.media.images import clean_image, looks_like_image, still_type
from backend.media.office_files import clean_office, looks_like_zip
from backend.media.pdf_pages import clean_pdf, looks_like_pdf
from backend.media.records import Media, MediaError, MediaFault
from backend.media.text_files import clean_text
from backend.media.videos import clean_video, looks_like_video
from backend.storage.faults import StoreAwayError, StoreBusyError, StoreFullError

UPLOADS_KEPT_S = 24 * 3600
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shelved:
    """A checked file with its small picture, if there is one, by SHA-256."""

    sha256: str
    size: int
    original_sha256: str
    thumbnail_sha256: str | None
    media: Media


class FileShelf:
    """Files below one folder.

    Raises StoreFullError and StoreAwayError for the disk's faults, StoreBusyError where the machine
    has no time to look into a file.
    """

    def __init__(self, folder: Path) -> None:
        self._files = folder / "files"
        self._uploads = folder / "uploads"
        self._files.mkdir(parents=True, exist_ok=True)
        self._uploads.mkdir(parents=True, exist_ok=True)

    def begin(self, upload: str) -> None:
        """Make room for an upload."""
        with _disk_faults():
            self._part(upload).touch(exist_ok=False)

    def offset(self, upload: str) -> int:
        """Return how much of an upload is there; FileNotFoundError for none."""
        return self._part(upload).stat().st_size

    def append(self, upload: str, at: int, data: bytes) -> int:
        """Write a piece where the upload stands; returns where it stands then."""
        with _disk_faults(), self._part(upload).open("r+b") as part:
            part.seek(at)
            part.write(data)
            part.truncate()
            return part.tell()

    def finish(self, upload: str) -> Shelved:
        """Check an upload and keep it; what it was is gone then. Raises MediaError."""
        part = self._part(upload)
        with part.open("rb") as file:
            clean = _cleaner(file.read(16))
        with _disk_faults(), tempfile.TemporaryDirectory(dir=self._uploads) as folder:
            cleaned, thumbnail = Path(folder, "cleaned"), Path(folder, "thumbnail")
            media = clean(part, cleaned, thumbnail)
            size, original = cleaned.stat().st_size, _hash(part)
            small = self._keep(thumbnail) if thumbnail.exists() else None
            return Shelved(self._keep(cleaned), size, original, small, media)

    def keep_still(self, data: bytes) -> str:
        """Check a JPEG or PNG that came whole and keep it; its SHA-256. Raises MediaError."""
        if still_type(data) is None:
            raise MediaError(MediaFault.UNKNOWN_KIND)
        with _disk_faults(), tempfile.TemporaryDirectory(dir=self._uploads) as folder:
            came, cleaned, thumbnail = (Path(folder, name) for name in ("came", "cleaned", "small"))
            came.write_bytes(data)
            clean_image(came, cleaned, thumbnail)
            return self._keep(cleaned)

    def keep_made(self, data: bytes) -> str:
        """Keep a file that the program made; its SHA-256."""
        with _disk_faults(), tempfile.TemporaryDirectory(dir=self._uploads) as folder:
            made = Path(folder, "made")
            made.write_bytes(data)
            return self._keep(made)

    def drop(self, upload: str) -> None:
        """Forget an upload."""
        self._part(upload).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Return where a checked file lies."""
        return self._files / sha256[:2] / sha256

    def forget_old_uploads(self) -> None:
        """Drop what nobody finished within a day."""
        for part in self._uploads.glob("*.part"):
            if time.time() - part.stat().st_mtime > UPLOADS_KEPT_S:
                part.unlink(missing_ok=True)

    def _part(self, upload: str) -> Path:
        return self._uploads / f"{upload}.part"

    def _keep(self, file: Path) -> str:
        digest = _hash(file)
        kept = self.path(digest)
        kept.parent.mkdir(exist_ok=True)
        with file.open("rb") as written:
            os.fsync(written.fileno())
        file.replace(kept)
        return digest


def _cleaner(start: bytes) -> Callable[[Path, Path, Path], Media]:
    """What checks a file that begins so; whatever it is called."""
    kinds = (
        (looks_like_image, clean_image),
        (looks_like_video, clean_video),
        (looks_like_pdf, clean_pdf),
        (looks_like_zip, clean_office),
    )
    return next((clean for looks, clean in kinds if looks(start)), clean_text)


def _hash(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


@contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (TimeoutError, BlockingIOError) as error:  # no processor, or no process
        raise StoreBusyError(str(error)) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StoreFullError(str(error)) from error
        raise StoreAwayError(str(error)) from error

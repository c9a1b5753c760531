"""PDF: looked into and painted by a process of its own, kept as it came.

`python -m backend.media.pdf_pages SOURCE PICTURE [PAGE]` paints a page as JPEG. Without a page it
first looks for what the file might do by itself, paints a small first page, and prints what it is
as JSON.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from backend.media.images import THUMBNAIL
from backend.media.own_process import ask, limit, tell
from backend.media.records import Media, MediaError, MediaFault
from backend.media.text_files import MAX_BYTES

if TYPE_CHECKING:
    from PIL import Image

MEDIA_TYPE: Final = "application/pdf"
MAX_PAGES: Final = 500
LONGER_PX: Final = 2200
"""The longer side of a painted page: 188 dots per inch of A4."""
PATIENCE_S: Final = 20.0
CPU_S, MEMORY = 15, 1024**3
_ACTIVE: Final = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/Launch",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/RichMedia",
        "/XFA",
    }
)
"""Names, as keys and as values: scripts, programs, files, and forms that are programs."""
_MAX_DEPTH: Final = 60
_END, _AFTER_END = b"%%EOF", b"\r\n\t \0"


def looks_like_pdf(start: bytes) -> bool:
    """Whether a file begins as a PDF does, with nothing before it."""
    return start.startswith(b"%PDF-")


def clean_pdf(source: Path, cleaned: Path, thumbnail: Path) -> Media:
    """Keep a PDF, with a small picture of its first page; raises MediaError."""
    if source.stat().st_size > MAX_BYTES:
        raise MediaError(MediaFault.TOO_LARGE)
    found = ask(__name__, [str(source), str(thumbnail)], PATIENCE_S)
    shutil.copyfile(source, cleaned)
    return Media(MEDIA_TYPE, found["width"], found["height"], pages=found["pages"])


def page_picture(source: Path, page: int) -> bytes:
    """Return a page, 1 the first, of a PDF that was checked as JPEG; raises MediaError."""
    with TemporaryDirectory(prefix="page-") as folder:
        picture = Path(folder, "page")
        ask(__name__, [str(source), str(picture), str(page)], PATIENCE_S)
        return picture.read_bytes()


def _look(source: str, thumbnail: str) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415 - only in the process of its own

    end = Path(source).read_bytes().rpartition(_END)
    if not end[1] or end[2].strip(_AFTER_END) or zipfile.is_zipfile(source):
        raise MediaError(MediaFault.BROKEN)
    try:
        with pikepdf.open(source, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise MediaError(MediaFault.ENCRYPTED)
            if any(_is_active(one, 0) for one in pdf.objects):
                raise MediaError(MediaFault.ACTIVE)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise MediaError(MediaFault.ENCRYPTED) from None
    if pages > MAX_PAGES:
        raise MediaError(MediaFault.TOO_LARGE)
    image = _painted(source, 1)
    width, height = image.size
    image.thumbnail(THUMBNAIL)
    image.save(thumbnail, "JPEG", quality=80)
    return {"pages": pages, "width": width, "height": height}


def _is_active(one: Any, depth: int) -> bool:
    """Whether an object holds what acts; what it refers to is looked at in its own turn."""
    import pikepdf  # noqa: PLC0415

    if depth > _MAX_DEPTH:
        raise MediaError(MediaFault.BROKEN)
    if isinstance(one, pikepdf.Name):
        return str(one) in _ACTIVE
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        names = set(one.keys())
        if names & _ACTIVE:
            return True
        held = [one.get(name) for name in names]
    elif isinstance(one, pikepdf.Array):
        held = list(one)
    else:
        return False
    return any(_is_active(each, depth + 1) for each in held if _is_own(each))


def _is_own(one: Any) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(one, pikepdf.Object) and not one.is_indirect


def _painted(source: str, page: int) -> Image.Image:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        shown = document[page - 1]
        image: Image.Image = shown.render(scale=LONGER_PX / max(shown.get_size())).to_pil()
        return image.convert("RGB")


def _answer(source: str, picture: str, page: str = "") -> dict[str, Any]:
    if not page:
        return _look(source, picture)
    _painted(source, int(page)).save(picture, "JPEG", quality=85)
    return {}


if __name__ == "__main__":
    limit(CPU_S, MEMORY)
    try:
        tell(_answer(*sys.argv[1:]))
    except MediaError as refused:
        tell({"fault": refused.fault.value})

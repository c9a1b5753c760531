"""PDF: looked into and painted by a process of its own, kept as it came.

`python -m backend.media.pdf_pages SOURCE [PAGE]` paints a page, and prints it as JPEG in base64 in
JSON. Without a page it first looks for what the file might do by itself, paints a small first page,
and prints what it is as well.
"""

from __future__ import annotations

import base64
import shutil
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backend.media.images import THUMBNAIL
from backend.media.own_process import ask, serve
from backend.media.records import Media, MediaError, MediaFault, check_size
from backend.media.text_files import MAX_BYTES

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

MEDIA_TYPE: Final = "application/pdf"
MAX_PAGES: Final = 500
LONGER_PX: Final = 2200
"""The longer side of a painted page: 188 dots per inch of A4."""
PATIENCE_S: Final = 15.0
"""With the wait for a turn less than clients wait for an answer, 20 s."""
CPU_S, MEMORY = 12, 1024**3
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
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
    }
)
"""Names, as keys and as values: scripts, programs, files, and forms that are programs, or what is
sent, fetched or opened elsewhere."""
_LINKS: Final = frozenset({"/A", "/PA"})
"""Where an address (ISO 32000-1, 12.6.4.7) waits for a click; elsewhere it is opened by itself."""
_MAX_DEPTH: Final = 60
_END, _AFTER_END = b"%%EOF", b"\r\n\t \0"


def looks_like_pdf(start: bytes) -> bool:
    """Whether a file begins as a PDF does, with nothing before it."""
    return start.startswith(b"%PDF-")


def clean_pdf(source: Path, cleaned: Path, thumbnail: Path) -> Media:
    """Keep a PDF, with a small picture of its first page; raises MediaError."""
    check_size(source, MAX_BYTES)
    found = ask(__name__, [str(source)], PATIENCE_S)
    shutil.copyfile(source, cleaned)
    thumbnail.write_bytes(base64.b64decode(found["picture"]))
    return Media(MEDIA_TYPE, found["width"], found["height"], pages=found["pages"])


def page_picture(source: Path, page: int) -> bytes:
    """Return a page, 1 the first, of a PDF that was checked as JPEG; raises MediaError, OSError."""
    found = ask(__name__, [str(source), str(page)], PATIENCE_S)
    return base64.b64decode(found["picture"])


def _look(source: str) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415 - only in the process of its own

    end = Path(source).read_bytes().rpartition(_END)
    if not end[1] or end[2].strip(_AFTER_END) or zipfile.is_zipfile(source):
        raise MediaError(MediaFault.BROKEN)
    try:
        with pikepdf.open(source, attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise MediaError(MediaFault.ENCRYPTED)
            if is_active(pdf):
                raise MediaError(MediaFault.ACTIVE)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise MediaError(MediaFault.ENCRYPTED) from None
    if pages > MAX_PAGES:
        raise MediaError(MediaFault.TOO_LARGE)
    image = _painted(source, 1)
    width, height = image.size
    image.thumbnail(THUMBNAIL)
    return {"pages": pages, "width": width, "height": height, "picture": _jpeg(image, 80)}


def is_active(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF would do anything by itself, or lead out of itself other than by a link."""
    return any(_is_active(one, 0) for one in pdf.objects)


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
        addressed = [one.get(name) for name in names - _LINKS]
    elif isinstance(one, pikepdf.Array):
        addressed = held = list(one)
    else:
        return False
    return any(map(_opens_address, addressed)) or any(
        _is_active(each, depth + 1) for each in held if _is_own(each)
    )


def _opens_address(one: Any) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name.URI


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


def _jpeg(image: Image.Image, quality: int) -> str:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality)
    return base64.b64encode(written.getvalue()).decode()


def _answer(source: str, page: str = "") -> dict[str, Any]:
    return {"picture": _jpeg(_painted(source, int(page)), 85)} if page else _look(source)


if __name__ == "__main__":
    serve(lambda: _answer(*sys.argv[1:]), CPU_S, MEMORY)

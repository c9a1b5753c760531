"""DOCX and XLSX (ECMA-376): looked through by a process of its own, kept as they came.

`python -m backend.media.office_files SOURCE` prints what it is as JSON.
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from backend.media.own_process import ask, serve
from backend.media.records import Media, MediaError, MediaFault, check_size
from backend.media.text_files import MAX_BYTES, hides_pdf

MAX_PARTS: Final = 5000
MAX_INFLATED: Final = 256 * 1024 * 1024
PATIENCE_S: Final = 20.0
CPU_S, MEMORY = 15, 1024**3
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = f"{_OFFICE}wordprocessingml.document"
XLSX: Final = f"{_OFFICE}spreadsheetml.sheet"
_MAIN: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_TYPES, _RELATIONS = "[Content_Types].xml", ".rels"
_MAX_XML: Final = 8 * 1024 * 1024
_ACTIVE: Final = ("vbaproject", "vbadata", "macrosheet", "macroenabled", "activex", "oleobject")
"""In names and types of parts: macros, controls, and files of any kind."""
_ACTING: Final = (
    *("vbaproject", "wordvbadata", "macrosheet", "control", "activexcontrolbinary"),
    *("oleobject", "afchunk", "attachedtemplate", "externallink"),
)
"""How the types of relationships end (ECMA-376-1, 15; ECMA-376-2, 9.3) to what acts, to files in
other formats, and to what is fetched when the document is opened."""
_ENCRYPTED: Final = 0x1
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError),
    *(LookupError, expat.ExpatError),
)
_CHUNK: Final = 1024 * 1024
_END, _END_BYTES = b"PK\x05\x06", 22
"""What a ZIP archive ends with where no comment and nothing else follows."""


def looks_like_zip(start: bytes) -> bool:
    """Whether a file begins as a ZIP archive does."""
    return start.startswith(b"PK\x03\x04")


def clean_office(source: Path, cleaned: Path, _: Path) -> Media:
    """Keep a DOCX or XLSX; raises MediaError."""
    check_size(source, MAX_BYTES)
    found = ask(__name__, [str(source)], PATIENCE_S)
    shutil.copyfile(source, cleaned)
    return Media(found["media_type"], 0, 0)


def kind_of(source: Path) -> str:
    """Return the media type of a file that is safe to keep; raises MediaError."""
    with source.open("rb") as file:
        is_two = hides_pdf(file.read(_CHUNK))
        file.seek(-min(_END_BYTES, source.stat().st_size), os.SEEK_END)
        if is_two or not file.read().startswith(_END):
            raise MediaError(MediaFault.BROKEN)
    try:
        with zipfile.ZipFile(source) as archive:
            _check_parts(archive.infolist())
            kind = _kind(archive)
            _read_through(archive)
    except _BROKEN as error:
        raise MediaError(MediaFault.BROKEN) from error
    return kind


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(one.file_size for one in parts) > MAX_INFLATED:
        raise MediaError(MediaFault.TOO_LARGE)
    if any(one.flag_bits & _ENCRYPTED for one in parts):
        raise MediaError(MediaFault.ENCRYPTED)
    names = [one.orig_filename.lower() for one in parts]
    if any(mark in name for name in names for mark in _ACTIVE):
        raise MediaError(MediaFault.ACTIVE)
    is_odd = len(set(names)) != len(names) or not all(map(_is_plain, names))
    is_packed_oddly = any(one.compress_type not in _PACKINGS for one in parts)
    if is_odd or is_packed_oddly or min(one.header_offset for one in parts) != 0:
        raise MediaError(MediaFault.BROKEN)


def _is_plain(name: str) -> bool:
    """A name that leads nowhere else when it is unpacked."""
    return ".." not in name.split("/") and name[:1] != "/" and not {"\\", ":", "\0"} & set(name)


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    kinds = [(main, kind) for main, kind in _MAIN.items() if main in names]
    if _TYPES not in names or len(kinds) != 1:
        raise MediaError(MediaFault.UNKNOWN_KIND)
    main, kind = kinds[0]
    types = [
        (one.get("PartName", ""), one.get("ContentType", "")) for one in _elements(archive, _TYPES)
    ]
    if any(mark in given for _, given in types for mark in _ACTIVE):
        raise MediaError(MediaFault.ACTIVE)
    if (f"/{main}", f"{kind}.main+xml") not in types:
        raise MediaError(MediaFault.UNKNOWN_KIND)
    relations = [one for one in names if one.lower().endswith(_RELATIONS)]
    if any(_acts(one) for name in relations for one in _elements(archive, name)):
        raise MediaError(MediaFault.ACTIVE)
    return kind


def _acts(relation: Mapping[str, str]) -> bool:
    """Whether it leads to what acts, or to anywhere outside without a click."""
    kind = relation.get("Type", "")
    is_outside = relation.get("TargetMode", "internal") != "internal"
    return kind.endswith(_ACTING) or (is_outside and not kind.endswith("/hyperlink"))


def _elements(archive: zipfile.ZipFile, name: str) -> list[Mapping[str, str]]:
    """The attributes of each element of a part, their values in small letters."""
    if archive.getinfo(name).file_size > _MAX_XML:
        raise MediaError(MediaFault.TOO_LARGE)
    found: list[Mapping[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse  # no entities: the standard knows none either
    parser.StartElementHandler = lambda _, told: found.append(
        {key: value.strip().lower() for key, value in told.items()}
    )
    parser.Parse(archive.read(name), True)
    return found


def _refuse(*_: object) -> None:
    raise MediaError(MediaFault.BROKEN)


def _read_through(archive: zipfile.ZipFile) -> None:
    """Every part, to its end: no more than it says comes of it, and its checksum fits."""
    for one in archive.infolist():
        with archive.open(one) as part:
            while part.read(_CHUNK):
                pass


if __name__ == "__main__":
    serve(lambda: {"media_type": kind_of(Path(sys.argv[1]))}, CPU_S, MEMORY)

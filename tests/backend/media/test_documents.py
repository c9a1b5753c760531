"""Documents from outside: what they are told by their content, and which are refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from backend.media import office_files, pdf_pages, text_files
from backend.media.file_shelf import FileShelf
from backend.media.office_files import DOCX, XLSX, kind_of
from backend.media.page_shelf import PageShelf
from backend.media.pdf_pages import LONGER_PX
from backend.media.records import MediaError
from backend.media.text_files import clean_text
from tests.backend_documents import (
    TEXT,
    docx,
    packed,
    pdf,
    with_file,
    with_launch,
    with_script,
    xlsx,
)

MODE = pikepdf.ObjectStreamMode.generate
READERS_ALONE = pikepdf.Encryption(owner="a", user="b")
NO_PRINTING = pikepdf.Encryption(owner="a", user="")
MANY_PARTS = {f"word/media/{number}.xml": "" for number in range(office_files.MAX_PARTS)}
CUT = docx({"word/media/a.bin": bytes(range(256)) * 40})


def finished(shelf: FileShelf, data: bytes) -> str:
    shelf.begin("u")
    shelf.append("u", 0, data)
    try:
        return shelf.finish("u").media.media_type
    except MediaError as error:
        return error.fault.value.removeprefix("media.")
    finally:
        shelf.drop("u")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (pdf(), "application/pdf"),
        (pdf(change=with_script, object_stream_mode=MODE), "active"),
        (pdf(change=with_launch), "active"),
        (pdf(change=with_file), "active"),
        (pdf(encryption=READERS_ALONE), "encrypted"),
        (pdf(encryption=NO_PRINTING), "encrypted"),
        (pdf()[:-40], "broken"),
        (pdf() + docx(), "broken"),
        (pdf().replace(b"/Pages", b"/Pagez"), "broken"),
        (pdf(pdf_pages.MAX_PAGES + 1), "too_large"),
        (docx(), DOCX),
        (b"\n" + pdf(), "unknown_kind"),
    ],
)
def test_what_a_file_is_found_to_be(tmp_path: Path, data: bytes, found: str) -> None:
    assert finished(FileShelf(tmp_path), data) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (docx(), DOCX),
        (xlsx(), XLSX),
        (packed({"a.txt": "a"}), "unknown_kind"),
        (packed({"[Content_Types].xml": "<Types/>", "word/document.xml": ""}), "unknown_kind"),
        (docx({"xl/workbook.xml": ""}), "unknown_kind"),
        (docx(kind="application/vnd.ms-word.document.macroEnabled"), "active"),
        (docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "active"),
        (docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "active"),
        (docx({"word/media/a.xml": bytes(office_files.MAX_INFLATED)}), "too_large"),
        (docx(MANY_PARTS), "too_large"),
        (docx({"../../autostart.desktop": ""}), "broken"),
        (docx({"C:\\a.xml": ""}), "broken"),
        (docx({"WORD/document.xml": ""}), "broken"),
        (docx() + b"more", "broken"),
        (b"MZ" + docx(), "broken"),
        (packed({"%PDF-1.7": "", "word/document.xml": ""}), "broken"),
        (CUT[: len(CUT) // 2], "broken"),
        (CUT[:-300] + bytes([CUT[-300] ^ 1]) + CUT[-299:], "broken"),
        (packed({"[Content_Types].xml": "", "word/document.xml": ""}, b"more"), "broken"),
    ],
)
def test_what_an_office_file_is_found_to_be(tmp_path: Path, data: bytes, found: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    try:
        kind = kind_of(file)
    except MediaError as error:
        kind = error.fault.value.removeprefix("media.")
    assert kind == found


@pytest.mark.parametrize(
    ("data", "is_taken"),
    [
        (TEXT.encode(), True),
        (b"\xef\xbb\xbf" + TEXT.encode(), True),
        (TEXT.encode("gb18030"), True),
        (TEXT.encode("utf-16"), False),
        (TEXT.encode("gb18030") + b"\xff\xff", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
        (b"\x1b[2Jhidden", False),
        (b" \n<html><script>", False),
        (b"{\\rtf1 }", False),
        (b"#!/bin/sh\n", False),
        (b"words\n%PDF-1.7\n", False),
    ],
)
def test_what_is_text(tmp_path: Path, data: bytes, is_taken: bool) -> None:
    file, cleaned = tmp_path / "file", tmp_path / "cleaned"
    file.write_bytes(data)
    if is_taken:
        clean_text(file, cleaned, tmp_path)
        assert cleaned.read_bytes() == data
    else:
        with pytest.raises(MediaError, match="unknown_kind"):
            clean_text(file, cleaned, tmp_path)


def test_documents_are_smaller_than_twenty_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as made:
        made.truncate(text_files.MAX_BYTES + 1)
    for clean in (clean_text, office_files.clean_office, pdf_pages.clean_pdf):
        with pytest.raises(MediaError, match="too_large"):
            clean(file, tmp_path / "cleaned", tmp_path / "small")


def test_pages_are_painted_once_and_what_cannot_be_is_not_tried_again(tmp_path: Path) -> None:
    file, pages = tmp_path / "file", PageShelf()
    file.write_bytes(pdf())
    first = pages.picture(file, 2)
    with Image.open(BytesIO(first)) as opened:
        assert (opened.format, max(opened.size)) == ("JPEG", LONGER_PX)
    file.write_bytes(b"%PDF-1.7")
    assert pages.picture(file, 2) is first
    for _ in range(2):
        with pytest.raises(MediaError, match="broken"):
            pages.picture(file, 1)
        file.write_bytes(pdf())

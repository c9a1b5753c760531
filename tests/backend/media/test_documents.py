"""Documents from outside: what they are told by their content, and which are refused."""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from backend.media import office_files, pdf_pages, text_files
from backend.media.file_shelf import FileShelf
from backend.media.office_files import DOCX, XLSX, kind_of
from backend.media.own_process import ask
from backend.media.page_shelf import MOST_WAITING, PageBusyError, PageShelf
from backend.media.pdf_pages import LONGER_PX
from backend.media.records import MediaError, MediaFault
from backend.media.text_files import clean_text
from backend.storage.faults import StoreBusyError
from tests.backend_documents import (
    TEXT,
    TYPES,
    acting,
    docx,
    packed,
    pdf,
    related,
    with_address,
    with_file,
    with_launch,
    with_link,
    with_script,
    xlsx,
)

MODE = pikepdf.ObjectStreamMode.generate
READERS_ALONE = pikepdf.Encryption(owner="a", user="b")
ELSEWHERE = ("SubmitForm", "ImportData", "GoToR", "GoToE")
NO_PRINTING = pikepdf.Encryption(owner="a", user="")
MANY_PARTS = {f"word/media/{number}.xml": "" for number in range(office_files.MAX_PARTS)}
MAIN, NOT_ONE = TYPES.format(main="word/document.xml", kind=DOCX), "unknown_kind"
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
        (docx(related("attachedTemplate", "http://192.0.2.1/a.dotm", "External")), "active"),
        (docx(related("aFChunk", "a.rtf")), "active"),
        (docx(related("oleObject", "embeddings/x.bin")), "active"),
        (docx(related("&#105;mage", "http://192.0.2.1/a.png", "External")), "active"),
        (docx(related('oleObject" type="image')), "active"),
        (docx(related("hyperlink", "http://192.0.2.1/", "External")), DOCX),
        (docx({"word/_rels/a.rels": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "broken"),
        (docx({"word/_rels/a.rels": "<a"}), "broken"),
        (docx({"word/_rels/a.rels": "<?xml version='1.0' encoding='nil'?><a/>"}), "broken"),
        (docx(kind="application/vnd.ms-office.vba&#80;roject"), "active"),
        (packed({"[Content_Types].xml": f"<!--{MAIN}--><a/>", "word/document.xml": ""}), NOT_ONE),
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


@pytest.mark.parametrize(
    ("change", "is_active"),
    [
        (with_address, True),
        (with_link, False),
        (acting(S=pikepdf.Name.URI, URI="http://192.0.2.1/"), True),
        *((acting(S=pikepdf.Name(f"/{one}")), True) for one in ELSEWHERE),
    ],
)
def test_what_a_pdf_does_by_itself(change: Callable[[pikepdf.Pdf], None], is_active: bool) -> None:
    with pikepdf.open(BytesIO(pdf(change=change))) as opened:
        assert pdf_pages.is_active(opened) is is_active


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


class Painter:
    """Paints a page when it is let, as it is told."""

    def __init__(self) -> None:
        self.begun, self.let = threading.Semaphore(0), threading.Semaphore(0)
        self.fault: Exception | None = None
        self.pages: list[int] = []

    def paint(self, _: Path, page: int) -> bytes:
        self.pages.append(page)
        self.begun.release()
        assert self.let.acquire(timeout=20)
        if self.fault is not None:
            raise self.fault
        return b"%d" % page


def test_what_is_kept_waits_for_nobody_and_few_wait_for_the_painter() -> None:
    painter, file = Painter(), Path("a")
    pages = PageShelf(painter.paint, patience_s=20)
    painter.let.release()
    assert pages.picture(file, 1) == b"1"
    assert painter.begun.acquire(timeout=20)
    found: list[bytes] = []
    refused = threading.Semaphore(0)

    def look() -> None:
        try:
            found.append(pages.picture(file, 2))
        except PageBusyError:
            refused.release()

    askers = [threading.Thread(target=look) for _ in range(1 + MOST_WAITING + 1)]
    for one in askers:
        one.start()
    assert painter.begun.acquire(timeout=20)
    assert pages.picture(file, 1) == b"1"
    assert refused.acquire(timeout=20)
    painter.let.release()
    for one in askers:
        one.join()
    assert (found, painter.pages) == ([b"2"] * (1 + MOST_WAITING), [1, 2])


def test_who_waits_too_long_for_the_painter_is_told() -> None:
    painter, file = Painter(), Path("a")
    pages = PageShelf(painter.paint, patience_s=0.01)
    first = threading.Thread(target=pages.picture, args=(file, 1))
    first.start()
    assert painter.begun.acquire(timeout=20)
    with pytest.raises(PageBusyError):
        pages.picture(file, 2)
    painter.let.release()
    first.join()


def test_only_what_the_file_itself_does_is_kept_in_mind() -> None:
    painter = Painter()
    pages = PageShelf(painter.paint)
    painter.let.release(4)
    for fault in (TimeoutError(), OSError(errno.ENOSPC, "full")):
        painter.fault = fault
        with pytest.raises(PageBusyError):
            pages.picture(Path("a"), 1)
    painter.fault = MediaError(MediaFault.BROKEN)
    with pytest.raises(MediaError):
        pages.picture(Path("a"), 1)
    painter.fault = None
    with pytest.raises(MediaError):
        pages.picture(Path("a"), 1)
    assert pages.picture(Path("a"), 2) == b"2"


CHILD = """
import os, time
from backend.media.own_process import serve
def full():
    raise OSError({full}, "")
def work():
    {work}
serve(work, 1, 2**30)
"""


@pytest.mark.parametrize(
    ("work", "found"),
    [
        ("full()", OSError),
        (f"os.kill(os.getpid(), {int(signal.SIGKILL)})", TimeoutError),
        ("time.sleep(60)", TimeoutError),
        (f"os.kill(os.getpid(), {int(signal.SIGXCPU)})", MediaError),
        ("1 / 0", MediaError),
    ],
)
def test_faults_of_the_machine_are_not_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, found: type[Exception]
) -> None:
    (tmp_path / "child.py").write_text(CHILD.format(full=errno.ENOSPC, work=work))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(found) as raised:
        ask("child", [], 0.5 if "sleep" in work else 20)
    assert raised.type is found


def test_an_upload_is_not_called_broken_where_the_machine_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_files, "PATIENCE_S", 0.001)
    with pytest.raises(StoreBusyError):
        finished(FileShelf(tmp_path), docx())

"""Documents as people bring them, and as nobody should take them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from backend.media.office_files import DOCX, XLSX

A4 = (595, 842)
TEXT = "关于今晚停水的通知\n请各村相互转告。\n"
TYPES = '<Types><Override PartName="/{main}" ContentType="{kind}.main+xml"/></Types>'


def pdf(pages: int = 2, change: Callable[[pikepdf.Pdf], Any] | None = None, **saved: Any) -> bytes:
    """Empty pages; `change` does something to the file before it is saved."""
    made, written = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=A4)
    if change is not None:
        change(made)
    made.save(written, **saved)
    return written.getvalue()


def with_script(made: pikepdf.Pdf) -> None:
    """A script that runs when the file is opened."""
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_launch(made: pikepdf.Pdf) -> None:
    """A link that starts a program: deep within, where only a dictionary of the page has it."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe"))
    made.pages[0].obj.Annots = Array([link])


def acting(**action: Any) -> Callable[[pikepdf.Pdf], None]:
    """Something that happens when the first page is opened, as the second of two things."""

    def change(made: pikepdf.Pdf) -> None:
        last = made.make_indirect(Dictionary(**action))
        first = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([last]))
        made.pages[0].obj.AA = Dictionary(O=first)

    return change


def with_address(made: pikepdf.Pdf) -> None:
    """An address that is opened with the file."""
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("http://192.0.2.1/"))


def with_link(made: pikepdf.Pdf) -> None:
    """An address that waits for a click, on the page that is shown first."""
    action = made.make_indirect(Dictionary(S=Name.URI, URI=String("http://192.0.2.1/")))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].obj.Annots = Array([link])
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def with_file(made: pikepdf.Pdf) -> None:
    """Another file within."""
    made.attachments["a.exe"] = b"MZ"


def packed(parts: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """A ZIP archive."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return written.getvalue()


def related(kind: str, target: str = "a.bin", mode: str = "") -> dict[str, str]:
    """A part of a document that leads to something."""
    mode = f' TargetMode="{mode}"' if mode else ""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    told = f'<Relationship Id="a" Type="{base}/{kind}" Target="{target}"{mode}/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{told}</Relationships>"}


def docx(more: Mapping[str, str | bytes] | None = None, kind: str = DOCX) -> bytes:
    """A Word document with nothing in it but what it has to have, and `more`."""
    main = "word/document.xml"
    types = TYPES.format(main=main, kind=kind)
    return packed({"[Content_Types].xml": types, main: "<w:document/>", **(more or {})})


def xlsx() -> bytes:
    """A workbook likewise."""
    main = "xl/workbook.xml"
    types = TYPES.format(main=main, kind=XLSX)
    return packed({"[Content_Types].xml": types, main: "<workbook/>"})

"""What python-docx has no words for: fonts of Chinese, borders, fields, shading, fixed widths."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_THEMES: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_TWIPS_PER_MM: Final = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Font:
    """A font for Chinese, and the one for everything else."""

    chinese: str
    other: str


def set_font(of: Run | ParagraphStyle, font: Font) -> None:
    """Use a font for Chinese and another for everything else."""
    fonts = of.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(theme), None)
    for place in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(place), font.other)
    fonts.set(qn("w:eastAsia"), font.chinese)


def set_language(document: Document) -> None:
    """Say that the text is Chinese: it is broken into lines as such."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")


def set_bottom_line(of: Paragraph | ParagraphStyle, colour: str, eighths: int) -> None:
    """Draw a line below a paragraph; `eighths` of a point thick, 0 for none."""
    properties = of._element.get_or_add_pPr() if isinstance(of, Paragraph) else of.element.pPr
    if properties is None:
        return
    for borders in properties.findall(qn("w:pBdr")):
        properties.remove(borders)
    if eighths:
        line = _made("w:bottom", val="single", sz=str(eighths), space="4", color=colour)
        borders = _made("w:pBdr")
        borders.append(line)
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def frame(run: Run, colour: str) -> None:
    """Draw a frame around a word."""
    border = _made("w:bdr", val="single", sz="12", space="2", color=colour)
    run._element.get_or_add_rPr().append(border)


def add_field(paragraph: Paragraph, code: str) -> Run:
    """Add a number that Word counts, such as PAGE; its run, to be formatted."""
    field = _made("w:fldSimple", instr=code)
    run = paragraph.add_run("1")
    field.append(run._element)
    paragraph._p.append(field)
    return run


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a ground."""
    ground = _made("w:shd", val="clear", color="auto", fill=colour)
    properties = cell._element.get_or_add_tcPr()
    properties.insert_element_before(ground, "w:noWrap", "w:tcMar", "w:vAlign")


def add_row(table: Table, *, is_whole: bool) -> _Row:
    """Add a row; a whole one never goes over the end of a page."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    if is_whole:
        row._tr.get_or_add_trPr().append(_made("w:cantSplit"))
    return row


def repeat(row: _Row) -> None:
    """Have a row come again on each page."""
    row._tr.get_or_add_trPr().append(_made("w:tblHeader"))


def fix_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """Hold a table's columns at their widths, whatever is in them."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    margins = _made("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        far = 0.9 if side in {"top", "bottom"} else 1.6
        margins.append(_made(f"w:{side}", w=str(round(far * _TWIPS_PER_MM)), type="dxa"))
    table._tbl.tblPr.append(margins)


def without_times(packed: bytes) -> bytes:
    """Return a ZIP file whose bytes don't say when it was made; what isn't ours is left out."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(packed)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _OLDEST), source.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _made(tag: str, **attributes: str) -> Any:
    """An element of Word's; those that python-docx has no class for have no type."""
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})

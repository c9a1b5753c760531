"""The minutes as a Word document: the same blocks as the PDF, in styles that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from backend.minutes.docx_parts import (
    Font,
    add_field,
    add_row,
    fix_widths,
    frame,
    repeat,
    set_bottom_line,
    set_font,
    set_language,
    shade,
    without_times,
)
from backend.minutes.paper import (
    DRILL,
    KIND,
    OF_KIND,
    Block,
    Codes,
    Facts,
    Figure,
    Grid,
    Heading,
    Paper,
    Signed,
    Words,
    is_short,
)

SERIF, SANS = Font("宋体", "Times New Roman"), Font("黑体", "Arial")
MONO = Font("宋体", "Consolas")
"""What every Word and WPS has, or puts something in place of; the PDF looks the same everywhere."""
CELL_TEXT: Final = "表格文字"
"""Name and id of a style."""
TEXT_WIDTH_MM: Final = 156.0
_LABEL_MM: Final = 24.0
_TITLE_LINE: Final = 24
"""So many characters of a title fit on a line."""
_RED, _RED_HEX, _TINT = RGBColor(0xC0, 0x00, 0x00), "C00000", "F3F3F3"
_LEFT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def docx_of(paper: Paper) -> bytes:
    """Return a paper as DOCX; the same paper gives the same bytes."""
    document = Document()
    _set_styles(document)
    _set_page(document, paper)
    _tell_of_itself(document, paper)
    _write_head(document, paper)
    for block in paper.blocks:
        _write(document, block)
    written = BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _set_styles(document: WordDocument) -> None:
    set_language(document)
    normal = _style(document, "Normal", SERIF, 12)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.35
    heading = _style(document, "Heading 1", SANS, 14)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(16), Pt(8)
    title = _style(document, "Title", SANS, 18)
    set_bottom_line(title, "", 0)
    title.paragraph_format.alignment = _CENTRE
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(18), Pt(6)
    document.styles.add_style(CELL_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    cell = _style(document, CELL_TEXT, SERIF, 10.5)
    cell.paragraph_format.line_spacing = 1.15
    caption = _style(document, "Caption", SANS, 10)
    caption.paragraph_format.alignment = _CENTRE
    caption.paragraph_format.space_after = Pt(10)


def _style(document: WordDocument, name: str, font: Font, size: float) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    set_font(style, font)
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    style.font.bold = font == SANS and name != "Caption"
    return style


def _set_page(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(27)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance = section.footer_distance = Mm(16)
    section.different_first_page_header_footer = True  # it has the red head instead
    head = section.header.paragraphs[0]
    _clear_tabs(head)
    _run(head, f"{paper.issuer}{KIND}\t", 9, SANS)
    if paper.is_drill:
        _run(head, f"{DRILL}　", 9, SANS, is_red=True)
    _run(head, f"编号：{paper.number}", 9, SANS)
    set_bottom_line(head, "000000", 4)
    for footer in (section.footer, section.first_page_footer):
        _number_pages(footer.paragraphs[0])


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTRE
    for part in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        run = add_field(paragraph, part) if part.isascii() else paragraph.add_run(part)
        set_font(run, SANS)
        run.font.size = Pt(9)


def _clear_tabs(paragraph: Paragraph) -> None:
    """One tab stop at the right margin; those of the style stand in the way."""
    paragraph.style = "Normal"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)


def _tell_of_itself(document: WordDocument, paper: Paper) -> None:
    told, at = document.core_properties, paper.dated.astimezone(UTC).replace(tzinfo=None)
    told.title, told.author, told.last_modified_by = paper.title[:255], paper.issuer[:255], ""
    told.subject, told.comments, told.language = f"{KIND} {paper.number}", "", "zh-CN"
    told.created = told.modified = at


def _write_head(document: WordDocument, paper: Paper) -> None:
    if paper.is_drill:
        marked = document.add_paragraph()
        marked.alignment = _RIGHT
        frame(_run(marked, f" {DRILL} ", 14, SANS, is_red=True), _RED_HEX)
    for words in (paper.issuer, "　".join(KIND)):
        line = document.add_paragraph()
        line.alignment = _CENTRE
        _run(line, words, 26, SERIF, is_red=True)
    numbered = document.add_paragraph()
    _clear_tabs(numbered)
    numbered.paragraph_format.space_before = Pt(12)
    numbered.add_run(f"编号：{paper.number}\t{paper.day}")
    set_bottom_line(numbered, _RED_HEX, 12)
    is_one_line = len(paper.title) <= _TITLE_LINE
    title = paper.title if is_one_line else f"{paper.about}\n{OF_KIND}"
    document.add_paragraph(title, "Title")
    if paper.subtitle:
        document.add_paragraph(paper.subtitle).alignment = _CENTRE


def _write(document: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_paragraph(block.text, "Heading 1")
    elif isinstance(block, Words):
        _write_words(document, block)
    elif isinstance(block, Facts):
        _write_facts(document, block)
    elif isinstance(block, Grid):
        _write_grid(document, block)
    elif isinstance(block, Figure):
        _write_figure(document, block)
    elif isinstance(block, Signed):
        _write_signed(document, block)
    else:
        _write_codes(document, block)


def _write_words(document: WordDocument, block: Words) -> None:
    for text in block.text.split("\n"):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(24)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.keep_with_next = block.bold or None
        run = paragraph.add_run(text)
        if block.bold:
            set_font(run, SANS)
            run.font.bold = True


def _write_facts(document: WordDocument, block: Facts) -> None:
    value_mm = (TEXT_WIDTH_MM - 2 * _LABEL_MM) / 2
    table = _table(document, (_LABEL_MM, value_mm, _LABEL_MM, value_mm))
    for row in block.rows:
        cells = add_row(table, is_whole=is_short(row)).cells
        if len(row) == 2:
            cells = (cells[0], cells[1].merge(cells[3]))
        for at, (cell, value) in enumerate(zip(cells, row, strict=True)):
            if at % 2 == 0:
                _fill_label(cell, value)
            else:
                _fill(cell, value)


def _write_grid(document: WordDocument, block: Grid) -> None:
    whole = sum(block.shares)
    table = _table(document, [TEXT_WIDTH_MM * share / whole for share in block.shares])
    head = add_row(table, is_whole=True)
    repeat(head)
    for cell, name in zip(head.cells, block.head, strict=True):
        _fill_label(cell, name)
    for row in block.rows:
        cells = add_row(table, is_whole=is_short(row)).cells
        for cell, value, is_centred in zip(cells, row, block.centred, strict=True):
            _fill(cell, value, _CENTRE if is_centred else _LEFT)


def _write_figure(document: WordDocument, block: Figure) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.add_run().add_picture(BytesIO(block.data), width=Mm(block.width_mm))
    document.add_paragraph(block.caption, "Caption")


def _write_signed(document: WordDocument, block: Signed) -> None:
    for at, text in enumerate(block.lines):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = _RIGHT
        paragraph.paragraph_format.space_before = Pt(16) if at == 0 else None


def _write_codes(document: WordDocument, block: Codes) -> None:
    table = _table(document, (_LABEL_MM, TEXT_WIDTH_MM - _LABEL_MM))
    for label, code in block.rows:
        cells = add_row(table, is_whole=True).cells
        _fill_label(cells[0], label)
        _fill(cells[1], code)
        run = cells[1].paragraphs[0].runs[0]
        set_font(run, MONO)
        run.font.size = Pt(6.5)


def _table(document: WordDocument, widths_mm: Sequence[float]) -> Table:
    table: Table = document.add_table(0, len(widths_mm), "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    fix_widths(table, widths_mm)
    return table


def _fill_label(cell: _Cell, text: str) -> None:
    _fill(cell, text, _CENTRE)
    shade(cell, _TINT)
    set_font(cell.paragraphs[0].runs[0], SANS)


def _fill(cell: _Cell, text: str, alignment: WD_ALIGN_PARAGRAPH = _LEFT) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph._p.style = CELL_TEXT  # by its id: python-docx looks a name up for seconds
    paragraph.alignment = alignment
    paragraph.add_run(text)


def _run(paragraph: Paragraph, text: str, size: float, font: Font, *, is_red: bool = False) -> Run:
    run = paragraph.add_run(text)
    set_font(run, font)
    run.font.size = Pt(size)
    if is_red:
        run.font.bold, run.font.color.rgb = True, _RED
    return run

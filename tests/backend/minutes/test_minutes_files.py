"""Minutes as Word and as PDF: everything is said, nothing that people wrote breaks it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from PIL import Image, ImageChops

from backend.minutes.content import MinutesContent
from backend.minutes.docx_file import docx_of
from backend.minutes.fonts import SystemFonts
from backend.minutes.paper import Words, lay_out
from backend.minutes.pdf_file import NoChineseFontError, pages_of, pdf_of
from backend.minutes.plain_text import plain
from backend.minutes.typesetting import TypesettingError, typeset
from tests.backend_papers import (
    SHA256,
    SIGNATURE,
    amendments,
    content,
    drill,
    pictures,
    steps,
    written_everywhere,
)

ARCHIVED = b"pdfaid:part"
"""In the file's own words: it is PDF/A, which has a glyph for everything."""
MARGIN_SHARE = 20 / 210
"""Of a page's width nothing is printed at either side; the margins are wider."""
HOSTILE = {
    "control characters": "a\x00b\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\u2028终",
    "surrogates and no characters": "a\ud800\udfff\ufffe\uffff\ufdd0终",
    "no space": "a" * 2_000,
    "wide and no space": "W" * 600,
    "closing punctuation": "！" * 600,
    "joined": "一\u2060" * 400,
    "no-break spaces": "a\xa0b\u202f" * 300,
    "right to left": "الاجتماع المشترك \u202eneve\u202c שלום",
    "emoji": "😀👩‍👩‍👧‍👦🇨🇳👍🏽",
    "markup": '#panic("run") #include "/etc/passwd" $x$ *b* _i_ = h <l> @r `c` // \\ ]] }} "',
    "xml": "]]></w:t></w:r></w:p><w:p/>&amp;&lt;<!-- --><?x y?>",
    "field": "{ INCLUDETEXT \"C:\\\\x\" } =cmd|' /C calc'!A0 PAGE",
    "lines": "一\n\n二\r\n三\r四",
    "blank": " \t\n ",
    "stacked": "ä̴̡̢̛̛̺̼̘͇̻̜̂̓̈́̕" * 200,
    "stacked on nothing": "\u200b\u0334\u0321\u0322\u031b" * 500,
}
LONGEST: dict[str, Any] = {
    "course": steps(300, "很长的话" * 100),
    "pictures": pictures(30),
    "amendments": amendments("字" * 10_000, "又" * 10_000),
    "version": 3,
}


@pytest.fixture(scope="module")
def fonts() -> SystemFonts:
    return SystemFonts()


def word(minutes: MinutesContent) -> WordDocument:
    return Document(BytesIO(docx_of(lay_out(minutes))))


def words(document: WordDocument) -> list[str]:
    return [one.text for one in document.paragraphs]


def of_style(document: WordDocument, name: str) -> list[str]:
    return [
        one.text for one in document.paragraphs if one.style is not None and one.style.name == name
    ]


def cells(document: WordDocument) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]


def opened(pages: list[bytes]) -> Iterator[Image.Image]:
    for page in pages:
        with Image.open(BytesIO(page)) as image:
            yield image.convert("L")


def ink(page: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around everything printed."""
    return ImageChops.invert(page).getbbox()


def check_margins(pages: list[bytes]) -> None:
    for page in opened(pages):
        box = ink(page)
        assert box is not None
        edge = MARGIN_SHARE * page.width
        assert edge < box[0]
        assert box[2] < page.width - edge


def test_word_says_everything_in_order() -> None:
    document = word(content(version=2, amendments=amendments("枫溪路81号")))
    said = words(document)
    assert of_style(document, "Heading 1") == [
        "一、基本情况",
        "二、参会单位及意见",
        "三、会商过程",
        "四、图上研判",
        "五、措施清单",
        "六、会商决定",
        "七、签名核验",
        "八、修订记录",
    ]
    assert of_style(document, "Title") == ["关于“有村民在出租房内屠宰家禽”的会商纪要"]
    for text in (
        "枫桥镇综合信息指挥室",
        "编号：20261124-0001\t2026年11月26日",
        "（第2版）",
        "指挥室到会人员：赵立新、陈志强。",
        "图1　事件位置及地图标绘",
        "图2　后院1",
        "签发人：赵立新",
        "第2版（2026年11月26日 10:00，钱班长修订）",
        "修订事由：笔误",
        "修订内容：枫溪路81号",
    ):
        assert text in said
    basics, parties, course, measures, decision, codes = cells(document)
    assert basics[0] == ["事件编号", "20261124-0001", "事件等级", "较大"]
    assert parties[0] == ["序号", "单位", "到会情况", "到会人员", "意见", "意见说明"]
    assert parties[1:] == [
        ["1", "市场监管平台", "到会", "王丽", "同意", "—"],
        ["2", "综合执法平台", "到会", "李国平、周海燕", "不同意", "今日另有联合检查"],
        ["3", "农业农村办", "未到会", "—", "缺席", "—"],
    ]
    assert course[1] == ["11月24日\n10:00", "王丽", "发言：现场负责人称没有任何手续0"]
    assert course[2][0] == "10:01"
    assert measures[1:] == [
        ["1", "查封屠宰点", "农业农村办", "2026年11月25日"],
        ["2", "排查周边", "—", "—"],
    ]
    assert [row[1] for row in decision] == [
        "农业农村办",
        "市场监管分局、城建办",
        "3个工作日",
        "联合执法\n下达整改通知书",
        "李国平",
    ]
    assert [row[1] for row in codes] == [SHA256, SIGNATURE, "5f3a9c0d1b2e4f60"]
    assert len(document.inline_shapes) == 2


def test_word_has_pages_with_numbers_and_a_head() -> None:
    section = word(drill()).sections[0]
    size = (section.page_width, section.page_height)
    assert size == pytest.approx((Mm(210), Mm(297)), rel=1e-4)
    assert section.header.paragraphs[0].text == (
        "枫桥镇综合信息指挥室会商纪要\t演练　编号：20261124-0001"
    )
    for footer in (section.footer, section.first_page_footer):
        written = footer.paragraphs[0]._p.xml
        assert [f'w:instr="{code}"' in written for code in ("PAGE", "NUMPAGES")] == [True, True]
        assert "第 " in written


def test_a_drill_is_marked() -> None:
    said = words(word(drill()))
    assert " 演练 " in said
    assert "本纪要为演练材料，不作为实际处置的依据。" in said
    assert "演练" not in "".join(words(word(content())))


def test_pages_are_printed_with_every_glyph(fonts: SystemFonts) -> None:
    paper = lay_out(drill())
    assert ARCHIVED in pdf_of(paper, fonts)
    pages = pages_of(paper, fonts)
    assert len(pages) >= 2
    check_margins(pages)
    red = Image.open(BytesIO(pages[0])).convert("RGB").crop((0, 0, 827, 300))
    assert (192, 0, 0) in {colour for _, colour in red.getcolors(1 << 20) or ()}


def test_a_character_that_no_font_has_leaves_a_plain_pdf(fonts: SystemFonts) -> None:
    made = pdf_of(lay_out(written_everywhere("甲\U0010fffd")), fonts)
    assert made.startswith(b"%PDF")
    assert ARCHIVED not in made


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_people_write_breaks_it(text: str, fonts: SystemFonts) -> None:
    paper = lay_out(written_everywhere(text))
    document = Document(BytesIO(docx_of(paper)))
    shown = plain(text)
    table = cells(document)
    assert table[6][3][1] == (shown or "无")
    assert table[3][1][1] == (shown or "—")
    assert table[2][1][2] == (shown or "—")
    assert pdf_of(paper, fonts).startswith(b"%PDF")
    check_margins(pages_of(paper, fonts))


def test_what_cannot_be_seen_is_left_out() -> None:
    assert plain(HOSTILE["control characters"]) == "ab\n\n\n\n终"
    assert plain(HOSTILE["surrogates and no characters"]) == "a终"
    assert plain(HOSTILE["lines"]) == "一\n\n二\n三\n四"
    assert "\u202e" not in plain(HOSTILE["right to left"])
    assert plain(HOSTILE["markup"]) == HOSTILE["markup"]
    assert plain("ä̴̡̢̛̛̺̼̘͇̻̜̂̓̈́̕b") == "ä̴̡̢̛b"


@pytest.mark.allow_logs("Minutes couldn't be set")
def test_what_typst_dies_of_is_set_without_rare_characters(fonts: SystemFonts) -> None:
    paper = lay_out(content())
    broken = replace(paper, blocks=(Words("甲\ud800乙"), *paper.blocks))
    made = pages_of(broken, fonts)
    assert made == pages_of(replace(paper, blocks=(Words("甲□乙"), *paper.blocks)), fonts)


@pytest.mark.parametrize(
    ("template", "patience_s"),
    [('#let x = "a" * 8000000000', 30.0), ("hello", 0.01), ('#read("/etc/passwd")', 30.0)],
    ids=["eats memory", "takes too long", "reads elsewhere"],
)
def test_typst_dies_alone(tmp_path: Path, template: str, patience_s: float) -> None:
    (tmp_path / "main.typ").write_text(template)
    with pytest.raises(TypesettingError):
        typeset(tmp_path, {"dated": 0}, "pdf", patience_s)


@pytest.mark.soak
def test_the_largest_minutes_hold_everything(fonts: SystemFonts) -> None:
    paper = lay_out(content(**LONGEST))
    document = Document(BytesIO(docx_of(paper)))
    assert len(cells(document)[2]) == 301
    assert len(document.inline_shapes) == 31
    assert f"修订内容：{'又' * 10_000}" in words(document)
    pages = pages_of(paper, fonts)
    assert len(pages) > 40
    check_margins(pages)
    assert len(pdf_of(paper, fonts)) < 20_000_000


def test_what_is_left_out_is_counted() -> None:
    said = words(word(content(left_out=7, pictures_left_out=3, pictures=pictures(2))))
    assert "另有7条记录从略，见事件日志。" in said
    assert "另有3张图片从略，见事件附件。" in said


def test_an_empty_part_has_no_number() -> None:
    nothing: dict[str, Any] = {"map": None, "pictures": (), "measures": (), "course": ()}
    document = word(content(**nothing))
    assert of_style(document, "Heading 1") == [
        "一、基本情况",
        "二、参会单位及意见",
        "三、会商决定",
        "四、签名核验",
    ]


def test_the_same_minutes_are_the_same_bytes(fonts: SystemFonts) -> None:
    papers = [lay_out(content()) for _ in range(2)]
    assert docx_of(papers[0]) == docx_of(papers[1])
    assert pdf_of(papers[0], fonts) == pdf_of(papers[1], SystemFonts())
    with zipfile.ZipFile(BytesIO(docx_of(papers[0]))) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.allow_logs("No Chinese font")
def test_without_a_chinese_font_it_says_so() -> None:
    none = SystemFonts(of_system=False)
    with pytest.raises(NoChineseFontError):
        pdf_of(lay_out(content()), none)
    assert none.for_pictures is None
    assert docx_of(lay_out(content()))

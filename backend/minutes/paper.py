"""The minutes laid out as blocks: one order and one wording for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from PIL import Image

from backend.minutes.content import Amendment, Decision, MinutesContent, Picture
from backend.minutes.plain_text import plain

KIND, OF_KIND, DRILL = "会商纪要", "的会商纪要", "演练"
NOTHING, _EMPTY = "无", "—"
"""Where there is nothing: in words, and in a cell of a long table."""
MAX_WIDTH_MM, MAX_HEIGHT_MM = 150.0, 100.0
"""Of a picture: two go on a page."""
SHORT = 300
"""Characters of a table's cell."""
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs, ended by LF; `bold` ones head what follows."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of labels and values: one pair in a row over its whole width, or two."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head that comes again on each page; `shares` of the width.

    `centred`: which columns hold short words in the middle.
    """

    head: tuple[str, ...]
    shares: tuple[int, ...]
    centred: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A JPEG in the middle, its caption below."""

    data: bytes
    caption: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines at the right, under what was decided."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """Labels with long codes that are compared character by character."""

    rows: tuple[tuple[str, str], ...]


Block = Heading | Words | Facts | Grid | Figure | Signed | Codes


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: who issues it, its number and date above the title, then the blocks.

    `about` is the title's first part, `OF_KIND` its last.
    """

    issuer: str
    number: str
    dated: datetime
    about: str
    subtitle: str
    is_drill: bool
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The whole title."""
        return f"{self.about}{OF_KIND}"

    @property
    def day(self) -> str:
        """The date as it stands on papers."""
        return day_zh(self.dated)


def lay_out(content: MinutesContent) -> Paper:
    """Return the minutes as a paper."""
    event = content.event
    version = "" if content.version == 1 else f"（第{content.version}版）"
    return Paper(
        issuer=f"{plain(content.town)}综合信息指挥室",
        number=plain(event.number),
        dated=content.dated,
        about=f"关于“{_one_line(event.title)}”",
        subtitle=version,
        is_drill=event.is_drill,
        blocks=tuple(_numbered(content)),
    )


def is_short(row: Sequence[str]) -> bool:
    """Whether a table's row is so short that no page should end in the middle of it."""
    return all(len(value) <= SHORT for value in row)


def day_zh(at: date) -> str:
    """Return a date as it stands on papers."""
    return f"{at.year}年{at.month}月{at.day}日"


def due_zh(day: str) -> str:
    """Return an ISO date as it stands on papers, nothing for none."""
    return day_zh(date.fromisoformat(day)) if day else ""


def time_zh(at: datetime) -> str:
    """Return a date with its minute."""
    return f"{day_zh(at)} {at:%H:%M}"


def _numbered(content: MinutesContent) -> Iterator[Block]:
    parts = (
        ("基本情况", _basics(content)),
        ("参会单位及意见", _parties(content)),
        ("会商过程", _course(content)),
        ("图上研判", _figures(content)),
        ("会商文件", _documents(content)),
        ("措施清单", _measures(content)),
        ("会商决定", _decision(content.decision)),
        ("签名核验", _signature(content.decision)),
        ("修订记录", _amendments(content.amendments)),
    )
    filled = [(name, blocks) for name, blocks in parts if blocks]
    for numeral, (name, blocks) in zip(_NUMERALS, filled, strict=False):
        yield Heading(f"{numeral}、{name}")
        yield from blocks


def _basics(content: MinutesContent) -> list[Block]:
    event = content.event
    rows = (
        ("事件编号", event.number, "事件等级", event.grade),
        ("事件名称", event.title),
        ("事件类别", event.kind, "上报时间", time_zh(event.reported_at)),
        ("发生地点", event.address),
        ("事件内容", event.text),
        ("会商事由", content.reason, "会商主持", content.chair),
        ("会商开始", time_zh(content.opened_at), "决定签署", time_zh(content.decision.signed.at)),
    )
    drill = Words("本纪要为演练材料，不作为实际处置的依据。", bold=True)
    return [*([drill] if event.is_drill else []), Facts(tuple(_filled(row) for row in rows))]


def _parties(content: MinutesContent) -> list[Block]:
    rows = tuple(
        _filled(
            (
                str(number),
                party.name,
                "到会" if party.is_present else "未到会",
                "、".join(party.people),
                party.word,
                party.reason,
            ),
            _EMPTY,
        )
        for number, party in enumerate(content.parties, 1)
    )
    head = ("序号", "单位", "到会情况", "到会人员", "意见", "意见说明")
    room = "、".join(map(_one_line, content.room)) or NOTHING
    return [
        Grid(head, (7, 21, 12, 20, 12, 28), _centred("101010"), rows),
        Words(f"指挥室到会人员：{room}。"),
    ]


def _course(content: MinutesContent) -> list[Block]:
    rows, day = [], None
    for step in content.course:
        today = step.at.date()
        date_line = "" if today == day else f"{today.month}月{today.day}日\n"
        day = today
        rows.append(_filled((f"{date_line}{step.at:%H:%M}", step.who, step.text), _EMPTY))
    head = ("时间", "人员", "内容")
    blocks: list[Block] = [Grid(head, (14, 18, 68), _centred("110"), tuple(rows))]
    if content.left_out:
        blocks.append(Words(f"另有{content.left_out}条记录从略，见事件日志。"))
    return blocks if rows else []


def _figures(content: MinutesContent) -> list[Block]:
    shown = [*([] if content.map is None else [content.map]), *content.pictures]
    blocks = [_figure(number, picture) for number, picture in enumerate(shown, 1)]
    if content.pictures_left_out:
        blocks.append(Words(f"另有{content.pictures_left_out}张图片从略，见事件附件。"))
    return blocks


def _figure(number: int, picture: Picture) -> Block:
    caption = f"图{number}　{_one_line(picture.caption)}"
    if not picture.data:
        return Words(f"{caption}（图片无法显示）")
    with Image.open(BytesIO(picture.data)) as opened:
        share = opened.width / opened.height
    return Figure(picture.data, caption, min(MAX_WIDTH_MM, MAX_HEIGHT_MM * share))


def _documents(content: MinutesContent) -> list[Block]:
    numbered = list(enumerate(content.documents, 1))
    rows = tuple(
        _filled((str(number), one.name, one.kind, one.by, f"{one.at:%H:%M}"), _EMPTY)
        for number, one in numbered
    )
    head = ("序号", "文件", "类型", "出示人", "时间")
    blocks: list[Block] = [
        Grid(head, (7, 40, 27, 16, 10), _centred("10111"), rows),
        Words("各文件的 SHA-256 值："),
        Codes(tuple((f"文件{number}", one.sha256) for number, one in numbered)),
    ]
    if content.documents_left_out:
        blocks.append(Words(f"另有{content.documents_left_out}份文件从略，见事件附件。"))
    return blocks if rows else []


def _measures(content: MinutesContent) -> list[Block]:
    rows = tuple(
        _filled((str(number), one.text, one.department, due_zh(one.due)), _EMPTY)
        for number, one in enumerate(content.measures, 1)
    )
    head = ("序号", "措施", "责任单位", "完成时限")
    return [Grid(head, (7, 48, 20, 25), _centred("1011"), rows)] if rows else []


def _decision(decision: Decision) -> list[Block]:
    rows = (
        ("牵头单位", decision.lead),
        ("协同单位", "、".join(decision.cooperating)),
        ("办理时限", decision.limit),
        ("处置措施", decision.measures),
        ("派遣人员", "、".join(decision.people)),
    )
    signed = decision.signed
    lines = (f"签发人：{_one_line(signed.name)}", time_zh(signed.at))
    return [Facts(tuple(_filled(row) for row in rows)), Signed(lines)]


def _signature(decision: Decision) -> list[Block]:
    signed = decision.signed
    told = (
        "会商决定由签发人凭个人口令启用本人密钥，对决定全文以 Ed25519 算法签名。"
        "下列摘要为决定全文（规范化 JSON，UTF-8 编码）的 SHA-256 值；"
        "签名、公钥及决定全文已记入事件日志，可随时核验。"
    )
    codes = (
        ("全文摘要", signed.sha256),
        ("签名", signed.signature),
        ("密钥编号", signed.key_id),
    )
    return [Words(told), Codes(tuple((label, plain(code)) for label, code in codes))]


def _amendments(amendments: tuple[Amendment, ...]) -> list[Block]:
    blocks: list[Block] = []
    for one in amendments:
        who = f"{time_zh(one.at)}，{_one_line(one.who)}修订"
        blocks.append(Words(f"第{one.version}版（{who}）", bold=True))
        blocks.append(Words(f"修订事由：{plain(one.reason)}"))
        blocks.append(Words(f"修订内容：{plain(one.text)}"))
    return blocks


def _centred(marks: str) -> tuple[bool, ...]:
    return tuple(mark == "1" for mark in marks)


def _filled(row: tuple[str, ...], nothing: str = NOTHING) -> tuple[str, ...]:
    return tuple(plain(value) or nothing for value in row)


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())

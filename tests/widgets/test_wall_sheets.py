"""What a wall's sheets say, and that it can be read from afar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QTranslator
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import colours, fonts
from resources.translation import Translator
from tests.resources.test_look import luminance
from tests.widgets.wall_reading import Line, faults_of, read
from widgets.wall_charts import HourCount, nice_top
from widgets.wall_clock import WallClock
from widgets.wall_event_board import EventRow, WallEventBoard
from widgets.wall_event_sheet import EventText, WallEventSheet
from widgets.wall_figures import FigureValues, WallFigures
from widgets.wall_notices import WallNotices
from widgets.wall_paging import page_rows, pages, rows_that_fit
from widgets.wall_sheet import WallSheet

NOON = datetime(2026, 11, 27, 12, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SIZES = (
    (1920, 1080, 35),
    (3840, 2160, 69),
    (5760, 1080, 40),
    (1080, 1920, 35),
    (1280, 720, 26),
    (640, 360, 13),
)
LONG = "沿江公路与栎桥路口三车追尾，两人受伤，一人被困驾驶室，车流双向中断，请求增援"
SHORT = "饭店晚上偷排油烟"


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Both languages, in a font that has them."""
    before = qapp.font()
    fonts.apply(qapp)
    Translator(qapp).switch(request.param)
    yield str(request.param)
    qapp.setFont(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


def row(number: int, *, title: str = SHORT) -> EventRow:
    """One of many events."""
    return EventRow(
        grade=4 - number % 4,
        number=f"20261127-{number:04d}",
        title=f"{number}号 {title}",
        place=("栎桥村第三网格", "新联社区")[number % 2],
        state=("处置中", "待签收")[number % 2],
        left=("超期 1 小时 20 分", "48 分", "")[number % 3],
        light=("red", "amber", "none")[number % 3],
    )


def clock() -> WallSheet:
    made = WallClock()
    made.show_time(NOON, "枫溪镇综合信息指挥室")
    return made


def notice(text: str) -> Callable[[], WallSheet]:
    def make() -> WallSheet:
        made = WallNotices()
        made.show_text(text)
        return made

    return make


def board(count: int, title: str = SHORT) -> Callable[[], WallSheet]:
    def make() -> WallSheet:
        made = WallEventBoard()
        made.show_rows([row(number, title=title) for number in range(1, count + 1)])
        return made

    return make


def figures() -> WallSheet:
    made = WallFigures()
    hours = tuple(HourCount(hour, hour * 3 % 17, hour * 2 % 11) for hour in range(13))
    made.show_values(
        FigureValues((41, 17, 6, 2), 1128, 96, 71, 0.943, 5, 143, 312, 687, 704, hours)
    )
    return made


def one_event(title: str) -> Callable[[], WallSheet]:
    def make() -> WallSheet:
        made = WallEventSheet()
        facts = tuple((f"名称{n}", LONG if n == 2 else SHORT) for n in range(6))
        steps = tuple((f"12:{n:02d}", LONG if n == 1 else SHORT) for n in range(12))
        made.show_event_text(
            EventText(4, "20261127-0003", title, "处置中", "48 分", "amber", facts, steps)
        )
        return made

    return make


SHEETS: dict[str, Callable[[], WallSheet]] = {
    "clock": clock,
    "short notice": notice("今日三点视频会商。"),
    "long notice": notice("\n".join(f"{n}. {LONG}" for n in range(40))),
    "one long word": notice("W" * 700),
    "board": board(40),
    "long titles": board(6, LONG * 3),
    "no events": board(0),
    "unknown events": WallEventBoard,
    "figures": figures,
    "unknown figures": WallFigures,
    "event": one_event(LONG),
    "event with a very long title": one_event(LONG * 5),
    "unknown event": WallEventSheet,
}


@pytest.mark.parametrize("name", SHEETS)
def test_everything_can_be_read_at_every_size(qtbot: QtBot, language: str, name: str) -> None:
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    for width, height, text_px in SIZES:
        sheet.resize(width, height)
        sheet.set_text_px(text_px)
        for turn in range(3):
            sheet.set_turn(turn)
            found = faults_of(read(sheet), QSize(width, height), text_px)
            assert found == [], (name, width, height, turn)


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_paint_at_any_size(qtbot: QtBot, name: str) -> None:
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    for width, height, text_px in ((1, 1, 60), (60, 900, 60), (3000, 40, 60), (200, 100, 200)):
        sheet.resize(width, height)
        sheet.set_text_px(text_px)
        assert not sheet.grab().isNull()


def test_the_reader_complains_of_what_is_wrong() -> None:
    one = Line("one", 30, colours.TEXT, QRectF(10, 10, 100, 30))
    below = Line("below", 30, colours.TEXT, QRectF(10, 40, 100, 30))
    assert faults_of([one, below], QSize(200, 100), 30) == []
    assert len(faults_of([one, below], QSize(200, 100), 31)) == 2
    assert len(faults_of([one, below], QSize(90, 100), 30)) == 2
    over = Line("over", 30, colours.TEXT, QRectF(100, 30, 50, 30))
    assert len(faults_of([one, below, over], QSize(200, 100), 30)) == 2


def test_the_ground_and_every_text_are_far_enough_apart() -> None:
    grades = (
        colours.GRADE_GENERAL,
        colours.GRADE_LARGER,
        colours.GRADE_MAJOR,
        colours.GRADE_URGENT,
    )
    inks = (colours.TEXT, colours.TEXT_QUIET, colours.STALE, colours.LOST, *grades)
    for ground in (colours.WINDOW, colours.PANEL, colours.BOARD):
        for ink in inks:
            high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


# -- the clock


def test_the_clock_says_time_date_weekday_and_town(qtbot: QtBot, language: str) -> None:
    sheet = clock()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    words = [line.text for line in read(sheet)]
    assert words[1:3] == ["12:03", ":09"]
    assert words[0] == "枫溪镇综合信息指挥室"
    day = "2026年11月27日 星期五" if language == "zh_CN" else "2026-11-27 Friday"
    assert words[3] == day


# -- notices


def test_a_short_notice_is_large_and_a_long_one_goes_page_by_page(qtbot: QtBot) -> None:
    sheet = WallNotices()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    sheet.set_text_px(35)
    sheet.show_text("三点视频会商")
    assert sheet.page_count() == 1
    assert read(sheet)[1].px > 3 * 35
    text = "\n".join(f"{n}. {LONG}" for n in range(60))
    sheet.show_text(text)
    assert sheet.page_count() > 1
    said = []
    for turn in range(sheet.page_count()):
        sheet.set_turn(turn)
        said += [line.text for line in read(sheet)[1:-1]]
    assert "".join(said).replace(" ", "") == text.replace("\n", "").replace(" ", "")


# -- the event board


def titles(sheet: WallSheet) -> list[int]:
    """Numbers of the events that are in view."""
    return [int(line.text.split("号")[0]) for line in read(sheet) if "号" in line.text]


@pytest.mark.parametrize(("width", "height", "text_px"), SIZES)
def test_all_events_get_their_turn(qtbot: QtBot, width: int, height: int, text_px: int) -> None:
    sheet = board(70)()
    qtbot.addWidget(sheet)
    assert isinstance(sheet, WallEventBoard)
    sheet.resize(width, height)
    sheet.set_text_px(text_px)
    seen: list[int] = []
    for turn in range(sheet.page_count()):
        sheet.set_turn(turn)
        assert len(titles(sheet)) <= sheet.rows_per_page()
        seen += titles(sheet)
    assert seen == list(range(1, 71))
    sheet.set_turn(sheet.page_count())
    assert titles(sheet)[0] == 1


def test_a_row_says_everything_and_its_grade_by_word(qtbot: QtBot, language: str) -> None:
    sheet = WallEventBoard()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    sheet.set_text_px(30)
    sheet.show_rows(
        [EventRow(3, "20261127-0001", "道路塌陷", "上枫村", "处置中", "48 分", "amber")]
    )
    words = [line.text for line in read(sheet)]
    grade = "重大" if language == "zh_CN" else "Major"
    for part in (grade, "20261127-0001", "道路塌陷", "上枫村", "处置中", "■ 48 分"):
        assert part in words


def test_no_events_and_not_knowing_are_two_things(qtbot: QtBot, language: str) -> None:
    sheet = WallEventBoard()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    unknown = [line.text for line in read(sheet)]
    sheet.show_rows([])
    assert [line.text for line in read(sheet)][-1] != unknown[-1]


def test_a_step_that_is_too_long_says_that_more_was_there(qtbot: QtBot, language: str) -> None:
    sheet = WallEventSheet()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    sheet.set_text_px(30)
    steps = (("12:03", LONG * 4), ("12:02", SHORT))
    sheet.show_event_text(EventText(4, "1", SHORT, "处置中", steps=steps))
    said = [line.text for line in read(sheet)]
    assert sum(one.endswith("…") for one in said) == 1
    assert said.count(SHORT) == 2


# -- pages


@given(st.integers(0, 500), st.integers(-3, 70), st.integers(0, 10_000))
def test_pages_show_every_row_once(count: int, per_page: int, turn: int) -> None:
    all_pages = [page_rows(count, per_page, turn + n) for n in range(pages(count, per_page))]
    assert sorted(row for page in all_pages for row in page) == list(range(count))


@given(st.floats(-10, 5000), st.floats(-10, 500))
def test_rows_fit(height: float, row: float) -> None:
    count = rows_that_fit(height, row)
    assert count == 1 or count * row <= height


# -- figures


def test_figures_that_are_not_known_say_so(qtbot: QtBot) -> None:
    sheet = WallFigures()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    assert [line.text for line in read(sheet)].count("–") == 8
    sheet.show_values(FigureValues((1, 2, 3, 4), overdue=2, on_time=1.0))
    lines = read(sheet)
    assert [line.text for line in lines].count("–") == 5
    assert next(line.colour for line in lines if line.text == "10") == colours.TEXT
    assert next(line.colour for line in lines if line.text == "2") == colours.LOST
    assert "100.0" in [line.text for line in lines]


def test_each_hour_has_a_full_and_a_hollow_bar(qtbot: QtBot) -> None:
    sheet = WallFigures()
    qtbot.addWidget(sheet)
    sheet.resize(1920, 1080)
    hours = tuple(HourCount((n + 8) % 24, n + 1, 24 - n) for n in range(24))
    sheet.show_values(FigureValues((0, 0, 0, 0), by_hour=hours))
    words = [line.text for line in read(sheet)]
    assert [one for one in words if one.endswith(":00")] == ["12:00", "18:00", "0:00", "6:00"]
    assert "Last 24 hours" in words
    picture = sheet.grab().toImage()
    full, hollow = bars(picture, colours.ACCENT), bars(picture, colours.LIVE)
    assert len(full) == len(hollow) == 24
    heights = [bar.height() for bar in full]
    assert heights == sorted(heights)
    assert heights[-1] / heights[11] == pytest.approx(2, rel=0.05)
    assert [bar.height() for bar in hollow] == sorted((b.height() for b in hollow), reverse=True)
    assert picture.pixelColor(full[-1].center()) == QColor(colours.ACCENT)
    assert picture.pixelColor(hollow[0].center()) == QColor(colours.PANEL)


def bars(picture: QImage, colour: str) -> list[QRect]:
    """What is of a colour in the lower right, where the chart is, from the left."""
    wanted, found = QColor(colour).rgb(), list[QRect]()
    for x in range(picture.width() // 2, picture.width()):
        rows = [y for y in range(720, picture.height()) if picture.pixel(x, y) == wanted]
        column = QRect(QPoint(x, min(rows)), QPoint(x, max(rows))) if rows else QRect()
        if rows and found and found[-1].right() == x - 1:
            found[-1] = found[-1].united(column)
        elif rows:
            found.append(column)
    return found


def test_scales_end_at_round_numbers() -> None:
    assert [nice_top(most) for most in (0, 1, 2, 3, 6, 11, 99, 101)] == [
        *(2, 2, 2, 5, 10, 20, 100, 200)
    ]

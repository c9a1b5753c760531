"""The inbox as hands and eyes meet it: groups of a flood, filters, keys, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from backend_client.records import Line
from console.controllers.backend_link import BackendLink
from console.controllers.inbox_controller import InboxController
from console.models.inbox_model import InboxModel
from console.pages.inbox_page import InboxPage
from console.state.arrivals import WINDOW
from console.state.inbox_filter import InboxFilter, Order, View
from console.state.inbox_kept import InboxKept
from resources import colours
from tests.console.inbox_lines import a_line
from widgets.inbox_painting import ROW_PX
from widgets.inbox_roles import Column


@pytest.fixture
def link(tmp_path: Path) -> Iterator[BackendLink]:
    """Nobody signed in; the backend refuses."""
    made = BackendLink(["http://127.0.0.1:9"], tmp_path, "en")
    yield made
    made.close()


@pytest.fixture
def model(qtbot: QtBot) -> InboxModel:
    """The rows."""
    return InboxModel()


@pytest.fixture
def inbox(link: BackendLink, model: InboxModel) -> InboxController:
    """What fills them."""
    return InboxController(link, model)


class Around(QWidget):
    """What is around the page: it gets the keys that nobody took."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


@pytest.fixture
def around(qtbot: QtBot) -> Around:
    """A window of the inbox's usual size."""
    made = Around()
    qtbot.addWidget(made)
    made.resize(520, 700)
    return made


@pytest.fixture
def page(qtbot: QtBot, around: Around, inbox: InboxController, model: InboxModel) -> InboxPage:
    """The real page with its table, shown."""
    made = InboxPage(inbox, model, UTC, around)
    made.resize(around.size())
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    made.table.setFocus()
    return made


def shown(page: InboxPage) -> list[str]:
    """The events in the rows, from the top."""
    model = page.table.model()
    assert isinstance(model, InboxModel)
    return [model.line(row).id for row in range(model.rowCount())]


def flood(link: BackendLink) -> list[Line]:
    """Fourteen in a moment: four of one place and kind, 紧急, a drill, others alone."""
    same = [a_line(f"s{n}", n, grade=3 if n == 1 else 1) for n in range(4)]
    alone = [a_line(f"a{n}", 20 + n, grid=f"FX02-{n:02d}") for n in range(8)]
    urgent = [a_line(f"u{n}", 40 + n, grade=4) for n in range(2)]
    drill = a_line("d", 50, is_drill=True)
    lines = [*same, *alone, *urgent, drill]
    link.lines_changed.emit(lines)
    return lines


def double_click(qtbot: QtBot, page: InboxPage, at: QPoint) -> None:
    """A double click as a mouse makes it: its first press is one of its own."""
    view, left = page.table.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=at)
    qtbot.mouseDClick(view, left, pos=at)


_CONTROLS: tuple[type[QWidget], ...] = (QComboBox, QLineEdit, QAbstractButton)
ALONE = [f"a{n}" for n in range(7, -1, -1)]


def test_a_flood_groups_by_place_and_kind_and_keys_open_it(
    qtbot: QtBot, link: BackendLink, page: InboxPage
) -> None:
    assert not page.grouped.isVisible()
    opened: list[str] = []
    page.event_opened.connect(opened.append)
    flood(link)
    table = page.table
    assert shown(page) == ["u1", "u0", *ALONE, "s1"]  # the gravest of four stands for all
    assert page.grouped.isVisible()
    assert "4 events in 1 groups" in page.foot.text()
    assert table.look(10).count == 4
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert shown(page)[10:] == ["s1", "s3", "s2", "s0"]
    assert table.chosen_event() == "s1"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["s3"]
    qtbot.keyClick(table, Qt.Key.Key_Left)  # from one of its rows
    assert shown(page)[10:] == ["s1"]
    assert table.chosen_event() == "s1"
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert len(shown(page)) == 14
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert len(shown(page)) == 11
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["s3", "s1"]


def test_a_group_opens_by_its_number_and_never_by_resetting(
    qtbot: QtBot, link: BackendLink, page: InboxPage
) -> None:
    flood(link)
    table = page.table
    chip = table.chip_rect(10)
    assert not chip.isEmpty()
    assert table.chip_rect(0).isEmpty()
    title = table.columnViewportPosition(Column.TITLE)
    assert title < chip.left() < chip.right() < title + table.columnWidth(Column.TITLE)
    opened: list[str] = []
    page.event_opened.connect(opened.append)
    with qtbot.assertNotEmitted(table.model().modelReset):
        double_click(qtbot, page, chip.center())
        assert len(shown(page)) == 14
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=chip.center())
        assert len(shown(page)) == 11
    assert not opened
    double_click(qtbot, page, chip.center() - QPoint(chip.width(), 0))
    assert opened == ["s1"]


def test_groups_follow_what_happens_and_end_with_the_flood(
    qtbot: QtBot, link: BackendLink, inbox: InboxController, page: InboxPage, model: InboxModel
) -> None:
    lines, table = flood(link), page.table
    with qtbot.assertNotEmitted(model.modelReset):
        page.select_event("s2")  # behind another: its group opens for it
        assert table.chosen_event() == "s2"
        qtbot.keyClick(table, Qt.Key.Key_Left)
        link.lines_changed.emit([a_line("s1", 1, grade=3, state="triage", version=2)])
        assert shown(page)[-2:] == ["s3", "s1"]
        assert table.look(model.row_of("s3") or 0).count == 3
        link.lines_changed.emit([a_line("s9", 60), a_line("u9", 61, grade=4)])
        assert shown(page)[:2] == ["u9", "s9"]
        assert table.chosen_event() == "s1"
        page.select_event("s9")
        inbox.watch_flood(link.now() + WINDOW)
        assert not page.grouped.isVisible()
        assert table.chosen_event() == "s9"
    in_order = sorted(
        [*lines, a_line("s9", 60), a_line("u9", 61)], key=lambda line: line.reported_at
    )
    assert shown(page) == [line.id for line in reversed(in_order) if not line.is_drill]


def test_the_cursor_goes_behind_the_head_with_its_row(
    qtbot: QtBot, link: BackendLink, page: InboxPage
) -> None:
    flood(link)
    page.grouped.click()  # off by hand
    assert len(shown(page)) == 14
    assert not page.kept().groups
    page.select_event("s0")
    page.grouped.click()
    assert page.table.chosen_event() == "s1"


def test_slash_searches_and_escape_leads_back_to_the_rows(
    qtbot: QtBot, link: BackendLink, around: Around, page: InboxPage
) -> None:
    flood(link)
    search = page.filters.search
    qtbot.keyClick(page.table, Qt.Key.Key_Slash)
    assert search.hasFocus()
    qtbot.keyClicks(search, "s/1")
    assert search.text() == "s/1"
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert page.table.hasFocus()
    assert not around.keys
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert around.keys == [Qt.Key.Key_Escape]  # nothing to leave here: others have it


def test_everything_is_reached_by_tab_and_has_a_name(qtbot: QtBot, page: InboxPage) -> None:
    page.grouped.show()
    filters = page.filters
    wanted: list[QWidget] = [
        filters.view,
        filters.order,
        filters.saved_button,
        filters.platform,
        filters.source,
        filters.search,
        page.grouped,
        page.mute,
        page.table,
    ]
    wanted[0].setFocus()
    met = [QApplication.focusWidget()]
    for _ in wanted[1:]:
        qtbot.keyClick(met[-1], Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert met == wanted
    found = [one for kind in _CONTROLS for one in page.findChildren(kind)]
    nameless = [one for one in found if not (one.accessibleName() or one.property("text"))]
    theirs = (page.table, *page.findChildren(QLineEdit))  # with parts that only a mouse reaches
    assert not [one for one in nameless if one.parent() not in theirs]


def test_a_filter_is_saved_called_up_and_forgotten(
    qtbot: QtBot, inbox: InboxController, page: InboxPage
) -> None:
    filters = page.filters
    for box, value in ((filters.view, "overdue"), (filters.source, "river")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    filters.on_save_wanted()
    assert filters.name.hasFocus()
    assert not filters.save.isEnabled()
    qtbot.keyClicks(filters.name, "River late")
    qtbot.keyClick(filters.name, Qt.Key.Key_Return)
    assert not filters.naming.isVisible()
    assert page.table.hasFocus()
    assert filters.saved.names == ("River late",)
    assert "River" in filters.saved_button.text()
    page.show_view(View.OPEN)
    assert "River" not in filters.saved_button.text()
    filters.menu.aboutToShow.emit()
    entry = next(one for one in filters.menu.actions() if one.text() == "River late")
    entry.trigger()
    assert inbox.wanted == InboxFilter(View.OVERDUE, source="river")
    filters.menu.aboutToShow.emit()
    (deleting,) = filters.menu.findChildren(QMenu)
    deleting.actions()[0].trigger()
    assert not filters.saved.names


def test_escape_leaves_the_name_and_keeps_the_search(qtbot: QtBot, page: InboxPage) -> None:
    filters = page.filters
    filters.search.setText("着火")
    filters.on_save_wanted()
    qtbot.keyClick(filters.name, Qt.Key.Key_Escape)
    assert not filters.naming.isVisible()
    assert filters.search.text() == "着火"


def test_the_inbox_comes_back_as_it_was(qtbot: QtBot, link: BackendLink, page: InboxPage) -> None:
    table, filters = page.table, page.filters
    with qtbot.waitSignal(page.kept_changed):
        table.horizontalHeader().moveSection(0, 2)
    with qtbot.waitSignal(page.kept_changed):
        table.setColumnWidth(Column.STATE, 123)
    with qtbot.waitSignal(page.kept_changed):
        table.show_column(Column.NUMBER, shown=True)
    filters.show_filter(InboxFilter(View.MINE, "SJ", "着火", Order.GRADE, "pane"))
    filters.saved = filters.saved.saved("mine", filters.wanted())
    kept = InboxKept.from_dict(page.kept().to_dict())
    model = InboxModel()
    inbox = InboxController(link, model)
    again = InboxPage(inbox, model, UTC)
    qtbot.addWidget(again)
    again.restore(kept)
    header = again.table.horizontalHeader()
    assert header.visualIndex(Column.GRADE) == 2
    assert again.table.columnWidth(Column.STATE) == 123
    assert not again.table.isColumnHidden(Column.NUMBER)
    assert again.table.isColumnHidden(Column.LEAD)
    assert inbox.wanted == InboxFilter(View.MINE, "SJ", "", Order.GRADE, "pane")
    assert again.filters.saved.filter("mine").text == "着火"


@pytest.mark.parametrize("state", [b"", b"\x00\xff rubbish", b"\x00" * 500])
def test_columns_that_cant_be_read_are_as_at_first(
    qtbot: QtBot, page: InboxPage, state: bytes
) -> None:
    before = [page.table.isColumnHidden(one) for one in Column]
    page.table.restore_columns(QByteArray(state))
    assert [page.table.isColumnHidden(one) for one in Column] == before
    assert page.table.horizontalHeader().count() == len(Column)


def test_what_comes_above_doesnt_move_what_is_looked_at(
    qtbot: QtBot, link: BackendLink, page: InboxPage
) -> None:
    lines = [a_line(f"{n:03d}", n, grid=f"G{n}", state="triage") for n in range(200)]
    link.lines_changed.emit(lines)
    table, bar = page.table, page.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100 * ROW_PX)
    bar.setValue(20 * ROW_PX + 11)

    def top() -> tuple[str, int]:
        row = table.rowAt(0)
        return shown(page)[row], table.rowViewportPosition(row)

    before = top()
    link.lines_changed.emit([a_line("new", 999, grid="H"), a_line("newer", 1000, grid="H")])
    assert top() == before
    link.lines_changed.emit([a_line("199", 199, grid="G199", state="closed", version=2)])
    assert top() == before
    link.lines_changed.emit([a_line(f"x{n}", 2000 + n, grid=f"X{n}") for n in range(400)])
    assert top() == before  # many at once
    bar.setValue(0)
    link.lines_changed.emit([a_line("newest", 9999, grid="H")])
    assert top() == ("newest", 0)  # who looks at the top sees what comes


def test_typing_letters_in_the_rows_doesnt_go_through_all_of_them(
    qtbot: QtBot, link: BackendLink, page: InboxPage
) -> None:
    flood(link)
    page.table.choose(0)
    qtbot.keyClicks(page.table, "n")
    assert page.table.currentIndex().row() == 0


def test_what_is_painted_says_who_has_it_and_how_many_there_are(
    qtbot: QtBot, link: BackendLink, page: InboxPage, model: InboxModel
) -> None:
    flood(link)
    model.set_me("op1")
    mine = a_line("mine", 70, state="triage", owner="op1", grid="H1")
    link.lines_changed.emit([mine, a_line("hers", 71, state="triage", owner="op2", grid="H2")])
    table = page.table
    assert shown(page)[:2] == ["hers", "mine"]
    picture = table.viewport().grab().toImage()

    def has(colour: str, box: QRect) -> bool:
        inside = picture.copy(box)
        places = [(x, y) for x in range(inside.width()) for y in range(inside.height())]
        return any(inside.pixelColor(x, y) == QColor(colour) for x, y in places)

    cells = [table.visualRect(model.index(row, Column.OWNER)) for row in range(2)]
    assert [has(colours.ACCENT_FILL, cell) for cell in cells] == [False, True]
    assert [has(colours.RAISED, cell) for cell in cells] == [True, False]
    group = shown(page).index("s1")
    title = table.visualRect(model.index(group, Column.TITLE))
    assert has(colours.ACCENT_FILL, table.chip_rect(group))
    assert title.contains(table.chip_rect(group))
    assert not has(colours.ACCENT_FILL, table.visualRect(model.index(0, Column.TITLE)))

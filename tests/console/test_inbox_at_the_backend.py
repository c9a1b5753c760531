"""The inbox at a real backend: its lists, what arrives while they are read, what comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.state.arrivals import BATCH_MOST
from console.state.inbox_filter import InboxFilter, Order, View
from tests.console.room import Room, SeatOpener, desk_of
from widgets.inbox_roles import Column

STALL = "商铺门口占道堆物,影响通行"
FIRE = "三楼厨房着火,有人被困"


def listed(desk: Desk) -> set[str]:
    return {line.id for line in desk.model.lines()}


def test_a_list_of_one_source_is_the_backends(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    phone = room.report(STALL)
    river = room.report("河面上漂着死鱼,水发黑有臭味", channel="河长通")
    desk = desk_of(open_seat("op1"))
    filters = desk.inbox_page.filters
    qtbot.waitUntil(lambda: listed(desk) == {phone.id, river.id})
    filters.show_filter(InboxFilter(source="river"))
    filters.on_chosen()
    qtbot.waitUntil(lambda: listed(desk) == {river.id})
    more = room.report("溪水发臭,有人往河里倒油", channel="河长通")
    room.report(STALL)
    qtbot.waitUntil(lambda: listed(desk) == {river.id, more.id})
    look = desk.inbox_page.table.look(0)
    assert look.texts[Column.SOURCE] == "River"
    qtbot.waitUntil(lambda: desk.inbox.total == 2)


def test_a_flood_of_reports_is_grouped_but_never_the_urgent_one(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    desk = desk_of(open_seat("op1"))
    table = desk.inbox_page.table
    for number in range(BATCH_MOST + 2):
        room.report(STALL, room.members[number])
    urgent = room.report(FIRE)
    assert urgent.grade == 4
    qtbot.waitUntil(lambda: len(listed(desk)) == BATCH_MOST + 3)
    qtbot.waitUntil(desk.inbox_page.grouped.isVisible)
    assert desk.model.rowCount() == 2
    looks = [table.look(row) for row in range(2)]
    assert sorted(look.count for look in looks) == [0, BATCH_MOST + 2]
    row = desk.model.row_of(urgent.id)
    assert row is not None
    assert table.look(row).count == 0
    group = next(row for row in range(2) if table.look(row).count)
    table.setFocus()
    table.choose(group)
    chosen = table.chosen_event()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert desk.model.rowCount() == BATCH_MOST + 3
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.events.shown is not None and desk.events.shown.id == chosen)


def test_the_inbox_of_before_comes_back_with_the_program(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    console = open_seat("op1")
    page = desk_of(console).inbox_page
    page.filters.show_filter(InboxFilter(View.UNACCEPTED, order=Order.GRADE))
    page.filters.on_chosen()
    page.filters.on_save_wanted()
    qtbot.keyClicks(page.filters.name, "night")
    qtbot.keyClick(page.filters.name, Qt.Key.Key_Return)
    page.table.show_column(Column.NUMBER, shown=True)
    page.table.setColumnWidth(Column.STATE, 99)
    console.window.close()
    again = desk_of(open_seat("op1"))
    kept = again.inbox_page.kept()
    assert kept.wanted == InboxFilter(View.UNACCEPTED, order=Order.GRADE)
    assert kept.saved.names == ("night",)
    assert again.inbox.wanted == kept.wanted
    assert not again.inbox_page.table.isColumnHidden(Column.NUMBER)
    assert again.inbox_page.table.columnWidth(Column.STATE) == 99


def test_what_arrives_while_the_list_is_read_anew_stays_in_it(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    desk = desk_of(open_seat("op1"))
    first = room.report(STALL)
    qtbot.waitUntil(lambda: listed(desk) == {first.id})
    line = next(iter(desk.model.lines()))
    late = room.client("op1").events.page(id=[first.id]).items[0]
    # Nothing of the answer is taken up before this test waits: what is told first is newer.
    desk.inbox.ask(InboxFilter(order=Order.GRADE))
    taken = room.client("op1").events.do(first.id, first.version, "take")
    newer = room.client("op1").events.page(id=[first.id]).items
    desk.link.lines_changed.emit(newer)
    qtbot.waitUntil(lambda: desk.model.wanted.order is Order.GRADE)
    shown = next(iter(desk.model.lines()))
    assert (shown.state, shown.version) == ("triage", taken.version)
    assert line.version <= late.version < shown.version


def test_the_cursor_stays_when_everything_is_read_again(
    qtbot: QtBot, room: Room, open_seat: SeatOpener
) -> None:
    reported = [room.report(STALL) for _ in range(3)]
    desk = desk_of(open_seat("op1"))
    qtbot.waitUntil(lambda: len(listed(desk)) == 3)
    desk.inbox_page.select_event(reported[1].id)
    told: list[object] = []
    desk.inbox.told.connect(told.append)
    with qtbot.assertNotEmitted(desk.model.modelReset), qtbot.waitSignal(desk.inbox.filled):
        assert desk.link.mirror is not None
        desk.link.read_anew.emit(desk.link.mirror.lines())
    assert desk.inbox_page.table.chosen_event() == reported[1].id
    assert not told

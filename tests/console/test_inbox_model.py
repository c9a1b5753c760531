"""The inbox's model: rows come, go and move one by one; it is never reset by what happens."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backend_client.records import Line
from console.models.inbox_model import InboxModel
from console.state.inbox_filter import InboxFilter, Order
from tests.console.inbox_lines import NOW, a_line
from widgets.inbox_roles import Column

lines = st.builds(
    a_line,
    st.sampled_from("abcdefghijkl"),
    st.integers(0, 60),
    grade=st.integers(1, 4),
    grid=st.sampled_from(["FX01-05", "FX01-06"]),
    state=st.sampled_from(["reported", "reported", "triage"]),
    due_at=st.integers(0, 60).map(lambda s: NOW + timedelta(seconds=s)),
)
changes = st.one_of(
    st.tuples(st.just("put"), st.lists(lines, max_size=6, unique_by=lambda line: line.id)),
    st.tuples(st.just("remove"), st.lists(st.sampled_from("abcdefghijkl"), max_size=3)),
    st.tuples(st.just("group"), st.booleans()),
    st.tuples(st.just("open"), st.sampled_from("abcdefghijkl")),
    st.tuples(st.just("close"), st.sampled_from("abcdefghijkl")),
)


def events(model: InboxModel) -> list[str]:
    return [model.line(row).id for row in range(model.rowCount())]


def do(model: InboxModel, what: str, with_what: object) -> None:
    if what == "put":
        assert isinstance(with_what, list)
        model.put(with_what)
    elif what == "remove":
        assert isinstance(with_what, list)
        model.remove(with_what)
    elif what == "group":
        model.set_grouped(bool(with_what))
    else:
        model.open_group(str(with_what), is_open=what == "open")


@given(st.lists(changes, max_size=20), st.sampled_from(Order))
@settings(deadline=None)
def test_rows_are_what_a_list_made_anew_has(
    qapp: QApplication, doing: list[tuple[str, object]], order: Order
) -> None:
    wanted = InboxFilter(order=order)
    model = InboxModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(wanted, ())
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    grouped = False
    for what, with_what in doing:
        standing = {
            one: QPersistentModelIndex(model.index(n, 0)) for n, one in enumerate(events(model))
        }
        do(model, what, with_what)
        grouped = bool(with_what) if what == "group" else grouped
        for event, index in standing.items():
            row = model.row_of(event)
            assert index.isValid() is (row is not None)
            assert row is None or index.row() == row
    for one in "abcdefghijkl":
        model.open_group(one, is_open=False)
    anew = InboxModel()
    anew.set_grouped(grouped)
    anew.replace(wanted, model.lines())
    assert events(model) == events(anew)
    assert [model.row_of(one) for one in events(model)] == list(range(model.rowCount()))
    assert not resets
    del tester


def many(count: int) -> list[Line]:
    """Every third alone in its grid, the others grouped."""
    return [
        a_line(f"{n:04d}", n, grid=f"G{n}" if n % 3 == 0 else f"FX01-{n % 7:02d}")
        for n in range(count)
    ]


def test_many_rows_at_once_keep_who_stands_where(qtbot: QtBot) -> None:
    model = InboxModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(InboxFilter(), many(900))
    alone, grouped = model.row_of("0300"), model.row_of("0301")
    assert alone is not None
    assert grouped is not None
    stays = QPersistentModelIndex(model.index(alone, Column.TITLE))
    goes = QPersistentModelIndex(model.index(grouped, Column.TITLE))
    model.set_grouped(True)
    assert model.rowCount() == 300 + 7
    assert stays.row() == model.row_of("0300")
    assert goes.row() == model.row_of(model.head_of("0301"))
    assert goes.column() == Column.TITLE
    model.set_grouped(False)
    assert events(model) == [line.id for line in reversed(many(900))]
    assert stays.row() == alone
    del tester


def test_a_page_comes_as_one_stretch_and_what_is_known_better_stays(qtbot: QtBot) -> None:
    model = InboxModel()
    model.replace(InboxFilter(), many(900)[450:])
    stretches: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: stretches.append((first, last)))
    model.put([a_line("0449", 449, grid="G", state="triage", version=3)])
    model.append(many(900)[100:450])
    assert stretches == [(450, 450), (451, 799)]
    row = model.row_of("0449")
    assert row is not None
    assert model.line(row).state == "triage"


def test_the_same_list_read_again_only_differs_where_it_differs(qtbot: QtBot) -> None:
    model, wanted = InboxModel(), InboxFilter()
    model.replace(wanted, many(9))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(wanted, [*many(8)[2:], a_line("new", 99)])
    assert events(model) == ["new", *(f"{n:04d}" for n in range(7, 1, -1))]
    with qtbot.waitSignal(model.modelReset):
        model.show(InboxFilter(order=Order.GRADE), many(3))


def test_a_group_counts_down_to_its_soonest_limit_and_is_marked_for_any(qtbot: QtBot) -> None:
    model = InboxModel()
    late = a_line("late", 0, due_at=NOW, amber_at=NOW)
    model.replace(InboxFilter(), [late, a_line("grave", 1, grade=3)])
    model.set_unseen(["late"], unseen=True)
    model.set_now(NOW + timedelta(seconds=5))
    model.set_grouped(True)
    assert model.rowCount() == 1
    look = model.look(0)
    assert (look.grade, look.count, look.light, look.is_unseen) == (3, 2, "red", True)
    assert model.grouped_counts() == (2, 1)
    model.open_group("grave", is_open=True)
    head, member = model.look(0), model.look(1)
    assert (head.count, head.is_open, head.light, head.is_unseen) == (2, True, "green", False)
    assert (member.is_member, member.light, member.is_unseen) == (True, "red", True)
    assert model.unseen_count() == 1


def test_who_searches_sees_each_event(qtbot: QtBot) -> None:
    model = InboxModel()
    model.set_grouped(True)
    model.replace(InboxFilter(text="堆物"), many(9))
    assert model.rowCount() == 9
    model.replace(InboxFilter(), [a_line("a"), a_line("b")])
    assert model.rowCount() == 1

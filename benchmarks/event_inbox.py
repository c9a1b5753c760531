"""The inbox's table at 1,000, 10,000 and 100,000 events, beside a QStandardItemModel with a proxy.

Ours holds every line here, as after scrolling to the end: in use it has the pages that were looked
at. Milliseconds; ``scroll`` and ``update`` give the median and the longest step with its repaint.
Both tables have the window's whole size and the console's look; ours shows all its columns, Qt's
six. ``flood`` is the switch to rows by place and kind, and back.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from backend_client.records import Line
from console.models.inbox_model import InboxModel
from console.pages.inbox_terms import inbox_words
from console.state.inbox_filter import InboxFilter, Me, Order, chosen
from resources import fonts, style
from widgets.inbox_roles import Column
from widgets.inbox_table import InboxTable

SIZES = (1_000, 10_000, 100_000)
STEPS = 60
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PAGE = 200
"""What the inbox reads at once."""
SIZE = (1920, 900)
Row = dict[str, float]


def make_line(number: int, rng: random.Random) -> Line:
    """One event."""
    at = NOW - timedelta(seconds=number * 7)
    platform = rng.choice(("ZZ", "SJ", "ZF", "BM"))
    return Line(
        id=f"{number:032x}",
        number=f"20261124-{number:06d}",
        version=1,
        town="FX",
        title=f"第{number}件:商铺门口占道堆物",
        state=rng.choice(("reported", "triage", "handling", "verifying")),
        grade=rng.randint(1, 4),
        subcategory="0702",
        source="field",
        channel="",
        platform=platform,
        lead="综合执法中队",
        owner=rng.choice((None, "王晓红", "李建国")),
        village="FX01",
        grid=f"FX{rng.randint(1, 10):02d}-{rng.randint(1, 20):02d}",
        lon=None,
        lat=None,
        is_drill=False,
        returned=0,
        supervision=0,
        reported_at=at,
        due_at=at + timedelta(hours=rng.randint(1, 99)),
        amber_at=at + timedelta(hours=1),
    )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one piece of work."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def steps(app: QApplication, table: QTableView, step: Callable[[int], object]) -> list[float]:
    """Milliseconds of each step with its repaint."""

    def one(number: int) -> None:
        step(number)
        app.processEvents()
        table.viewport().repaint()

    return [timed(lambda number=number: one(number)) for number in range(STEPS)]  # type: ignore[misc]


def ours(app: QApplication, lines: list[Line], rng: random.Random) -> Row:
    """The console's model and table."""
    model = InboxModel()
    model.set_words(inbox_words({}, {"0702": "占道经营"}, UTC))
    model.set_me("王晓红")
    model.set_now(NOW)
    table = InboxTable(model)
    table.set_columns(tuple(Column), dict.fromkeys(Column, 90), Column.TITLE)
    table.resize(*SIZE)
    table.show()
    me = Me("op1")

    def show(wanted: InboxFilter, given: list[Line]) -> None:
        model.replace(wanted, given)
        app.processEvents()
        table.viewport().repaint()

    def read_on() -> None:
        for at in range(PAGE, len(lines), 500):
            model.append(lines[at : at + 500])

    found = {"open": timed(lambda: show(InboxFilter(), lines[:PAGE]))}
    found["read to the end"] = timed(read_on)
    wanted = InboxFilter(platform="SJ")
    found["filter"] = timed(lambda: show(wanted, chosen(lines, wanted, me, NOW)))
    gravest = InboxFilter(order=Order.GRADE)
    found["sort"] = timed(lambda: show(gravest, lines))
    show(InboxFilter(), lines)
    bar = table.verticalScrollBar()
    scrolled = steps(app, table, lambda n: bar.setValue(bar.maximum() * n // STEPS))
    bar.setValue(0)

    def change(number: int) -> None:
        one = lines[rng.randrange(len(lines))]
        new = make_line(-1 - number, rng)
        model.put([replace(one, state="closed", version=2), new])

    updated = steps(app, table, change)
    flood = [timed(lambda on=on: _switch(app, table, model, on)) for on in (True, False)]  # type: ignore[misc]
    table.close()
    found |= _spread("scroll", scrolled) | _spread("update", updated)
    return found | {"flood begins": flood[0], "flood ends": flood[1]}


def _switch(app: QApplication, table: QTableView, model: InboxModel, is_grouped: bool) -> None:
    model.set_grouped(is_grouped)
    app.processEvents()
    table.viewport().repaint()


def standard(app: QApplication, lines: list[Line], rng: random.Random) -> Row:
    """Qt's own model behind a sorting proxy."""
    model, proxy, table = QStandardItemModel(), QSortFilterProxyModel(), QTableView()
    proxy.setDynamicSortFilter(True)

    def cells(line: Line) -> list[QStandardItem]:
        words = (line.grade, line.title, line.state, line.source, line.platform, line.reported_at)
        return [QStandardItem(str(word)) for word in words]

    def fill() -> None:
        for line in lines:
            model.appendRow(cells(line))
        proxy.setSourceModel(model)
        proxy.sort(5, Qt.SortOrder.DescendingOrder)
        table.setModel(proxy)
        app.processEvents()
        table.viewport().repaint()

    table.resize(*SIZE)
    table.show()
    found = {"open": timed(fill), "read to the end": 0.0}
    proxy.setFilterKeyColumn(4)

    def show(work: Callable[[], object]) -> None:
        work()
        app.processEvents()
        table.viewport().repaint()

    found["filter"] = timed(lambda: show(lambda: proxy.setFilterFixedString("SJ")))
    proxy.setFilterFixedString("")
    found["sort"] = timed(lambda: show(lambda: proxy.sort(0, Qt.SortOrder.DescendingOrder)))
    proxy.sort(5, Qt.SortOrder.DescendingOrder)
    bar = table.verticalScrollBar()
    scrolled = steps(app, table, lambda n: bar.setValue(bar.maximum() * n // STEPS))
    bar.setValue(0)

    def change(number: int) -> None:
        model.item(rng.randrange(len(lines)), 2).setText("closed")
        model.appendRow(cells(make_line(-1 - number, rng)))

    updated = steps(app, table, change)
    table.close()
    return found | _spread("scroll", scrolled) | _spread("update", updated)


def _spread(name: str, times: list[float]) -> Row:
    return {f"{name} p50": median(times), f"{name} max": max(times)}


def main(arguments: list[str] | None = None) -> int:
    """Print one table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--json", type=Path)
    said = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    style.apply(app)
    fonts.apply(app)
    whole: dict[str, dict[str, Row]] = {}
    for size in said.rows or SIZES:
        rng = random.Random(4)
        lines = [make_line(number, rng) for number in range(size)]
        one, other = ours(app, lines, rng), standard(app, lines, rng)
        whole[str(size)] = {"ours": one, "QStandardItemModel": other}
        print(f"\n{size:,} events{'':16} {'ours ms':>9} {'Qt ms':>10} {'× ours':>8}")
        for name, value in one.items():
            beside = other.get(name, 0.0)
            ratio = f"{beside / value:8.1f}" if beside and value else f"{'–':>8}"
            print(f"{name:28} {value:9.2f} {beside:10.2f} {ratio}")
    if said.json:
        said.json.write_text(json.dumps(whole, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

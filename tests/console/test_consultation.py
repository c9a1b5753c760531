"""Joint consultations, round three consoles in real windows at one backend."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backend_client.decisions import verify
from backend_client.feed_protocol import Passing
from console.pages.consult_surfaces import MAP, PANES, PICTURE, ConsultSurfaces
from tests.backend_documents import pdf
from tests.backend_town import jpeg
from tests.console.consult_hands import AtTable
from tests.console.golden_case import Case, begin, staff_of
from tests.console.room import Room, SeatOpener, desk_of
from widgets.drawing_values import DrawingTool
from widgets.people_list import Presence

TOLD_MOST = 3
SLAUGHTER = "有村民在出租房内屠宰家禽,数量不少"
FUMES = "饭店晚上偷排油烟"
PYRAMID = "有人组织传销"


@pytest.fixture
def table(qtbot: QtBot, open_seat: SeatOpener) -> Callable[[str], AtTable]:
    """Opens a console of its own for somebody."""

    def open_it(login: str, **more: object) -> AtTable:
        return AtTable(qtbot, open_seat(login, name=f"seat-{login}", panes="1", **more))

    return open_it


@pytest.fixture
def case(qtbot: QtBot, room: Room, open_seat: SeatOpener) -> Case:
    """The operator's console, with the first event proposed for a consultation."""
    made = begin(qtbot, room, open_seat, "a table")
    made.is_seen(SLAUGHTER)
    made.all_are_told(1)
    qtbot.waitUntil(lambda: made.now.facts["consultation"] is not None)
    return made


def has_picture(surfaces: ConsultSurfaces) -> bool:
    return not surfaces.picture.image.isNull()


def have_spoken(case: Case, count: int) -> bool:
    return len(case.now.facts["consultation"]["stances"]) == count


def open_by(commander: AtTable, case: Case) -> None:
    """The commander opens the consultation and sits down."""
    room, event = case.room, case.now
    client = room.client("commander")
    platforms = event.facts["consultation"]["platforms"]
    client.events.do(event.id, event.version, "open_consultation", {"platforms": platforms})
    commander.join(event.id)


def test_three_consoles_have_the_same_table_and_who_comes_late_gets_everything(
    qtbot: QtBot, case: Case, table: Callable[..., AtTable]
) -> None:
    commander, platform = table("commander"), table("pt-sj")
    operator = AtTable(qtbot, case.hands.console)
    open_by(commander, case)
    platform.join(case.event)
    items = commander.consult.table

    commander.draw(DrawingTool.PEN, (0.3, 0.3), (0.4, 0.4), (0.5, 0.3))
    platform.draw(DrawingTool.ARROW, (0.6, 0.6), (0.7, 0.5))
    qtbot.waitUntil(lambda: len(items.table.items_of("stroke")) == 2)
    platform.say("市场监管到位")
    commander.say("请农业农村办一同到场")
    qtbot.waitUntil(lambda: len(items.table.items_of("message")) == 2)
    commander.consult.table.put(
        {"kind": "measure", "text": "联合检查", "department": "", "due": ""}
    )
    qtbot.waitUntil(lambda: len(items.table.items_of("measure")) == 1)

    operator.join(case.event)
    everyone = (commander, platform, operator)
    qtbot.waitUntil(lambda: len({one.lies() for one in everyone}) == 1)
    layer = operator.window.centre.surfaces.layer(MAP)
    assert layer.isVisible()
    said = operator.window.words.chat.view.model()
    assert said is not None
    assert said.rowCount() == 2
    platform.consult.table.undo()  # of its own: the message isn't one
    qtbot.waitUntil(lambda: len(items.table.items_of("stroke")) == 1)
    commander.draw(DrawingTool.PEN, (0.3, 0.6), (0.4, 0.6))
    commander.consult.table.undo()  # before anybody told of it
    own = commander.window.centre.surfaces.layer(MAP)
    qtbot.waitUntil(lambda: len(items.table.items_of("stroke")) == 1 and not own.has_pending)
    qtbot.waitUntil(lambda: len({one.lies() for one in everyone}) == 1)


def test_who_presents_leads_and_the_others_follow(
    qtbot: QtBot, case: Case, table: Callable[..., AtTable], tmp_path: Path
) -> None:
    commander = table("commander")
    operator = AtTable(qtbot, case.hands.console)
    open_by(commander, case)
    operator.join(case.event)
    laid = commander.consult.table
    qtbot.waitUntil(lambda: "pane:1" in laid.table.items)  # the cameras that see the place
    commander.come_to_front()
    commander.window.centre.look_at(PANES)
    surfaces = operator.window.centre.surfaces
    qtbot.waitUntil(lambda: surfaces.surface == PANES)
    board = commander.window.centre.panes.controller
    camera = laid.table.items["pane:1"]["camera"]
    qtbot.waitUntil(lambda: board.is_ready(camera))
    shown = operator.window.centre.panes.controller
    qtbot.waitUntil(lambda: shown.is_ready(camera))
    board.change_board(board.board.zoomed(0, (0.5, 0.5), 2.0))
    qtbot.waitUntil(lambda: shown.board.panes[0].zoom == board.board.panes[0].zoom)

    commander.window.centre.live.take_snapshot(0)
    qtbot.waitUntil(lambda: surfaces.ground == PICTURE)
    leading = commander.window.centre.surfaces
    for one in (surfaces, leading):
        qtbot.waitUntil(partial(has_picture, one))
    commander.draw(DrawingTool.PEN, (0.4, 0.4), (0.5, 0.5))
    file = laid.table.items_of("file")[0][0]
    seen = operator.consult.table.table
    qtbot.waitUntil(lambda: [one["surface"] for _, one in seen.items_of("stroke")] == [file])

    commander.window.centre.look_at(PANES)
    commander.window.centre.live.freeze.click()
    qtbot.waitUntil(operator.window.centre.live.frozen.isVisible)

    operator.window.people.take.click()  # the room takes over, for the commander
    qtbot.waitUntil(lambda: operator.consult.table.powers.presents)
    operator.window.centre.look_at(MAP)
    qtbot.waitUntil(lambda: leading.surface == MAP)
    before = leading.view()["map"]["lon"]
    operator.come_to_front()
    qtbot.keyClick(surfaces.map, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: leading.view()["map"]["lon"] > before)
    qtbot.waitUntil(lambda: leading.view()["map"] == surfaces.view()["map"])
    a_document_is_read_together(qtbot, operator, commander, tmp_path)


def a_document_is_read_together(
    qtbot: QtBot, leads: AtTable, follows: AtTable, folder: Path
) -> None:
    """Page by page; who likes keeps it, as it came."""
    plan, kept = folder / "方案", folder / "kept"
    plan.write_bytes(pdf(2))
    leads.window.centre.add_files([str(plan)])
    files = follows.consult.table.items_of
    qtbot.waitUntil(lambda: str(files("file")[-1][1]["title"]) == "方案")
    id_, item = files("file")[-1]
    leads.window.centre.look_at(id_)
    shown = follows.window.centre.surfaces.document
    qtbot.waitUntil(lambda: shown.isVisible() and shown.is_ready())
    leads.window.centre.surfaces.document.turn(1)
    qtbot.waitUntil(lambda: shown.page == 2)
    qtbot.waitUntil(shown.is_ready)
    saver = follows.window.centre.documents.saver
    with qtbot.waitSignal(saver.said):
        saver.save(str(item["attachment"]), kept, str(item["media_type"]))
    assert kept.with_suffix(".pdf").read_bytes() == plan.read_bytes()
    follows.window.centre.follow.setChecked(False)
    leads.window.centre.look_at(MAP)
    leads.consult.table.drop(id_)  # who still looks at it has the map again
    qtbot.waitUntil(lambda: follows.window.centre.surfaces.surface == MAP)


def test_where_somebody_points_comes_in_order_and_the_last_for_sure(
    qtbot: QtBot, case: Case, table: Callable[..., AtTable]
) -> None:
    commander, operator = table("commander"), AtTable(qtbot, case.hands.console)
    open_by(commander, case)
    operator.join(case.event)
    seen: list[float] = []

    def on_passed(passing: Passing) -> None:
        if passing.point is not None and passing.point[1] == 0.5:
            seen.append(passing.point[0])

    operator.consult.table.passed.connect(on_passed)
    for number in range(50):
        commander.consult.table.point(MAP, (number / 100, 0.5))
    qtbot.waitUntil(lambda: seen[-1:] == [0.49])
    assert seen == sorted(seen)
    operator.consult.table.passed.disconnect(on_passed)


def test_a_party_is_called_and_speaks_and_the_uninvited_see_nothing(
    qtbot: QtBot, case: Case, table: Callable[..., AtTable]
) -> None:
    commander, department = table("commander"), table(staff_of("农业农村办"))
    open_by(commander, case)
    desk = desk_of(department.console)
    assert desk.model.row_of(case.event) is None
    commander.consult.table.act("invite_parties", {"departments": ["农业农村办"]})
    told = department.console.window.notices.model
    qtbot.waitUntil(
        lambda: any(
            "农业农村办" in str(told.index(row, 0).data()) for row in range(told.rowCount())
        )
    )
    department.join(case.event)
    people = department.window.people
    qtbot.waitUntil(people.speak.isVisible)
    people.speak.click()
    department.consult.table.act("state_position", {"stance": "objected", "reason": "缺少检疫人员"})
    qtbot.waitUntil(
        lambda: any(one.reason == "缺少检疫人员" for one in commander.consult.table.parties)
    )
    department.window.voice.join.click()  # this backend has no voice
    qtbot.waitUntil(lambda: "no voice" in department.window.voice.told.text())
    assert not department.window.voice.talk.isEnabled()
    department.window.close()
    table_of = commander.consult.table
    me = department.console.desk.link.seat.session.person  # type: ignore[union-attr]
    qtbot.waitUntil(
        lambda: any(
            one.person == me and one.presence == Presence.LEFT.value for one in table_of.sitters
        )
    )


@pytest.mark.parametrize(
    ("name", "words", "code", "called", "lead", "measures"),
    [
        ("1 slaughter", SLAUGHTER, "0501", {"SJ", "ZF"}, "农业农村办", "联合执法"),
        pytest.param(
            *("2 oil fumes", FUMES, "0601", {"ZF", "SJ", "ZZ"}, "综合执法中队", "责令整改"),
            marks=pytest.mark.soak,
        ),
        pytest.param(
            *("3 pyramid selling", PYRAMID, "0504", {"SJ", "ZZ", "ZF"}, "市场监管所", "联合取缔"),
            marks=pytest.mark.soak,
        ),
    ],
    ids=["slaughter", "fumes", "pyramid"],
)
def test_golden_cases_round_three_consoles(
    qtbot: QtBot,
    room: Room,
    open_seat: SeatOpener,
    table: Callable[..., AtTable],
    tmp_path: Path,
    name: str,
    words: str,
    code: str,
    called: set[str],
    lead: str,
    measures: str,
) -> None:
    case = begin(qtbot, room, open_seat, name)
    case.is_seen(words)
    case.all_are_told(2 if code == "0504" else 1)
    qtbot.waitUntil(lambda: case.now.facts["consultation"] is not None)
    case.hands.tally.tell()
    commander, operator = table("commander"), AtTable(qtbot, case.hands.console)
    facts = case.now.facts
    assert facts["subcategory"]["code"] == code
    platforms = facts["consultation"]["platforms"]
    assert set(platforms) == called
    assert case.hands.tally.told_actions <= TOLD_MOST
    open_by(commander, case)
    operator.join(case.event)
    commander.draw(DrawingTool.PEN, (0.3, 0.3), (0.5, 0.5), (0.7, 0.3))
    operator.say("现场已有网格员")
    for number, platform in enumerate(platforms, 1):
        login = f"pt-{platform.lower()}"
        third = AtTable(qtbot, open_seat(login, name=f"seat-{login}", panes="1"))
        third.join(case.event)
        third.say("我方到场")
        third.consult.table.act("state_position", {"stance": "agreed"})
        qtbot.waitUntil(partial(have_spoken, case, number))
        third.window.close()
    assert case.now.facts["lead"] is None
    commander.consult.table.put(
        {"kind": "measure", "text": measures, "department": lead, "due": ""}
    )
    qtbot.waitUntil(lambda: bool(operator.consult.table.table.items_of("measure")))
    commander.sign(measures)
    case.comes("assigned")
    assert case.now.facts["lead"] == lead
    signed = room.client("leader").decisions.one(case.event)
    assert signed.is_valid
    assert verify(signed)
    assert measures in signed.text

    minutes = room.client("leader").minutes
    newest = minutes.versions(case.event)[-1]
    paper = docx.Document(BytesIO(minutes.file(case.event, newest.version, "docx")))
    told = "\n".join(one.text for one in paper.paragraphs)
    told += "\n".join(cell.text for one in paper.tables for row in one.rows for cell in row.cells)
    assert case.now.number in told
    assert lead in told
    assert "现场已有网格员" in told
    assert len(paper.inline_shapes) >= 1
    (tmp_path / "minutes.pdf").write_bytes(minutes.file(case.event, newest.version, "pdf"))

    operator.window.close()
    commander.window.close()
    case.hands.console.window.activateWindow()
    qtbot.waitUntil(case.hands.console.window.isActiveWindow)
    photo = tmp_path / "处置后.jpg"
    photo.write_bytes(jpeg(colour="orange"))
    case.is_handled(lead, [str(photo)], "已联合处置")
    case.is_verified("leader")

"""The list of notices and the status strip."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from widgets.notice_list import MOST_NOTICES, NoticeLevel, NoticeList
from widgets.status_strip import BackendView, LoadState, StatusStrip, StatusView

START = datetime(2026, 5, 1, 8, 0, 0)


def test_repeated_notice_counts_and_comes_to_the_top(qtbot: QtBot) -> None:
    notices = NoticeList()
    qtbot.addWidget(notices)
    notices.add(START, NoticeLevel.ERROR, "Camera 3 lost")
    notices.add(START + timedelta(seconds=1), NoticeLevel.INFO, "Layout saved")
    notices.add(START + timedelta(seconds=2), NoticeLevel.ERROR, "Camera 3 lost")
    assert notices.model.rowCount() == 2
    assert notices.model.notice(0).repeats == 2
    line = notices.model.data(notices.model.index(0), Qt.ItemDataRole.DisplayRole)
    assert line == "08:00:02  Fault  Camera 3 lost  ×2"


def test_notices_are_bounded(qtbot: QtBot) -> None:
    notices = NoticeList()
    qtbot.addWidget(notices)
    for number in range(MOST_NOTICES + 30):
        notices.add(START, NoticeLevel.WARNING, f"notice {number}")
    assert notices.model.rowCount() == MOST_NOTICES
    assert notices.model.notice(0).text == f"notice {MOST_NOTICES + 29}"
    assert notices.model.notice(MOST_NOTICES - 1).text == "notice 30"


def texts(strip: StatusStrip) -> list[str]:
    return [label.text() for label in strip.findChildren(QLabel) if label.text()]


def test_status_says_load_and_missing_backend_in_words(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.set_view(StatusView(38, 40, 0.87, LoadState.SHED, 4, 4))
    strip.set_now(START)
    assert texts(strip) == [
        "■ Cameras 38/40 live",
        "▲ CPU 87%, frame rates reduced",
        "Decoders 4/4",
        "Backend: none configured",
        "2026-05-01 08:00:00",
    ]
    strip.set_view(StatusView(40, 40, 0.78, LoadState.WARN, 4, 4))
    assert "■ CPU 78%, high" in texts(strip)
    strip.set_backend(BackendView("live", delay_s=0.24))
    assert "Backend: live · delay 0.2 s" in texts(strip)
    strip.set_backend(BackendView("▲ away", is_away=True, delay_s=0.24, waiting=3, to_decide=1))
    assert "Backend: ▲ away" in texts(strip)
    assert "■ Outbox 3 · 1 to decide" in texts(strip)


def test_what_takes_long_can_be_given_up(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.set_backend(BackendView("live", busy="Reading the event"))
    assert "Reading the event…" in texts(strip)
    (button,) = strip.findChildren(QPushButton)
    assert not button.isVisible()
    strip.set_backend(BackendView("live", busy="Reading the event", can_give_up=True))
    with qtbot.waitSignal(strip.give_up_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    strip.set_backend(BackendView("live"))
    assert not button.isVisible()


def test_every_status_field_has_a_name_and_says_its_words(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.set_view(StatusView(1, 2, None, LoadState.CALM, 1, 2))
    strip.set_now(START)
    QApplication.sendEvent(strip, QEvent(QEvent.Type.LanguageChange))
    labels = strip.findChildren(QLabel)
    assert len({label.accessibleName() for label in labels} - {""}) == 8
    assert all(label.accessibleDescription() == label.text() for label in labels)

"""The export in a real window: passwords only if asked, private, and failures in words."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.camera_file import FileFault
from console.pages.camera_export import CameraExportDialog
from console.pages.camera_file_words import file_fault_words
from console.state.camera_csv import parse_cameras
from tests.cameras.town import town


@pytest.fixture
def dialog(qtbot: QtBot) -> CameraExportDialog:
    made = CameraExportDialog(town(30))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def write(qtbot: QtBot, dialog: CameraExportDialog, path: Path) -> None:
    dialog.write(path)
    qtbot.waitUntil(dialog.choose.isEnabled)


def test_passwords_stay_here_unless_asked(
    qtbot: QtBot, dialog: CameraExportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    path.touch(mode=0o644)
    with qtbot.waitSignal(dialog.list_written) as written:
        write(qtbot, dialog, path)
    assert written.args == [str(path)]
    assert b"secret-word" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in dialog.outcome.text()
    assert len(parse_cameras(path.read_bytes()).cameras) == 30
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


def test_asked_by_key_they_come_with_a_warning(
    qtbot: QtBot, dialog: CameraExportDialog, tmp_path: Path
) -> None:
    assert not dialog.warning.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(dialog.warning.isVisible)
    path = tmp_path / "out.csv"
    write(qtbot, dialog, path)
    assert parse_cameras(path.read_bytes()).cameras == town(30)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_says_why_and_leaves_nothing(
    qtbot: QtBot, dialog: CameraExportDialog, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    for path in (tmp_path / "missing" / "out.csv", folder):
        write(qtbot, dialog, path)
        assert "was not written" in dialog.outcome.text()
    assert list(tmp_path.iterdir()) == [folder]


def test_closing_at_once_still_writes_the_whole_list(
    qtbot: QtBot, dialog: CameraExportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    dialog.write(path)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(path.exists)
    assert len(parse_cameras(path.read_bytes()).cameras) == 30


def test_what_can_be_mended_has_words_of_its_own() -> None:
    numbers = (errno.EACCES, errno.ENOSPC, errno.ENOENT, errno.EISDIR)
    assert len({file_fault_words(FileFault(number, "x")) for number in numbers}) == len(numbers)
    assert "odd reason" in file_fault_words(FileFault(errno.EIO, "odd reason"))

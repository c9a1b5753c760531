"""The import in a real window: dry run first, keys alone, hostile files, closing at any moment."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.models.csv_faults_model import CsvFaultsModel, reason_words
from console.pages.camera_import import CameraImportDialog
from console.state.camera import Camera
from console.state.camera_csv import MAX_BYTES, CsvCode, format_cameras
from tests.cameras.town import town

HEADER = "number,name,village,grid,sub_url"
Opened = Callable[[tuple[Camera, ...]], CameraImportDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    def make(current: tuple[Camera, ...]) -> CameraImportDialog:
        dialog = CameraImportDialog(current)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def read(qtbot: QtBot, dialog: CameraImportDialog, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: not dialog.form.stop.isVisible(), timeout=30_000)


def written(folder: Path, data: bytes | str) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def shown(model: CsvFaultsModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_a_good_list_is_imported_by_keys_alone(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    now = town(4)
    changed = replace(now[1], name="新名")
    dialog = opened(now)
    read(qtbot, dialog, written(tmp_path, format_cameras([now[0], changed, town(5)[4]], True)))
    assert dialog.form.plan.text() == "1 new, 1 changed, 1 unchanged, 0 removed."
    assert not dialog.form.table.isVisible()
    with qtbot.waitSignal(dialog.cameras_accepted) as accepted:
        QTest.keyClick(dialog, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert accepted.args is not None
    assert set(accepted.args[0]) == {now[0], changed, now[2], now[3], town(5)[4]}
    assert not dialog.isVisible()


def test_faults_are_told_and_only_the_good_rows_are_taken_if_asked(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    dialog = opened(())
    rows = ("A1,甲,村,01,rtsp://h/1", "A2,,村,01,rtsp://h/2", "A1,丙,村,01,ftp://h/3")
    read(qtbot, dialog, written(tmp_path, "\n".join((HEADER, *rows))))
    assert shown(dialog.faults, 0)[:3] == ["3", "name 名称", "Must not be empty"]
    assert {shown(dialog.faults, row)[0] for row in range(dialog.faults.rowCount())} == {"3", "4"}
    assert dialog.form.table.isVisible()
    assert not dialog.form.import_all.isEnabled()
    with qtbot.waitSignal(dialog.cameras_accepted) as accepted:
        QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert accepted.args is not None
    assert [camera.number for camera in accepted.args[0]] == ["A1"]


def test_removal_has_to_be_agreed_to_for_each_plan(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    now = town(3)
    dialog = opened(now)
    read(qtbot, dialog, written(tmp_path, format_cameras(now[:1], True)))
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(dialog, Qt.Key.Key_P, alt)
    qtbot.waitUntil(lambda: "2 removed" in dialog.form.plan.text())
    assert not dialog.form.import_all.isEnabled()
    dialog.form.remove_agreed.setFocus()
    QTest.keyClick(dialog.form.remove_agreed, Qt.Key.Key_Space)
    assert dialog.form.import_all.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_D, alt)
    qtbot.waitUntil(lambda: "0 removed" in dialog.form.plan.text())
    QTest.keyClick(dialog, Qt.Key.Key_P, alt)
    qtbot.waitUntil(lambda: "2 removed" in dialog.form.plan.text())
    assert not dialog.form.import_all.isEnabled()
    dialog.form.remove_agreed.setChecked(True)
    with qtbot.waitSignal(dialog.cameras_accepted) as accepted:
        dialog.form.import_all.click()
    assert accepted.args == [[now[0]]]


def test_ten_thousand_faults_are_all_in_the_table(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    dialog = opened(())
    rows = (f"A{n},,村,01,rtsp://h/{n}" for n in range(10_000))
    read(qtbot, dialog, written(tmp_path, "\n".join((HEADER, *rows))))
    assert dialog.faults.rowCount() == 10_000
    assert shown(dialog.faults, 9_999)[0] == "10001"
    assert not dialog.form.import_good.isVisible()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 400, CsvCode.NOT_TEXT),
        (b"a,b\n" * (MAX_BYTES // 4 + 1), CsvCode.FILE_TOO_LARGE),
        (b"x" * MAX_BYTES, CsvCode.BROKEN_QUOTES),
        (b"", CsvCode.EMPTY),
    ],
    ids=["junk", "too large", "one line of 10 MB", "empty"],
)
def test_files_that_are_no_lists_say_why(
    qtbot: QtBot, opened: Opened, tmp_path: Path, data: bytes, code: CsvCode
) -> None:
    dialog = opened(town(2))
    read(qtbot, dialog, written(tmp_path, data))
    assert shown(dialog.faults, 0)[2] == reason_words(code)
    assert not dialog.form.import_all.isEnabled()
    assert not dialog.form.import_good.isVisible()


def test_what_is_no_file_is_told_and_never_waited_for(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    dialog = opened(())
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        read(qtbot, dialog, tmp_path / name)
        assert dialog.form.counts.text()
        assert not dialog.form.import_all.isEnabled()


def test_closing_and_choosing_anew_while_reading_is_safe(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    large = written(tmp_path, format_cameras(town(20_000), True))
    small = tmp_path / "small.csv"
    small.write_bytes(format_cameras(town(2), True))
    dialog = opened(())
    accepted: list[object] = []
    dialog.cameras_accepted.connect(accepted.append)
    dialog.read(large)
    read(qtbot, dialog, small)
    assert "2 new" in dialog.form.plan.text()
    dialog.read(large)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not dialog.form.stop.isVisible())
    assert dialog.form.file.text() == "No file chosen"
    assert not dialog.form.import_all.isEnabled()
    dialog.read(large)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not accepted


def test_every_fault_has_its_own_words() -> None:
    assert len({reason_words(code) for code in CsvCode}) == len(CsvCode)
    assert not {reason_words(code) for code in CsvCode} & set(CsvCode)

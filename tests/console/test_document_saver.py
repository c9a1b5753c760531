"""Documents are saved where the person says, only ever as what they are."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from console.pages.document_saver import DocumentSaver

PDF, UNKNOWN = "application/pdf", "application/x-new"


@pytest.fixture
def saver(qtbot: QtBot) -> DocumentSaver:
    window = QWidget()
    qtbot.addWidget(window)

    def read(attachment: str, done: Callable[[bytes], None]) -> None:
        done(attachment.encode())

    return DocumentSaver(read, window)


@pytest.mark.parametrize(
    ("name", "media_type", "offered"),
    [
        ("方案.pdf", PDF, "方案.pdf"),
        ("方案.exe", PDF, "方案.exe.pdf"),
        ("../../.bashrc", "text/plain", "_.._.bashrc.txt"),
        ("a\n|b.PDF", PDF, "a__b.PDF"),
        ("新", UNKNOWN, "新.bin"),
        ("通" * 90, PDF, f"{'通' * 66}.pdf"),
        ("Con.x.pdf", PDF, "_Con.x.pdf"),
        ("nul", PDF, "_nul.pdf"),
        ("...", PDF, "_.pdf"),
    ],
)
def test_a_name_is_offered_that_leads_nowhere_and_says_what_it_is(
    saver: DocumentSaver, name: str, media_type: str, offered: str
) -> None:
    saver.ask("a1", name, media_type)
    window = saver.parent()
    assert isinstance(window, QWidget)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert not dialog.isModal()
    assert [Path(one).name for one in dialog.selectedFiles()] == [offered]
    dialog.close()


def test_it_is_written_and_told(qtbot: QtBot, saver: DocumentSaver, tmp_path: Path) -> None:
    told: list[tuple[int, str]] = []
    saver.said.connect(lambda level, words: told.append((level, words)))

    def save(attachment: str, file: Path) -> None:
        with qtbot.waitSignal(saver.said):
            saver.save(attachment, file, PDF)

    save("old", tmp_path / "a.pdf")
    save("a1", tmp_path / "a.pdf")  # the dialog asked whether it may be replaced
    save("a2", tmp_path / "a")  # nobody was asked about that other name
    save("a3", tmp_path / "b.exe")
    save("a4", tmp_path / "gone" / "b.pdf")
    assert [level for level, _ in told] == [0, 0, 1, 0, 1]
    assert (tmp_path / "a.pdf").read_bytes() == b"a1"
    assert (tmp_path / "b.exe.pdf").read_bytes() == b"a3"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.pdf", "b.exe.pdf"]


def test_a_full_disk_takes_nothing_from_the_file_before(
    qtbot: QtBot, saver: DocumentSaver, tmp_path: Path
) -> None:
    kept = tmp_path / "a.pdf"
    kept.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, before[1]))
    try:
        with qtbot.waitSignal(saver.said) as said:
            saver.save("more than four bytes", kept, PDF)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert said.args is not None
    assert said.args[0] == 1
    assert kept.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [kept]

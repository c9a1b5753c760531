"""``--cameras``: every fault is named, the good rows are shown, no good row ends with 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from console import __main__ as command_line
from console.state.camera_csv import MAX_BYTES

HEADER = "number,name,village,grid,sub_url"
GOOD = "C001,东门,镇中社区,G1,rtsp://127.0.0.1:9/1"
BAD = "C002,,镇中社区,G1,rtsp://127.0.0.1:9/2"


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is read before a display is asked for, which ends the run without a window."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def said(file: Path) -> tuple[int, str]:
    run = CliRunner().invoke(command_line.app, ["--cameras", str(file)])
    return run.exit_code, run.stderr


def written(folder: Path, *rows: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


@pytest.mark.usefixtures("no_display")
def test_good_rows_go_on_and_each_fault_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + ",colour", GOOD + ",red", *[BAD + ",red"] * 30)
    code, text = said(file)
    assert "1 cameras of the good rows are shown" in text
    assert "colour" in text
    assert all(f"Row {row}, name" in text for row in range(3, 33))
    assert code == 2  # it went on as far as the display
    assert "No display" in text


@pytest.mark.usefixtures("no_display")
def test_no_good_row_ends(tmp_path: Path) -> None:
    code, text = said(written(tmp_path, HEADER, BAD))
    assert code == 2
    assert "Row 2, name" in text
    assert "no row that can be used" in text
    assert "No display" not in text


@pytest.mark.usefixtures("no_display")
def test_folder_and_endless_file_end(tmp_path: Path) -> None:
    assert "can't be read" in said(tmp_path)[1]
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES * 400)  # sparse: reading all of it would take four gigabytes
    code, text = said(large)
    assert code == 2
    assert "no row that can be used" in text

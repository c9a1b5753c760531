"""The plan in a file, and what is kept on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.state.camera import Camera
from console.state.wall_contents import ClockContent, EmptyContent, NoticesContent
from console.state.wall_plan import Frame, Shown, WallScreen
from console.wall_file import FileSource
from console.wall_store import FILE_NAME, Kept, WallStore
from widgets.map_layers import Layer

CAMERA = {"number": "C001", "name": "一", "village": "", "grid": "", "sub_url": "rtsp://h/x"}
EVENT = {
    "id": "e1", "number": "N1", "title": "道路塌陷", "state": "handling", "grade": 4,
    "reported_at": "2026-11-27T04:03:00Z", "lon": 120.2, "lat": 29.7,
}  # fmt: skip
PLAN = {
    "town": "枫溪镇",
    "cameras": [{**CAMERA, "longitude": 120.2, "latitude": 29.7}],
    "screens": [{"id": "left", "wall": "w", "width_m": 1.2}, {"id": "span", "wall": "w"}],
    "shown": {"left": {"kind": "clock"}, "right": {"kind": "?"}},
    "events": [EVENT],
    "courses": {"e1": [{"at": "2026-11-27T04:05:00Z", "text": "到场"}]},
    "figures": {"reported": 12, "by_hour": [{"hour": 1, "reported": 2, "closed": 1}]},
    "alert": {"grade": 4, "text": "追尾"},
}


def write(file: Path, data: object) -> None:
    file.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.allow_logs("a screen of the wall's plan can't be used")
def test_a_plan_is_read_whole(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    write(file, PLAN)
    source = FileSource(file)
    source.on_look()
    assert source.town == "枫溪镇"
    assert [camera.number for camera in source.cameras] == ["C001"]
    assert source.screens == (WallScreen("left", "w", width_m=1.2),)
    assert source.shown.of("left") == ClockContent()
    assert isinstance(source.shown.of("right"), EmptyContent)
    assert source.event_of("e1") is not None
    assert source.course("e1")[0].text == "到场"
    assert source.figures.by_hour[0].reported == 2
    assert source.alert is not None
    assert source.points[Layer.EVENTS][0].look == 4
    assert source.points[Layer.CAMERAS][0].id == "C001"


def test_a_list_of_cameras_beside_the_plan(qapp: QApplication, tmp_path: Path) -> None:
    head = "number,name,village,grid,sub_url"
    (tmp_path / "c.csv").write_text(f"{head}\nC001,一,村,01,rtsp://h/x\n", encoding="utf-8")
    write(tmp_path / "plan.json", {"cameras": "c.csv"})
    source = FileSource(tmp_path / "plan.json")
    source.on_look()
    assert [camera.number for camera in source.cameras] == ["C001"]


@pytest.mark.allow_logs("the wall's plan can't be read")
def test_changes_are_taken_and_a_broken_file_changes_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    write(file, {"shown": {"a": {"kind": "clock"}}})
    source = FileSource(file)
    source.on_look()
    for broken in ("{", "[]", "[" * 100_000, '{"shown": ' + " " * (5 << 20) + "1}"):
        file.write_text(broken, encoding="utf-8")
        source.on_look()
        assert source.shown.of("a") == ClockContent()
    file.unlink()
    source.on_look()
    source.on_look()
    assert source.shown.of("a") == ClockContent()
    write(file, {"shown": {"a": {"kind": "notices", "text": "二"}}})
    source.on_look()
    assert source.shown.of("a") == NoticesContent("二")


@pytest.mark.allow_logs("a part of the wall's plan can't be used", "cameras can't be read")
@pytest.mark.parametrize(
    "part",
    [
        {"cameras": [{**CAMERA, "sub_url": 5}]},
        {"cameras": "no such file.csv"},
        {"events": [{"id": 5}]},
        {"events": {"a": 1}},
        {"courses": [1]},
        {"figures": {"reported": "many"}},
        {"alert": "red"},
        {"screens": 7},
        {"town": ["x"]},
    ],
)
def test_one_broken_part_does_not_take_the_others(
    qapp: QApplication, tmp_path: Path, part: dict[str, object]
) -> None:
    file = tmp_path / "plan.json"
    write(file, {**part, "shown": {"a": {"kind": "clock"}}})
    source = FileSource(file)
    source.on_look()
    assert source.shown.of("a") == ClockContent()


@pytest.mark.allow_logs("a part of the wall's plan can't be used")
def test_a_password_is_not_logged(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "plan.json"
    write(file, {"cameras": [{**CAMERA, "password": "hunter22", "sub_url": 1}]})
    FileSource(file).on_look()
    assert "hunter22" not in caplog.text


# -- what is kept

KEPT = Kept(
    (WallScreen("a", "w", serial="S", desk=Frame(0, 0, 3840, 2160)),),
    Shown({"a": NoticesContent("防汛")}),
    "枫溪镇",
    (Camera("C001", "一", "村", "01", "rtsp://h/x", password="secret"),),
)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    WallStore(folder).save(KEPT)
    assert WallStore(folder).load() == KEPT
    assert (folder / FILE_NAME).stat().st_mode & 0o77 == 0
    assert "secret" not in (folder / FILE_NAME).read_text(encoding="utf-8")


def test_nothing_kept_yet(tmp_path: Path) -> None:
    assert WallStore(tmp_path / "w").load() == Kept()


@pytest.mark.allow_logs("what the wall showed can't be read", "a part of the wall's plan")
@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"version": 9}', '{"version": 1, "plan": 5, "shown": []}', "[" * 99_999],
)
def test_a_broken_file_is_left_out(tmp_path: Path, text: str) -> None:
    WallStore(tmp_path).save(KEPT)
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    found = WallStore(tmp_path).load()
    assert found.cameras == KEPT.cameras
    assert found.screens == ()
    assert found.shown == Shown()


@pytest.mark.allow_logs("could not be kept")
def test_a_folder_that_cannot_be_written_is_said_and_nothing_more(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    WallStore(blocked / "w").save(KEPT)

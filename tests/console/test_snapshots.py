"""A snapshot's JSON says what it shows and proves it unchanged."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.snapshots import describe_snapshot, snapshot_path
from console.state.camera import Camera

AT = datetime(2026, 3, 1, 8, 30, 5, 250_000, timezone(timedelta(hours=8)))
CAMERA = Camera(
    "C001", "市场东门", "镇中社区", "FX01-02", "rtsp://10.0.0.1/sub", user="viewer",
    password="hunter22", longitude=120.4, latitude=29.7, direction_deg=270.0,
)  # fmt: skip


def test_description_holds_camera_time_and_digest_and_no_secret(tmp_path: Path) -> None:
    image = snapshot_path(tmp_path / "shots", CAMERA, AT)
    image.write_bytes(b"\x89PNG picture")
    described = describe_snapshot(image, CAMERA, AT, (1920, 1080), "main")
    assert described == image.with_suffix(".json")
    text = described.read_text(encoding="utf-8")
    facts = json.loads(text)
    assert facts["sha256"] == hashlib.sha256(image.read_bytes()).hexdigest()
    assert datetime.fromisoformat(facts["taken_at"]) == AT
    assert datetime.fromisoformat(facts["taken_at"]).tzinfo == UTC
    assert (facts["file"], facts["stream"]) == (image.name, "main")
    assert (facts["width"], facts["height"]) == (1920, 1080)
    assert facts["camera"]["number"] == "C001"
    assert facts["camera"]["name"] == "市场东门"
    assert "hunter22" not in text
    assert described.stat().st_mode & 0o077 == 0


def test_names_sort_by_time_and_say_the_camera(tmp_path: Path) -> None:
    first = snapshot_path(tmp_path, CAMERA, AT)
    second = snapshot_path(tmp_path, CAMERA, AT + timedelta(milliseconds=1))
    assert first.name == "20260301-083005-250000_C001_市场东门.png"
    assert first.name < second.name


@given(st.text(max_size=300), st.text(max_size=300))
@example("C001", "长" * 300)
@example("../..", "/etc/passwd")
def test_no_camera_name_leaves_the_folder(
    tmp_path_factory: pytest.TempPathFactory, number: str, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "shots"
    path = snapshot_path(folder, Camera(number, name, "", "", ""), AT)
    assert path.parent == folder
    assert "\0" not in path.name
    path.touch()
    path.unlink()


def test_missing_picture_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        describe_snapshot(tmp_path / "no.png", CAMERA, AT, (1, 1), "sub")

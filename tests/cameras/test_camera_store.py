"""The list of cameras survives crashes, keeps secrets and never eats a broken file."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from console.camera_store import CameraSaveError, CameraStore, LoadFault
from tests.cameras.town import town


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    store = CameraStore(tmp_path / "new" / "folder")
    assert store.load().cameras == ()
    store.save(town())
    assert CameraStore(tmp_path / "new" / "folder").load().cameras == town()


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    store = CameraStore(tmp_path)
    store.save(town(1))
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    store.path.chmod(0o644)
    store.load()
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", LoadFault.DAMAGED),
        (b"\xff\xfe\x00garbage", LoadFault.DAMAGED),
        (b'{"version": 1, "cameras": [{"number": 3}]}', LoadFault.DAMAGED),
        (b"[" * 100_000, LoadFault.DAMAGED),
        (b'{"version": 2, "cameras": {}}', LoadFault.NEWER),
    ],
)
def test_a_broken_file_is_kept_aside(tmp_path: Path, content: bytes, fault: LoadFault) -> None:
    store = CameraStore(tmp_path)
    store.path.write_bytes(content)
    outcome = store.load()
    assert outcome.fault is fault
    assert outcome.cameras == ()
    assert outcome.kept_as is not None
    assert outcome.kept_as.read_bytes() == content
    assert not store.path.exists()
    store.save(town(2))
    assert store.load().cameras == town(2)


def test_twice_the_same_number_is_a_broken_file(tmp_path: Path) -> None:
    store = CameraStore(tmp_path)
    store.save([*town(2), *town(1)])
    assert store.load().fault is LoadFault.DAMAGED


def test_figures_that_are_no_numbers_are_a_broken_file(tmp_path: Path) -> None:
    store = CameraStore(tmp_path)
    store.save(town(1))
    document = json.loads(store.path.read_text())
    document["cameras"][0]["longitude"] = float("nan")
    store.path.write_text(json.dumps(document))
    assert store.load().fault is LoadFault.DAMAGED


def test_a_pipe_in_its_place_doesnt_hang(tmp_path: Path) -> None:
    store = CameraStore(tmp_path)
    os.mkfifo(store.path)
    assert store.load().fault is LoadFault.UNREADABLE


def test_a_failed_save_leaves_the_old_list_and_names_no_secret(tmp_path: Path) -> None:
    store = CameraStore(tmp_path)
    store.path.mkdir()
    (store.path / "in the way").touch()
    with pytest.raises(CameraSaveError) as error:
        store.save(town(1))
    assert "secret-word" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == [store.path.name]


def test_killed_while_saving_it_is_the_old_list_or_the_new_one(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from console.camera_store import CameraStore\n"
        "from tests.cameras.town import town\n"
        "store = CameraStore(Path(sys.argv[1])); store.save(town(300)); print('go', flush=True)\n"
        "while True:\n    store.save(town(700)); store.save(town(300))\n"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE
        ) as saver:
            assert saver.stdout is not None
            assert saver.stdout.readline() == b"go\n"
            saver.send_signal(signal.SIGKILL)
        outcome = CameraStore(tmp_path).load()
        assert outcome.fault is None
        assert outcome.cameras in (town(300), town(700))
        assert [path.name for path in tmp_path.iterdir()] == ["cameras.json"]

"""The session comes back after any end, and a broken file is used as far as it's whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray

from console.session_store import FILE_NAME, Session, SessionStore, fresh_session
from console.state.board import BoardState
from console.state.inbox_filter import InboxFilter, View
from console.state.inbox_kept import InboxKept, SavedFilters
from console.state.layouts import parse_layout
from console.state.saved_layouts import SavedLayouts
from console.state.sound_choice import SoundChoice
from tests.console.programs import running
from tests.guards.patience import PATIENCE_S

HEADER = "number,name,village,grid,sub_url"


def some_session() -> Session:
    board = BoardState.empty(parse_layout("9")).filled(["C001", "C002"]).enlarge(1)
    return Session(
        board,
        SavedLayouts(),
        QByteArray(b"geometry"),
        QByteArray(b"\x00docks\xff"),
        full_screen=True,
        overlay=True,
        numbers=False,
        open_groups=["镇中社区"],
        inbox=InboxKept(
            "AAAA",
            InboxFilter(View.MINE, "SJ", source="river"),
            SavedFilters().saved("我的", InboxFilter(text="着火")),
            groups=False,
        ),
        sound=SoundChoice("麦克风", headphones=True),
    )


def test_all_parts_come_back(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "new" / "folder")
    assert not store.exists
    assert store.load() == fresh_session()
    store.save(some_session())
    assert store.exists
    assert store.load() == some_session()
    file = tmp_path / "new" / "folder" / FILE_NAME
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == [FILE_NAME]


BROKEN: dict[str, list[Any]] = {
    "board": [None, 7, [], {}, {"version": 99}, {"version": 1, "layout": "9", "panes": 3}],
    "saved": [None, 7, "x"],
    "geometry": ["not base64!"],
    "docks": ["é"],
    "full_screen": ["yes", 1, None],
    "overlay": [[]],
    "numbers": [{}],
    "open_groups": ["a", None, {}],
    "inbox": [
        None,
        7,
        {},
        {"columns": 7, "groups": True},
        {"columns": "", "groups": True, "saved": 3, "filter": {}},
        {"columns": "", "groups": True, "saved": [{}], "filter": {}},
        {"columns": "", "groups": True, "saved": [], "filter": {"view": "?"}},
        {"columns": "", "groups": 1, "saved": [], "filter": {}},
    ],
    "sound": [
        7,
        {"microphone": "", "loudspeaker": "", "headphones": 1},
        {"microphone": None, "loudspeaker": "", "headphones": True},
    ],
}


@pytest.mark.parametrize(
    ("part", "value"), [(part, value) for part, values in BROKEN.items() for value in values]
)
@pytest.mark.allow_logs("part of the session not restored")
def test_broken_part_takes_no_other(part: str, value: object, tmp_path: Path) -> None:
    store, file = SessionStore(tmp_path), tmp_path / FILE_NAME
    store.save(some_session())
    data = json.loads(file.read_text(encoding="utf-8"))
    data[part] = value
    file.write_text(json.dumps(data), encoding="utf-8")
    loaded, kept, fresh = store.load(), some_session(), fresh_session()
    for name in BROKEN:
        assert getattr(loaded, name) == getattr(fresh if name == part else kept, name)


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff", b"[]", b"{", b"[" * 100_000, b'"text"', b" " * (5 << 20)],
    ids=["empty", "bytes", "list", "cut", "deep", "text", "huge"],
)
@pytest.mark.allow_logs("session not restored")
def test_broken_file_gives_a_fresh_session(body: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(body)
    assert SessionStore(tmp_path).load() == fresh_session()


def test_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    store = SessionStore(tmp_path)
    store.save(some_session())
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        SessionStore(tmp_path / "file").save(fresh_session())
    assert store.load() == some_session()


needs_hands = pytest.mark.skipif(
    not os.environ.get("DISPLAY") or shutil.which("xdotool") is None,
    reason="needs an X display and xdotool to press keys",
)


def press(pid: int, key: str) -> None:
    found = hands("search", "--onlyvisible", "--pid", str(pid)).split()
    assert found, "the console has no window"
    hands("windowfocus", "--sync", found[-1])
    hands("key", "--clearmodifiers", key)


def hands(*arguments: str) -> str:
    done = subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False)
    return done.stdout


def board_in(folder: Path) -> dict[str, Any]:
    file = folder / FILE_NAME
    return json.loads(file.read_text(encoding="utf-8"))["board"] if file.exists() else {}


def wait_until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, f"no {what}"
        time.sleep(0.1)


def window_of(pid: int) -> bool:
    return bool(hands("search", "--onlyvisible", "--pid", str(pid)).split())


@needs_hands
def test_board_survives_kill_9(tmp_path: Path) -> None:
    cameras, data = tmp_path / "cameras.csv", tmp_path / "data"
    rows = [f"C{n:03d},门{n},镇中社区,G1,rtsp://127.0.0.1:9/{n}" for n in range(1, 21)]
    cameras.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    command = ("--cameras", str(cameras), "--data-folder", str(data))
    with running(tmp_path, *command) as console:
        wait_until(lambda: window_of(console.pid), "window")
        wait_until(lambda: board_in(data).get("layout") == "40", "first session")

        def changed() -> bool:
            press(console.pid, "ctrl+4")
            return board_in(data).get("layout") == "16"

        wait_until(changed, "change of the layout")
        before = board_in(data)
        console.kill()
        console.wait()
    shown = [pane["camera"] for pane in before["panes"]]
    assert shown == [f"C{n:03d}" for n in range(1, 17)]
    assert len(before["parked"]) == 4
    with running(tmp_path, *command) as console:
        wait_until(lambda: window_of(console.pid), "window")

        def moved() -> bool:
            press(console.pid, "ctrl+3")
            return board_in(data).get("layout") == "9"

        wait_until(moved, "change of the layout")
        after = board_in(data)
        console.kill()
        console.wait()
    # The second console began where the first was killed: same cameras, same order, none lost.
    both = [pane["camera"] for pane in (*after["panes"], *after["parked"])]
    assert both == [f"C{n:03d}" for n in range(1, 21)]

"""A game-pad, fed as the kernel feeds it: through a pipe in the place of the device."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.ptz.gamepad import Gamepad
from console.state.ptz_steering import Velocity

BUTTON, AXIS, START = 1, 2, 0x80


class Pad:
    """The kernel's side."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self._file = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def says(self, kind: int, number: int, value: int) -> None:
        os.write(self._file, struct.pack("IhBB", 0, value, kind, number))

    def says_half(self) -> None:
        os.write(self._file, b"\0\0\0")

    def unplug(self) -> None:
        os.close(self._file)


@pytest.fixture
def pad(tmp_path: Path) -> Pad:
    return Pad(tmp_path / "js0")


@pytest.fixture
def gamepad(qtbot: QtBot, tmp_path: Path, pad: Pad) -> Iterator[Gamepad]:
    found = Gamepad(tmp_path)
    assert found.is_there
    yield found
    found.close()


def test_sticks_turn_and_zoom_and_stand_still_in_the_middle(
    qtbot: QtBot, gamepad: Gamepad, pad: Pad
) -> None:
    told: list[Velocity] = []
    gamepad.moved.connect(told.append)
    pad.says(AXIS, 0, 32767)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == Velocity(pan=1.0)
    pad.says(AXIS, 0, 0)
    pad.says(AXIS, 1, -32768)
    qtbot.waitUntil(lambda: told[-1].tilt == pytest.approx(1.0))
    pad.says(AXIS, 1, 900)  # within the dead middle
    qtbot.waitUntil(lambda: told[-1].is_still)
    pad.says(AXIS, 4, -32767)
    qtbot.waitUntil(lambda: told[-1] == Velocity(zoom=1.0))


def test_buttons_call_presets_and_a_stick_aside_at_the_start_moves_nothing(
    qtbot: QtBot, gamepad: Gamepad, pad: Pad
) -> None:
    called: list[int] = []
    told: list[Velocity] = []
    gamepad.preset_wanted.connect(called.append)
    gamepad.moved.connect(told.append)
    pad.says(AXIS | START, 0, 32767)
    pad.says(BUTTON | START, 0, 1)
    pad.says(BUTTON, 2, 1)
    pad.says(BUTTON, 2, 0)
    qtbot.waitUntil(lambda: called == [3])
    assert not told


def test_an_unplugged_pad_is_told_and_found_again(
    qtbot: QtBot, gamepad: Gamepad, pad: Pad, tmp_path: Path
) -> None:
    with qtbot.waitSignal(gamepad.gone):
        pad.says_half()
        pad.unplug()
    assert not gamepad.is_there
    (tmp_path / "js0").unlink()
    Pad(tmp_path / "js1")
    gamepad.look()
    assert gamepad.is_there

"""Sounds by grade, through whatever plays them."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.sounds import SoundPlayer

SOUNDS = Path(__file__).resolve().parents[2] / "resources" / "sounds"


@pytest.fixture
def player(tmp_path: Path) -> tuple[Path, Path]:
    """A program that notes what it is asked to play, then takes its time."""
    program, noted = tmp_path / "player", tmp_path / "noted"
    program.write_text(f'#!/bin/sh\necho "$1" >> {noted}\nexec sleep 30\n')
    program.chmod(0o700)
    return program, noted


def test_a_graver_sound_takes_over_and_a_lesser_one_waits_for_nothing(
    qtbot: QtBot, qapp: QApplication, player: tuple[Path, Path]
) -> None:
    program, noted = player
    sounds = SoundPlayer((str(program),))

    def played() -> list[str]:
        lines = noted.read_text().split() if noted.exists() else []
        return [Path(line).name for line in lines]

    sounds.play(2)
    qtbot.waitUntil(lambda: played() == ["grade_2.wav"])
    sounds.play(1)
    sounds.play(4)
    qtbot.waitUntil(lambda: played() == ["grade_2.wav", "grade_4.wav"])
    sounds.stop()


@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_each_grade_has_a_short_sound(grade: int) -> None:
    with wave.open(str(SOUNDS / f"grade_{grade}.wav")) as sound:
        assert 0.1 <= sound.getnframes() / sound.getframerate() <= 2


def test_without_a_player_the_machine_beeps(qapp: QApplication) -> None:
    SoundPlayer(("no-such-player",)).play(4)

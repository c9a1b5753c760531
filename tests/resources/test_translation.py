"""Switching the language of open windows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resources.translation import Translator

TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en"><context><name>Town</name>
<message><source>Bridge</source><translation>桥</translation></message></context></TS>"""


class Label(QLabel):
    def retranslate(self) -> None:
        self.setText(QCoreApplication.translate("Town", "Bridge"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


@pytest.fixture
def translator(qapp: QApplication, tmp_path: Path) -> Iterator[Translator]:
    (tmp_path / "fengqiao_zh_CN.ts").write_text(TS, encoding="utf-8")
    lrelease = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    assert lrelease
    subprocess.run([lrelease, "-silent", tmp_path / "fengqiao_zh_CN.ts"], check=True)
    locale = QLocale()
    made = Translator(qapp, tmp_path)
    yield made
    made.switch("en")
    QLocale.setDefault(locale)
    made.deleteLater()


def test_open_window_takes_the_new_language_and_the_old_one(
    translator: Translator, qtbot: QtBot
) -> None:
    label = Label()
    qtbot.addWidget(label)
    label.retranslate()
    told: list[str] = []
    translator.language_switched.connect(told.append)
    assert translator.switch("zh_CN")
    qtbot.waitUntil(lambda: label.text() == "桥")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert translator.switch("en")
    qtbot.waitUntil(lambda: label.text() == "Bridge")
    assert told == ["zh_CN", "en"]


def test_missing_file_changes_nothing(qapp: QApplication, tmp_path: Path) -> None:
    translator = Translator(qapp, tmp_path / "nothing")
    assert not translator.switch("zh_CN")
    assert translator.language == "en"
    with pytest.raises(ValueError, match="zh_CN, en"):
        translator.switch("tlh")

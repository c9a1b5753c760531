"""A font that has Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

PREFERRED = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
TEXT_PIXELS = 13
SAMPLE = "枫桥指挥台"


def chinese_family() -> str | None:
    """Family of a font with simplified Chinese, the preferred ones first; None without one."""
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    families = QFontDatabase.families(system)
    for family in (*PREFERRED, *families):
        if family in families and _has(family, SAMPLE):
            return family
    return None


def apply(app: QApplication) -> str | None:
    """Give ``app`` a font with Chinese; returns a warning in words where there is none."""
    family = chinese_family()
    font = QFont(family) if family else app.font()
    font.setPixelSize(TEXT_PIXELS)
    app.setFont(font)
    if family:
        return None
    return QCoreApplication.translate(
        "Fonts",
        "No font with Chinese characters was found, so names of cameras can't be read."
        " On Debian: sudo apt-get install fonts-noto-cjk",
    )


def _has(family: str, text: str) -> bool:
    metrics = QFontMetrics(QFont(family))
    return all(metrics.inFontUcs4(ord(character)) for character in text)

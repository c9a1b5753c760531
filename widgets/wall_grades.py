"""A grade on a wall: shape, colour and word, always together."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFont, QPainter

from widgets.grade_mark import grade_colour, paint_grade
from widgets.wall_sheet import width_of, write

GRADES = (4, 3, 2, 1)
"""The gravest first."""
_MARK, _GAP = 0.82, 0.35
"""Side of the shape and room behind it, by the size of the type."""
translate = QCoreApplication.translate


def grade_word(grade: int) -> str:
    """Return the word of a grade."""
    return {
        1: translate("WallGrades", "General"),
        2: translate("WallGrades", "Larger"),
        3: translate("WallGrades", "Major"),
        4: translate("WallGrades", "Urgent"),
    }[grade]


def grade_width(grade: int, font: QFont, word: str = "") -> float:
    """Return how wide a grade with its word is; `word` stands for another one."""
    return font.pixelSize() * (_MARK + _GAP) + width_of(word or grade_word(grade), font)


def write_grade(
    painter: QPainter, box: QRectF, grade: int, font: QFont, word: str = "", colour: str = ""
) -> None:
    """Paint the shape, and the grade's word or another one, from the left of a box."""
    side = font.pixelSize() * _MARK
    middle = box.center().y()
    paint_grade(painter, QRectF(box.left(), middle - side / 2, side, side), grade)
    left = box.left() + font.pixelSize() * (_MARK + _GAP)
    words = QRectF(left, box.top(), box.right() - left, box.height())
    write(painter, words, word or grade_word(grade), font, colour or grade_colour(grade).name())

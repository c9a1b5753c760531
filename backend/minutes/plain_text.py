"""Texts of people made fit for paper: nothing in them that isn't a character to be seen."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_MARKS: Final = 4
"""Accents on one letter: more than any language has run over the lines above and below."""
_NEW_LINES: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\xa0\u2007\u202f]")
# What XML can't hold, what turns the direction of the text after it, what says where lines end.
_GONE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_IDEOGRAPHS: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LONG_RUN: Final = re.compile(f"[^\\s{_IDEOGRAPHS}]{{24,}}")
_RARE: Final = re.compile(
    f"[^\n -~\xa1-\xff\u2010-\u203b\u2160-\u2179\u2460-\u249b\u25a0-\u25ff"
    f"\u3000-\u30ff\uff01-\uff5e\uffe5{_IDEOGRAPHS}]"
)
_PIECE: Final = 6
_ZERO_WIDTH_SPACE: Final = "\u200b"


def plain(text: str) -> str:
    """Return a text without what can't be printed, its lines ended by LF alone."""
    seen = _GONE.sub("", _SPACES.sub(" ", _NEW_LINES.sub("\n", text))).strip()
    return seen if seen.isascii() else _with_few_marks(seen)


def breakable(text: str) -> str:
    """Return a text whose lines may end nearly everywhere in runs that offer no place for it."""
    return _LONG_RUN.sub(lambda run: _broken(run[0]), text)


def common(text: str) -> str:
    """Return a text with a box for every character that Chinese papers seldom have."""
    return _RARE.sub("□", text)


def _with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _broken(run: str) -> str:
    """A run with places to end a line, none between a letter and its marks."""
    pieces, length = [""], 0
    for character in run:
        if length >= _PIECE and not _is_mark(character):
            pieces.append("")
            length = 0
        pieces[-1] += character
        length += 1
    return _ZERO_WIDTH_SPACE.join(pieces)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")

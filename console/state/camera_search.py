"""Search in the list of cameras by name, pinyin, initials, number and village."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from pypinyin import Style, pinyin

from console.state.camera import Camera

MAX_QUERY = 64
_FOLDED_AWAY = str.maketrans({"'": None, "’": None, "ü": "v"})
_TWO_LETTER_INITIALS = ("zh", "ch", "sh")


class _Rank(IntEnum):
    """How well a camera fits, best first."""

    NUMBER = 0
    NUMBER_START = 1
    NAME_START = 2
    NAME = 3
    NAME_START_SPOKEN = 4
    NAME_SPOKEN = 5
    NUMBER_PART = 6
    VILLAGE = 7
    VILLAGE_SPOKEN = 8


@dataclass(frozen=True, slots=True)
class _Readings:
    """What may be typed for one character: the whole of it, or the beginning of the last one.

    Attributes:
        whole: The character itself, each of its syllables and their initials.
        letters: First characters of these, to tell quickly that nothing can match here.
    """

    whole: tuple[str, ...]
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared, and how it may be typed, character by character."""

    folded: str
    readings: tuple[_Readings, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    number: str
    folded_number: str
    name: _Text
    village: _Text


class CameraIndex:
    """Finds cameras; width, case, spaces and apostrophes make no difference.

    Pinyin in full, initials and Chinese may be mixed (``shic东men``); each reading of a
    character counts. Made once per list, asked with every key.
    """

    def __init__(self, cameras: Sequence[Camera]) -> None:
        # Reading a character is the expensive part, and a town has few different ones.
        known: dict[str, _Readings] = {}
        texts: dict[str, _Text] = {}

        def text(source: str) -> _Text:
            if source not in texts:
                texts[source] = _text(source, known)
            return texts[source]

        self._entries = [
            _Entry(camera.number, _folded(camera.number), text(camera.name), text(camera.village))
            for camera in cameras
        ]

    def search(self, text: str) -> list[str]:
        """Return the numbers of the cameras that match, best first, else in the list's order.

        Nothing to search for gives nothing; only the first 64 characters count.
        """
        query = _folded(text[:MAX_QUERY])
        if not query:
            return []
        villages: dict[str, _Rank | None] = {}
        ranked: list[tuple[_Rank, str]] = []
        for entry in self._entries:
            rank = _number_or_name_rank(entry, query)
            if rank is None:
                village = entry.village
                if village.folded not in villages:
                    villages[village.folded] = _village_rank(village, query)
                rank = villages[village.folded]
            if rank is not None:
                ranked.append((rank, entry.number))
        return [number for _, number in sorted(ranked, key=lambda pair: pair[0])]


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.translate(_FOLDED_AWAY).split())


def _text(source: str, known: dict[str, _Readings]) -> _Text:
    folded = _folded(source)
    for char in folded:
        if char not in known:
            known[char] = _readings(char)
    return _Text(folded, tuple(known[char] for char in folded))


def _readings(char: str) -> _Readings:
    whole = {char}
    # Each character alone: inside a phrase the library would leave only that phrase's reading.
    for said in pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore"):
        for syllable in map(_folded, said):
            whole |= {syllable, syllable[:1]}
            # People without ü on their keyboard type nv or nu.
            whole.add(syllable.replace("v", "u"))
            if syllable.startswith(_TWO_LETTER_INITIALS):
                whole.add(syllable[:2])
    whole.discard("")
    return _Readings(tuple(sorted(whole)), frozenset(typed[0] for typed in whole))


def _number_or_name_rank(entry: _Entry, query: str) -> _Rank | None:
    place = entry.folded_number.find(query)
    if place == 0:
        return _Rank.NUMBER if entry.folded_number == query else _Rank.NUMBER_START
    found = entry.name.folded.find(query)
    if found >= 0:
        return _Rank.NAME if found else _Rank.NAME_START
    spoken = _spoken_at(entry.name, query)
    if spoken is not None:
        return _Rank.NAME_SPOKEN if spoken else _Rank.NAME_START_SPOKEN
    return _Rank.NUMBER_PART if place > 0 else None


def _village_rank(village: _Text, query: str) -> _Rank | None:
    if query in village.folded:
        return _Rank.VILLAGE
    return None if _spoken_at(village, query) is None else _Rank.VILLAGE_SPOKEN


def _spoken_at(text: _Text, query: str) -> int | None:
    """Index of the first character from which on the query may be read, else None."""
    for start, reading in enumerate(text.readings):
        if query[0] in reading.letters and _reads(text.readings, start, query):
            return start
    return None


def _reads(readings: tuple[_Readings, ...], start: int, query: str) -> bool:
    """Whether the characters from ``start`` on can be typed as the query.

    Keeps the set of places in the query that are reached: bounded work, however ambiguous.
    """
    places = {0}
    for reading in readings[start:]:
        reached: set[int] = set()
        for place in places:
            for typed in reading.whole:
                if query.startswith(typed, place):
                    reached.add(place + len(typed))
                elif typed.startswith(query[place:]):
                    return True
        if len(query) in reached:
            return True
        if not reached:
            return False
        places = reached
    return False

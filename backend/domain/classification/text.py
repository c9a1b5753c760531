"""Reading a report: one plain spelling for all the ways people write, with the way back.

Full-width and traditional characters, dialect and common slips become plain words; each plain
character knows where it stood, so that a reason can quote the very words of the reporter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Final

MAX_CHARACTERS: Final = 4000
"""A report is read up to here; what follows is kept by the caller but decides nothing."""
SENTENCE_ENDS: Final = frozenset("。!?;\n…")
CLAUSE_ENDS: Final = SENTENCE_ENDS | frozenset(",、: \t()[]{}<>《》“”\"'")


@dataclass(frozen=True, slots=True)
class Language:
    """Tables of spelling: characters, words (dialect and slips) and sounds of characters."""

    characters: Mapping[str, str]
    words: Mapping[str, str]
    sounds: Mapping[str, str]

    @property
    def longest_word(self) -> int:
        """Length of the longest word to replace."""
        return max((len(word) for word in self.words), default=0)


@dataclass(frozen=True, slots=True)
class Words:
    """The very words of a report that made something fire; `start`, `end` count characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A report in plain spelling. `origins[i]` is where plain character i stood (start, end)."""

    report: str
    plain: str
    origins: tuple[tuple[int, int], ...]

    def words(self, start: int, end: int) -> Words:
        """Return the report's own words for a stretch of the plain text; not empty."""
        first, last = self.origins[start][0], self.origins[end - 1][1]
        return Words(self.report[first:last], first, last)


def parse_language(data: Mapping[str, object]) -> Language:
    """Return the tables in decoded JSON; raises ValueError for another shape."""
    pairs, words, sounds = data.get("characters"), data.get("words"), data.get("sounds")
    if not isinstance(pairs, str) or len(pairs) % 2:
        raise ValueError("characters: needs pairs of characters in one text")
    if not isinstance(words, dict) or not isinstance(sounds, dict):
        raise ValueError("words, sounds: need objects")  # noqa: TRY004 - hostile data
    return Language(
        characters={pairs[at]: pairs[at + 1] for at in range(0, len(pairs), 2)},
        words={str(word): str(plain) for word, plain in words.items()},
        sounds={character: str(sound) for sound, row in sounds.items() for character in row},
    )


def read(report: str, language: Language) -> Reading:
    """Return the report in plain spelling; time grows with its length, up to the bound."""
    characters, origins = _plain_characters(report[:MAX_CHARACTERS], language.characters)
    return _plain_words(report, characters, origins, language)


def _plain_characters(
    report: str, table: Mapping[str, str]
) -> tuple[list[str], list[tuple[int, int]]]:
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    for at, character in enumerate(report):
        if unicodedata.category(character) in {"Cf", "Mn", "Cs", "Cc"} and character != "\n":
            continue  # invisible: would only part words
        for plain in unicodedata.normalize("NFKC", character).lower():
            characters.append(table.get(plain, plain))
            origins.append((at, at + 1))
    return characters, origins


def _plain_words(
    report: str, characters: list[str], origins: list[tuple[int, int]], language: Language
) -> Reading:
    spelled = "".join(characters)
    plain: list[str] = []
    kept: list[tuple[int, int]] = []
    at, longest, firsts = 0, language.longest_word, {word[0] for word in language.words}
    while at < len(spelled):
        length = _word_length(spelled, at, longest, language.words) if spelled[at] in firsts else 0
        if not length:
            plain.append(spelled[at])
            kept.append(origins[at])
            at += 1
            continue
        word = language.words[spelled[at : at + length]]
        plain.extend(word)
        kept.extend([(origins[at][0], origins[at + length - 1][1])] * len(word))
        at += length
    return Reading(report, "".join(plain), tuple(kept))


def _word_length(spelled: str, at: int, longest: int, words: Mapping[str, str]) -> int:
    for length in range(min(longest, len(spelled) - at), 0, -1):
        if spelled[at : at + length] in words and _is_whole(spelled, at, at + length):
            return length
    return 0


def _is_whole(spelled: str, start: int, end: int) -> bool:
    """Whether a word in Latin letters isn't a part of a longer one."""
    return not any(
        _is_latin(spelled[inner]) and 0 <= outer < len(spelled) and _is_latin(spelled[outer])
        for inner, outer in ((start, start - 1), (end - 1, end))
    )


def _is_latin(character: str) -> bool:
    return "a" <= character <= "z"


def respell(
    reading: Reading,
    heard: Mapping[tuple[str, ...], str],
    known: Container[str],
    language: Language,
) -> Reading:
    """Return the reading with slips of the input method put right.

    `heard` has words by their sounds. A stretch that sounds like one, shares a character with it
    and is no word of its own (not `known`) becomes it; nothing moves.
    """
    sounds = [language.sounds.get(character, character) for character in reading.plain]
    characters = list(reading.plain)
    lengths = sorted({len(key) for key in heard}, reverse=True)
    for at in range(len(sounds)):
        for length in lengths:
            word = heard.get(tuple(sounds[at : at + length]))
            said = reading.plain[at : at + length]
            if word is None or said == word or said in known:
                continue
            if any(one == other for one, other in zip(said, word, strict=True)):
                characters[at : at + length] = word
    return Reading(reading.report, "".join(characters), reading.origins)

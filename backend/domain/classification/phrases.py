"""Finding many phrases in one pass over a text, and whether a found one is really claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from backend.domain.classification.text import CLAUSE_ENDS, SENTENCE_ENDS

GAP: Final = 8
"""Most characters between the halves of a phrase written ``a~b``."""
MOST_PLACES: Final = 8
"""Places of one phrase that are looked at; a text that says it more often gains nothing."""

_NEGATIONS: Final = (
    *("没有发生", "没有造成", "没有出现", "没有人", "没有", "没人", "没"),
    *("未造成", "未发生", "未见", "未", "暂无", "无人员", "无人", "无"),
    *("不是", "不会", "不要", "不存在", "并非", "别"),
)
_REACH: Final = 3
_NOT_NEGATING: Final = frozenset("多几过事管钱证天就却也少年给")
_ASKING: Final = ("有没有", "是否", "有无", "会不会", "不知道有没")
_ENQUIRING: Final = ("请问", "咨询", "想问", "问一下", "想了解")
_SUPPOSING: Final = (
    *("万一", "如果", "要是", "假如", "假设", "怕", "担心", "迟早", "容易", "防止", "预防", "避免"),
    *("当心", "小心", "差点", "差一点", "险些", "以免", "模拟", "不知道是不是"),
)
_PAST: Final = (
    *("去年", "前年", "上次", "上个月", "上个礼拜", "上周", "上星期", "几年前", "以前", "前几天"),
    *("前几年", "曾经", "那年", "年前", "从前"),
)
_AGAIN: Final = ("又", "现在", "还在", "今天", "再次", "刚", "仍")
_ENDED: Final = (
    *("扑灭", "已经灭", "已灭", "灭掉了", "已经救", "已救", "救上来", "救出来", "获救", "已劝开"),
    *("被劝开", "已经控制", "已控制", "到场控制", "已经处理", "已处理", "找到了", "已经解决"),
)
_LOOK_BACK: Final = 12
_LOOK_AHEAD: Final = 14


class Standing(StrEnum):
    """How a report means its words."""

    CLAIMED = "claimed"
    NEGATED = "negated"
    ASKED = "asked"
    SUPPOSED = "supposed"
    PAST = "past"
    ENDED = "ended"

    @property
    def is_denied(self) -> bool:
        """Whether the words say that it is not so, or only ask or imagine it."""
        return self in {Standing.NEGATED, Standing.ASKED, Standing.SUPPOSED}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of the plain text."""

    start: int
    end: int


class Spotter:
    """Looks for a fixed set of phrases; ``a~b`` is a, then b close by in the same sentence."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._starting: dict[str, list[tuple[str, str, str]]] = {}
        for phrase in sorted(set(phrases)):
            first, _, second = phrase.partition("~")
            if first:
                self._starting.setdefault(first[0], []).append((phrase, first, second))

    def spot(self, plain: str) -> dict[str, tuple[Place, ...]]:
        """Return where each phrase stands; phrases that don't are left out."""
        found: dict[str, list[Place]] = {}
        for at, character in enumerate(plain):
            for phrase, first, second in self._starting.get(character, ()):
                if not plain.startswith(first, at):
                    continue
                end = _end(plain, at + len(first), second)
                places = found.setdefault(phrase, []) if end else None
                if places is not None and len(places) < MOST_PLACES:
                    places.append(Place(at, end))
        return {phrase: tuple(places) for phrase, places in found.items()}


def _end(plain: str, after: int, second: str) -> int:
    if not second:
        return after
    stop = after + GAP + len(second)
    at = plain.find(second, after, stop)
    if at < 0 or any(character in SENTENCE_ENDS for character in plain[after:at]):
        return 0
    return at + len(second)


def standing(plain: str, place: Place) -> Standing:
    """Return how the words at a place are meant, from what stands around them."""
    sentence = _before(plain, place.start, 40, SENTENCE_ENDS)
    clause = _before(plain, place.start, _LOOK_BACK, CLAUSE_ENDS)
    ahead = plain[place.end : place.end + _LOOK_AHEAD]
    asked = any(word in sentence for word in _ENQUIRING) or any(word in clause for word in _ASKING)
    tests = (
        (Standing.ASKED, asked or ahead.startswith(("吗", "么", "了吗", "了么"))),
        (Standing.NEGATED, _is_negated(clause)),
        (Standing.SUPPOSED, any(word in clause for word in _SUPPOSING)),
        (Standing.PAST, _is_past(sentence)),
        (Standing.ENDED, any(word in ahead for word in _ENDED)),
    )
    return next((one for one, holds in tests if holds), Standing.CLAIMED)


def _is_past(sentence: str) -> bool:
    last = max((sentence.rfind(word) for word in _PAST), default=-1)
    return last >= 0 and not any(word in sentence[last:] for word in _AGAIN)


def _before(plain: str, start: int, most: int, ends: frozenset[str]) -> str:
    first = start
    while first > max(0, start - most) and plain[first - 1] not in ends:
        first -= 1
    return plain[first:start]


def _is_negated(clause: str) -> bool:
    for word in _NEGATIONS:
        at = clause.rfind(word)
        if at < 0 or clause.startswith(("不是没", "不会没"), max(0, at - 2)):
            continue
        between = clause[at + len(word) :]
        if len(between) <= _REACH and not (between and between[0] in _NOT_NEGATING):
            return True
    return False


def denied_places(
    plain: str, spotted: Mapping[str, tuple[Place, ...]], deniable: Iterable[str]
) -> tuple[Place, ...]:
    """Return the places of events that the report says are not so, ordered."""
    return tuple(
        sorted(
            place
            for word in deniable
            for place in spotted.get(word, ())
            if standing(plain, place).is_denied
        )
    )

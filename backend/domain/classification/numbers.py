"""How many people a report speaks of: Chinese and Arabic numbers, exact and about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_ABOUT: Final = "几数"
_PERSON: Final = (
    "人|民工|农民工|工人|职工|员工|村民|业主|家长|学生|群众|老人|小孩|孩子|男|女|居民|亲戚|"
    "司机|工友|小伙|初中生|高中生|小学生|乘客|租客|青年|师傅|老乡|顾客|客人|家属|老兵|退伍"
)
_COUNT: Final = re.compile(
    r"(?P<more>好|上|近|约|成)?(?P<number>[0-9]{1,6}|[零〇一二两三四五六七八九十百千万几数]{1,9})"
    r"(?P<tail>[多来余把几]{0,2})"
    rf"(?:(?P<unit>号人|名|位|口人|口|户|个人|人|个|号)(?P<after>[多来])?|(?={_PERSON}))"
)
_FOLLOWS: Final = re.compile(rf".{{0,5}}?(?:{_PERSON})|[^,。!?、]{{0,4}}?(?:打|围|伤|受|躺|堵|坐)")
MOST_COUNTS: Final = 32
_THINGS: Final = frozenset("月钟小头半多年礼星桶瓶灯盖坑洞路字电床车楼幢平米公里")


@dataclass(frozen=True, slots=True)
class Count:
    """So many people, at least and at most, and where it stands in the plain text."""

    low: int
    high: int
    start: int
    end: int


def people(plain: str) -> tuple[Count, ...]:
    """Return the first counts of people in the text, in its order; "3个小时" is none."""
    found: list[Count] = []
    for match in _COUNT.finditer(plain):
        unit, rest = match["unit"], plain[match.end() : match.end() + 10]
        if unit in {"个", "号"} and not _is_of_people(rest):
            continue
        if unit == "人" and rest[:1] == "行":
            continue
        number = _number(match["number"])
        if number is None:
            continue
        low, high = _about(*number, match["more"], (match["tail"] or "") + (match["after"] or ""))
        found.append(Count(low, high, match.start(), match.end()))
        if len(found) == MOST_COUNTS:
            break
    return tuple(found)


def _is_of_people(rest: str) -> bool:
    return bool(rest) and rest[0] not in _THINGS and _FOLLOWS.match(rest) is not None


def _number(text: str) -> tuple[int, int] | None:
    if text.isdecimal():
        return int(text), int(text)
    if text[0] in _ABOUT and len(text) > 1:
        scale = _scale(text[1:])
        return None if scale is None else (2 * scale, 9 * scale)
    if text in _ABOUT:
        return 2, 9
    if text[-1] in _ABOUT:  # 十几, 二十几
        base = _exact(text[:-1])
        return None if base is None else (base + 1, base + 9)
    return _range(text)


def _range(text: str) -> tuple[int, int] | None:
    """七八 is 7 to 8; 二三十 is 20 to 30; 三十 is 30."""
    if len(text) >= 2 and text[0] in _DIGITS and text[1] in _DIGITS:
        first, second = _DIGITS[text[0]], _DIGITS[text[1]]
        scale = _scale(text[2:]) if len(text) > 2 else 1
        if scale is None or second < first:
            return None
        return first * scale, second * scale
    exact = _exact(text)
    return None if exact is None else (exact, exact)


def _scale(text: str) -> int | None:
    scale = 1
    for character in text:
        if character not in _TENS:
            return None
        scale *= _TENS[character]
    return scale


def _exact(text: str) -> int | None:
    total, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        else:
            return None
    return total + (digit or 0)


def _about(low: int, high: int, more: str | None, tail: str) -> tuple[int, int]:
    """Widen for 多, 余, 几, 来, 把 and 好, 上: what is claimed at least counts for the rules."""
    if more == "好" and low < 3:
        low = 3
    unit = 10 ** (len(str(max(low, 1))) - 1)
    if any(character in "多余几" for character in tail):
        return low + 1, high + unit - 1
    if tail:
        return low, high + unit // 2
    return low, high

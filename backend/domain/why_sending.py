"""Words for what speaks for and against sending somebody, and for events that look alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from backend.domain.duplicates import Alike
from backend.domain.findings import Fact, Finding
from backend.domain.send_plan import Shortfall
from backend.domain.sending import Sending

Words = tuple[str, str]
"""A format text in Chinese and one in English."""


class Language(StrEnum):
    """A language that reasons are said in."""

    ZH = "zh"
    EN = "en"


WORDS: Final[Mapping[StrEnum, Words]] = MappingProxyType(
    {
        Sending.OWN_GRID: ("本网格 {grid} 的人", "of the event's grid {grid}"),
        Sending.IN_GRID: ("人在事发网格 {grid}", "now in the event's grid {grid}"),
        Sending.OWN_GRID_FAR: (
            "属本网格 {grid},但离现场超过 {limit_min} 分钟",
            "of grid {grid}, but more than {limit_min} min away",
        ),
        Sending.TRAVEL: (
            "{mode}约 {minutes} 分钟,{metres} 米({source},到{to})",
            "about {minutes} min {mode}, {metres} m ({source}, to the {to})",
        ),
        Sending.NO_GOAL: ("事发位置不明,无法估算路程", "where it is isn't known: no way reckoned"),
        Sending.FITS: ("{role},此类事件{level}", "{role}: {level}"),
        Sending.FITS_LITTLE: ("{role},此类事件{level}", "{role}: {level}"),
        Sending.UNFIT: (
            "{role},此类事件{level},须人工指定",
            "{role}: {level}, only a person picks them",
        ),
        Sending.FREE: ("手上没有任务", "no open tasks"),
        Sending.BUSY: ("手上有 {tasks} 件任务", "open tasks: {tasks}"),
        Sending.SEEN: ("位置是刚才的({minutes} 分钟内)", "seen within {minutes} min"),
        Sending.SEEN_OLD: ("位置是 {minutes} 分钟前的", "last seen {minutes} min ago"),
        Sending.SEEN_LOST: (
            "{minutes} 分钟没有位置,须人工指定",
            "not seen for {minutes} min, only a person picks them",
        ),
        Sending.NEVER_SEEN: ("位置的时间不明,须人工指定", "position of unknown age"),
        Sending.CLOCK_AHEAD: (
            "手机时钟快 {minutes} 分钟,位置不可靠",
            "phone's clock {minutes} min ahead: position can't be trusted",
        ),
        Sending.LONG_DUTY: ("已值班 {hours} 小时", "on duty for {hours} h"),
        Sending.TOO_LONG_DUTY: (
            "已值班 {hours} 小时,须人工指定",
            "on duty for {hours} h, only a person picks them",
        ),
        Sending.ON_BREAK: ("正在休息", "on a break"),
        Sending.REFUSED: ("曾拒接此事件", "refused this event before"),
        Sending.EMPTIES_GRID: ("去了网格 {grid} 就没有人", "grid {grid} would have nobody"),
        Sending.NOT_FIELD: ("不是四员一警", "no role in the field"),
        Sending.OFF_DUTY: ("不在班", "off duty"),
        Sending.NOT_YET_ON_DUTY: ("还没上班", "not yet on duty"),
        Sending.NO_POSITION: ("没有位置", "no position"),
        Sending.ALREADY_SENT: ("已派往此事件", "already sent to this event"),
        Shortfall.TOO_FEW: ("需 {wanted} 人,只有 {found} 人", "{wanted} wanted, {found} found"),
        Shortfall.NOBODY_SUITED: ("没有合适角色的人", "nobody with a role that suits well"),
        Alike.SAME_SUBCATEGORY: ("同一小类 {subcategory}", "same subcategory {subcategory}"),
        Alike.NEAR: ("相距 {metres} 米", "{metres} m apart"),
        Alike.SAME_GRID: ("同在网格 {grid},位置不明", "both in grid {grid}, place not known"),
        Alike.SOON: ("相隔 {minutes} 分钟", "{minutes} min apart"),
        Alike.LIKE_TEXT: ("文字相似 {percent}%", "texts alike: {percent}%"),
        Alike.UNLIKE_TEXT: ("文字不像({percent}%)", "texts differ ({percent}% alike)"),
        Alike.CLOSED: ("前一件已办结,属再次发生", "the other is closed: it happened again"),
    }
)

_TERMS: Final[Mapping[tuple[str, str], Words]] = MappingProxyType(
    {
        ("mode", "walk"): ("步行", "on foot"),
        ("mode", "e_bike"): ("电动车", "by e-bike"),
        ("source", "straight_line"): ("按直线×1.4估算", "straight line × 1.4"),
        ("source", "roads"): ("按道路", "by road"),
        ("to", "place"): ("现场", "place"),
        ("to", "grid"): ("网格中心", "middle of the grid"),
        ("level", "best"): ("最合适", "suits best"),
        ("level", "good"): ("合适", "suits well"),
        ("level", "able"): ("可以去", "can do it"),
        ("level", "unfit"): ("不宜去", "not suited"),
        ("role", "grid_instructor"): ("网格指导员", "grid instructor"),
        ("role", "grid_full_time"): ("专职网格员", "full-time grid member"),
        ("role", "grid_information"): ("网格信息员", "information member"),
        ("role", "grid_part_time"): ("兼职网格员", "part-time grid member"),
        ("role", "grid_police"): ("网格警长", "grid police officer"),
    }
)


def say(finding: Finding, language: Language) -> str:
    """Return a finding in words; raises KeyError for a code of another rule."""
    place = 0 if language is Language.ZH else 1
    facts: dict[str, Fact] = {
        name: _TERMS[name, value][place]
        if isinstance(value, str) and (name, value) in _TERMS
        else value
        for name, value in finding.facts
    }
    if isinstance(seconds := facts.get("seconds"), int | float):
        # Rounded up: nobody is told to be there sooner, or to have been seen later.
        facts["minutes"] = max(1, math.ceil(seconds / 60))
    return WORDS[finding.code][place].format_map(facts)

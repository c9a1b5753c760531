"""Words for what a clock refuses, and for what is wrong with a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from backend.domain.calendar_data import CalendarFaultCode as Code
from backend.domain.clocks import ClockFault

WORDS: Final[Mapping[StrEnum, tuple[str, str]]] = MappingProxyType(
    {
        ClockFault.EARLIER: (
            "时间早于这项计时的上一次变动",
            "earlier than the last thing that happened to this clock",
        ),
        ClockFault.PAUSED: ("计时已经挂起", "the clock already stands still"),
        ClockFault.NOT_PAUSED: ("计时没有挂起", "the clock doesn't stand still"),
        ClockFault.STOPPED: ("计时已经结束", "the clock has stopped"),
        ClockFault.NOT_STOPPED: ("计时还没有结束", "the clock hasn't stopped"),
        ClockFault.PAUSE_END: (
            "新的日期必须晚于开始",
            "the new date has to be after the beginning",
        ),
        ClockFault.EXTENDED_OFTEN: ("最多延期两次", "extended twice, which is the most"),
        ClockFault.EXTENSION_HALF: (
            "延期超过时限的一半",
            "the extension is longer than half of the limit",
        ),
        ClockFault.EXTENSION_DAYS: (
            "延期超过二十天",
            "the extension is longer than twenty days",
        ),
        Code.MISSING: ("缺少“{text}”", "“{text}” is missing"),
        Code.UNKNOWN_KEY: ("没有“{text}”这一项", "there is no entry “{text}”"),
        Code.WRONG_TYPE: ("类型不对,应为 {text}", "wrong type, expected {text}"),
        Code.TOO_LONG: ("太长({text})", "too long ({text})"),
        Code.FORMAT: ("不支持的格式版本:{text}", "unknown version of the format: {text}"),
        Code.ZONE: ("没有这个时区:{text}", "no such time zone: {text}"),
        Code.SHIFT: (
            "不是工作时段(应如 08:30-12:00):{text}",
            "not working hours (like 08:30-12:00): {text}",
        ),
        Code.SHIFT_ORDER: (
            "工作时段重叠或顺序颠倒:{text}",
            "hours that overlap or are out of order: {text}",
        ),
        Code.NO_WORK: ("一周内没有工作时间", "no working hours in the whole week"),
        Code.WEEKDAY: ("不是星期(mon 至 sun):{text}", "not a weekday (mon to sun): {text}"),
        Code.YEAR: ("不是年份:{text}", "not a year: {text}"),
        Code.DATE: ("不是日期(应如 2026-01-01):{text}", "not a date (like 2026-01-01): {text}"),
        Code.OTHER_YEAR: ("日期属于另一年,请写到那一年:{text}", "belongs to another year: {text}"),
        Code.ORDER: ("起止日期颠倒:{text}", "ends before it begins: {text}"),
        Code.TWICE: ("同一天出现两次:{text}", "the same day twice: {text}"),
        Code.ALREADY_WORKED: (
            "这天本来就上班,不必调休:{text}",
            "a working day anyway, nothing to make up: {text}",
        ),
        Code.NO_HOURS: (
            "“{text}”没有工作时间,不能照它上班",
            "“{text}” has no working hours to go by",
        ),
    }
)
"""By code a format text in Chinese and one in English; `text` is the fault's own."""

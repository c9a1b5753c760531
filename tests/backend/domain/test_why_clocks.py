"""Words for clocks and calendars: every code has them, in both languages."""

from __future__ import annotations

from enum import StrEnum
from string import Formatter

import pytest

from backend.domain.calendar_data import (
    CalendarFaultCode,
    CalendarInvalidError,
    parse_calendar,
)
from backend.domain.clocks import ClockFault
from backend.domain.why_clocks import WORDS


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("codes", [ClockFault, CalendarFaultCode])
def test_every_code_has_words(codes: type[StrEnum]) -> None:
    for code in codes:
        zh, en = WORDS[code]
        assert not zh.isascii()
        assert en.translate({ord("“"): None, ord("”"): None}).isascii()
        assert fields(zh) == fields(en) <= {"text"}


def test_fault_in_words() -> None:
    with pytest.raises(CalendarInvalidError) as caught:
        parse_calendar({"time_zone": "{0.__class__}"})
    said = {WORDS[fault.code][1].format(text=fault.text) for fault in caught.value.faults}
    assert "no such time zone: {0.__class__}" in said
    assert "“hours” is missing" in said

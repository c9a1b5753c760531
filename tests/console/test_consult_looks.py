"""What lies on a table is made out once, and shown as if it had been made out anew."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from console.pages.consult_looks import KnownMessages, KnownStrokes
from console.state.consult_seats import Presence, Sitter
from widgets.chat_list import ChatState

ZONE = ZoneInfo("Asia/Shanghai")
AT = "2026-11-27T04:00:00Z"


def stroke(number: int) -> dict[str, Any]:
    surface = "map" if number % 2 else "panes"
    told = {"tool": "pen", "colour": "red", "width": 2, "points": [[0.1, 0.2], [0.3, number / 99]]}
    return {"kind": "stroke", "surface": surface, **told}


STROKES = [(f"s{number % 5}", stroke(number)) for number in range(10)]
"""Of each id two versions."""
TABLES = st.lists(st.sampled_from(STROKES), max_size=5, unique_by=lambda pair: pair[0])


@given(st.lists(TABLES, max_size=6))
def test_drawings_are_those_on_the_table_whatever_was_there_before(
    tables: list[list[tuple[str, dict[str, Any]]]],
) -> None:
    known = KnownStrokes()
    for lies in tables:
        assert known.of(lies) == KnownStrokes().of(lies)


def test_what_is_said_is_made_out_once_and_anew_when_people_are_others() -> None:
    def said(text: str, **more: Any) -> dict[str, Any]:
        return {"kind": "message", "text": text, "by": "p1", "name": "李芳", "at": AT, **more}

    messages = KnownMessages(ZONE)
    lies = [("m1", said("到场", seq=1, mentions=["p2"])), ("m2", said("收到"))]
    first, second = messages.of(lies, [], "p1")
    assert (first.at.hour, first.party, first.mentions, first.is_mine) == (12, "", (), True)
    assert [first.state, second.state] == [ChatState.SENT, ChatState.SENDING]
    lies[1] = ("m2", said("收到", seq=2))
    again, arrived = messages.of(lies, [], "p1")
    assert again is first
    assert arrived.state is ChatState.SENT
    people = [Sitter(f"p{n}", f"人{n}", "交警中队", Presence.PRESENT) for n in (1, 2)]
    named = messages.of(lies, people, "p2")[0]
    assert (named.party, named.mentions, named.is_mine) == ("交警中队", ("人2",), False)

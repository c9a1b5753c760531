"""Faults that the camera's ONVIF service can be told to have, by action and for a while.

REFUSE and UNAUTHORIZED answer with a SOAP fault, DROPPED_BEFORE and HANG with nothing; none of
them carries anything out. All the others carry the request out as if nothing were wrong.
"""

from __future__ import annotations

import itertools
import re
import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from simulator.high_rise.soap import answer

MOST_ACTIONS = 32
MOST_COUNT = 10_000
LONGEST_S = 600.0
DEPTH = 100_000
_ACTION = re.compile(r"[A-Za-z]{1,60}", re.ASCII)
_EVERY = ""


class OnvifFaultKind(StrEnum):
    """What can be wrong.

    REFUSE: a fault of the receiver, ter:ActionNotSupported.
    UNAUTHORIZED: a fault of the sender, ter:NotAuthorized, as after a change of password.
    DROPPED_BEFORE: the connection is closed at once.
    HANG: no answer; the connection stays open until the client closes it.
    DROPPED_AFTER: carried out, then the connection is closed without an answer.
    DELAY: carried out and answered after ``seconds``.
    SLOW: the answer comes a byte every ``seconds``.
    GARBAGE: the answer isn't XML.
    BOMB: the answer has a document type whose entities grow to a thousand million letters.
    DEEP: the answer is 100 000 elements, each in the other.
    HUGE: the answer has no end.
    WRONG: the answer is XML, but says something else: in turn another action's answer, positions
        that are no numbers or no finite ones, and one in which all is missing.
    IGNORE_TIMEOUT: a continuous move goes on until it is stopped, whatever its Timeout.
    """

    REFUSE = "refuse"
    UNAUTHORIZED = "unauthorized"
    DROPPED_BEFORE = "dropped_before"
    HANG = "hang"
    DROPPED_AFTER = "dropped_after"
    DELAY = "delay"
    SLOW = "slow"
    GARBAGE = "garbage"
    BOMB = "bomb"
    DEEP = "deep"
    HUGE = "huge"
    WRONG = "wrong"
    IGNORE_TIMEOUT = "ignore_timeout"


@dataclass(frozen=True, slots=True)
class OnvifFault:
    """A fault as it was ordered.

    Attributes:
        actions: whose requests it meets; none for all.
        count: how many requests are left that it meets; None until it is taken back.
        seconds: of DELAY and SLOW.
    """

    kind: OnvifFaultKind
    actions: tuple[str, ...] = ()
    count: int | None = None
    seconds: float = 1.0

    def to_json(self) -> dict[str, Any]:
        """Return it as it is ordered over HTTP."""
        told = {"kind": self.kind.value, "actions": list(self.actions)}
        return told | {"count": self.count, "seconds": self.seconds}


class OnvifFaults:
    """The faults in force. Safe for threads."""

    def __init__(self) -> None:
        self._by_action: dict[str, OnvifFault] = {}
        self._lock = threading.Lock()
        self._wrong = itertools.count()

    def order(self, fault: OnvifFault) -> None:
        """Put a fault in force; it replaces those of the same actions."""
        with self._lock:
            for action in fault.actions or (_EVERY,):
                self._by_action[action] = fault

    def clear(self) -> None:
        """Take all faults back."""
        with self._lock:
            self._by_action.clear()

    def in_force(self) -> list[OnvifFault]:
        """Return the faults in force, each once."""
        with self._lock:
            return list(dict.fromkeys(self._by_action.values()))

    def take(self, action: str) -> OnvifFault | None:
        """Return the fault that meets a request, the action's own before everybody's; count it."""
        with self._lock:
            fault = self._by_action.get(action, self._by_action.get(_EVERY))
            if fault is not None and fault.count is not None:
                left = replace(fault, count=fault.count - 1)
                for name in fault.actions or (_EVERY,):
                    if self._by_action.get(name) == fault and left.count:
                        self._by_action[name] = left
                    elif self._by_action.get(name) == fault:
                        del self._by_action[name]
            return fault

    def content(self, kind: OnvifFaultKind, right: bytes) -> bytes:
        """Return what is sent instead of the right answer."""
        if kind is OnvifFaultKind.GARBAGE:
            return b"\x00\xffHTTP/1.1 <<<" * 40
        if kind is OnvifFaultKind.BOMB:
            return _BOMB
        if kind is OnvifFaultKind.DEEP:
            return answer("<a>" * DEPTH + "</a>" * DEPTH)
        if kind is OnvifFaultKind.WRONG:
            return answer(_WRONG[next(self._wrong) % len(_WRONG)])
        return right


def fault_of(data: object) -> OnvifFault:
    """Return the fault that JSON orders. Raises ValueError that says what is wrong with it."""
    fields = data if isinstance(data, dict) else {}
    kind, actions = fields.get("kind"), fields.get("actions") or []
    count, seconds = fields.get("count"), fields.get("seconds", 1.0)
    if not isinstance(kind, str) or kind not in set(OnvifFaultKind):
        raise ValueError(f'"kind" must be one of: {", ".join(OnvifFaultKind)}')
    if not isinstance(actions, list) or len(actions) > MOST_ACTIONS:
        raise ValueError(f'"actions" must be a list of at most {MOST_ACTIONS}')
    if not all(isinstance(one, str) and _ACTION.fullmatch(one) for one in actions):
        raise ValueError('"actions" must be names of requests, such as "Stop"')
    if count is not None and not (_is_number(count, int) and 1 <= count <= MOST_COUNT):
        raise ValueError(f'"count" must be a whole number from 1 to {MOST_COUNT}')
    if not (_is_number(seconds, int | float) and 0.0 <= seconds <= LONGEST_S):
        raise ValueError(f'"seconds" must be a number from 0 to {LONGEST_S:.0f}')
    return OnvifFault(OnvifFaultKind(kind), tuple(dict.fromkeys(actions)), count, float(seconds))


def _is_number(value: Any, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a0 "boom">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    + "]><bomb>&a9;</bomb>"
).encode()


def _status(position: str) -> str:
    return (
        f"<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position>{position}</tt:Position>"
        "</tptz:PTZStatus></tptz:GetStatusResponse>"
    )


_WRONG = (
    "<tds:SystemRebootResponse><tds:Message>Rebooting</tds:Message></tds:SystemRebootResponse>",
    _status('<tt:PanTilt x="NaN" y="1e400"/><tt:Zoom x="-Infinity"/>'),
    _status('<tt:PanTilt y="0.5"/><tt:Zoom x="wide"/>'),
    "<tptz:GetStatusResponse/>",
)

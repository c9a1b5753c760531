"""What is kept of events that were read."""

from __future__ import annotations

from console.state.known_parts import KnownParts


def test_the_event_read_longest_ago_is_forgotten_first() -> None:
    known = KnownParts(2)
    for event in ("a", "b"):
        known.keep(event, "event", f"{event}1")
        known.keep(event, "sent", ())
    known.keep("a", "event", "a2")
    known.keep("c", "event", "c1")
    assert known.of_event("a") == {"event": "a2", "sent": ()}
    assert known.of_event("b") == {}
    assert known.of_event("c") == {"event": "c1"}
    known.clear()
    assert known.of_event("c") == {}

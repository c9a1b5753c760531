"""Who settles an event together, and the plan where no department is told before that."""

from __future__ import annotations

from typing import Any

from console.state.consulting import (
    consulted_platforms,
    platforms_to_call,
    silent_parties,
    waits_for_consultation,
)
from console.state.dispatch_plan import Plan, left_out, next_step, steps_unseen

PROPOSAL = {"consults": True, "platforms": ["ZF", "SJ"]}
CALLED: dict[str, Any] = {
    "consultation": {"platforms": ["ZF", "SJ", "ZZ"], "stances": [["ZF", "agreed"]]}
}
PLAN = Plan(("m1",), "农业农村办", routed="农业农村办", consulted=("SJ", "ZF"))


def test_those_called_before_stand_above_those_of_the_rules() -> None:
    assert consulted_platforms({}, PROPOSAL) == ("SJ", "ZF")
    assert consulted_platforms(CALLED, PROPOSAL) == ("ZZ", "SJ", "ZF")
    assert consulted_platforms({}, None) == ()
    assert platforms_to_call({}, {"platforms": ["SJ"]}) == ("ZZ", "SJ", "ZF", "BM")


def test_who_has_said_nothing_yet() -> None:
    assert silent_parties(CALLED) == ("ZZ", "SJ")
    assert silent_parties({}) == ()


def test_urgent_ones_and_declined_ones_dont_wait() -> None:
    assert waits_for_consultation({}, PROPOSAL, 2)
    assert waits_for_consultation(CALLED, None, 3)
    assert not waits_for_consultation({}, PROPOSAL, 4)
    assert not waits_for_consultation({"consultation_declined": True}, PROPOSAL, 2)
    assert not waits_for_consultation({}, {"consults": False}, 2)


def test_a_consultation_is_proposed_instead_of_telling_a_department() -> None:
    allowed = {"take", "dispatch", "assign", "propose_consultation"}
    done: list[str] = []
    while (step := next_step(PLAN, allowed, (), done)) is not None:
        done.append(step[0])
    assert done == ["take", "dispatch", "propose_consultation"]
    assert step is None
    assert left_out(PLAN, done, ()) == ()


def test_one_that_was_proposed_by_itself_leaves_nothing_out() -> None:
    assert next_step(PLAN, {"dispatch"}, (), ["take"]) == ("dispatch", {"people": ["m1"]})
    assert next_step(PLAN, {"dispatch"}, (), ["take", "dispatch"]) is None
    assert left_out(PLAN, ["take", "dispatch"], ()) == ()
    assert left_out(PLAN, ["take"], ()) == ("dispatch",)


def test_without_the_backend_the_proposal_waits_too() -> None:
    names = [name for name, _ in steps_unseen(PLAN, is_taken=False, sent=())]
    assert names == ["take", "dispatch", "propose_consultation"]
    assert Plan(consulted=("SJ", "ZF")).missing() is None

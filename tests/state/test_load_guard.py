"""Load is shed from the panes nobody watches first, and comes back slowly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.state.limits import VideoLimits
from console.state.load_guard import (
    FULL,
    KEY_FRAMES,
    LoadGuard,
    LoadLevel,
    PaneBudget,
    PaneLoad,
    PaneRank,
    rank_of,
    shedding_steps,
)

LIMITS = VideoLimits()
PANES = (
    PaneLoad(0, hidden=True),
    PaneLoad(1),
    PaneLoad(2, selected=True),
    PaneLoad(3, key=True),
)
ORDER = list(PaneRank)


def after(guard: LoadGuard, start: float, seconds: int, cpu: float) -> LoadGuard:
    for second in range(seconds):
        guard = guard.fed(start + second, cpu, PANES)
    return guard


def rate(budget: PaneBudget) -> float:
    return 0.5 if budget.key_frames_only else budget.max_fps or 100.0


def test_quiet_machine_gives_everything() -> None:
    guard = after(LoadGuard(LIMITS), 0, 60, 74)
    assert guard.level is LoadLevel.NORMAL
    assert all(budget == FULL for budget in guard.budgets(PANES).values())


def test_warns_at_75_without_shedding_and_clears_below_70() -> None:
    warned = after(LoadGuard(LIMITS), 0, 60, 76)
    assert (warned.level, warned.step) == (LoadLevel.WARN, 0)
    held = after(warned, 60, 60, 72)
    assert held.level is LoadLevel.WARN
    assert after(held, 120, 60, 65).level is LoadLevel.NORMAL


def test_a_short_peak_does_nothing() -> None:
    calm = after(LoadGuard(LIMITS), 0, 10, 40)
    assert calm.fed(10, 100, PANES).level is LoadLevel.NORMAL


def test_sheds_hidden_then_background_then_watched_then_key() -> None:
    guard = LoadGuard(LIMITS, load_percent=90)
    seen: list[dict[int, PaneBudget]] = []
    for second in range(60):
        guard = guard.fed(second, 95, PANES)
        budgets = guard.budgets(PANES)
        if not seen or seen[-1] != budgets:
            seen.append(budgets)
    assert seen[0] == {0: KEY_FRAMES, 1: FULL, 2: FULL, 3: FULL}
    assert [b[1] for b in seen[1:5]] == [PaneBudget(15), PaneBudget(8), PaneBudget(4), KEY_FRAMES]
    assert [b[2] for b in seen[5:7]] == [PaneBudget(15), PaneBudget(8)]
    assert all(b[3] == FULL for b in seen[:7])
    assert seen[-1] == {0: KEY_FRAMES, 1: KEY_FRAMES, 2: PaneBudget(8), 3: PaneBudget(8)}


def test_steps_without_panes_are_passed_over() -> None:
    guard = LoadGuard(LIMITS, load_percent=90).fed(0, 95, [PaneLoad(1)])
    assert guard.budget(PaneLoad(1)) == PaneBudget(15)


def test_recovers_one_step_at_a_time_and_fully() -> None:
    shed = after(LoadGuard(LIMITS), 0, 60, 95)
    soon = after(shed, 60, 15, 50)
    assert 0 < shed.step - soon.step <= 2
    assert after(soon, 75, 300, 50).step == 0


def test_on_a_machine_that_others_keep_busy_steps_come_back_too() -> None:
    shed = after(LoadGuard(LIMITS), 0, 12, 95)
    held = after(shed, 12, 15, 80)
    assert held.step >= shed.step > 0
    assert after(held, 27, 200, 80).step == 0


def test_a_step_that_has_to_be_taken_back_is_tried_less_and_less_often() -> None:
    """A machine on which one more step up is too much."""
    guard = after(LoadGuard(LIMITS), 0, 12, 95)
    most, changes, step = guard.step, [], guard.step
    for second in range(12, 1500):
        guard = guard.fed(second, 80 if guard.step >= most else 92, PANES)
        if guard.step != step:
            step = guard.step
            changes.append(second)
    gaps = [late - early for early, late in zip(changes[1::2], changes[2::2], strict=False)]
    assert len(gaps) >= 3
    assert gaps == sorted(gaps)
    assert gaps[0] <= 2 * LIMITS.try_step_s + LIMITS.shed_step_s
    assert gaps[-1] >= 4 * gaps[0] * 0.9


@given(st.lists(st.tuples(st.floats(0, 20), st.floats()), max_size=80))
def test_any_load_keeps_the_order(feed: list[tuple[float, float]]) -> None:
    guard, now = LoadGuard(LIMITS), 0.0
    for passed, cpu in feed:
        now += passed
        before = guard
        guard = guard.fed(now, cpu, PANES)
        assert abs(guard.step - before.step) <= 1
        assert 0 <= guard.step <= len(shedding_steps(LIMITS))
        assert (guard.level is LoadLevel.SHED) == (guard.step > 0)
        if guard.load_percent is not None:
            assert 0 <= guard.load_percent <= 100
        rates = [rate(guard.budget(pane)) for pane in sorted(PANES, key=_order)]
        assert rates == sorted(rates)


def _order(pane: PaneLoad) -> int:
    return ORDER.index(rank_of(pane))


def test_the_rush_of_a_start_takes_nothing_from_anyone() -> None:
    guard = LoadGuard(LIMITS)
    for second, percent in enumerate((100, 100, 100, 90, 70, 70)):
        guard = guard.fed(1000.0 + second, percent, [PaneLoad(1)])
        assert guard.step == 0

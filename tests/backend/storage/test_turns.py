"""Writers in line: the order, the handing on, and the end of patience."""

from __future__ import annotations

import threading
import time

import pytest

from backend.storage.faults import StoreBusyError
from backend.storage.turns import Turns

PATIENCE_S = 20.0


def wait_until_waiting(turns: Turns, count: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while turns.waiting < count:
        assert time.monotonic() < until
        time.sleep(0.001)


def test_who_came_first_writes_first_and_nobody_slips_in_between() -> None:
    turns, order = Turns(PATIENCE_S), list[int]()

    def write(number: int) -> None:
        with turns.mine():
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with turns.mine():
        for count, thread in enumerate(threads, 1):
            thread.start()
            wait_until_waiting(turns, count)
    with turns.mine():
        order.append(99)
    for thread in threads:
        thread.join()
    assert order == [*range(8), 99]


def test_one_writes_at_a_time() -> None:
    turns, inside, most = Turns(PATIENCE_S), 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.mine():
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert turns.waiting == 0


def test_who_waits_too_long_leaves_the_line() -> None:
    turns = Turns(0.02)
    with turns.mine():
        with pytest.raises(StoreBusyError), turns.mine():
            raise AssertionError
        assert turns.waiting == 0
    with turns.mine():
        pass


def test_a_fault_hands_the_turn_on() -> None:
    turns = Turns(PATIENCE_S)
    with pytest.raises(ZeroDivisionError), turns.mine():
        raise ZeroDivisionError
    with turns.mine():
        pass

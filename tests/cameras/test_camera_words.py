"""Every fault of the stored list has words that say where the file went."""

from __future__ import annotations

from pathlib import Path

from console.camera_store import LoadFault, LoadOutcome
from console.pages.camera_words import load_fault_words


def test_every_fault_has_its_own_words() -> None:
    aside = Path("/data/aside.json")
    words = {load_fault_words(LoadOutcome((), fault, aside)) for fault in LoadFault}
    assert len(words) == len(LoadFault)
    assert all(str(aside) in word for word in words)
    assert load_fault_words(LoadOutcome()) == ""


def test_a_file_that_couldnt_be_moved_is_told() -> None:
    words = load_fault_words(LoadOutcome(fault=LoadFault.UNREADABLE))
    assert "can't save" in words
    assert "None" not in words

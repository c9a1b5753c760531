"""Boards saved under names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from console.state.board import BoardState
from console.state.board_dict import board_from_dict, board_to_dict

VERSION = 1
MAX_NAME_LENGTH = 40
MAX_SAVED = 200


def clean_name(name: str) -> str:
    """Return a name as it is kept; raises ValueError for one that can't be shown."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise ValueError("a saved layout needs a name")
    if len(cleaned) > MAX_NAME_LENGTH:
        raise ValueError(f"the name has more than {MAX_NAME_LENGTH} characters")
    if not cleaned.isprintable():
        raise ValueError("the name has characters that can't be shown")
    return cleaned


@dataclass(frozen=True, slots=True)
class SavedLayouts:
    """Boards by name in the order of their saving; every change returns another one.

    Names differ by more than upper and lower case.
    """

    entries: tuple[tuple[str, BoardState], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names in order."""
        return tuple(name for name, _ in self.entries)

    def board(self, name: str) -> BoardState:
        """Return a saved board; raises KeyError for an unknown name."""
        return self.entries[self._index(name)][1]

    def saved(self, name: str, board: BoardState) -> SavedLayouts:
        """Save a board without its enlargement; one of the same name is replaced."""
        cleaned = clean_name(name)
        entry = (cleaned, board.restored())
        if self._has(cleaned):
            return self._with(self._index(cleaned), entry)
        if len(self.entries) >= MAX_SAVED:
            raise ValueError(f"there are {MAX_SAVED} saved layouts already")
        return SavedLayouts((*self.entries, entry))

    def renamed(self, name: str, new_name: str) -> SavedLayouts:
        """Rename a board; raises KeyError for an unknown, ValueError for a taken name."""
        index = self._index(name)
        cleaned = clean_name(new_name)
        if self._has(cleaned) and self._index(cleaned) != index:
            raise ValueError(f"there is a saved layout called {cleaned!r} already")
        return self._with(index, (cleaned, self.entries[index][1]))

    def deleted(self, name: str) -> SavedLayouts:
        """Forget a board; raises KeyError for an unknown name."""
        index = self._index(name)
        return SavedLayouts((*self.entries[:index], *self.entries[index + 1 :]))

    def to_dict(self) -> dict[str, Any]:
        """Return all boards as JSON-ready data."""
        boards = [{"name": name, "board": board_to_dict(board)} for name, board in self.entries]
        return {"version": VERSION, "saved": boards}

    @staticmethod
    def from_dict(data: object) -> SavedLayouts:
        """Return the boards that ``to_dict`` described; raises ValueError in words."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            raise ValueError("the saved layouts are of an unknown version")
        items = data.get("saved")
        if not isinstance(items, list):
            raise ValueError("the saved layouts are not a list")  # noqa: TRY004 - one error type
        saved = SavedLayouts()
        for item in items:
            if not isinstance(item, dict) or not isinstance(item.get("name"), str):
                raise ValueError("a saved layout has no name")  # noqa: TRY004 - one error type
            if saved._has(clean_name(item["name"])):
                raise ValueError(f"two saved layouts are called {item['name'][:20]!r}")
            saved = saved.saved(item["name"], board_from_dict(item.get("board")))
        return saved

    def _has(self, name: str) -> bool:
        return name.casefold() in {known.casefold() for known in self.names}

    def _index(self, name: str) -> int:
        for index, known in enumerate(self.names):
            if known.casefold() == name.casefold():
                return index
        raise KeyError(name)

    def _with(self, index: int, entry: tuple[str, BoardState]) -> SavedLayouts:
        return SavedLayouts((*self.entries[:index], entry, *self.entries[index + 1 :]))

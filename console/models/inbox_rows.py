"""The inbox's rows in their order: kept rising by their key, shown from either end."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import Any

Key = tuple[Any, ...]
"""What a row is sorted by; the last part is its event's id, so no two are the same."""


class InboxRows:
    """Rows by their keys. A *place* counts from the lowest key, a *row* as it is shown."""

    def __init__(self, keys: Iterable[Key] = (), *, is_rising: bool = False) -> None:
        self._is_rising = is_rising
        self.set(keys)

    def set(self, keys: Iterable[Key]) -> None:
        """Hold exactly these rows."""
        self._keys = sorted(keys)
        self._key_of: dict[str, Key] = {key[-1]: key for key in self._keys}

    def change(self, placed: Iterable[Key], going: Iterable[str]) -> None:
        """Put rows in or elsewhere and take others out, all at once."""
        for event in going:
            del self._key_of[event]
        self._key_of.update((key[-1], key) for key in placed)
        self._keys = sorted(self._key_of.values())

    def __len__(self) -> int:
        return len(self._keys)

    def key_of(self, event: str) -> Key | None:
        """Return what an event's row is sorted by, None without a row."""
        return self._key_of.get(event)

    def event(self, row: int) -> str:
        """Return the event in a row."""
        return str(self._keys[self.row(row)][-1])

    def row_of(self, event: str) -> int | None:
        """Return where an event stands, None for nowhere."""
        key = self._key_of.get(event)
        return None if key is None else self.row(self._place(key))

    def row(self, place: int) -> int:
        """Place to row, and back: the same either way."""
        return place if self._is_rising else len(self._keys) - 1 - place

    def is_below(self, key: Key) -> bool:
        """Whether a row with this key would be the last one shown."""
        if not self._keys:
            return False
        return key > self._keys[-1] if self._is_rising else key < self._keys[0]

    def _place(self, key: Key) -> int:
        return bisect.bisect_left(self._keys, key)

    # -- changes, cut into runs of rows that stand side by side

    def count_runs(self, coming: Iterable[Key]) -> int:
        """Return in how many runs these would come in."""
        return len({self._place(key) for key in coming})

    def cut_run(self, coming: list[Key]) -> tuple[int, list[Key]]:
        """Take the last run off rows that come, rising; returns its place and its rows."""
        place = self._place(coming[-1])
        begin = bisect.bisect_left(coming, self._keys[place - 1]) if place else 0
        run = coming[begin:]
        del coming[begin:]
        return place, run

    def first_row(self, place: int) -> int:
        """Return the row of the first of a run that is put in at a place."""
        return place if self._is_rising else len(self._keys) - place

    def insert(self, place: int, run: list[Key]) -> None:
        """Put a run in."""
        self._keys[place:place] = run
        self._key_of.update((key[-1], key) for key in run)

    def runs_of(self, events: Iterable[str]) -> list[tuple[int, int]]:
        """Return the first and last place of each run that events stand in, the highest first."""
        runs: list[tuple[int, int]] = []
        for place in sorted((self._place(self._key_of[one]) for one in events), reverse=True):
            if runs and runs[-1][0] == place + 1:
                runs[-1] = (place, runs[-1][1])
            else:
                runs.append((place, place))
        return runs

    def delete(self, first: int, last: int) -> None:
        """Take a run out."""
        for key in self._keys[first : last + 1]:
            del self._key_of[key[-1]]
        del self._keys[first : last + 1]

    def places_of_move(self, key: Key) -> tuple[int, int]:
        """Return the place of an event's row, and the one it has with another key."""
        before, after = self._place(self._key_of[key[-1]]), self._place(key)
        return before, after - (after > before)

    def move(self, before: int, after: int, key: Key) -> None:
        """Put a row elsewhere."""
        del self._keys[before]
        self.insert(after, [key])

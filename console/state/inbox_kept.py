"""What of the inbox comes back after a restart: its columns, its list, a person's own filters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from console.state.inbox_filter import InboxFilter
from console.state.saved_layouts import clean_name

MAX_SAVED: Final = 50
_MAX_COLUMNS: Final = 20_000
"""Characters of Qt's own description of the columns."""


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """Filters by name in the order of their saving; every change returns another one."""

    entries: tuple[tuple[str, InboxFilter], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names in order."""
        return tuple(name for name, _ in self.entries)

    def filter(self, name: str) -> InboxFilter:
        """Return a saved filter; raises KeyError for an unknown name."""
        return dict(self.entries)[name]

    def saved(self, name: str, wanted: InboxFilter) -> SavedFilters:
        """Save a filter in place of one of the same name; ValueError for a name, or too many."""
        cleaned = clean_name(name)
        same = next((one for one in self.names if one.casefold() == cleaned.casefold()), None)
        if same is not None:
            kept = ((cleaned, wanted) if one == same else (one, its) for one, its in self.entries)
            return SavedFilters(tuple(kept))
        if len(self.entries) >= MAX_SAVED:
            raise ValueError(f"there are {MAX_SAVED} saved filters already")
        return SavedFilters((*self.entries, (cleaned, wanted)))

    def deleted(self, name: str) -> SavedFilters:
        """Forget a filter."""
        return SavedFilters(tuple(entry for entry in self.entries if entry[0] != name))


@dataclass(frozen=True, slots=True)
class InboxKept:
    """What is kept; ``columns`` are Qt's own bytes as base64. A search isn't kept."""

    columns: str = ""
    wanted: InboxFilter = field(default_factory=InboxFilter)
    saved: SavedFilters = field(default_factory=SavedFilters)
    groups: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "columns": self.columns,
            "filter": replace(self.wanted, text="").to_dict(),
            "saved": [{"name": name, **one.to_dict()} for name, one in self.saved.entries],
            "groups": self.groups,
        }

    @staticmethod
    def from_dict(data: object) -> InboxKept:
        """Return what ``to_dict`` described; raises ValueError in words."""
        if not isinstance(data, dict) or not isinstance(data.get("groups"), bool):
            raise ValueError("the inbox isn't described")  # noqa: TRY004 - one error type
        columns, items = data.get("columns"), data.get("saved")
        if not isinstance(columns, str) or len(columns) > _MAX_COLUMNS:
            raise ValueError("the inbox's columns aren't described")
        if not isinstance(items, list):
            raise ValueError("the saved filters are not a list")  # noqa: TRY004 - one error type
        saved = SavedFilters()
        for item in items:
            if not isinstance(item, dict) or not isinstance(item.get("name"), str):
                raise ValueError("a saved filter has no name")  # noqa: TRY004 - one error type
            saved = saved.saved(item["name"], InboxFilter.from_dict(item))
        wanted = replace(InboxFilter.from_dict(data.get("filter")), text="")
        return InboxKept(columns, wanted, saved, data["groups"])

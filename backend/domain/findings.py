"""What a rule found: a code and the facts that its words are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class Finding:
    """A code of one of the rules' enums, and facts by name, as numbers where they are numbers."""

    code: StrEnum
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return a fact, None if it has none of that name."""
        return dict(self.facts).get(name)


def found(code: StrEnum, **facts: Fact) -> Finding:
    """Return a finding with its facts in the order given."""
    return Finding(code, tuple(facts.items()))

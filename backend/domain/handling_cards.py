"""What to do on the spot for each kind of event (处置要点): whom to send, say, film, never do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

MAX_LINES = 8
MAX_LINE = 120


@dataclass(frozen=True, slots=True)
class HandlingCard:
    """One kind's card, a sentence a line."""

    who: tuple[str, ...]
    say: tuple[str, ...]
    film: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardFault:
    """What is wrong and where, e.g. `cards.0301.say[2]`."""

    path: str
    code: str


class CardsError(ValueError):
    """Cards that can't be used, with every fault found."""

    def __init__(self, faults: Collection[CardFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.path}: {one.code}" for one in self.faults[:5]))


PARTS = tuple(part.name for part in fields(HandlingCard))


def parse_cards(data: object, codes: Collection[str]) -> Mapping[str, HandlingCard]:
    """Return the cards of parsed JSON by subcategory, one for each code; raises CardsError.

    Codes of faults: not_an_object, missing, unknown, not_lines, too_many, not_a_line.
    """
    cards = data.get("cards") if isinstance(data, dict) else None
    if not isinstance(cards, dict):
        raise CardsError([CardFault("cards", "not_an_object")])
    faults = [CardFault(f"cards.{code}", "missing") for code in codes if code not in cards]
    found = {}
    for code, card in cards.items():
        path = f"cards.{str(code)[:40]}"
        if code not in codes:
            faults.append(CardFault(path, "unknown"))
        elif not isinstance(card, dict):
            faults.append(CardFault(path, "not_an_object"))
        else:
            parts = {name: _lines(f"{path}.{name}", card.get(name), faults) for name in PARTS}
            found[code] = HandlingCard(**parts)
    if faults:
        raise CardsError(faults)
    return found


def _lines(path: str, value: object, faults: list[CardFault]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        faults.append(CardFault(path, "not_lines"))
        return ()
    if len(value) > MAX_LINES:
        faults.append(CardFault(path, "too_many"))
    for number, line in enumerate(value[:MAX_LINES]):
        if not isinstance(line, str) or not line.strip() or len(line) > MAX_LINE:
            faults.append(CardFault(f"{path}[{number}]", "not_a_line"))
    return tuple(str(line) for line in value[:MAX_LINES])

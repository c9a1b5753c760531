"""Whether what was signed holds: each decision's text, its key, and that it was that person's."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from sqlalchemy import Connection, select

from backend.domain.canonical import canonical, written_at
from backend.domain.limits import Limit, Unit
from backend.services.signing import key_id_of, public_text
from backend.storage.journal import KEY_MADE, Broken, Entry, hash_at, walk
from backend.storage.tables import signing_key

DECIDED = "consultation.decided"
_SIGNED = "event.sign_decision"
_RESET = "account.password_reset"
_UNSIGNED = "no signature goes with the decision"


@dataclass(slots=True)
class KeyBook:
    """Whose key is whose, as the journal tells it up to some entry; by login."""

    keys: dict[str, Mapping[str, str]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> KeyBook:
        """Return the book of some entries."""
        book = cls()
        for one in entries:
            book.take(one)
        return book

    def take(self, entry: Entry) -> None:
        """Note a new key, or that a reset of the password made one void."""
        login = entry.change["login"]
        if entry.what == KEY_MADE:
            self.keys[login], self.people[login] = entry.change, entry.who
        else:
            self.keys.pop(login, None)

    def fault(self, entry: Entry) -> str | None:
        """Return what is wrong with the key of a signature, None for nothing."""
        signed_with = (entry.change["key_id"], entry.change["public_key"])
        for login, key in self.keys.items():
            if (key["key_id"], key["public_key"]) == signed_with:
                return None if self.people[login] == entry.who else "the key is another person's"
        return "the key wasn't this person's then"


def verify_signatures(connection: Connection) -> Iterator[Broken]:
    """Go through everything that was signed; nothing comes back where all of it holds.

    That the journal itself holds is another question: `journal.verify`.
    """
    round_ = _Round(connection)
    for entry in walk(connection, KEY_MADE, _RESET, _SIGNED, DECIDED):
        if isinstance(entry, Broken):
            yield entry
            continue
        try:
            fault = round_.take(entry)
        except (ValueError, LookupError, TypeError):
            fault = "can't be read"
        if fault is not None:
            yield Broken(entry.seq, fault)
    for signed in round_.unsigned.values():
        yield Broken(signed.seq, _UNSIGNED)
    yield from _kept_faults(connection, round_.book)


@dataclass(slots=True)
class _Round:
    """How far it is: the keys so far, and decisions whose signature has to come."""

    connection: Connection
    book: KeyBook = field(default_factory=KeyBook)
    unsigned: dict[str | None, Entry] = field(default_factory=dict)

    def take(self, entry: Entry) -> str | None:
        """Look at one entry; returns what is wrong, None for nothing."""
        if entry.what == DECIDED:
            signed = self.unsigned.pop(entry.event, None)
            fault = signature_fault(entry, self.book)
            return fault or _text_fault(self.connection, entry, signed)
        if entry.what != _SIGNED:
            self.book.take(entry)
            return None
        # Before decisions were signed with a key they named no people.
        if "people" not in entry.change["changed"]["decision"]:
            return None
        before, self.unsigned[entry.event] = self.unsigned.get(entry.event), entry
        return None if before is None else f"{_UNSIGNED} at {before.seq}"


def signature_fault(entry: Entry, book: KeyBook) -> str | None:
    """Return why a signature doesn't count, None where it does."""
    change = entry.change
    if not _is_signature(change["text"], change["signature"], change["public_key"]):
        return "the signature isn't this text's"
    return book.fault(entry)


def _is_signature(text: str, signature: str, public_key: str) -> bool:
    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature, validate=True), text.encode())
    except (binascii.Error, ValueError, UnsupportedAlgorithm, InvalidSignature):
        return False
    return True


def _text_fault(connection: Connection, entry: Entry, signed: Entry | None) -> str | None:
    """What the text says against what the journal says."""
    text = json.loads(entry.change["text"])
    if canonical(text) != entry.change["text"]:
        return "the text isn't written in the one way"
    if signed is None:
        return "no decision goes with the signature"
    if (text["event"], text["signed_by"]["id"], text["signed_at"]) != (
        entry.event,
        entry.who,
        written_at(entry.at),
    ):
        return "the text is about another event, person or time"
    if _said(text) != _noted(signed.change["changed"]["decision"]):
        return "the text says something else than the event"
    if hash_at(connection, text["journal"]["seq"]) != text["journal"]["hash"]:
        return "the entry that the text names isn't in the journal"
    return None


def _said(text: Mapping[str, Any]) -> list[object]:
    stances = [[one["party"], one["stance"]] for one in text["parties"]]
    people = [one["id"] for one in text["people"]]
    told = [text[name] for name in ("lead", "cooperating", "limit", "measures")]
    return [text["signed_by"]["id"], *told, stances, people]


def _noted(decision: Mapping[str, Any]) -> list[object]:
    limit = Limit(decision["limit"]["amount"], Unit(decision["limit"]["unit"]))
    return [
        decision["signed_by"],
        decision["lead"],
        decision["cooperating"],
        str(limit),
        decision["measures"],
        sorted(decision["stances"]),
        decision["people"],
    ]


def _kept_faults(connection: Connection, book: KeyBook) -> Iterator[Broken]:
    """Keys in the database that the journal doesn't know."""
    for row in connection.execute(select(signing_key).order_by(signing_key.c.login)):
        noted = book.keys.get(row.login)
        told = (row.key_id, public_text(row.public_key))
        if noted is None or (noted["key_id"], noted["public_key"]) != told:
            yield Broken(0, f"the key kept for {row.login} isn't the one in the journal")
        elif key_id_of(row.public_key) != row.key_id:
            yield Broken(0, f"the key kept for {row.login} isn't called by its SHA-256")

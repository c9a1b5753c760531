"""The signed decision of a consultation: signed, kept in the journal, and followed at once."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from backend.domain.actions import Action
from backend.domain.consult_table import ConsultTable
from backend.domain.decision_text import (
    Attendee,
    Decided,
    ListedMeasure,
    Named,
    PartyWord,
    decision_text,
)
from backend.domain.event_facts import Decision, Stance
from backend.domain.payload import Payload
from backend.domain.people import Person
from backend.domain.refusals import Why, refuse
from backend.domain.who import Who, is_one
from backend.services.account_locks import hold_account, own_scope
from backend.services.acting import EVENT, Order, act
from backend.services.consulting import TableShelf
from backend.services.faults import NotFoundError, RefusedError
from backend.services.seeing import see_event
from backend.services.signatures import DECIDED, KeyBook, signature_fault
from backend.services.signing import Pen, keep_key, note_key, public_text
from backend.services.town_rules import RuleShelf
from backend.storage.events import EventRecord, scope_of
from backend.storage.field import names_of
from backend.storage.journal import Entry, read_keys, read_kinds
from backend.storage.unit_of_work import Unit

_OPENED = EVENT + Action.OPEN_CONSULTATION.value
_STATED = EVENT + Action.STATE_POSITION.value
_SEAT = "seat:"


@dataclass(frozen=True, slots=True)
class SignedDecision:
    """A decision as it was signed; `signature` and `public_key` in base64.

    `is_valid`: the signature is this text's, by a key that was the person's then.
    """

    text: str
    signature: str
    public_key: str
    key_id: str
    signed_by: str
    signed_by_name: str
    signed_at: datetime
    is_valid: bool


def check_may_sign(connection: Connection, person: Person, event: str) -> None:
    """Refuse who never signs before a password is looked at.

    Raises NotFoundError and RefusedError.
    """
    record = see_event(connection, person, event)
    if not is_one(Who.COMMANDER, person, record.facts):
        raise RefusedError(refuse(Why.NOT_YOURS, who=Who.COMMANDER.value), record)


def sign_decision(
    unit: Unit, shelf: RuleShelf, tables: TableShelf, order: Order, pen: Pen
) -> EventRecord:
    """Sign the decision, assign by it and send its people; returns the event as it is then.

    Raises SigningKeyChangedError where the account isn't the one that the pen was opened for, and
    what `act` raises.
    """
    _take(unit, pen)
    order = replace(order, payload=replace(order.payload, is_signed=True))
    before = see_event(unit.connection, unit.actor.person, order.event, to_change=True)
    after = act(unit, shelf, order)
    text = decision_text(_decided(unit, after, tables.of(unit.connection, order.event)))
    change = {
        "text": text,
        "signature": base64.b64encode(pen.sign(text)).decode(),
        "key_id": pen.key.key_id,
        "public_key": public_text(pen.key.public_key),
    }
    unit.note(DECIDED, scope_of(after.facts), change, after.facts.id)
    new = order.payload.people - before.facts.sent
    if not new:
        return after
    sends = Order(order.event, after.version, Action.DISPATCH, Payload(people=new))
    return act(unit, shelf, sends)


def find_decision(connection: Connection, person: Person, event: str) -> SignedDecision:
    """Return the newest decision that was signed about an event; raises NotFoundError."""
    see_event(connection, person, event)
    entries = read_kinds(connection, event, DECIDED)
    if not entries:
        raise NotFoundError(event)
    entry = entries[-1]
    told, keys = entry.change, KeyBook.of(read_keys(connection, entry.who, entry.seq))
    return SignedDecision(
        told["text"],
        told["signature"],
        told["public_key"],
        told["key_id"],
        entry.who,
        entry.who_name,
        entry.at,
        signature_fault(entry, keys) is None,
    )


def _take(unit: Unit, pen: Pen) -> None:
    """Hold the account and its key as the pen found them; a new key is the person's from now."""
    hold_account(unit, pen.key.login, pen.witness)
    keep_key(unit, pen.key.login, pen.kept, pen.key)
    if pen.key != pen.kept:
        note_key(unit, pen.key, own_scope(unit.connection, unit.actor))


def _decided(unit: Unit, record: EventRecord, table: ConsultTable) -> Decided:
    facts, decision = record.facts, record.facts.decision
    if decision is None:
        raise ValueError("nothing was decided: checked before")
    opened = read_kinds(unit.connection, facts.id, _OPENED)[-1]
    stated = [one for one in read_kinds(unit.connection, facts.id, _STATED) if one.seq > opened.seq]
    names = names_of(unit.connection, decision.people)
    signer = unit.actor
    return Decided(
        event=facts.id,
        number=record.number,
        town=facts.town,
        title=record.sheet.title,
        opened_at=opened.at,
        chair=Named(opened.who, opened.who_name),
        signed_at=unit.now,
        signed_by=Named(signer.person.id, signer.name),
        parties=tuple(_parties(decision, stated)),
        attendees=tuple(_attendees(table)),
        decision=decision,
        measure_list=tuple(_measures(table)),
        people=tuple(Named(id_, names[id_]) for id_ in sorted(decision.people)),
        seq=table.seq,
        hash=table.hash,
    )


def _parties(decision: Decision, stated: Iterable[Entry]) -> Iterable[PartyWord]:
    said = {_party_of(one.change): one for one in stated}
    for party, stance in decision.stances:
        entry = None if stance is Stance.ABSENT else said.get(party)
        if entry is None:
            yield PartyWord(party, stance)
            continue
        given = entry.change["given"]
        words = "\n".join(given[name] for name in ("reason", "text") if name in given)
        yield PartyWord(party, stance, words, Named(entry.who, entry.who_name), entry.at)


def _party_of(change: Mapping[str, Any]) -> str:
    """The party that spoke: the last that the consultation has then."""
    return str(change["changed"]["consultation"]["stances"][-1][0])


def _attendees(table: ConsultTable) -> Iterable[Attendee]:
    for id_, seat in table.items_of("seat"):
        person = id_.removeprefix(_SEAT)
        yield Attendee(person, seat["name"], seat["party"], seat["is_present"])


def _measures(table: ConsultTable) -> Iterable[ListedMeasure]:
    for _, item in table.items_of("measure"):
        yield ListedMeasure(item["text"], item["department"], item["due"])

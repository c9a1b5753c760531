"""The decision of a consultation: signed with the password, and read with its signature."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from backend.api.access import Key, Parts, SignedIn, write
from backend.api.event_routes import shown
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import EventOut, In, LimitWord, RecordId, Text, Word, Words, example
from backend.domain.actions import Action
from backend.domain.limits import parse_limit
from backend.domain.payload import Payload
from backend.services.acting import Order
from backend.services.deciding import (
    SignedDecision,
    check_may_sign,
    find_decision,
    sign_decision,
)
from backend.services.signing import Pen, until_unchanged
from backend.storage.unit_of_work import Unit

router = APIRouter(tags=["consultations"])


class DecisionIn(In):
    """What is decided. `password`: the signer's; it is kept nowhere, in no log and no answer."""

    model_config = example(
        {
            "version": 7,
            "lead": "农业农村办",
            "cooperating": ["市场监管分局"],
            "limit": "1WD",
            "measures": "联合执法,下达整改通知书",
            "people": ["member"],
            "absent": ["BM"],
            "password": "枫桥经验-平安-2026",
        }
    )

    version: int = Field(ge=1, le=2**31 - 1)
    lead: Word | None = None
    cooperating: Words = frozenset()
    limit: LimitWord | None = Field(default=None, examples=["1WD"])
    measures: Text = ""
    people: Words = frozenset()
    absent: Words = frozenset()
    password: Annotated[str, Field(max_length=1000, repr=False)]

    def order(self, event: str) -> Order:
        """Return it as the service takes it."""
        payload = Payload(
            lead=self.lead,
            cooperating=self.cooperating,
            limit=None if self.limit is None else parse_limit(self.limit),
            text=self.measures,
            people=self.people,
            absent=self.absent,
        )
        return Order(event, self.version, Action.SIGN_DECISION, payload)


class DecisionOut(BaseModel):
    """A signed decision: Ed25519 over the UTF-8 of `text`; the key as the body of a PEM file.

    `is_valid`: the signature is this text's, by a key that was the person's then.
    """

    model_config = ConfigDict(from_attributes=True)

    text: str
    signature: str
    public_key: str
    key_id: str
    signed_by: str
    signed_by_name: str
    signed_at: datetime
    is_valid: bool


@router.post(
    "/events/{event_id}/decision",
    response_model=EventOut,
    responses=responses(
        *SIGNED_IN,
        "wrong_password",
        "may_not",
        "not_found",
        "stale_version",
        "state_conflict",
        "invalid",
        "incomplete",
        "idempotency_key_reused",
        "locked_out",
        *STORE,
    ),
)
def post_decision(
    parts: Parts, session: SignedIn, key: Key, event_id: RecordId, body: DecisionIn
) -> Response:
    """Sign the decision: it assigns, and sends its people, at once or not at all."""
    with parts.store.reading() as connection:
        check_may_sign(connection, session.actor.person, event_id)
    asked = (f"{event_id}/decision", body.model_dump(mode="json", exclude={"password"}))

    def signed() -> Response:
        # The password takes long to check: not while other writers wait.
        pen = parts.accounts.pen(session, body.password)
        return write(parts, session, key, asked, lambda unit: work(unit, pen))

    def work(unit: Unit, pen: Pen) -> tuple[int, dict[str, Any]]:
        record = sign_decision(unit, parts.shelf, parts.tables, body.order(event_id), pen)
        return 200, shown(parts, unit, record)

    return until_unchanged(signed)


@router.get(
    "/events/{event_id}/decision",
    response_model=DecisionOut,
    responses=responses(*SIGNED_IN, "may_not", "not_found", "invalid", *STORE),
)
def get_decision(parts: Parts, session: SignedIn, event_id: RecordId) -> SignedDecision:
    """The newest decision that was signed about an event."""
    with parts.store.reading() as connection:
        return find_decision(connection, session.actor.person, event_id)

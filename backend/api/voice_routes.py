"""The voice of a consultation: what a console joins it with."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel

from backend.api.access import Parts, SignedIn
from backend.api.problems import SIGNED_IN, STORE, responses
from backend.api.schemas import RecordId
from backend.services.voice import give_pass

router = APIRouter(tags=["consultations"])

_READS = (*SIGNED_IN, "may_not", "not_found", "state_conflict", "invalid", *STORE, "voice_away")


class VoiceOut(BaseModel):
    """Where the voice server is, the room, and the token that lets this person in, as themselves.

    The token is a secret and holds for twelve hours.
    """

    url: str
    room: str
    token: str
    id: str
    name: str


@router.get("/events/{event_id}/consultation/voice", responses=responses(*_READS))
def voice(parts: Parts, session: SignedIn, event_id: RecordId) -> VoiceOut:
    """What a person who sits at the table joins the voice with."""
    return VoiceOut.model_validate(asdict(give_pass(parts, session.actor, event_id)))

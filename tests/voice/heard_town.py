"""The small town with a voice server, and a consultation in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI

from backend.api.app import create_app
from backend.bootstrap import utc_now
from backend.services.parts import new_id
from backend_client.client import Client
from tests.backend_town import FARMING, PASSWORD, Api
from tests.voice.voice_server import VoiceServer


def consulted(api: Api) -> dict[str, Any]:
    """An event whose consultation is open."""
    event = api.does("op1", api.reports(text="饭店晚上偷排油烟"), "take")
    called = {"platforms": ["SJ", "ZF"], "departments": [FARMING]}
    return api.does("commander", event, "open_consultation", **called)


@dataclass
class Heard:
    """The small town with a voice server, behind a real server."""

    api: Api
    address: str

    def client(self, who: str) -> Client:
        """Somebody's client, signed in."""
        client = Client(self.address)
        client.sessions.sign_in(who, PASSWORD)
        return client


def with_voice(api: Api, server: VoiceServer) -> FastAPI:
    """The town with voice; in the present, as the voice server is, and with rooms of its own."""
    store = replace(api.backend.store, clock=utc_now)
    one = replace(api.backend, store=store, voice=server.line, make_id=new_id)
    return create_app(one)


def does(api: Api, event: dict[str, Any], who: str, verb: str, **given: Any) -> None:
    """Do something at an event's table."""
    path, body = f"/events/{event['id']}/consultation/ops", {"verb": verb, **given}
    answer = api.post(who, path, body)
    assert answer.status_code == 200, answer.text

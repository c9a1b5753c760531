"""Who gets in, over HTTP; the chair's word, from the table to the voice server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backend.api.app import create_app
from backend_client.client import Client
from backend_client.errors import ConflictError, MayNotError, VoiceAwayError
from backend_client.voice_pass import VoicePass
from tests.backend_parts import served_app
from tests.backend_town import FARMING, GRANTS, PASSWORD, Api
from tests.voice.heard_town import Heard, consulted, does, with_voice
from tests.voice.talker import Talker
from tests.voice.voice_server import VoiceServer

PARTIES = ["SJ", "ZF", FARMING]
SITS = {"op1", "op2", "leader", "commander", "sj", "zf", "farmer"}


def path_of(event: dict[str, Any]) -> str:
    return f"/events/{event['id']}/consultation/voice"


def test_without_a_voice_server_everything_else_works(api: Api) -> None:
    event = consulted(api)
    refused = api.get("op1", path_of(event))
    assert refused.status_code == 503
    assert refused.json()["code"] == "voice_away"
    assert "电话" in refused.json()["do"]
    does(api, event, "op1", "join")


def test_a_client_isnt_cut_off_where_only_voice_is_away(api: Api) -> None:
    event = consulted(api)
    with served_app(create_app(api.backend)) as address, Client(address) as client:
        client.sessions.sign_in("op1", PASSWORD)
        for _ in range(8):
            with pytest.raises(VoiceAwayError, match="语音"):
                client.voice.give_pass(event["id"])
        assert client.events.one(event["id"]).id == event["id"]


def test_who_sits_gets_in_and_nobody_else(heard: Heard, server: VoiceServer) -> None:
    api = heard.api
    event = consulted(api)
    given = {}
    for who in GRANTS:
        answer = api.get(who, path_of(event))
        if who in SITS:
            assert answer.status_code == 200, (who, answer.text)
            given[who] = answer.json()
        else:
            assert answer.status_code in {403, 404}, (who, answer.text)
    assert {one["room"] for one in given.values()} == {given["op1"]["room"]}
    assert len({one["token"] for one in given.values()}) == len(SITS)
    assert {who: one["id"] for who, one in given.items()} == {who: who for who in SITS}
    assert given["op1"]["url"] == server.url
    assert server.secret not in str(given)


def test_before_and_after_a_consultation_there_is_none(heard: Heard) -> None:
    api = heard.api
    event = api.does("op1", api.reports(), "take")
    assert api.get("op1", path_of(event)).status_code == 409
    client = heard.client("op1")
    with pytest.raises(ConflictError):
        client.voice.give_pass(event["id"])
    client.close()
    with heard.client("member") as other, pytest.raises(MayNotError):
        other.voice.give_pass(event["id"])


def test_the_chairs_word_reaches_the_voice_server(
    heard: Heard, server: VoiceServer, new_talker: Callable[..., Talker]
) -> None:
    api = heard.api
    event = consulted(api)
    does(api, event, "sj", "join")
    with heard.client("sj") as client:
        told = client.voice.give_pass(event["id"])
    one = new_talker("sj")
    one.join(VoicePass(told.url, told.room, told.token, told.id, told.name))
    one.wait_person("sj", is_muted=False)
    for is_muted in (True, False, True):
        does(api, event, "commander", "mute", person="sj", is_muted=is_muted)
        one.wait_person("sj", is_muted=is_muted)
    decided = {"lead": FARMING, "limit": "3WD", "measures": "联合检查", "absent": PARTIES}
    api.signs("commander", api.get("op1", f"/events/{event['id']}").json(), **decided)
    one.wait_told("left", why="over")
    assert api.get("sj", path_of(event)).status_code == 409


def test_what_couldnt_be_told_is_told_later(
    api: Api, own_server: VoiceServer, new_talker: Callable[..., Talker]
) -> None:
    with served_app(app := with_voice(api, own_server)):
        api = Api(app, api.backend, api.time)
        event = consulted(api)
        does(api, event, "sj", "join")
        given = api.get("sj", path_of(event)).json()
        own_server.stop()
        assert api.get("sj", path_of(event)).status_code == 503
        does(api, event, "commander", "mute", person="sj", is_muted=True)
        own_server.start()
        one = new_talker("sj")
        one.join(VoicePass(**given))
        one.wait_person("sj", is_muted=True)

"""The command: what it writes, how it ends, and what it says where it can't begin."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from backend.__main__ import app
from backend.services.faults import VoiceAwayError
from backend.services.voice_line import VoiceLine
from tests.guards.patience import PATIENCE_S
from tests.voice.voice_server import VoiceServer, wait_gone


def refused(*arguments: str) -> str:
    """What the command says when it doesn't begin."""
    done = CliRunner().invoke(app, ["voice", *arguments])
    assert done.exit_code == 2, done
    return done.stderr.splitlines()[-1]


def test_only_its_user_reads_what_it_writes_and_janus_gets_the_audio_bridge_only(
    server: VoiceServer,
) -> None:
    folder = server.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in ("secret", "janus.jcfg", "janus.plugin.audiobridge.jcfg"):
        assert stat.S_IMODE((folder / file).stat().st_mode) == 0o600, file
    assert [one.name for one in (folder / "plugins").iterdir()] == ["libjanus_audiobridge.so"]
    assert [one.name for one in (folder / "transports").iterdir()] == ["libjanus_websockets.so"]
    assert 'rtp_port_range = "21000-21999"' in (folder / "janus.jcfg").read_text()
    # Nobody on the network speaks with Janus itself.
    assert [one.laddr for one in server.janus().net_connections("tcp")] == []


def test_janus_ends_with_it_however_it_ends(own_server: VoiceServer) -> None:
    secret, janus = own_server.secret, own_server.janus()
    assert own_server.end(signal.SIGINT) == 0  # and SIGTERM at the end of every other test
    assert not janus.is_running()
    own_server.start()
    assert own_server.secret == secret
    janus = own_server.janus()
    assert own_server.end(signal.SIGKILL) == -signal.SIGKILL
    wait_gone(janus)


def test_it_says_what_is_missing_or_taken(
    server: VoiceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--folder", str(tmp_path / "voice"))
    said = refused("--folder", str(server.folder))
    assert said == f"A voice server runs in {server.folder} already."
    said = refused(*given, "--port", str(server.port))
    assert f"127.0.0.1:{server.port} can't be listened on" in said
    assert "LOW-HIGH" in refused(*given, "--rtp-ports", "30000")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refused(*given)
    assert said == "Janus isn't installed, so there is no voice. On Debian: apt-get install janus"


def closes_with(server: VoiceServer, *messages: str) -> int | None:
    """Say something at the gate; how it closes."""

    async def say() -> int | None:
        async with connect(server.url, proxy=None) as line:
            for message in messages:
                await line.send(message)
            try:
                async with asyncio.timeout(PATIENCE_S):
                    while True:
                        await line.recv()
            except ConnectionClosed as error:
                return None if error.rcvd is None else error.rcvd.code

    return asyncio.run(say())


def test_whatever_else_is_said_at_the_gate_is_refused(server: VoiceServer) -> None:
    given = server.gives("a", "gate")
    join = {"do": "join", "room": "gate", "id": "a", "name": given.name, "token": given.token}
    for wrong in ("", "[]", "{", "1", "{}", '{"do": "talk", "on": true}'):
        assert closes_with(server, wrong) == 4400, wrong
    assert closes_with(server, json.dumps({"janus": "create", "transaction": "1"})) == 4400
    assert closes_with(server, json.dumps(join)) == 4400  # no offer
    assert closes_with(server, json.dumps({**join, "sdp": "no offer"})) == 4400
    assert closes_with(server, json.dumps({**join, "sdp": "v" * 40_000})) == 1009
    assert closes_with(server, json.dumps({**join, "sdp": "", "token": "9-9"})) == 4403
    order = {"do": "tell", "text": '{"room": "gate"}', "seal": "0" * 64}
    assert closes_with(server, json.dumps(order)) == 4403
    with pytest.raises(VoiceAwayError):
        VoiceLine(server.url, lambda: "another secret").tell("gate", 1, (), is_over=True)
    server.line.tell("gate", 1, (), is_over=False)


def test_no_page_in_a_browser_gets_in(server: VoiceServer) -> None:
    async def come() -> None:
        async with connect(server.url, origin="http://intranet", proxy=None):  # type: ignore[arg-type]
            pass

    with pytest.raises(InvalidStatus, match="403"):
        asyncio.run(come())


def test_the_backend_waits_for_nobody_who_is_silent() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"ws://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(VoiceAwayError):
            VoiceLine(url, lambda: "secret", answer_s=0.1).tell("room", 1, (), is_over=False)


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://none.invalid"])
def test_the_backend_says_so_where_there_is_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(VoiceAwayError):
        VoiceLine(url, lambda: "secret").tell("room", 1, (), is_over=False)
    with pytest.raises(VoiceAwayError):
        VoiceLine(url, (tmp_path / "none").read_text).secret()

"""Tokens, what is kept of rooms, what evens sound out, devices that fail."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from backend.config import Settings
from backend.domain.voice import (
    TOKEN_LIVES,
    Speaker,
    is_order,
    is_token,
    order_seal,
    room_of,
    token_of,
)
from backend.voice.room_book import KEPT_S, RoomBook, Told
from console.state.voice_limits import VoiceLimits
from console.voice.call import SpokenTrack
from console.voice.sound import (
    FRAME,
    Playout,
    SoundMissingError,
)
from console.voice.sound_files import read_wave
from console.voice.sounding import level_of
from tests.voice.in_loop import run, until
from tests.voice.sounds import LOUD, Sound, loudness, tone, write_sound

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SPEAKER = Speaker("room", "op1", "王芳")
LIMITS = replace(VoiceLimits(), look_s=0.01)


def test_a_token_is_for_one_person_in_one_room_for_a_while() -> None:
    token = token_of("secret", SPEAKER, NOW)
    assert is_token("secret", token, SPEAKER, NOW + TOKEN_LIVES - timedelta(seconds=1))
    assert not is_token("secret", token, SPEAKER, NOW + TOKEN_LIVES)
    assert not is_token("other", token, SPEAKER, NOW)
    for changed in ({"room": "x"}, {"person": "x"}, {"name": "x"}):
        assert not is_token("secret", token, replace(SPEAKER, **changed), NOW)
    until, _, seal = token.partition("-")
    later = f"{int(until) + 1}-{seal}"
    for wrong in (later, seal, f"-{seal}", f"x-{seal}", "", "-", f"９{token}", f"{until}-é"):
        assert not is_token("secret", wrong, SPEAKER, NOW), wrong


def test_seals_of_one_use_open_nothing_else() -> None:
    room = room_of("secret", "event", 5)
    assert room == room_of("secret", "event", 5)
    assert len({room, room_of("secret", "event", 6), room_of("other", "event", 5)}) == 3
    assert is_order("secret", "text", order_seal("secret", "text"))
    assert not is_order("secret", "text2", order_seal("secret", "text"))
    assert not is_order("secret", "text", token_of("secret", SPEAKER, NOW).partition("-")[2])


def test_the_secret_is_given_or_found(tmp_path: Path) -> None:
    def key(**given: object) -> str:
        return Settings.model_validate({"data_folder": tmp_path, **given}).voice_key()

    with pytest.raises(FileNotFoundError):
        key()
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "secret").write_text("found\n", encoding="ascii")
    (tmp_path / "other").write_text("named\n", encoding="ascii")
    assert key() == "found"
    assert key(voice_secret_file=tmp_path / "other") == "named"
    assert key(voice_secret_file=tmp_path / "other", voice_secret="given") == "given"


def test_rooms_are_remembered_newest_first_and_not_for_ever(tmp_path: Path) -> None:
    now = [1000.0]
    file = tmp_path / "rooms.json"

    def book() -> RoomBook:
        return RoomBook(file, lambda: now[0])

    one = book()
    assert one.tell("r", Told(5, frozenset({"a"})))
    assert not one.tell("r", Told(4, frozenset()))
    assert not one.tell("r", Told(6, frozenset({"a"})))
    assert book().of("r").muted == {"a"}
    assert one.tell("r", Told(7, frozenset({"a"}), is_over=True))
    assert not one.tell("r", Told(8))
    assert book().of("r").is_over
    now[0] += KEPT_S + 1
    assert one.tell("s", Told(1, frozenset({"b"})))
    assert book().of("r") == Told()
    file.write_text("{", encoding="utf-8")
    assert book().of("s") == Told()


def test_sound_is_evened_out() -> None:
    playout, frame = Playout(), np.full(FRAME, 7, np.int16)
    playout.put(frame)
    assert not playout.take(FRAME).any()  # it waits for a second one
    playout.put(frame)
    assert (playout.take(FRAME) == 7).all()
    assert playout.take(FRAME + 1).tolist() == [7] * FRAME + [0]
    playout.put(frame)
    assert not playout.take(FRAME).any()  # and again after it ran dry
    for number in range(9):
        playout.put(np.full(FRAME, number, np.int16))
    assert [int(playout.take(FRAME)[0]) for _ in range(4)] == [5, 6, 7, 8]


def test_a_delay_that_nobody_needs_goes() -> None:
    playout, frame = Playout(), np.ones(FRAME, np.int16)
    for _ in range(6):
        playout.put(frame)
    for _ in range(400):
        playout.put(frame)
        assert playout.take(FRAME).all()
    assert playout.take(9 * FRAME).sum() == FRAME


def test_what_is_heard_gets_soft_and_loud_again_without_a_click() -> None:
    playout, said = Playout(), tone(410.0)
    frames = said.reshape(-1, FRAME)[:24]

    def heard(first: int, count: int) -> Sound:
        out = []
        for frame in frames[first : first + count]:
            playout.put(frame)
            out.append(playout.take(FRAME))
        return np.concatenate(out)

    playout.put(frames[0])
    loud = heard(1, 7)
    playout.share = 0.1  # for what waits already, too
    soft = heard(8, 8)
    playout.share = 1.0
    again = heard(16, 8)
    assert loudness(soft[2 * FRAME :]) == pytest.approx(0.1 * loudness(loud), rel=0.01)
    assert (again[2 * FRAME :] == said[17 * FRAME : 23 * FRAME]).all()
    whole = np.concatenate((loud, soft, again)).astype(int)
    assert np.abs(np.diff(whole)).max() <= np.abs(np.diff(said.astype(int))).max() + LOUD // 1000


def test_pauses_grow() -> None:
    waits = [LIMITS.wait_s(number, Random(1)) for number in range(9)]
    for wait_s, base_s in zip(waits, (*LIMITS.waits_s, 10, 10, 10), strict=True):
        assert 0.8 * base_s <= wait_s <= 1.2 * base_s


def test_levels() -> None:
    assert level_of(np.zeros(FRAME, np.int16)) == -96
    assert level_of(np.full(FRAME, 32767, np.int16)) == 0
    assert level_of(tone()[:FRAME]) == -15


def test_files_that_are_no_sound_are_missing_devices(tmp_path: Path) -> None:
    assert len(read_wave(write_sound(tmp_path / "a.wav", tone()[: 2 * FRAME + 5]))) == 2 * FRAME
    (tmp_path / "b.wav").write_bytes(b"RIFF")
    for name in ("b.wav", "none.wav"):
        with pytest.raises(SoundMissingError):
            read_wave(tmp_path / name)
    with pytest.raises(SoundMissingError):
        read_wave(write_sound(tmp_path / "c.wav", tone()[: FRAME - 1]))


def test_what_isnt_said_isnt_sent() -> None:
    async def whole() -> None:
        spoken = SpokenTrack()
        here, there = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
        sender = here.addTrack(spoken)

        await here.setLocalDescription(await here.createOffer())
        await there.setRemoteDescription(here.localDescription)
        await there.setLocalDescription(await there.createAnswer())
        await here.setRemoteDescription(there.localDescription)
        await until(lambda: here.connectionState == there.connectionState == "connected")
        await asyncio.sleep(0.2)
        assert await packets(sender) == 0
        for _ in range(3):
            spoken.put(tone()[:FRAME])
        while not await packets(sender):
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.2)
        assert await packets(sender) <= 3
        await here.close()
        await there.close()

    run(whole())


async def packets(sender: Any) -> int:
    """How many packets went out."""
    stats = await sender.getStats()
    return int(next(one.packetsSent for one in stats.values() if one.type == "outbound-rtp"))

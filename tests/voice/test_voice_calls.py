"""Real sound through a real Janus: what one process says arrives at the others."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator

import pytest

from backend_client.voice_pass import VoicePass
from console.state.voice_limits import VoiceLimits
from console.voice.call import Call
from console.voice.sound import FRAME, FRAME_S
from tests.guards.patience import PATIENCE_S
from tests.voice.conftest import SAYS
from tests.voice.sounds import (
    LOUD,
    is_silent,
    is_tone,
    likeness,
    share_at,
    tone,
)
from tests.voice.talker import Talker
from tests.voice.voice_server import VoiceServer

_numbers = itertools.count()


@pytest.fixture
def room(server: VoiceServer, talkers: dict[str, Talker]) -> Iterator[str]:
    """A room with all three in it."""
    room = f"room-{next(_numbers)}"
    for name, one in talkers.items():
        one.join(server.gives(name, room))
    for one in talkers.values():
        one.wait_alone_with(*talkers)
    yield room
    for one in talkers.values():
        mark = len(one.told)
        one.leave()
        one.wait_told("left", mark)


@pytest.fixture
def a(talkers: dict[str, Talker]) -> Talker:
    return talkers["a"]


@pytest.fixture
def b(talkers: dict[str, Talker]) -> Talker:
    return talkers["b"]


@pytest.fixture
def c(talkers: dict[str, Talker]) -> Talker:
    return talkers["c"]


def says(speaker: Talker, *listeners: Talker) -> None:
    """Begin to talk; everybody sees it, and that there is sound in it."""
    speaker.talk(True)
    for one in (speaker, *listeners):
        one.wait_person(speaker.name, is_talking=True, is_heard=True)


def falls_silent(speaker: Talker, *listeners: Talker) -> None:
    speaker.talk(False)
    for one in (speaker, *listeners):
        one.wait_person(speaker.name, is_talking=False, is_heard=False)


def hears_tone(listener: Talker, hertz: float, loud: float = LOUD) -> None:
    listener.hears_at_last(0.3, lambda sound: is_tone(sound, hertz, loud))


def hears_nothing(listener: Talker) -> None:
    """Once what was on its way has come, nothing comes any more."""
    listener.hears_at_last(0.2, is_silent)
    assert is_silent(listener.hears(0.4))


@pytest.mark.usefixtures("room")
def test_what_one_says_arrives_at_the_others_and_only_while_the_key_is_held(
    a: Talker, b: Talker, c: Talker
) -> None:
    assert is_silent(b.hears(0.3))
    says(a, b, c)
    for one in (b, c):
        hears_tone(one, 1000.0)
    assert is_silent(a.hears(0.3))  # nobody hears themselves
    assert a.wait_told("level")["level"] == pytest.approx(-15.3, abs=1)
    falls_silent(a, b, c)
    for one in (b, c):
        hears_nothing(one)


@pytest.mark.usefixtures("room")
def test_speech_band_arrives_as_it_was_said(a: Talker, b: Talker, c: Talker) -> None:
    says(b, a, c)
    for one in (a, c):
        one.hears_at_last(1.2, lambda sound: likeness(sound, SAYS["b"]) > 0.95)
    falls_silent(b, a, c)


@pytest.mark.usefixtures("room")
def test_two_at_once_are_mixed_and_each_hears_the_other(a: Talker, b: Talker, c: Talker) -> None:
    says(a, b, c)
    says(c, a, b)
    b.hears_at_last(0.5, lambda sound: min(share_at(sound, 1000.0), share_at(sound, 2200.0)) > 0.45)
    # Softly, since it would go out again by the own microphone.
    hears_tone(a, 2200.0, 0.1 * LOUD)
    falls_silent(a, b, c)
    falls_silent(c, a, b)


def test_who_is_muted_isnt_heard_and_cant_undo_it(
    server: VoiceServer, room: str, a: Talker, b: Talker, c: Talker
) -> None:
    says(a, b, c)
    server.line.tell(room, 7, {"a"}, is_over=False)
    for one in (a, b, c):
        one.wait_person("a", is_muted=True, is_talking=False)
    hears_nothing(b)
    a.talk(True)
    says(c, a, b)  # comes after it, so it has been refused by then
    assert not b.person("a")["is_talking"]
    hears_tone(b, 2200.0)
    falls_silent(c, a, b)
    server.line.tell(room, 6, {"b"}, is_over=False)  # older news, late
    server.line.tell(room, 8, set(), is_over=False)
    for one in (a, b, c):
        one.wait_person("a", is_muted=False, is_talking=False)
        one.wait_person("b", is_muted=False)
    says(a, b, c)
    hears_tone(b, 1000.0)
    falls_silent(a, b, c)


async def _stubborn(given: VoicePass, tell_muted: Callable[[], None], heard: asyncio.Event) -> None:
    """A program that goes on talking whatever it is told, until `heard`."""
    joined = asyncio.Event()
    call = Call(given, VoiceLimits(), lambda _: None, lambda _: None)
    running = asyncio.create_task(call.run(joined.set))
    frames = itertools.cycle(tone().reshape(-1, FRAME))
    try:
        async with asyncio.timeout(2 * PATIENCE_S):
            await joined.wait()
            telling = asyncio.create_task(asyncio.to_thread(tell_muted))
            while not heard.is_set():
                call.spoken.put(next(frames))
                await call.talk(True)
                await asyncio.sleep(FRAME_S)
            await telling
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_a_program_that_ignores_the_chair_isnt_heard(
    server: VoiceServer, room: str, b: Talker, c: Talker
) -> None:
    heard = asyncio.Event()

    async def whole() -> None:
        loop = asyncio.get_running_loop()

        def look_on() -> None:
            try:
                b.wait_person("d", is_talking=True, is_heard=True)
                server.line.tell(room, 20, {"d"}, is_over=False)
                b.wait_person("d", is_muted=True, is_talking=False)
                hears_nothing(b)
                hears_nothing(c)
            finally:
                loop.call_soon_threadsafe(heard.set)

        await _stubborn(server.gives("d", room), look_on, heard)

    asyncio.run(whole())
    b.wait_alone_with("a", "b", "c")


def test_who_joins_elsewhere_is_there_once(
    server: VoiceServer, room: str, a: Talker, b: Talker, new_talker: Callable[..., Talker]
) -> None:
    mark = len(b.told)
    again = new_talker("b2")
    again.join(server.gives("b", room))
    b.wait_told("left", mark, why="replaced")
    a.wait_alone_with("a", "b", "c")


def test_no_other_token_opens_a_room(server: VoiceServer, room: str, b: Talker) -> None:
    own = server.gives("b", room)
    for wrong in (
        VoicePass(own.url, room, own.token, "a", own.name),
        VoicePass(own.url, room, own.token, "b", "镇长"),
        VoicePass(own.url, "another", own.token, "b", own.name),
        VoicePass(own.url, room, own.token[:-1] + "x", "b", own.name),
        VoicePass(own.url, room, "", "b", own.name),
    ):
        mark = len(b.told)
        b.do({"do": "join", **{name: getattr(wrong, name) for name in wrong.__slots__}})
        assert b.wait_told("failed", mark)["reason"] == "refused"
        assert b.told[-1]["again_s"] is None


def test_when_the_consultation_is_over_everybody_is_out_and_stays_out(
    server: VoiceServer, room: str, a: Talker, b: Talker
) -> None:
    marks = len(a.told), len(b.told)
    server.line.tell(room, 30, set(), is_over=True)
    a.wait_told("left", marks[0], why="over")
    b.wait_told("left", marks[1], why="over")
    mark = len(a.told)
    a.do({"do": "join", **_as_told(server.gives("a", room))})
    a.wait_told("left", mark, why="over")


def test_who_has_no_microphone_still_hears(
    server: VoiceServer, room: str, a: Talker, b: Talker, new_talker: Callable[..., Talker]
) -> None:
    deaf_and_dumb = new_talker("e")
    deaf_and_dumb.join(server.gives("e", room))
    assert deaf_and_dumb.wait_told("sound")["microphone"] is False
    assert deaf_and_dumb.wait_told("sound")["loudspeaker"] is True
    deaf_and_dumb.talk(True)
    assert deaf_and_dumb.wait_told("failed")["reason"] == "microphone"
    says(a, b, deaf_and_dumb)
    hears_tone(deaf_and_dumb, 1000.0)
    falls_silent(a, b, deaf_and_dumb)


def test_people_come_back_by_themselves_after_janus_was_killed(
    own_server: VoiceServer, talkers: dict[str, Talker], a: Talker, b: Talker
) -> None:
    for name, one in talkers.items():
        one.join(own_server.gives(name, "again"))
    own_server.line.tell("again", 3, {"c"}, is_over=False)
    marks = {name: len(one.told) for name, one in talkers.items()}
    own_server.janus().kill()
    assert own_server.wait_gone() == 2
    for name, one in talkers.items():
        first = one.wait_told("failed", marks[name], reason="away")
        second = one.wait_told("failed", one.told.index(first) + 1, reason="away")
        assert second["again_s"] > first["again_s"] > 0
    own_server.start()
    for name, one in talkers.items():
        one.wait_told("joined", marks[name])
        one.wait_alone_with(*talkers)
    a.wait_person("c", is_muted=True)  # as told before
    says(a, b)
    hears_tone(b, 1000.0)
    falls_silent(a, b)


def _as_told(given: VoicePass) -> dict[str, str]:
    return {name: getattr(given, name) for name in given.__slots__}

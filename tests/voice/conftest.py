"""A voice server and people who talk over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.backend_parts import served_app
from tests.backend_town import Api
from tests.voice.heard_town import Heard, with_voice
from tests.voice.sounds import Sound, chirp, tone, write_sound
from tests.voice.talker import Talker
from tests.voice.voice_server import VoiceServer

SAYS: dict[str, Sound] = {"a": tone(1000.0), "b": chirp(0.5), "c": tone(2200.0)}
"""What each of three people says, over and over."""


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VoiceServer]:
    """A server for all tests that don't end it; each has rooms of its own."""
    one = VoiceServer(tmp_path_factory.mktemp("voice"), program=("-m", "backend", "voice"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[VoiceServer]:
    """A server that a test may end."""
    one = VoiceServer(tmp_path / "voice")
    one.start()
    yield one
    one.stop()


@pytest.fixture
def heard(api: Api, server: VoiceServer) -> Iterator[Heard]:
    with served_app(app := with_voice(api, server)) as address:
        yield Heard(Api(app, api.backend, api.time), address)


@pytest.fixture(scope="module")
def talkers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Talker]]:
    """Three people's processes for all tests of a file; at first they are nowhere."""
    folder = tmp_path_factory.mktemp("talkers")
    found = {
        name: Talker(folder, name, write_sound(folder / f"{name}.wav", sound))
        for name, sound in SAYS.items()
    }
    yield found
    for one in found.values():
        one.close()


@pytest.fixture
def new_talker(tmp_path: Path) -> Iterator[Callable[..., Talker]]:
    """Makes processes of a test's own."""
    with ExitStack() as open_ones:

        def make(name: str, says: Path | None = None) -> Talker:
            one = Talker(tmp_path, name, says)
            open_ones.callback(one.close)
            return one

        yield make

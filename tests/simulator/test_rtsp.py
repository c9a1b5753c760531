"""Real clients on the simulator's RTSP servers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from simulator.rtsp.feed import LiveFeed, LoopFeed, Pacer
from simulator.rtsp.hostile import HostileMode, HostileServer
from simulator.rtsp.recode import encode_loop, other_codec, other_size
from simulator.rtsp.sound import Ambience
from simulator.rtsp.town_server import TownServer
from tests.simulator.rtsp_client import Watcher, wait_until, with_login
from tests.simulator.rtsp_town import MAIN, SUB, DrawnSource, SmallTown


@pytest.fixture
def town() -> Iterator[SmallTown]:
    small = SmallTown()
    yield small
    small.server.stop()


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_sub_stream_plays(town: SmallTown, transport: str) -> None:
    watcher = Watcher(town.url(), transport)
    wait_until(lambda: watcher.seen.frames > SUB.gop_frames * 2, "frames")
    seen = watcher.stop()
    assert seen.codec == "h264"
    assert seen.sizes == {(SUB.width, SUB.height)}
    assert seen.broken == 0
    assert b"\x67" in seen.extradata, "the description carries the parameter sets"


def test_main_stream_is_h265_with_sound(town: SmallTown) -> None:
    watcher = Watcher(town.url(stream="main"))
    wait_until(lambda: watcher.seen.frames > 5 and watcher.seen.sound_packets > 5, "both")
    seen = watcher.stop()
    assert seen.codec == "hevc"
    assert seen.sizes == {(MAIN.width, MAIN.height)}


def test_password_is_asked_for(town: SmallTown) -> None:
    stranger = Watcher(town.url("C002"))
    wait_until(lambda: stranger.ended, "the refusal")
    assert stranger.stop().error == "HTTPUnauthorizedError"
    friend = Watcher(with_login(town.url("C002"), "viewer", "secret7"))
    wait_until(lambda: friend.seen.frames > 2, "frames")
    assert friend.stop().error == ""


def test_live_source_is_drawn_only_while_watched(town: SmallTown) -> None:
    assert town.drawn.watching == []
    first, second = Watcher(town.url("C003")), Watcher(town.url("C003"))
    wait_until(lambda: first.seen.frames > 2 and second.seen.frames > 2, "frames")
    assert town.drawn.watching == [True]
    assert len(town.drawn.threads) == 1
    first.stop()
    second.stop()
    wait_until(lambda: town.drawn.watching == [True, False], "the thread's end")


def test_two_clients_leave_no_viewers_behind(town: SmallTown) -> None:
    watchers = [Watcher(town.url()), Watcher(town.url(), "udp")]
    wait_until(lambda: all(w.seen.frames > 2 for w in watchers), "frames")
    assert town.server.viewers("C001") == 2
    for watcher in watchers:
        watcher.stop()
    wait_until(lambda: town.server.viewers("C001") == 0, "the viewers' end")


def test_stop_ends_streams_and_threads() -> None:
    small = SmallTown()
    watcher = Watcher(small.url())
    wait_until(lambda: watcher.seen.frames > 2, "frames")
    small.server.stop()
    wait_until(lambda: watcher.ended, "the stream's end")
    watcher.stop()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"rtsp", "pacer", "live-feed"}


def test_taken_port_is_an_error(town: SmallTown) -> None:
    port = int(town.url().split(":")[2].split("/")[0])
    camera = town.server.cameras[0]
    loop = encode_loop(SUB)
    with pytest.raises(OSError, match="C001"):
        TownServer([camera], lambda *_: loop, "127.0.0.1", port)


class Notebook:
    """Viewer that notes what it was given."""

    def __init__(self, ready: bool = True) -> None:
        self.ready = ready
        self.units: list[tuple[int, bool]] = []

    def deliver(self, frame_number: int, data: bytes, key: bool) -> None:
        assert data
        self.units.append((frame_number, key))


@pytest.fixture
def pacer() -> Iterator[Pacer]:
    one = Pacer()
    yield one
    one.stop()


def test_joining_viewer_gets_the_running_group(pacer: Pacer) -> None:
    viewer, waiting = Notebook(), Notebook(ready=False)
    pacer.stop()  # the test runs the feed itself
    feed = LoopFeed(encode_loop(SUB), pacer)
    feed.add(viewer)
    feed.add(waiting)
    frame = SUB.gop_frames * 1000 + 7
    feed.run_until((frame + 0.5) / SUB.fps)
    assert viewer.units == [(n, n == frame - 7) for n in range(frame - 7, frame + 1)]
    feed.run_until((frame + 1.5) / SUB.fps)
    assert viewer.units[-1] == (frame + 1, False)
    feed.run_until((frame + 4.5) / SUB.fps)
    numbers = [number for number, _ in viewer.units]
    assert numbers == list(range(frame - 7, frame + 5)), "what was missed is made up for"
    assert waiting.units == []


def test_live_feed_begins_with_a_key_frame() -> None:
    feed = LiveFeed(DrawnSource(encode_loop(SUB)))
    early, late = Notebook(), Notebook()
    feed.add(early)
    wait_until(lambda: len(early.units) > 3, "frames")
    feed.add(late)
    wait_until(lambda: len(late.units) > 3, "frames")
    feed.stop()
    for viewer in (early, late):
        assert viewer.units[0][1]
        numbers = [number for number, _ in viewer.units]
        assert numbers == sorted(set(numbers))


def test_recoded_loops_are_what_they_say() -> None:
    assert other_size(SUB).width < SUB.width
    assert other_codec(SUB).codec == "h265"
    loop = encode_loop(other_size(SUB))
    keys = [loop.unit(n)[1] for n in range(2 * SUB.gop_frames)]
    assert [n for n, key in enumerate(keys) if key] == [0, SUB.gop_frames]


def test_sound_is_continuous_and_as_long_as_the_frames() -> None:
    sound = Ambience(fps=15)
    pieces = [sound.piece(n) for n in range(15 * 8)]
    assert sum(map(len, pieces)) == 8 * 8000
    assert sound.piece(15 * 8 * 1000) == pieces[0]
    assert len(set(b"".join(pieces))) > 50


@pytest.mark.parametrize("mode", list(HostileMode))
def test_hostile_server_starts_and_ends(mode: HostileMode) -> None:
    with HostileServer(mode) as server:
        watcher = Watcher(server.url)
        time.sleep(0.3)
    seen = watcher.stop()
    assert seen.frames == 0
    assert "hostile" not in {thread.name for thread in threading.enumerate()}

"""Every fault of the town's cameras and every hostile server, seen through the decoders."""

from __future__ import annotations

import queue
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from console.pages.stream_words import reason_words
from console.state.stream_state import Phase, Reason
from console.video.decoder_pool import DecoderPool
from console.video.frame_slot import FrameReader
from console.video.live_stream import LiveStream
from console.video.stream_worker import StreamWorker
from simulator.rtsp.hostile import HostileMode, HostileServer
from tests.guards.patience import PATIENCE_MS
from tests.town import Town
from tests.video.live_town import (
    LIMITS,
    fault_of,
    order,
    pool_of,
    state_of,
    wait,
    wait_for_frames,
    wait_for_live,
)

BAD, GOOD = "C002", "C003"
MOST_MEMORY_MB = 400.0


@pytest.fixture
def pool(qapp: object) -> Iterator[DecoderPool]:
    with pool_of(16) as one:  # one process: a bad stream's neighbours are its housemates
        yield one


@contextmanager
def untouched(stream: LiveStream, qtbot: QtBot) -> Iterator[None]:
    """A stream that plays on, all the time."""
    reconnects, drops = stream.reconnects, stream.drops
    frames = stream.frames.sequence()
    yield
    assert stream.frames.sequence() > frames
    wait_for_frames(qtbot, [stream])
    wait_for_live(qtbot, [stream])
    assert (stream.reconnects, stream.drops) == (reconnects, drops)


def lost_with(stream: LiveStream, *reasons: Reason) -> bool:
    state = state_of(stream)
    return state.phase is Phase.LOST and state.reason in reasons


def said(stream: LiveStream) -> str:
    """What the pane says; never a secret, never nothing."""
    words = reason_words(state_of(stream).reason)
    assert words
    assert "://" not in words
    return words


REASONS = {
    "stop": Reason.NOT_FOUND,
    "refuse": Reason.REFUSED,
    "unauthorized": Reason.UNAUTHORIZED,
    "garbage": Reason.BAD_DATA,
    "freeze": Reason.NO_DATA,
}


def test_faulty_cameras_say_why_and_come_back(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    numbers = dict(zip(REASONS, ("C002", "C004", "C006", "C007", "C008"), strict=True))
    bad = {kind: pool.open_stream(order(town.rtsp[n]["sub"])) for kind, n in numbers.items()}
    good = pool.open_stream(order(town.rtsp[GOOD]["sub"]))
    wait_for_frames(qtbot, [*bad.values(), good])
    with untouched(good, qtbot):
        with ExitStack() as faults:
            for kind, number in numbers.items():
                faults.enter_context(fault_of(town, number, kind))
            wait(qtbot, lambda: all(not state_of(s).is_live for s in bad.values()))
            # The old picture stays, greyed.
            assert all(stream.frames.acquire() is not None for stream in bad.values())
            seen: dict[str, set[Reason]] = {kind: set() for kind in bad}

            def all_said() -> bool:
                for kind, stream in bad.items():
                    seen[kind].add(state_of(stream).reason)
                return all(REASONS[kind] in reasons for kind, reasons in seen.items())

            wait(qtbot, all_said)
            assert all(said(stream) for stream in bad.values())
        wait_for_frames(qtbot, list(bad.values()))
        wait(qtbot, lambda: all(state_of(stream).is_live for stream in bad.values()))
    assert all(state_of(s).reason is Reason.NONE and s.reconnects for s in bad.values())


def test_thawed_camera_goes_on_by_itself(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    stream = pool.open_stream(order(town.rtsp[BAD]["sub"]))
    wait_for_frames(qtbot, [stream])
    with fault_of(town, BAD, "freeze"):
        wait(qtbot, lambda: state_of(stream).phase is Phase.STALE)
    wait_for_frames(qtbot, [stream])
    assert stream.reconnects == 0


def test_other_size_in_mid_stream_is_taken_up(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    stream = pool.open_stream(order(town.rtsp[BAD]["sub"]))
    wait_for_frames(qtbot, [stream])
    with fault_of(town, BAD, "resolution"):
        wait(qtbot, lambda: (stream.width, stream.height) != (640, 360))
        wait_for_frames(qtbot, [stream])
    wait(qtbot, lambda: (stream.width, stream.height) == (640, 360))
    wait_for_frames(qtbot, [stream])


def test_other_codec_and_late_key_frame_are_taken_up(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    changing = pool.open_stream(order(town.rtsp[BAD]["sub"]))
    wait_for_frames(qtbot, [changing])
    with fault_of(town, BAD, "codec"), fault_of(town, "C004", "slow_key"):
        late = pool.open_stream(order(town.rtsp["C004"]["sub"]))
        wait(qtbot, lambda: late.frames.packet_at() is not None)
        assert state_of(late).phase is Phase.CONNECTING
        wait(qtbot, lambda: changing.codec == "hevc")
        wait_for_frames(qtbot, [changing, late])
    assert late.reconnects == 0
    wait(qtbot, lambda: changing.codec == "h264")
    wait_for_frames(qtbot, [changing])


def test_lossy_line_is_counted_and_survived(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    lossy = pool.open_stream(order(town.rtsp[BAD]["sub"], transport="udp"))
    good = pool.open_stream(order(town.rtsp[GOOD]["sub"]))
    wait_for_frames(qtbot, [lossy, good])
    with untouched(good, qtbot), fault_of(town, BAD, "loss"):
        wait(qtbot, lambda: lossy.drops > 0)
        wait_for_frames(qtbot, [lossy], 10)
    wait_for_frames(qtbot, [lossy], 30)
    wait_for_live(qtbot, [lossy])


def test_camera_is_tried_at_once_when_its_port_opens(town: Town) -> None:
    reader, news = FrameReader(640 * 360 * 4), queue.SimpleQueue[dict[str, Any]]()
    wanted = replace(
        order(town.rtsp[BAD]["sub"]), slot_path=reader.address.path, slot_capacity=640 * 360 * 4
    )
    # Waits far beyond this test's patience: only a knock can bring the picture.
    worker = StreamWorker(wanted, news.put, replace(LIMITS, retry_delays_s=(600.0,)), None)
    with fault_of(town, BAD, "refuse"):
        worker.start()
        fault = news.get(timeout=PATIENCE_MS / 1000)
        assert (fault["is"], fault["reason"]) == ("fault", "refused")
    assert news.get(timeout=PATIENCE_MS / 1000)["is"] == "opened"
    worker.stop()
    worker.join(PATIENCE_MS / 1000)
    assert not worker.is_alive()
    reader.close()


HOSTILE = {
    HostileMode.RANDOM: {Reason.BAD_DATA},
    HostileMode.ENDLESS_SDP: {Reason.BAD_DATA, Reason.TOO_LARGE},
    HostileMode.ABSURD_SIZE: {Reason.BAD_DATA, Reason.TOO_LARGE},
    HostileMode.IMPOSSIBLE_SIZE: {Reason.BAD_DATA, Reason.TOO_LARGE},
    HostileMode.REDIRECTS: {Reason.REDIRECTED},
    HostileMode.HUGE_LENGTH: {Reason.BAD_DATA, Reason.TOO_LARGE},
    HostileMode.SLOW: {Reason.TIMEOUT},
    HostileMode.TRUNCATED: {Reason.BAD_DATA, Reason.ENDED},
}


@contextmanager
def hostile_servers() -> Iterator[dict[HostileMode, HostileServer]]:
    """All of them at once; who connects to them must end first."""
    with ExitStack() as running:
        yield {mode: running.enter_context(HostileServer(mode)) for mode in HostileMode}


def test_hostile_servers_are_named_bounded_and_harm_nobody(town: Town, qtbot: QtBot) -> None:
    assert set(HOSTILE) == set(HostileMode)
    with hostile_servers() as servers, pool_of(16) as pool:
        good = pool.open_stream(order(town.rtsp[GOOD]["sub"]))
        wait_for_frames(qtbot, [good])
        (pid,) = pool.process_ids
        decoder, most = psutil.Process(pid), 0.0
        with untouched(good, qtbot):
            streams = {mode: pool.open_stream(order(s.url)) for mode, s in servers.items()}

            def all_lost() -> bool:
                nonlocal most
                most = max(most, decoder.memory_info().rss / 1e6)
                return all(lost_with(s, *HOSTILE[mode]) for mode, s in streams.items())

            wait(qtbot, all_lost)
            assert all(said(stream) for stream in streams.values())
        assert pool.process_ids == [pid]  # nobody had to be started again
    assert most < MOST_MEMORY_MB


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("rtsp://127.0.0.1:{closed}/x", Reason.REFUSED),
        ("rtsp://nowhere.invalid/x", Reason.NO_ROUTE),
        ("gopher://127.0.0.1:{closed}/x", Reason.BAD_ADDRESS),
        ("/no/such/film.mp4", Reason.NOT_FOUND),
    ],
)
def test_address_that_leads_nowhere_says_why(
    url: str, reason: Reason, pool: DecoderPool, qtbot: QtBot
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    stream = pool.open_stream(order(url.format(closed=closed)))
    wait(qtbot, lambda: stream.fault is not None)
    assert lost_with(stream, reason), state_of(stream)

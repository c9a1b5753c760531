"""Decoder processes on real cameras: they come, die, hang, obey and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from console.state.stream_state import Reason
from console.video import decoder_pool
from console.video.decoder_pool import DecoderPool
from console.video.live_stream import LiveStream
from tests.guards.patience import PATIENCE_MS
from tests.town import ROOT, Town
from tests.video.live_town import (
    BOX,
    is_a_picture,
    is_running,
    order,
    pool_of,
    shown_size,
    wait,
    wait_for_frames,
    wait_for_hidden_frames,
    wait_for_live,
)

CAMERAS = ("C002", "C003", "C004", "C006")


@pytest.fixture
def pool(qapp: object) -> Iterator[DecoderPool]:
    with pool_of(2) as one:
        yield one


def opened(pool: DecoderPool, town: Town, qtbot: QtBot, count: int = 4) -> list[LiveStream]:
    streams = [pool.open_stream(order(town.rtsp[number]["sub"])) for number in CAMERAS[:count]]
    wait_for_frames(qtbot, streams)
    return streams


def test_streams_come(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    streams = opened(pool, town, qtbot)
    assert len(pool.process_ids) == 2
    wait_for_live(qtbot, streams)
    for stream in streams:
        assert shown_size(stream) == BOX
        assert is_a_picture(stream)
        assert (stream.codec, stream.width, stream.height) == ("h264", 640, 360)
    wait(qtbot, lambda: all(stream.bitrate > 10_000 for stream in streams))


@pytest.mark.parametrize(
    ("blow", "reason"),
    [
        (signal.SIGKILL, Reason.DECODER_CRASHED),
        (signal.SIGSTOP, Reason.DECODER_HUNG),
    ],
)
def test_lost_decoder_takes_its_own_panes_only_and_is_back(
    blow: signal.Signals, reason: Reason, pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    streams = opened(pool, town, qtbot)
    victim, untouched = pool.process_ids
    # A fresh process that dies at once is taken for one that can't start: let it grow old.
    qtbot.wait(2100)
    mine = [s for s in streams if s in pool._decoders[0].streams.values()]
    others = [s for s in streams if s not in mine]
    with qtbot.waitSignal(pool.decoder_restarted, timeout=PATIENCE_MS) as restarted:
        os.kill(victim, blow)
    assert restarted.args == [2]
    assert [s.fault for s in mine] == [reason, reason]
    wait_for_frames(qtbot, mine)
    wait_for_live(qtbot, streams)
    assert all(s.fault is None and s.reconnects == 0 for s in others)
    wait_for_frames(qtbot, others)
    assert untouched in pool.process_ids
    assert victim not in pool.process_ids
    wait(qtbot, lambda: not is_running(victim))


def test_orders_that_follow_quickly_harm_nobody(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    kept = pool.open_stream(replace(order(town.rtsp["C002"]["sub"]), width=0, height=0))
    restarts: list[int] = []
    pool.decoder_restarted.connect(restarts.append)
    # Before the decoder has read anything: sizes that grow, and a stream that is gone again.
    for side in (200, 800, 1600):
        pool.change_stream(kept, replace(kept.order, width=side, height=side))
    pool.close_stream(pool.open_stream(order(town.rtsp["C003"]["sub"])))
    wait_for_frames(qtbot, [kept])
    wait(qtbot, lambda: shown_size(kept) == (1600, 900))
    assert not restarts
    assert kept.fault is None


def test_nothing_survives_a_console_that_is_killed(town: Town, qtbot: QtBot) -> None:
    urls = [town.rtsp[number]["sub"] for number in CAMERAS[:2]]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.video.gui_stub", *urls], cwd=ROOT, stdout=subprocess.PIPE
    ) as console:
        assert console.stdout is not None
        decoders = [int(word) for word in console.stdout.readline().split()]
        assert len(decoders) == 2
        assert all(is_running(pid) for pid in decoders)
        slots = {line.split()[4] for line in _frame_maps(console.pid)}
        assert len(slots) == 2
        console.kill()
        console.wait()
    wait(qtbot, lambda: not any(is_running(pid) for pid in decoders))
    left = {line.split()[4] for pid in psutil.pids() for line in _frame_maps(pid)}
    assert not left & slots


def _frame_maps(pid: int) -> list[str]:
    try:
        lines = Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if "memfd:fengqiao-frames" in line]


def test_resize_reaches_the_decoder_without_black(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    (stream,) = opened(pool, town, qtbot, 1)
    for box, size in (((480, 270), (480, 270)), ((640, 200), (356, 200)), ((64, 64), (64, 36))):
        before = stream.frames.sequence()
        pool.change_stream(stream, replace(stream.order, width=box[0], height=box[1]))

        def arrived(size: tuple[int, int] = size) -> bool:
            assert stream.frames.acquire() is not None
            return shown_size(stream) == size

        wait(qtbot, arrived)
        assert stream.frames.sequence() > before
    assert stream.reconnects == 0


def test_crop_and_fill_reach_the_decoder(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    (stream,) = opened(pool, town, qtbot, 1)
    pool.change_stream(stream, replace(stream.order, width=200, height=200, fill=True))
    wait(qtbot, lambda: shown_size(stream) == (356, 200))
    pool.change_stream(
        stream, replace(stream.order, fill=False, width=200, height=200, region=(0.5, 0, 0.25, 0.5))
    )
    wait(qtbot, lambda: shown_size(stream) == (178, 200))


def test_budget_reaches_the_decoder(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    slow, keys = opened(pool, town, qtbot, 2)
    pool.change_stream(slow, replace(slow.order, max_fps=2.0))
    pool.change_stream(keys, replace(keys.order, key_frames_only=True))
    seen: list[tuple[float, ...]] = []

    def kept() -> bool:
        """Whether both keep to their budgets while the camera sends 45 to 60 frames."""
        counts = (slow.frames.sequence(), slow.frames.decoded(), keys.frames.decoded())
        seen.append((time.monotonic(), *counts))
        while seen[-1][2] - seen[0][2] > 60:
            del seen[0]
        lasted_s, shown, decoded, key_frames = np.subtract(seen[-1], seen[0])
        few = 2 <= shown <= lasted_s * 2 / 0.8 + 2 and 1 <= key_frames <= lasted_s / 2 + 2
        return bool(decoded >= 45 and few)

    wait(qtbot, kept)
    wait_for_live(qtbot, [keys])
    pool.change_stream(slow, replace(slow.order, max_fps=None))
    pool.change_stream(keys, replace(keys.order, key_frames_only=False))
    wait_for_frames(qtbot, [slow, keys], 20)


def test_hidden_stream_is_decoded_but_not_published(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    (stream,) = opened(pool, town, qtbot, 1)
    shown = replace(stream.order)
    pool.change_stream(stream, replace(stream.order, width=0, height=0))
    wait_for_hidden_frames(qtbot, [stream])
    wait_for_live(qtbot, [stream])
    pool.change_stream(stream, shown)
    wait_for_frames(qtbot, [stream])


def test_snapshot_is_the_whole_picture(
    pool: DecoderPool, town: Town, qtbot: QtBot, tmp_path: Path
) -> None:
    (stream,) = opened(pool, town, qtbot, 1)
    good, bad = tmp_path / "shot.png", tmp_path / "no" / "shot.png"
    with qtbot.waitSignal(pool.snapshot_taken, timeout=PATIENCE_MS) as taken:
        pool.take_snapshot(stream, str(good))
    assert taken.args is not None
    assert (taken.args[0]["fault"], taken.args[0]["size"]) == ("", [640, 360])
    assert good.read_bytes()[:4] == b"\x89PNG"
    with qtbot.waitSignal(pool.snapshot_taken, timeout=PATIENCE_MS) as failed:
        pool.take_snapshot(stream, str(bad))
    assert failed.args is not None
    assert failed.args[0]["fault"]
    wait_for_frames(qtbot, [stream])


def test_a_stream_that_is_closed_writes_the_snapshots_that_were_asked_of_it(
    pool: DecoderPool, town: Town, qtbot: QtBot, tmp_path: Path
) -> None:
    (going,) = opened(pool, town, qtbot, 1)
    written: list[str] = []
    pool.snapshot_taken.connect(lambda news: written.append(news["path"]))
    wanted = [str(tmp_path / f"{number}.png") for number in range(2)]
    for path in wanted:  # in the same moment: neither takes the other's place
        pool.take_snapshot(going, path)
    pool.close_stream(going)
    wait(qtbot, lambda: sorted(written) == wanted)
    assert all(Path(one).read_bytes()[:4] == b"\x89PNG" for one in wanted)
    wait(qtbot, lambda: not pool.process_ids)


def test_a_stream_that_is_closed_and_silent_is_not_waited_for_long_and_that_is_said(
    pool: DecoderPool, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder_pool, "SNAPSHOT_WAITS_S", 0.3)
    silent = pool.open_stream(order("rtsp://127.0.0.1:9/none"))
    with qtbot.waitSignal(pool.snapshot_taken, timeout=PATIENCE_MS) as failed:
        pool.take_snapshot(silent, str(tmp_path / "never.png"))
        pool.close_stream(silent)
        assert pool.process_ids
    assert failed.args is not None
    assert failed.args[0]["fault"]
    assert not pool.process_ids


def test_a_snapshot_outlives_the_decoder_that_was_asked_for_it(
    pool: DecoderPool, town: Town, qtbot: QtBot, tmp_path: Path
) -> None:
    (stream,) = opened(pool, town, qtbot, 1)
    (victim,) = pool.process_ids
    file = tmp_path / "shot.png"
    os.kill(victim, signal.SIGSTOP)
    with qtbot.waitSignal(pool.snapshot_taken, timeout=PATIENCE_MS):
        pool.take_snapshot(stream, str(file))
    assert file.exists()
    assert victim not in pool.process_ids


def test_closed_streams_and_pool_leave_nothing(town: Town, qtbot: QtBot) -> None:
    def run() -> list[int]:
        with pool_of(2) as pool:
            streams = opened(pool, town, qtbot)
            processes = pool.process_ids
            pool.close_stream(streams[0])
            wait_for_frames(qtbot, streams[1:])
        return processes

    run()  # what Qt and Python open once and keep
    threads, files = threading.active_count(), _files()
    processes = run()
    assert not any(is_running(pid) for pid in processes)
    wait(qtbot, lambda: threading.active_count() <= threads)
    wait(qtbot, lambda: len(_files()) <= len(files))


def _files() -> list[str]:
    return [link.name for link in Path("/proc/self/fd").iterdir()]


def test_last_stream_ends_its_process(pool: DecoderPool, town: Town, qtbot: QtBot) -> None:
    streams = opened(pool, town, qtbot)
    first = pool.process_ids[0]
    for stream in [s for s in streams if s in pool._decoders[0].streams.values()]:
        pool.close_stream(stream)
    assert first not in pool.process_ids
    wait(qtbot, lambda: not is_running(first))


def test_streams_of_a_dead_decoder_may_be_changed_and_closed(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    changed, closed = (pool.open_stream(order(town.rtsp[n]["sub"])) for n in CAMERAS[:2])
    (victim,) = pool.process_ids
    # Young processes that die are replaced after a while only.
    os.kill(victim, signal.SIGKILL)
    wait(qtbot, lambda: changed.fault is Reason.DECODER_CRASHED)
    assert not pool.process_ids
    pool.close_stream(closed)
    pool.change_stream(changed, replace(changed.order, width=64, height=36))
    added = pool.open_stream(order(town.rtsp[CAMERAS[2]]["sub"]))
    wait_for_frames(qtbot, [changed, added])
    assert shown_size(changed) == (64, 36)
    assert len(pool.process_ids) == 1


def test_dead_decoder_without_streams_is_not_replaced(
    pool: DecoderPool, town: Town, qtbot: QtBot
) -> None:
    stream = pool.open_stream(order(town.rtsp[CAMERAS[0]]["sub"]))
    os.kill(pool.process_ids[0], signal.SIGKILL)
    wait(qtbot, lambda: stream.fault is Reason.DECODER_CRASHED)
    pool.close_stream(stream)
    with qtbot.assertNotEmitted(pool.decoder_restarted, wait=2500):
        pass
    assert not pool.process_ids

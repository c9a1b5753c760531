"""Every fault as a real client sees it, and that a healed camera is healthy again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Literal

import av
import pytest

from simulator.rtsp.camera_stream import parameter_sets
from simulator.rtsp.faults import FaultKind, garbage, lose_some
from simulator.rtsp.recode import encode_loop, other_codec, other_size
from simulator.streams import StreamSpec
from tests.simulator.rtsp_client import TIMEOUT_S, Seen, Watcher, wait_until
from tests.simulator.rtsp_town import SUB, SmallTown

FULL = (SUB.width, SUB.height)


@pytest.fixture(scope="module")
def shared_town() -> Iterator[SmallTown]:
    small = SmallTown()
    yield small
    small.server.stop()


@pytest.fixture
def town(shared_town: SmallTown) -> Iterator[SmallTown]:
    yield shared_town
    shared_town.server.set_fault("C001", None)


@pytest.fixture
def watcher(town: SmallTown) -> Iterator[Watcher]:
    one = playing(town)
    yield one
    one.stop()


def playing(town: SmallTown, transport: str = "tcp", timeout_s: float = TIMEOUT_S) -> Watcher:
    one = Watcher(town.url(), transport, timeout_s)
    wait_until(lambda: one.seen.frames > 2, "frames of a healthy camera")
    return one


def fate_of_newcomer(town: SmallTown, timeout_s: float = TIMEOUT_S) -> Seen:
    one = Watcher(town.url(), timeout_s=timeout_s)
    wait_until(lambda: one.ended, "the newcomer's end")
    return one.stop()


def assert_healthy_when_cleared(town: SmallTown) -> None:
    town.server.set_fault("C001", None)
    one = Watcher(town.url())
    wait_until(lambda: one.seen.frames > SUB.gop_frames, "frames of a healed camera")
    seen = one.stop()
    assert (seen.codec, seen.sizes, seen.broken) == ("h264", {FULL}, 0)


def test_stop(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.STOP)
    wait_until(lambda: watcher.ended, "the session's end")
    assert fate_of_newcomer(town).error == "HTTPNotFoundError"
    assert_healthy_when_cleared(town)


def test_freeze(town: SmallTown) -> None:
    watcher = playing(town, timeout_s=3.0)
    town.server.set_fault("C001", FaultKind.FREEZE)
    # The connection stays, so clients learn of it only by their own time limits.
    other = Watcher(town.url(), timeout_s=3.0)
    wait_until(lambda: watcher.ended and other.ended, "the clients' time limits")
    newcomer = other.stop()
    assert newcomer.packets == 0
    assert newcomer.error not in {"", "ConnectionRefusedError", "HTTPNotFoundError"}
    assert_healthy_when_cleared(town)


def test_frozen_session_goes_on_when_cleared(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.FREEZE)
    town.server.set_fault("C001", None)
    frames = watcher.seen.frames
    wait_until(lambda: watcher.seen.frames > frames + SUB.gop_frames, "more frames")
    assert not watcher.ended


def test_refuse(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.REFUSE)
    wait_until(lambda: watcher.ended, "the session's end")
    assert fate_of_newcomer(town).error == "ConnectionRefusedError"
    assert_healthy_when_cleared(town)


def test_unauthorized(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.UNAUTHORIZED)
    wait_until(lambda: watcher.ended, "the session's end")
    assert fate_of_newcomer(town).error == "HTTPUnauthorizedError"
    assert_healthy_when_cleared(town)


def test_garbage(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.GARBAGE)
    newcomer = Watcher(town.url())
    wait_until(lambda: newcomer.seen.broken > 2 * SUB.gop_frames, "garbage")
    seen = newcomer.stop()
    assert (seen.frames, seen.keys, seen.broken) == (0, 0, seen.packets)
    assert not watcher.ended
    assert_healthy_when_cleared(town)


def test_resolution_changes_in_mid_stream(town: SmallTown, watcher: Watcher) -> None:
    small = other_size(SUB)
    town.server.set_fault("C001", FaultKind.RESOLUTION)
    wait_until(lambda: (small.width, small.height) in watcher.seen.sizes, "the other size")
    town.server.set_fault("C001", None)
    frames = watcher.seen.frames
    wait_until(lambda: watcher.seen.frames > frames + SUB.gop_frames, "more frames")
    assert not watcher.ended
    assert_healthy_when_cleared(town)


def test_codec_changes(town: SmallTown, watcher: Watcher) -> None:
    town.server.set_fault("C001", FaultKind.CODEC)
    wait_until(lambda: watcher.ended, "the session's end")
    newcomer = Watcher(town.url())
    wait_until(lambda: newcomer.seen.frames > 2, "frames of the other codec")
    assert newcomer.stop().codec == "hevc"
    assert_healthy_when_cleared(town)


def test_loss_is_for_udp_only(town: SmallTown, watcher: Watcher) -> None:
    on_udp = playing(town, "udp")
    town.server.set_fault("C001", FaultKind.LOSS)
    udp, tcp = on_udp.seen.packets, watcher.seen.packets

    def fewer_come_on_udp() -> bool:
        came, sent = on_udp.seen.packets - udp, watcher.seen.packets - tcp
        return sent > 4 * SUB.fps and 0 < came < 0.85 * sent

    wait_until(fewer_come_on_udp, "losses")
    on_udp.stop()
    assert watcher.seen.broken == 0
    assert_healthy_when_cleared(town)


def test_slow_key_holds_the_first_picture(town: SmallTown) -> None:
    town.server.set_fault("C001", FaultKind.SLOW_KEY)
    newcomer = Watcher(town.url())
    wait_until(lambda: newcomer.seen.frames > 0, "the picture at last")
    assert newcomer.stop().before_key > 2 * SUB.gop_frames
    assert_healthy_when_cleared(town)


def test_other_cameras_dont_notice(town: SmallTown) -> None:
    neighbour = Watcher(town.url("C003"))
    wait_until(lambda: neighbour.seen.frames > 2, "frames")
    for kind in FaultKind:
        town.server.set_fault("C001", kind)
        frames = neighbour.seen.frames
        wait_until(lambda n=frames: neighbour.seen.frames > n + 2, "more frames")
    seen = neighbour.stop()
    assert (seen.sizes, seen.broken) == ({FULL}, 0)


def test_lost_packets_are_some_of_them() -> None:
    assert 600 < len(lose_some([b"packet"] * 1000)) < 800


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_garbage_keeps_headers_and_holds_no_start_code(codec: Literal["h264", "h265"]) -> None:
    packets = [bytes(range(12)) + b"picture" * 20, bytes(range(1, 13)) + b"small" * 2] * 500
    spoilt = garbage(packets, codec)
    assert [p[:12] for p in spoilt] == [p[:12] for p in packets]
    assert all(len(p) > 14 and b"\x00\x00\x01" not in p[12:] for p in spoilt)
    assert len(spoilt[0]) == len(packets[0])
    assert len(set(spoilt)) == len(spoilt)


@pytest.mark.parametrize("spec", [SUB, other_codec(SUB)])
def test_no_decoder_makes_a_picture_of_garbage(spec: StreamSpec) -> None:
    sets = parameter_sets(encode_loop(spec).unit(0)[0], spec.codec)
    decoder = av.CodecContext.create("h264" if spec.codec == "h264" else "hevc", "r")
    decoder.extradata = sets
    decoder.options = {"flags": "+output_corrupt"}
    assert isinstance(decoder, av.VideoCodecContext)
    pictures: list[av.VideoFrame] = []
    for packet in garbage([bytes(400)] * 300, spec.codec):
        with contextlib.suppress(av.error.InvalidDataError):  # some decoders say nothing
            pictures += decoder.decode(av.Packet(b"\0\0\0\1" + packet[12:]))
    assert pictures + decoder.decode(None) == []


@pytest.mark.parametrize("spec", [SUB, other_codec(SUB)])
def test_parameter_sets_end_before_the_picture(spec: StreamSpec) -> None:
    (unit, key), codec = encode_loop(spec).unit(0), spec.codec
    sets = parameter_sets(unit, codec)
    assert key
    assert unit.startswith(sets)
    assert 10 < len(sets) < len(unit)
    assert parameter_sets(unit[len(sets) :], codec) == b""

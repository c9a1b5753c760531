"""Whether a host is there again, asked of real sockets."""

from __future__ import annotations

import socket
import threading

import pytest

from console.state.stream_state import Reason
from console.video.host_probe import answers, why_silent
from simulator.rtsp.hostile import HostileMode, HostileServer


@pytest.fixture
def server() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def address(server: socket.socket, scheme: str = "rtsp") -> str:
    return f"{scheme}://user:secret@127.0.0.1:{server.getsockname()[1]}/x"


def test_closed_port_does_not_answer(server: socket.socket) -> None:
    url = address(server)
    server.close()
    assert not answers(url)


def test_rtsp_host_that_only_accepts_does_not_answer(server: socket.socket) -> None:
    with server:
        assert not answers(address(server))
        assert answers(address(server, "http"))


def test_rtsp_host_that_speaks_answers_and_is_told_no_login(server: socket.socket) -> None:
    asked: list[bytes] = []

    def speak() -> None:
        line, _ = server.accept()
        with line:
            asked.append(line.recv(1000))
            line.sendall(b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n")

    speaker = threading.Thread(target=speak)
    with server:
        speaker.start()
        assert answers(address(server))
        speaker.join(5)
    assert asked[0].startswith(b"OPTIONS ")
    assert b"secret" not in asked[0]


@pytest.mark.parametrize("url", ["/films/a.mp4", "rtsp://[", "rtsp://host:99999/x", "nothing://h/"])
def test_what_has_no_host_or_port_does_not_answer(url: str) -> None:
    assert not answers(url)


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (HostileMode.REDIRECTS, Reason.REDIRECTED),
        (HostileMode.RANDOM, Reason.BAD_DATA),
        (HostileMode.SLOW, Reason.TIMEOUT),
    ],
)
def test_first_words_tell_why_a_stream_did_not_open(mode: HostileMode, reason: Reason) -> None:
    with HostileServer(mode) as server:
        assert why_silent(server.url) is reason

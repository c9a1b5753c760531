"""The board's streams on real cameras: chosen, hidden, swapped, removed and opened anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from console.controllers.board_controller import BoardController, StreamOptions
from console.controllers.pane_feed import PaneFeed
from console.state.board import BoardState, PictureFit
from console.state.camera import Camera
from console.state.layouts import parse_layout
from console.state.load_guard import LoadGuard
from console.state.stream_state import Phase, Reason
from console.video.decoder_pool import DecoderPool
from tests.guards.patience import PATIENCE_MS
from tests.town import Town
from tests.video.live_town import HASTY, LIMITS, wait, wait_for_hidden_frames

SMALL, LARGE = (240, 135), (1920, 1080)
CAMERAS = ("C002", "C003", "C004", "C006")


def camera_of(town: Town, number: str) -> Camera:
    urls = town.rtsp[number]
    return Camera(number, number, "", "", urls["sub"], urls["main"])


@contextmanager
def board_of(town: Town) -> Iterator[BoardController]:
    """Four panes with four cameras."""
    app = QCoreApplication.instance()
    pool = DecoderPool(4, LIMITS, parent=app)
    board = BoardState.empty(parse_layout("4")).filled(CAMERAS)
    one = BoardController(pool, board, StreamOptions(), LIMITS, parent=app)
    one.set_boxes([SMALL] * 4)
    one.set_cameras(camera_of(town, number) for number in CAMERAS)
    try:
        yield one
    finally:
        one.close()
        pool.close()
        one.deleteLater()
        pool.deleteLater()


@pytest.fixture
def controller(qapp: object, town: Town) -> Iterator[BoardController]:
    with board_of(town) as one:
        yield one


def feed_of(controller: BoardController, pane: int) -> PaneFeed:
    feed = controller.feed(pane)
    assert feed is not None
    return feed


def wait_for_pictures(controller: BoardController, qtbot: QtBot, *panes: int) -> None:
    before = {pane: feed_of(controller, pane).sequence() for pane in panes}
    wait(
        qtbot,
        lambda: all(feed_of(controller, p).sequence() > n + 2 for p, n in before.items()),
    )


def enlarge(controller: BoardController, pane: int) -> None:
    controller.change_board(controller.board.enlarge(pane))
    boxes = [SMALL] * 4
    boxes[pane] = LARGE
    controller.set_boxes(boxes)


def restore(controller: BoardController) -> None:
    controller.change_board(controller.board.restored())
    controller.set_boxes([SMALL] * 4)


def test_streams_come_and_their_first_picture_is_timed(
    controller: BoardController, qtbot: QtBot
) -> None:
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    controller.note_pictures()
    firsts = [stream.first_picture_s for stream in controller.streams()]
    assert all(first is not None and first > 0 for first in firsts)
    wait(qtbot, lambda: set(controller.phases().values()) == {Phase.LIVE})
    wait(qtbot, lambda: all(controller.state(pane).is_live for pane in range(4)))


def test_what_is_decoded_and_not_shown_yet_can_be_kept(
    controller: BoardController, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not controller.take_snapshot(0, str(tmp_path / "early.png"))
    controller.set_boxes([(0, 0)] * 4)
    wait(qtbot, lambda: controller.state(0).is_live)
    with qtbot.waitSignal(controller.pool.snapshot_taken, timeout=PATIENCE_MS):
        assert controller.take_snapshot(0, str(tmp_path / "live.png"))
    assert (tmp_path / "live.png").exists()


def test_enlarged_pane_takes_the_main_stream_and_goes_back_without_black(
    controller: BoardController, qtbot: QtBot
) -> None:
    wait_for_pictures(controller, qtbot, 0, 1)
    feed, seen = feed_of(controller, 0), 0

    def unbroken() -> bool:
        nonlocal seen
        assert feed.sequence() >= seen
        seen = feed.sequence()
        assert feed.acquire() is not None
        assert controller.feed(0) is feed
        return True

    enlarge(controller, 0)
    wait(qtbot, lambda: unbroken() and feed.kind == "main")
    assert len(feed.streams) == 1
    wait(qtbot, lambda: unbroken() and feed.stream.width == 1920)
    image = feed.acquire()
    assert image is not None
    wait_for_pictures(controller, qtbot, 0)
    restore(controller)
    wait(qtbot, lambda: unbroken() and feed.kind == "sub")
    wait_for_pictures(controller, qtbot, 0, 1)
    assert feed.stream.width == 640
    assert feed.stream.reconnects == 0


def test_zoomed_pane_takes_the_main_stream(controller: BoardController, qtbot: QtBot) -> None:
    wait_for_pictures(controller, qtbot, 2)
    controller.change_board(controller.board.zoomed(2, (0.5, 0.5), 4.0))
    feed = feed_of(controller, 2)
    assert feed.stream.order.region[2] == pytest.approx(0.25)
    wait(qtbot, lambda: feed.kind == "main")
    assert feed.stream.order.region[2] == pytest.approx(0.25)
    wait_for_pictures(controller, qtbot, 2)


def test_hidden_panes_are_decoded_but_not_published(
    controller: BoardController, qtbot: QtBot
) -> None:
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    enlarge(controller, 3)
    wait_for_hidden_frames(qtbot, [feed_of(controller, pane).stream for pane in range(3)], 5)
    restore(controller)
    wait_for_pictures(controller, qtbot, 0, 1, 2)


def test_swap_keeps_streams_and_remove_closes_the_right_one(
    controller: BoardController, qtbot: QtBot
) -> None:
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    first, second = feed_of(controller, 0), feed_of(controller, 1)
    controller.change_board(controller.board.swapped(0, 1))
    assert (controller.feed(0), controller.feed(1)) == (second, first)
    controller.change_board(controller.board.removed(0))
    assert controller.feed(0) is None
    assert controller.state(0).phase is Phase.IDLE
    assert set(controller.phases()) == set(CAMERAS) - {"C003"}
    assert first.stream.reconnects == 0
    wait_for_pictures(controller, qtbot, 1, 2, 3)


def test_only_changed_addresses_open_anew(
    controller: BoardController, town: Town, qtbot: QtBot
) -> None:
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    feeds = [feed_of(controller, pane) for pane in range(4)]
    cameras = [camera_of(town, number) for number in CAMERAS]
    cameras[1] = replace(cameras[1], sub_url=town.rtsp["C007"]["sub"])
    cameras[2] = replace(cameras[2], key=True)
    controller.set_cameras(cameras)
    assert controller.feed(0) is feeds[0]
    assert controller.feed(1) is not feeds[1]
    assert controller.feed(2) is feeds[2]
    assert feeds[2].camera.key
    assert feed_of(controller, 1).stream.order.url.endswith("C007/sub")
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    controller.set_cameras(cameras[:1])
    assert set(controller.phases()) == {CAMERAS[0]}
    assert controller.state(1).reason is Reason.BAD_ADDRESS


def test_unusable_address_is_said_and_others_play(
    controller: BoardController, town: Town, qtbot: QtBot
) -> None:
    cameras = [camera_of(town, number) for number in CAMERAS]
    cameras[0] = replace(cameras[0], sub_url="gopher://nowhere")
    controller.set_cameras(cameras)
    assert controller.state(0).phase is Phase.LOST
    assert controller.state(0).reason is Reason.BAD_ADDRESS
    wait_for_pictures(controller, qtbot, 1, 2, 3)


def test_load_guard_slows_background_panes_and_spares_the_marked(
    controller: BoardController, town: Town, qtbot: QtBot
) -> None:
    cameras = [camera_of(town, number) for number in CAMERAS]
    cameras[0] = replace(cameras[0], key=True)
    controller.set_cameras(cameras)
    controller.change_board(controller.board.with_selected(1))
    controller.guard = LoadGuard(HASTY)
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)
    assert feed_of(controller, 2).stream.order.max_fps is None

    def slowed() -> bool:
        controller.on_load_measured(100.0)
        return feed_of(controller, 2).stream.order.max_fps is not None

    wait(qtbot, slowed)
    assert feed_of(controller, 0).stream.order.max_fps is None
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)


def test_other_transport_opens_all_anew(controller: BoardController, qtbot: QtBot) -> None:
    wait_for_pictures(controller, qtbot, 0)
    before = [feed_of(controller, pane) for pane in range(4)]
    controller.set_options(replace(controller.options, transport="udp"))
    after = [feed_of(controller, pane) for pane in range(4)]
    assert not any(one is other for one, other in zip(before, after, strict=True))
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)


def test_closed_it_opens_nothing_anew(controller: BoardController, qtbot: QtBot) -> None:
    wait_for_pictures(controller, qtbot, 0)
    controller.close()
    controller.set_boxes([LARGE] * 4)
    controller.set_options(replace(controller.options, transport="udp"))
    controller.change_board(controller.board.removed(0))
    controller.set_cameras([])
    assert controller.pool.process_ids == []
    assert controller.streams() == []


def test_fill_reaches_every_stream(controller: BoardController, qtbot: QtBot) -> None:
    controller.set_boxes([(200, 200)] * 4)
    controller.change_board(controller.board.with_fit(PictureFit.FILL))
    assert all(stream.order.fill for stream in controller.streams())
    wait_for_pictures(controller, qtbot, 0)

    def covers() -> bool:
        feed = feed_of(controller, 0)
        feed.sequence()
        image = feed.acquire()
        return image is not None and (image.width(), image.height()) == (356, 200)

    qtbot.waitUntil(covers, timeout=PATIENCE_MS)


def test_more_panes_bring_back_their_cameras_before_they_have_a_size(
    controller: BoardController, qtbot: QtBot
) -> None:
    four = controller.board
    controller.change_board(four.with_layout(parse_layout("1")))
    controller.set_boxes([LARGE])
    controller.change_board(controller.board.with_layout(parse_layout("9")))
    assert [camera for camera in controller.board.cameras if camera] == list(CAMERAS)
    controller.set_boxes([SMALL] * 9)
    wait_for_pictures(controller, qtbot, 0, 1, 2, 3)

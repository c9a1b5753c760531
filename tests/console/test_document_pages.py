"""Pages of documents that can't be read: told in the document's place, and asked for again."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backend_client.client import Client
from backend_client.consult_table import ConsultTable
from console.controllers import wall_tables
from console.controllers.backend_link import BackendLink
from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.controllers.wall_tables import WallTables
from console.pages.consult_documents import ConsultDocuments
from console.pages.consult_surfaces import ConsultSurfaces
from console.state.limits import VideoLimits
from console.tasks.task_queue import TaskQueue
from console.video.decoder_pool import DecoderPool
from tests.backend_town import jpeg
from widgets.grid_map_view import GridMapView

BUSY, UNSHOWN = (409, "page_busy"), (422, "page_unshown")
PLAN = {
    "kind": "file",
    "first": 1,
    "attachment": "a1",
    "title": "方案.pdf",
    "media_type": "application/pdf",
    "size": 9,
    "pages": 2,
}


class Backend:
    """Paints page 1 at the second try, and page 2 never."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()
        backend, picture = self, jpeg()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = int(self.path[-1])
                backend.asked[page] += 1
                status, code = UNSHOWN if page == 2 else BUSY
                if page == 1 and backend.asked[1] > 1:
                    status, body = 200, picture
                else:
                    told = {"code": code, "status": status, "title": code, "detail": code}
                    body = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()


@pytest.fixture
def backend() -> Iterator[Backend]:
    made = Backend()
    yield made
    made.server.shutdown()
    made.thread.join()
    made.server.server_close()


def test_at_the_table_it_is_told_why_and_asked_again_where_that_helps(
    qtbot: QtBot, backend: Backend, tmp_path: Path
) -> None:
    link = BackendLink([backend.address], tmp_path, "en")
    controller, pool = ConsultController(link), DecoderPool(1, VideoLimits())
    pictures = ConsultPictures(link, controller, pool)
    pictures._again.setInterval(0)
    panes, window = QWidget(), QWidget()
    surfaces = ConsultSurfaces(panes, GridMapView(), window)
    for one in (panes, window):
        qtbot.addWidget(one)
    documents = ConsultDocuments(controller, pictures, surfaces, window)
    controller.table = ConsultTable({"plan": PLAN})
    documents.on_changed()
    shown = surfaces.document
    surfaces.show_surface("plan")
    try:
        with qtbot.waitSignal(pictures.read):  # it may be asked for again
            documents.show_page()
        assert shown.picture._words == "page_busy"
        with qtbot.waitSignal(pictures.read):
            documents.show_page()
        documents.show_page()
        assert shown.is_ready()
        with qtbot.waitSignal(pictures.read_failed):
            shown.turn(1)
        assert shown.picture._words == "page_unshown"
        pictures.on_again()
        documents.show_page()
        assert (shown.picture._words, backend.asked) == ("page_unshown", {1: 2, 2: 1})
    finally:
        surfaces.end()
        for part in (pictures, pool, link):
            part.close()


def test_a_wall_asks_again(qtbot: QtBot, backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall_tables, "AGAIN_MS", 0)
    client, tasks = Client([backend.address]), TaskQueue()

    def read(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        tasks.run(work, done)

    tables = WallTables(client, read)
    tables.set_linked(linked=True)
    try:
        with qtbot.waitSignal(tables.picture_read):
            assert tables.picture("a1", 1) is None
        with qtbot.waitSignal(tables.picture_read):
            assert tables.picture("a1", 1) is None
        assert tables.picture("a1", 1) is not None
    finally:
        client.close()
        tasks.close()

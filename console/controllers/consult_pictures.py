"""Pictures of a table: read once each, small and whole; and taken from live panes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from backend_client.errors import ClientError, InvalidError, MayNotError, NotFoundError
from console.controllers.backend_link import BackendLink
from console.controllers.board_controller import BoardController
from console.controllers.consult_controller import ConsultController
from console.tasks.task_queue import Priority
from console.video.decoder_pool import DecoderPool

MOST_KEPT: Final = 24
"""Whole pictures that are held; more are read again."""
AGAIN_MS: Final = 2000
"""So long after a try that failed a picture may be asked for again."""
_FINAL: Final = (InvalidError, MayNotError, NotFoundError)
"""Asked again, the backend would say the same."""


class ConsultPictures(QObject):
    """Signals:
    read: A picture of an attachment came (the attachment's id), or some that failed may be asked
        for again (an empty text).
    read_failed: A picture couldn't be read; ``fault`` tells why.
    snapshot_failed: A pane's picture couldn't be taken: why.
    """

    read = Signal(str)
    read_failed = Signal()
    snapshot_failed = Signal(str)

    def __init__(
        self,
        link: BackendLink,
        controller: ConsultController,
        pool: DecoderPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._controller = controller
        self._small: dict[str, QImage] = {}
        self._whole: dict[str, QImage] = {}
        self._asked: set[tuple[str, bool]] = set()
        self._missed: set[tuple[str, bool]] = set()
        self._faults: dict[str, ClientError] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.on_again)
        self._taken: dict[str, tuple[str, str, Callable[[str], object]]] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="fengqiao-table-")
        self._count = 0
        pool.snapshot_taken.connect(self.on_snapshot_taken)
        controller.opened.connect(self.on_opened)

    def on_opened(self, _: str) -> None:
        """Pictures of another table."""
        self._small.clear()
        self._whole.clear()
        self._asked.clear()
        self._missed.clear()
        self._faults.clear()
        self._taken.clear()

    def small(self, attachment: str) -> QImage | None:
        """A small picture, None until it is read; ``read`` follows then."""
        return self._known(attachment, self._small, self._link.client.attachments.thumbnail)

    def whole(self, attachment: str) -> QImage | None:
        """A whole picture, None until it is read; ``read`` follows then."""
        return self._known(attachment, self._whole, self._link.client.attachments.content)

    def page(self, attachment: str, page: int) -> QImage | None:
        """A page of a PDF, None until it is read; ``read`` follows then."""
        read = self._link.client.attachments.page
        return self._known(f"{attachment}/{page}", self._whole, lambda _: read(attachment, page))

    def fault(self, attachment: str, page: int = 0) -> ClientError | None:
        """Why a picture, or a page of a document, couldn't be read the last time."""
        return self._faults.get(f"{attachment}/{page}" if page else attachment)

    def on_again(self) -> None:
        """Who still wants what failed asks for it again."""
        self._asked -= self._missed
        self._missed.clear()
        self.read.emit("")

    def read_file(self, attachment: str, done: Callable[[bytes], None]) -> None:
        """Read a file as it is, to be kept."""
        client, failed = self._link.client, self._controller.failed.emit
        label = self.tr("Reading the file")
        self._link.tasks.run(
            lambda: client.attachments.content(attachment), done, failed, label=label
        )

    def of_file(self, file: str) -> QImage | None:
        """The whole picture of a file on the table; None until it is read, or where it isn't."""
        item = self._controller.items.get(file)
        return None if item is None else self.whole(str(item["attachment"]))

    def _known(
        self, id_: str, into: dict[str, QImage], read: Callable[[str], bytes]
    ) -> QImage | None:
        asked = id_, into is self._whole
        if asked not in self._asked:
            self._asked.add(asked)
            self._read(asked, into, lambda: read(id_))
        return into.get(id_)

    def _read(
        self, asked: tuple[str, bool], into: dict[str, QImage], work: Callable[[], bytes]
    ) -> None:
        id_ = asked[0]

        def done(image: QImage) -> None:
            into[id_] = image
            self._faults.pop(id_, None)
            if into is self._whole and len(into) > MOST_KEPT:
                oldest = next(iter(into))
                into.pop(oldest)
                self._asked.discard((oldest, True))
            self.read.emit(id_)

        def failed(error: ClientError) -> None:
            self._faults[id_] = error
            if not isinstance(error, _FINAL):
                self._missed.add(asked)
                if not self._again.isActive():
                    self._again.start()
            self.read_failed.emit()

        self._link.tasks.run(lambda: QImage.fromData(work()), done, failed, priority=Priority.SIGHT)

    # -- taken from panes

    def take(
        self, board: BoardController, pane: int, title: str, done: Callable[[str], object]
    ) -> None:
        """Put a pane's picture on the table; ``done`` gets its id there."""
        self._count += 1
        path = str(Path(self._folder.name) / f"{self._count}.png")
        camera = board.board.panes[pane].camera or ""
        if not board.take_snapshot(pane, path):
            self.snapshot_failed.emit(self.tr("the pane has no picture yet"))
            return
        self._taken[path] = title, camera, done

    def on_snapshot_taken(self, news: Mapping[str, Any]) -> None:
        """A decoder wrote a picture; one that isn't ours is somebody else's."""
        taken = self._taken.pop(news["path"], None)
        if taken is None:
            return
        if news["fault"]:
            self.snapshot_failed.emit(str(news["fault"]))
            return
        title, camera, done = taken
        self._controller.add_file(Path(news["path"]), title, camera, done)

    def close(self) -> None:
        """Forget what was taken, and ask no more."""
        self._again.stop()
        self._folder.cleanup()

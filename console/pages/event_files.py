"""Files of the event at hand: small ones in a strip; photos have a window, documents are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from backend_client.records import Attachment
from console.controllers.event_controller import EventController
from console.pages.document_saver import DocumentSaver
from console.state.documents import has_picture, is_document
from widgets.photo_viewer import PhotoLook, PhotoStrip, PhotoViewer


class EventFiles(QObject):
    """Fills a strip and opens what is chosen in it.

    Signals:
        count_changed: There are more or fewer files.
        video_wanted: A video is to be played: its name and content.
        said: Something is to be told: how much it matters (0…2), and the words.
    """

    count_changed = Signal()
    video_wanted = Signal(str, bytes)
    said = Signal(int, str)

    def __init__(self, controller: EventController, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = controller
        self._zone = zone
        self._parent = parent
        self._files: dict[str, Attachment] = {}
        self.strip = PhotoStrip(parent)
        self.saver = DocumentSaver(self._read, parent)
        self.saver.said.connect(self.said)
        self.strip.photo_opened.connect(self.on_photo_opened)

    def clear(self) -> None:
        """Another event."""
        self.show_files(())

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these; the small pictures are read one by one."""
        if [one.id for one in files] == list(self._files):
            return
        self._files = {one.id: one for one in files}
        looks = [
            PhotoLook(
                one.id,
                one.name
                if is_document(one.media_type)
                else f"{one.added_at.astimezone(self._zone):%m-%d %H:%M}",
                one.media_type.startswith("video/"),
            )
            for one in files
        ]
        self.strip.show_photos(looks)
        self.count_changed.emit()
        for one in files:
            if has_picture(one.media_type, one.pages):
                self._controller.read_thumbnail(one.id, partial(self._put_thumbnail, one.id))

    def _put_thumbnail(self, photo: str, data: bytes) -> None:
        self.strip.set_picture(photo, QImage.fromData(data))

    def on_photo_opened(self, photo: str) -> None:
        """A photo in its window, where arrows go to the next; a video in the player.

        Where a document is to be kept is asked.
        """
        file = self._files.get(photo)
        if file is None:
            return
        if file.media_type.startswith("video/"):
            self._read(file.id, lambda data: self.video_wanted.emit(file.name, data))
            return
        if is_document(file.media_type):
            self.saver.ask(file.id, file.name, file.media_type)
            return
        viewer = PhotoViewer(self._parent.window())
        viewer.stepped.connect(partial(self._step, viewer))
        viewer.setProperty("photo", photo)
        self._show(viewer, file)
        viewer.show()

    def _step(self, viewer: PhotoViewer, by: int) -> None:
        photos = [one for one in self._files.values() if one.media_type.startswith("image/")]
        ids = [one.id for one in photos]
        now = viewer.property("photo")
        if now in ids:
            file = photos[(ids.index(now) + by) % len(photos)]
            viewer.setProperty("photo", file.id)
            self._show(viewer, file)

    def _show(self, viewer: PhotoViewer, file: Attachment) -> None:
        at = f"{file.added_at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

        def done(data: bytes) -> None:
            if viewer.is_open and viewer.property("photo") == file.id:
                viewer.show_image(QImage.fromData(data), f"{file.name}  {at}")

        self._read(file.id, done)

    def _read(self, file: str, done: Callable[[bytes], None]) -> None:
        self._controller.read_file(file, self.tr("Reading the file"), done)
